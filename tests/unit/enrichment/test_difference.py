"""What changed between two contents."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.support.clock import is_within

from clippings.article import ParsedArticle
from clippings.enrichment.difference import MAX_WORDS, changed_fields, compare_contents
from clippings.records import Author, Block, Inline, Timestamp

MakeArticle = Callable[..., ParsedArticle]
LEAD = "The harbour tunnel will open on Monday after eleven years of work."
COST = "It cost three billion crowns, twice what the council had planned."
FERRY = "The ferry will stop at the end of the year."


def test_equal_contents_have_no_difference(make_article: MakeArticle) -> None:
    difference = compare_contents(make_article(LEAD, COST), make_article(LEAD, COST))
    assert not difference.changed
    assert not difference.silent


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ((LEAD,), (LEAD, COST), [("added", None, COST)]),
        ((LEAD, COST), (LEAD,), [("removed", COST, None)]),
        ((LEAD, COST), (LEAD, FERRY), [("added", None, FERRY), ("removed", COST, None)]),
        ((LEAD, COST), (LEAD, COST.replace("three", "four")), [("edited", COST, COST.replace("three", "four"))]),
        ((LEAD, COST), (FERRY, LEAD, COST), [("added", None, FERRY)]),
        ((), (LEAD,), [("added", None, LEAD)]),
        ((LEAD,), (), [("removed", LEAD, None)]),
        (
            (LEAD, COST, FERRY),
            (LEAD.replace("Monday", "Tuesday"), FERRY),
            [("edited", LEAD, LEAD.replace("Monday", "Tuesday")), ("removed", COST, None)],
        ),
    ],
)
def test_paragraphs_are_added_removed_and_edited(
    before: tuple[str, ...],
    after: tuple[str, ...],
    edits: list[tuple[str, str | None, str | None]],
    make_article: MakeArticle,
) -> None:
    difference = compare_contents(make_article(*before), make_article(*after))
    assert sorted((e.kind, e.before, e.after) for e in difference.blocks) == sorted(edits)


def test_an_edit_has_the_ids_of_both_blocks(make_article: MakeArticle) -> None:
    after = make_article(FERRY, LEAD.replace("Monday", "Tuesday"))
    edit = next(e for e in compare_contents(make_article(LEAD), after).blocks if e.kind == "edited")
    assert (edit.before_id, edit.after_id, edit.role) == ("b1", "b2", "paragraph")


def test_headline_and_standfirst_are_compared(make_article: MakeArticle) -> None:
    before = make_article(LEAD, title="Tunnel  opens", standfirst=None)
    difference = compare_contents(before, make_article(LEAD, title="Tunnel opens", standfirst="At last."))
    assert difference.headline is None
    assert difference.standfirst is not None
    assert (difference.standfirst.kind, difference.standfirst.after) == ("added", "At last.")


@pytest.mark.parametrize(("day", "silent"), [(date(2026, 3, 1), True), (date(2026, 3, 2), False)])
def test_a_change_under_an_unchanged_modified_date_is_silent(
    day: date, silent: bool, make_article: MakeArticle
) -> None:
    before = make_article(LEAD, modified=Timestamp(date(2026, 3, 1)))
    assert compare_contents(before, make_article(LEAD, COST, modified=Timestamp(day))).silent is silent


def test_counts_are_the_numbers_of_edits(make_article: MakeArticle) -> None:
    difference = compare_contents(make_article(LEAD, COST), make_article(LEAD, FERRY))
    assert difference.counts() == {"added": 1, "removed": 1, "edited": 0}


def test_scores_ids_and_promotions_are_not_compared(make_article: MakeArticle) -> None:
    block = Block("x", "paragraph", (Inline(LEAD),), score=0.2, reason="guard")
    promotion = Block("y", "promotion", (Inline("Subscribe now"),))
    assert not compare_contents(make_article(LEAD), make_article(blocks=(block, promotion))).changed


def test_two_live_blogs_of_thousands_of_entries_are_compared_in_time(make_article: MakeArticle) -> None:
    entries = [f"Entry {n}: {LEAD}" for n in range(4000)]
    started = time.process_time()
    difference = compare_contents(
        make_article(*entries), make_article(*[f"New {text}" for text in entries], entries[7])
    )
    assert is_within(time.process_time() - started, 5)
    assert difference.counts() == {"added": 4000, "removed": 3999, "edited": 0}


def test_blocks_that_repeat_a_thousand_times_are_compared_in_time(make_article: MakeArticle) -> None:
    # Which of three blocks follows is far from regular, so that aligning them finds many short stretches.
    old = [(LEAD, COST, FERRY)[number * number % 7 % 3] for number in range(990)]
    new = [(LEAD, COST, FERRY)[number * number % 11 % 3] for number in range(990)]
    started = time.process_time()
    difference = compare_contents(make_article(*old), make_article(*new))
    assert is_within(time.process_time() - started, 1)
    more = {text: new.count(text) - old.count(text) for text in (LEAD, COST, FERRY)}
    assert difference.counts()["added"] == sum(max(0, count) for count in more.values())


def test_long_blocks_are_compared_by_their_beginnings_in_time(make_article: MakeArticle) -> None:
    old, new = (
        [" ".join(f"{side}{block}word{number}" for number in range(20_000)) for block in range(40)] for side in "ab"
    )
    new[3] = " ".join([*old[5].split()[: MAX_WORDS - 1], *new[3].split()])
    started = time.process_time()
    difference = compare_contents(make_article(*old), make_article(*new))
    assert is_within(time.process_time() - started, 3)
    assert difference.counts() == {"added": 39, "removed": 39, "edited": 1}


def test_changed_fields_are_named_for_a_replay(make_article: MakeArticle) -> None:
    before = make_article(LEAD, title="A", authors=(Author("Ada Beck"),))
    assert changed_fields(before, before) == ()
    assert changed_fields(before, replace(before, title="B", authors=())) == ("authors", "title")
    assert changed_fields(before, make_article(LEAD, COST, title="A", authors=(Author("Ada Beck"),))) == ("blocks",)


def test_another_score_is_not_a_changed_field(make_article: MakeArticle) -> None:
    before = make_article(LEAD)
    assert changed_fields(before, replace(before, blocks=(replace(before.blocks[0], score=0.1, reason="x"),))) == ()


def test_long_blocks_of_the_same_words_are_compared_in_time(make_article: MakeArticle) -> None:
    words = [f"word{number}" for number in range(MAX_WORDS)]
    old, new = ([" ".join(words[place:] + words[:place]) for place in range(first, 100, 2)] for first in (0, 1))
    started = time.process_time()
    difference = compare_contents(make_article(*old), make_article(*new))
    assert is_within(time.process_time() - started, 0.7)
    assert difference.counts()["edited"] == 50
