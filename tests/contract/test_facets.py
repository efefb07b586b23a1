"""The API, the command line and the documentation name every facet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clippings.facets import FACET_NAMES, FACETS, Facet
from clippings.web.list_calls import CALLS
from clippings_local.read_commands import FILTERS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("facet", FACETS, ids=FACET_NAMES)
def test_every_facet_is_a_parameter_an_option_and_a_row_of_the_documentation(facet: Facet) -> None:
    articles = next(route for route in CALLS if route.path == "/v1/articles")
    assert facet.name in articles.parameters
    assert facet.name in FILTERS
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE)
    assert dict(rows)[facet.name] == facet.description
