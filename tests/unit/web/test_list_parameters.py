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


def test_values_of_one_facet_count_once_and_a_stored_feed_may_have_a_single_one() -> None:
    assert select(tag=["a", "b", "a"]).facets == (("tag", ("a", "b")),)
    assert select(tag="a").facets == (("tag", ("a",)),)


def test_a_selection_is_ordered_by_sort_then_by_its_former_name_then_by_default() -> None:
    assert select("relevance", sort="added", order="oldest").sort == "added"
    assert select("relevance", order="oldest").sort == "oldest"
    assert select("relevance").sort == "relevance"


@pytest.mark.parametrize(("asked", "dated"), [("true", True), ("false", False), ("any", None), (None, None)])
def test_dated_is_a_choice_or_none(asked: str | None, dated: bool | None) -> None:
    assert select(dated=asked).dated is dated


def test_a_span_that_ends_before_it_begins_is_refused_by_name() -> None:
    with pytest.raises(Problem, match="`from` is after `to`"):
        select(first=date(2026, 3, 2), last=date(2026, 3, 1))


def test_every_facet_and_filter_is_a_parameter_before_the_call_s_own() -> None:
    @takes_filters
    def call(*, limit: int = 1, **_asked: object) -> Answer:
        pytest.fail(f"called with {limit}")

    assert list(inspect.signature(call).parameters) == [*FACET_NAMES, *FILTERS, "limit"]


@pytest.mark.parametrize("change", [{"stage": "other"}, {"base": "/other"}])
def test_a_cursor_is_bound_to_where_it_was_given_out(change: dict[str, str]) -> None:
    selection = select(tag="a")
    assert selection.binding(to_exchange()) == select(tag="a").binding(to_exchange())
    assert selection.binding(to_exchange()) != selection.binding(to_exchange(**change))


def test_two_facets_do_not_pass_for_one_with_a_name_like_both() -> None:
    one, two = select(tag="a", author="b"), select(tag="a'), ('author', 'b")
    assert one.binding(to_exchange()) != two.binding(to_exchange())
