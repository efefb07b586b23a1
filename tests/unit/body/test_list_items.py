"""List items have a depth and a number, and know whether the next item continues the list."""

from __future__ import annotations

import time

import pytest
from tests.support.clock import is_within
from tests.support.framed_page import parsed

from clippings.body.list_items import ListPlaces
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.records import ListPlace


def places(markup: str) -> dict[str, ListPlace]:
    known = ListPlaces()
    return {passage.text: known.place(passage.box) for passage in read_flow(make_page(markup))}


def test_an_item_of_an_unordered_list_has_no_number() -> None:
    assert places("<ul><li>a<li>b</ul>") == {"a": ListPlace(1), "b": ListPlace(1)}


def test_items_are_numbered_from_where_the_list_starts() -> None:
    assert places("<ol start=4><li>a<li>b</ol>") == {"a": ListPlace(1, 4), "b": ListPlace(1, 5)}


def test_a_value_renumbers_the_following_items() -> None:
    assert places("<ol><li>a<li value=7>b<li>c</ol>") == {
        "a": ListPlace(1, 1),
        "b": ListPlace(1, 7),
        "c": ListPlace(1, 8),
    }


def test_a_reversed_list_counts_down_to_one() -> None:
    assert places("<ol reversed><li>a<li>b<li>c</ol>") == {
        "a": ListPlace(1, 3),
        "b": ListPlace(1, 2),
        "c": ListPlace(1, 1),
    }


def test_a_list_in_a_list_is_deeper_and_numbered_by_itself() -> None:
    assert places("<ol><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ol>") == {
        "a": ListPlace(1, 1),
        "b": ListPlace(2),
        "c": ListPlace(3, 1),
        "d": ListPlace(1, 2),
    }


def test_further_paragraphs_continue_their_item_even_after_a_nested_list() -> None:
    assert places("<ol><li><p>a<p>more<ul><li>b</ul><p>last<li>c</ol>") == {
        "a": ListPlace(1, 1),
        "more": ListPlace(1, 1, continued=True),
        "b": ListPlace(2),
        "last": ListPlace(1, 1, continued=True),
        "c": ListPlace(1, 2),
    }


def test_a_description_continues_its_term() -> None:
    assert places("<dl><dt>term<dd>what it means<dd>and more</dl>") == {
        "term": ListPlace(1, definition="term"),
        "what it means": ListPlace(1, continued=True, definition="description"),
        "and more": ListPlace(1, continued=True, definition="description"),
    }


def test_an_item_without_a_list_is_an_item() -> None:
    assert places("<li>a") == {"a": ListPlace(1)}


def test_code_in_an_item_continues_it_and_other_code_has_no_place() -> None:
    known = ListPlaces()
    flow = read_flow(make_page("<pre>x</pre><ol><li>a<pre>y</pre><li><pre>z</pre></ol>"))
    assert [
        known.place_inside(passage.box) if passage.kind == "code" else known.place(passage.box) for passage in flow
    ] == [None, ListPlace(1, 1), ListPlace(1, 1, continued=True), None]


def test_invalid_numbers_are_ignored() -> None:
    assert places(f"<ol start=x><li>a<li value=''>b<li value={10**40}>c</ol>") == {
        "a": ListPlace(1, 1),
        "b": ListPlace(1, 2),
        "c": ListPlace(1, 3),
    }


def test_numbering_a_long_list_takes_time_in_proportion() -> None:
    begun = time.process_time()
    found = places("<ol>" + "".join(f"<li>item {number}" for number in range(20_000)) + "</ol>")
    assert found["item 19999"] == ListPlace(1, 20_000)
    assert is_within(time.process_time() - begun, 3)


@pytest.mark.parametrize(
    "mark",
    ["<span>•</span>", "<div>1.</div>", "<div><span>1</span></div>", "<span>1.</span>"],
)
def test_the_mark_of_an_item_is_written_once(mark: str) -> None:
    article = parsed(f"<ol><li>{mark}<div><p>Cut the wick</p></div></li><li><div><p>Light it</p></div></li></ol>")
    assert "\n1. Cut the wick\n2. Light it\n" in article.markdown
    assert "\n\nCut the wick\n\nLight it\n\n" in article.text


def test_a_number_before_the_text_of_an_item_is_written_once() -> None:
    article = parsed("<ol><li><b>1.</b> Cut the wick</li><li><b>2.</b> Light it</li></ol>")
    assert "\n1. Cut the wick\n2. Light it\n" in article.markdown


def test_other_numbers_of_items_are_kept() -> None:
    article = parsed("<ol><li><div>9</div><p>Cut the wick</p></li></ol><ol><li><span>1</span> kg of oil</li></ol>")
    assert "9\n\nCut the wick" in article.text
    assert "1 kg of oil" in article.text
    ranks = parsed("<ul><li><div>1</div><p>Port Ellis</p></li><li><div>2</div><p>The rock</p></li></ul>")
    assert "1\n\nPort Ellis" in ranks.text
