"""The fields of an article: what the page says about it, each value with the rule that found it.

``FIELDS`` is the one list of the fields. CONTRIBUTING says how to add one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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

__all__ = ["FIELDS", "Field", "find_title", "read_fields"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the article.

    Attributes:
        name: The attribute of ``ParsedArticle``.
        find: Returns the finding, or None. It may call the *find* of another field; the order of fields is free.
        empty: The value where reading the field failed.
    """

    name: str
    find: Callable[[ArticleContext], Finding[Any] | None]
    empty: object = None


FIELDS = (
    Field("standfirst", find_standfirst),
    Field("authors", find_authors, empty=()),
    Field("published", find_published),
    Field("modified", find_modified),
    Field("canonical_url", find_canonical_url),
    Field("addresses", find_addresses, empty=()),
    Field("publisher", find_publisher),
    Field("section", find_section),
    Field("tags", find_tags, empty=()),
    Field("language", find_language),
    Field("images", find_images, empty=()),
    Field("access", find_access),
    Field("kind", find_kind, empty="article"),
    Field("rights", find_rights, empty=Rights()),
)

#: What broken page data raises inside a field: a wrong type, a missing part, an impossible number. Nothing else is
#: caught.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def find_title(page: Page) -> Finding[str] | None:
    """Return the page's title. It is found before the body is extracted."""
    try:
        return title_ranking.find_title(ArticleContext(page))
    except _BROKEN:
        return None


def read_fields(
    page: Page, reading: Reading, title: Finding[str] | None, received: datetime | None
) -> dict[str, Finding[Any]]:
    """Return the findings by the name of the article's attribute. A field without a value is absent.

    A field that fails on broken page data does not stop the others: it gets its empty value, and its provenance names
    the error.

    Args:
        page: The page.
        reading: Its body.
        title: Its title, if one was found.
        received: The moment of the capture, if known. Later dates are rejected.
    """
    context = ArticleContext(page, reading, received, title.value if title else None)
    found: dict[str, Finding[Any]] = {"title": title} if title else {}
    for field in FIELDS:
        try:
            finding = field.find(context)
        except _BROKEN as broken:
            why = f"{type(broken).__name__}: {broken}"[:500]
            finding = Finding(field.empty, "broken", "", 0.0, (Rejected(field.name, "", why),))
        if finding is not None:
            found[field.name] = finding
    return found
