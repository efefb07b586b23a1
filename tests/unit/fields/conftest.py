"""Pages made by hand, and the fields that are read from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from clippings.fields import find_title, read_fields
from clippings.page.flow import Reading, read_flow
from clippings.page.page import make_page
from clippings.records import Finding, Role

Read = Callable[..., dict[str, Finding[Any]]]

#: A body that is long enough for nobody to take it for a byline, a date line or a standfirst.
BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The council met on a cold evening in the old hall by the river, and the gallery was full to the last bench, "
        "as it had not been in years, because the bridge was on the agenda once more.",
        "Nobody expected a vote before midnight, yet the motion passed in less than an hour, with a majority that "
        "surprised both sides and that the mayor called a good sign for the town and its people.",
        "Work is to begin in spring, when the water is low, and the ferry will run for free until the bridge opens, "
        "which the engineers expect to happen within two years if the ground holds what the drillings promise.",
    )
)


def reading_of(page: Any) -> Reading:
    """Return a reading by the simplest rule there is: long paragraphs are the body."""
    passages = read_flow(page)
    roles: list[Role | None] = ["paragraph" if p.box.tag == "p" and len(p.text) > 100 else None for p in passages]
    headline = next((p.index for p in passages if p.box.tag == "h1"), None)
    kept = [p.element for p, role in zip(passages, roles, strict=True) if role]
    return Reading(passages, roles, (), headline, kept[0].parent if kept else None)  # type: ignore[arg-type]


@pytest.fixture
def read() -> Read:
    """Return the findings of a page whose head and article are given as markup."""

    def read_page(
        head: str = "",
        above: str = "<h1>Bridge vote passes before midnight</h1>",
        below: str = "",
        *,
        url: str | None = "https://news.example/2024/bridge",
        received: datetime | None = None,
        lang: str = "en",
        body: str = BODY,
    ) -> dict[str, Finding[Any]]:
        article = f"<main><article>{above}{body}{below}</article></main>"
        markup = f'<html lang="{lang}"><head>{head}</head><body>{article}</body></html>'
        page = make_page(markup, url)
        return read_fields(page, reading_of(page), find_title(page), received)

    return read_page


@pytest.fixture
def linked() -> Callable[..., str]:
    """Return the script element that holds a JSON-LD article with the properties given as JSON text."""
    kind = '"@context":"https://schema.org","@type":"NewsArticle"'
    return lambda properties: f'<script type="application/ld+json">{{{kind},{properties}}}</script>'
