"""Parsing: the bytes of a page become an article, by way of the page, its body and its fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from clippings.article import ParsedArticle
from clippings.body import read_body
from clippings.body.explanation import Explanation, explain_body
from clippings.errors import RejectedPage
from clippings.fields import find_title, read_fields
from clippings.page.decoding import read_page
from clippings.page.page import Page
from clippings.records import ADMIT_CHOICES, TEXT_ROLES, Admit, Block

#: Shortest first heading that can be the standfirst, in characters; a shorter one may be that of the first section.
MIN_LEAD_CHARS = 70


def parse(
    html: bytes | str,
    url: str | None = None,
    received: datetime | None = None,
    *,
    charset: str | None = None,
    admit: Admit = "articles",
) -> ParsedArticle:
    """Return the article that is in *html*.

    Args:
        html: The page as it was captured: bytes in any charset, gzip-compressed or not, or decoded text.
        url: Where the page came from, if known.
        received: The aware datetime of the capture. Dates after it are not taken for the date of publication.
        charset: What the transport declared, as in ``Content-Type``.
        admit: ``articles`` rejects a page that is not an article. ``everything`` extracts every page that has text; the
            article then has the ``rejection_reason`` for which it would have been rejected.

    Returns:
        The article, with its ``article_score`` from 0 to 1.

    Raises:
        RejectedPage: The bytes are not a page, the page has no text, or it is not an article and *admit* is
            ``articles``. The reason is a stable code.
        TypeError: *html* is neither bytes nor text.
        ValueError: *received* is naive, or *admit* is neither of the two words.
    """
    if admit not in ADMIT_CHOICES:
        raise ValueError(f"admit must be one of {', '.join(ADMIT_CHOICES)}, not {admit!r}")
    if received is not None and received.tzinfo is None:
        raise ValueError("received must be an aware datetime")
    return _read_article(read_page(html, url, charset), received, admit)


def explain(html: bytes | str, url: str | None = None) -> tuple[ParsedArticle | RejectedPage, Explanation]:
    """Return the article in *html*, or the rejection, and the decisions about each of its passages.

    Raises:
        RejectedPage: *html* is not a page.
    """
    page = read_page(html, url)
    title = find_title(page)
    explanation = explain_body(page, title.value if title else None)
    try:
        return _read_article(page, None), explanation
    except RejectedPage as rejected:
        return rejected, explanation


def _read_article(page: Page, received: datetime | None, admit: Admit = "articles") -> ParsedArticle:
    title = find_title(page)
    reading = read_body(page, title.value if title else None, admit=admit)
    found = read_fields(page, reading, title, received)
    return ParsedArticle(
        **{name: finding.value for name, finding in found.items()},
        url=page.url,
        blocks=name_standfirst(reading.blocks, found["standfirst"].value if "standfirst" in found else None),
        truncated=reading.truncated,
        article_score=reading.score,
        hidden_characters=sum(len(block.text) for block in reading.blocks if block.role == "hidden"),
        rejection_reason=reading.rejection_reason,
        provenance=found,
    )


def name_standfirst(blocks: tuple[Block, ...], standfirst: object) -> tuple[Block, ...]:
    """Return *blocks* with the role ``standfirst`` for the first block if it is a heading with that text."""
    for place, block in enumerate(blocks):
        if block.role in TEXT_ROLES:
            if (
                block.role == "heading"
                and len(block.text) >= MIN_LEAD_CHARS
                and standfirst == " ".join(block.text.split())
            ):
                return (*blocks[:place], replace(block, role="standfirst", level=None), *blocks[place + 1 :])
            break
    return blocks
