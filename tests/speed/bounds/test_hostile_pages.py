"""Four times a hostile page takes about four times the time, in every step."""

from __future__ import annotations

import os
import time

import pytest
from tests.speed.bounds.growth import confirm_growth, find_growth
from tests.speed.bounds.hostile_pages import PAGES
from tests.speed.bounds.limits import stopped_after, whole_step_seconds

from clippings.body import markup
from clippings.page import tree
from clippings.records import Block, Inline

#: Seconds of a step, or characters of a page, at which pages are not enlarged further. `make bounds` has larger ones.
ENOUGH = float(os.environ.get("CLIPPINGS_BOUNDS_SECONDS", "0.07"))
LARGEST = int(os.environ.get("CLIPPINGS_BOUNDS_LARGEST", "200000"))
#: One of so many kinds is tried; `make bounds` tries each.
ONE_IN = int(os.environ.get("CLIPPINGS_BOUNDS_ONE_IN", "2"))


@pytest.mark.parametrize("kind", list(PAGES)[::ONE_IN])
def test_hostile_pages_take_linear_time(kind: str) -> None:
    assert find_growth(PAGES[kind], ENOUGH, LARGEST) is None


def test_long_texts_for_the_sanitizer_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(page: str | bytes, most: float) -> dict[str, float]:
        with stopped_after(most):
            began = time.process_time()
            assert markup.write_html([Block("a", "paragraph", (Inline(str(page)),))])
            return {"html": time.process_time() - began}

    monkeypatch.setattr(markup, "MAX_STRETCH", 1_000_000_000)
    assert confirm_growth(lambda count: "© " * count, 30_000, measure, sizes=1) is not None


def test_unlimited_root_tags_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(page: str | bytes, most: float) -> dict[str, float]:
        with stopped_after(most):
            began = time.process_time()
            tree.read_tree(str(page))
            return {"parse": time.process_time() - began}

    monkeypatch.setattr(tree, "MAX_ROOT_TAGS", 1_000_000_000)
    assert confirm_growth(PAGES["body tags"], 1_000, measure, sizes=1) is not None


@pytest.mark.parametrize("kind", PAGES)
def test_small_hostile_pages_are_read_and_rendered_without_an_error(kind: str) -> None:
    for count in (1, 7, 60):
        assert "parse" in whole_step_seconds(PAGES[kind](count))
