"""Fixtures for the tests of the fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.support.field_pages import BODY, field_page, reading_of

from clippings.fields import find_title, read_fields
from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]


@pytest.fixture
def read() -> Read:
    """Return a function that reads the fields of a page made of markup."""

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
        page = field_page(head, above, below, url=url, lang=lang, body=body)
        return read_fields(page, reading_of(page), find_title(page), received)

    return read_page


@pytest.fixture
def linked() -> Callable[..., str]:
    """Return a function that makes the script of a JSON-LD article of properties in JSON."""
    kind = '"@context":"https://schema.org","@type":"NewsArticle"'
    return lambda properties: f'<script type="application/ld+json">{{{kind},{properties}}}</script>'
