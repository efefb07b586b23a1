"""The facets: one definition that storage, API, command line, reader page and documentation follow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.unit.web.conftest import to_enriched

from clippings.facets import FACET_NAMES, FACETS, MAX_VALUES, TERM_LETTER, Facet, values_of
from clippings.records import Author
from clippings.web.list_calls import CALLS
from clippings_local.read_commands import FILTERS

ROOT = Path(__file__).parents[2]


def test_no_two_facets_share_a_name_or_a_letter() -> None:
    assert len({facet.name for facet in FACETS}) == len(FACETS)
    assert len({TERM_LETTER, *(facet.letter for facet in FACETS)}) == len(FACETS) + 1


def test_a_page_with_thousands_of_authors_is_not_read_to_its_end() -> None:
    article = to_enriched(authors=tuple(Author(f"Author {n}") for n in range(5_000)))
    values = {facet.name: list(found) for facet, found in values_of(article)}
    assert values["author"] == [f"Author {n}" for n in range(MAX_VALUES)]


def test_an_article_without_a_publisher_s_name_is_listed_under_its_domain() -> None:
    article = to_enriched(publisher=None, canonical_url="https://www.gazette.co.uk/a")
    publisher = next(found for facet, found in values_of(article) if facet.name == "publisher")
    assert list(publisher) == ["gazette.co.uk"]


@pytest.mark.parametrize("facet", FACETS, ids=FACET_NAMES)
def test_every_facet_is_a_parameter_an_option_and_a_row_of_the_documentation(facet: Facet) -> None:
    articles = next(route for route in CALLS if route.path == "/v1/articles")
    assert facet.name in articles.parameters
    assert facet.name in FILTERS
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE)
    assert dict(rows)[facet.name] == facet.description
