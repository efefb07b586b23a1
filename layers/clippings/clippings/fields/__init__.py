"""The fields: everything that a page says about its article, each with the rule that found it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from clippings.fields.access import find_access
from clippings.fields.authors.author_selection import find_authors
from clippings.fields.canonical_url import find_addresses, find_canonical_url
from clippings.fields.context import ArticleContext
from clippings.fields.dates.modified import find_modified
from clippings.fields.dates.published import find_published
from clippings.fields.declared_language import find_language
from clippings.fields.images.article_images import find_images
from clippings.fields.kind import find_kind
from clippings.fields.publisher import find_publisher
from clippings.fields.rights import find_rights
from clippings.fields.section import find_section
from clippings.fields.standfirst import find_standfirst
from clippings.fields.tags import find_tags
from clippings.fields.title import title_ranking
from clippings.page.flow import Reading
from clippings.page.page import Page
from clippings.records import Finding, Rejected, Rights

__all__ = ["find_title", "read_fields"]

FIELDS: dict[str, Callable[[ArticleContext], Finding[Any] | None]] = {
    "standfirst": find_standfirst,
    "authors": find_authors,
    "published": find_published,
    "modified": find_modified,
    "canonical_url": find_canonical_url,
    "addresses": find_addresses,
    "publisher": find_publisher,
    "section": find_section,
    "tags": find_tags,
    "language": find_language,
    "images": find_images,
    "access": find_access,
    "kind": find_kind,
    "rights": find_rights,
}


def find_title(page: Page) -> Finding[str] | None:
    """Return the page's title, looked for before the body is cut."""
    try:
        return title_ranking.find_title(ArticleContext(page))
    except _BROKEN:
        return None


#: What broken data raises inside a field: a wrong type, a missing part, an impossible number. Nothing else is caught.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def read_fields(
    page: Page, reading: Reading, title: Finding[str] | None, received: datetime | None
) -> dict[str, Finding[Any]]:
    """Return the findings by the name of the article's attribute; a field without one is absent.

    No field takes another one down: a field that page data breaks is found empty, and its provenance says what broke.
    """
    context = ArticleContext(page, reading, received, title.value if title else None)
    found: dict[str, Finding[Any]] = {"title": title} if title else {}
    for name, find in FIELDS.items():
        try:
            finding = find(context)
        except _BROKEN as broken:
            finding = Finding(
                EMPTY[name], "broken", "", 0.0, (Rejected(name, "", f"{type(broken).__name__}: {broken}"[:500]),)
            )
        if finding is not None:
            found[name] = finding
    return found


#: What a field that broke holds: the same as where nothing was found.
EMPTY: dict[str, Any] = dict.fromkeys(FIELDS) | {
    "authors": (),
    "tags": (),
    "images": (),
    "addresses": (),
    "kind": "article",
    "rights": Rights(),
}
