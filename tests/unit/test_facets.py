"""The facets: one definition that storage, API, command line, reader page and documentation follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.support.framed_page import page

import clippings
from clippings.article import EnrichedArticle
from clippings.facets import FACETS, MAX_VALUES, TERM, TERM_LETTER, values_of
from clippings.records import Author, Capture
from clippings.storage import facet_keys

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def to_enriched(**fields: Any) -> EnrichedArticle:
    """Return the article of a page, with *fields* as they were found on it."""
    parsed = replace(clippings.parse(page("")), **fields)
    return clippings.enrich(parsed, Capture("inbox", "page.html", NOW), NOW)


def test_names_and_letters_in_the_keys_of_lists_are_unique() -> None:
    names = [facet_keys.MONTH, TERM, facet_keys.FILTER_TERM, *(facet.name for facet in FACETS)]
    letters = [TERM_LETTER, facet_keys.FILTER_LETTER, *(facet.letter for facet in FACETS)]
    assert len(set(names)) == len(names)
    assert len(set(letters)) == len(letters)


def test_the_number_of_values_that_are_read_is_limited() -> None:
    article = to_enriched(authors=tuple(Author(f"Author {n}") for n in range(5_000)))
    values = {facet.name: list(found) for facet, found in values_of(article)}
    assert values["author"] == [f"Author {n}" for n in range(MAX_VALUES)]


def test_an_article_without_publisher_is_listed_under_its_domain() -> None:
    article = to_enriched(publisher=None, canonical_url="https://www.gazette.co.uk/a")
    publisher = next(found for facet, found in values_of(article) if facet.name == "publisher")
    assert list(publisher) == ["gazette.co.uk"]
