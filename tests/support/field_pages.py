"""Pages for the tests of the fields: an article of three paragraphs with markup around it."""

from __future__ import annotations

from clippings.page.flow import Reading, read_flow
from clippings.page.page import Page, make_page
from clippings.records import Role

#: Paragraphs that are too long for bylines, dates and standfirsts.
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


def reading_of(page: Page) -> Reading:
    """Return the body of *page*: every paragraph of more than 100 characters."""
    passages = read_flow(page)
    roles: list[Role | None] = ["paragraph" if p.box.tag == "p" and len(p.text) > 100 else None for p in passages]
    headline = next((p.index for p in passages if p.box.tag == "h1"), None)
    kept = [p.element for p, role in zip(passages, roles, strict=True) if role]
    return Reading(passages, roles, (), headline, kept[0].parent if kept else None)  # type: ignore[arg-type]


def field_page(
    head: str = "",
    above: str = "<h1>Bridge vote passes before midnight</h1>",
    below: str = "",
    *,
    outside: str = "",
    url: str | None = "https://news.example/2024/bridge",
    lang: str = "en",
    body: str = BODY,
) -> Page:
    """Return a page with one article.

    Args:
        head: Markup in ``<head>``.
        above: Markup before the first paragraph.
        below: Markup after the last paragraph.
        outside: Markup after the article's element.
        url: The page's address.
        lang: What ``<html lang>`` declares.
        body: The paragraphs.
    """
    article = f"<main><article>{above}{body}{below}</article></main>"
    return make_page(f'<html lang="{lang}"><head>{head}</head><body>{article}{outside}</body></html>', url)
