"""The selection that a list's parameters make, and what its cursors are bound to."""

from __future__ import annotations

import inspect
from datetime import date

import pytest
from tests.support.served_calls import to_exchange

from clippings.facets import FACET_NAMES
from clippings.web.list_parameters import FILTERS, select, takes_filters
from clippings.web.problems import Problem
from clippings.web.routing import Answer


def test_repeated_values_of_a_facet_count_once() -> None:
    assert select(tag=["a", "b", "a"]).facets == (("tag", ("a", "b")),)
    assert select(tag="a").facets == (("tag", ("a",)),)


def test_the_order_is_from_sort_or_its_former_name_or_the_default() -> None:
    assert select("relevance", sort="added", order="oldest").sort == "added"
    assert select("relevance", order="oldest").sort == "oldest"
    assert select("relevance").sort == "relevance"


@pytest.mark.parametrize(("asked", "dated"), [("true", True), ("false", False), ("any", None), (None, None)])
def test_dated_is_one_of_the_choices_or_absent(asked: str | None, dated: bool | None) -> None:
    assert select(dated=asked).dated is dated


def test_a_range_that_ends_before_it_begins_is_rejected_by_name() -> None:
    with pytest.raises(Problem, match="`from` is after `to`"):
        select(first=date(2026, 3, 2), last=date(2026, 3, 1))


def test_facets_and_filters_are_listed_before_other_parameters() -> None:
    @takes_filters
    def call(*, limit: int = 1, **_asked: object) -> Answer:
        pytest.fail(f"called with {limit}")

    assert list(inspect.signature(call).parameters) == [*FACET_NAMES, *FILTERS, "limit"]


@pytest.mark.parametrize("change", [{"stage": "other"}, {"base": "/other"}])
def test_a_cursor_is_valid_for_its_own_list_only(change: dict[str, str]) -> None:
    selection = select(tag="a")
    assert selection.binding(to_exchange()) == select(tag="a").binding(to_exchange())
    assert selection.binding(to_exchange()) != selection.binding(to_exchange(**change))


def test_facet_names_and_values_are_separated_in_scopes() -> None:
    one, two = select(tag="a", author="b"), select(tag="a'), ('author', 'b")
    assert one.binding(to_exchange()) != two.binding(to_exchange())
