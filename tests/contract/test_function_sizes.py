"""Each function that processes pages has the memory and the time that the most expensive page takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.speed.bounds.limits import MOST_CALL_SECONDS, MOST_MEGABYTES, MOST_SECONDS

from clippings_local.template import read_template

FUNCTIONS = read_template(Path(__file__).parents[2] / "template.yaml", {}, {}).document["Resources"]
#: Lambda gives one whole processor with so many megabytes, and a share of it with less.
WHOLE_CORE_MEGABYTES = 1769
#: Processor seconds of the costliest call of each function that parses or enriches.
SECONDS = {"ParseFunction": MOST_SECONDS, "EnrichFunction": MOST_SECONDS, "LookupFunction": MOST_CALL_SECONDS}


@pytest.mark.parametrize("function", SECONDS)
def test_the_costliest_page_takes_at_most_seven_tenths_of_the_memory(function: str) -> None:
    assert 0.7 * FUNCTIONS[function]["Properties"]["MemorySize"] >= MOST_MEGABYTES


@pytest.mark.parametrize("function", SECONDS)
def test_the_costliest_page_takes_at_most_two_thirds_of_the_time(function: str) -> None:
    properties = FUNCTIONS[function]["Properties"]
    share = min(1.0, properties["MemorySize"] / WHOLE_CORE_MEGABYTES)
    assert SECONDS[function] / share <= properties["Timeout"] * 2 / 3
