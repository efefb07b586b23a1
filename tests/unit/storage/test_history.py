"""Captures to runs of equal content, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from tests.unit.storage.conftest import MakeSighting

from clippings.storage.captures import CaptureRecord
from clippings.storage.history import Changed, Revision, runs, to_revision


def names(found: object) -> list[list[str]]:
    return [[each.id for each in run.capture_records] for run in found]  # type: ignore[attr-defined]


def test_consecutive_equal_texts_are_one_run_and_a_returning_text_is_another(make_sighting: MakeSighting) -> None:
    seen = [make_sighting(n, text) for n, text in enumerate(["ab", "ab", "ac", "ab"])]
    assert names(runs(seen)) == [["at-0", "at-1"], ["at-2"], ["at-3"]]


def test_the_order_of_arrival_makes_no_difference(make_sighting: MakeSighting) -> None:
    seen = [make_sighting(n, text) for n, text in enumerate(["ab", "ac", "ac", "ab"])]
    assert {str(names(runs(order))) for order in permutations(seen)} == {str([["at-0"], ["at-1", "at-2"], ["at-3"]])}


def test_captures_of_one_moment_are_ordered_by_key_then_sequencer(make_sighting: MakeSighting) -> None:
    """A sequencer is hexadecimal of varying length: A0 comes after 9, though text says otherwise."""
    first = make_sighting(0, "a", id="first", sequencer="9")
    second = make_sighting(0, "b", id="second", sequencer="A0")
    other = make_sighting(0, "c", id="other", key="pages/two.html", sequencer="1")
    assert names(runs([other, second, first])) == [["first"], ["second"], ["other"]]


def test_contents_of_different_extractors_are_not_compared(make_sighting: MakeSighting) -> None:
    seen = [make_sighting(0, "ab", 1), make_sighting(1, "cd", 2)]
    assert names(runs(seen)) == [["at-0", "at-1"]]


def test_contents_are_compared_by_their_newest_common_extractor(
    make_sighting: MakeSighting,
) -> None:
    """The older rules saw a difference that was none of the text: the newer ones cut both alike."""
    one = make_sighting(0, "ab", 2, tokens={"1": "menu and ab", "2": "ab"})
    other = make_sighting(1, "ab", 2, tokens={"1": "another menu and ab", "2": "ab"})
    assert names(runs([one, other])) == [["at-0", "at-1"]]


@pytest.mark.parametrize(("words", "cut"), [(59, True), (60, False)])
def test_a_limited_capture_with_less_than_60_percent_of_the_fullest_text_is_not_a_revision(
    words: int, cut: bool, make_sighting: MakeSighting
) -> None:
    full = make_sighting(0, "abcde", words=100)
    limited = make_sighting(1, "abc", words=words, limited=True)
    assert len(runs([full, limited])) == (1 if cut else 2)


def test_a_short_unlimited_text_is_a_revision(make_sighting: MakeSighting) -> None:
    assert len(runs([make_sighting(0, "abcde"), make_sighting(1, "a")])) == 2


def test_an_article_seen_only_incomplete_has_the_incomplete_text(make_sighting: MakeSighting) -> None:
    assert len(runs([make_sighting(0, "a", limited=True), make_sighting(1, "a", limited=True)])) == 1


def revisions(capture_records: Iterable[CaptureRecord]) -> list[Revision]:
    """Return the revisions among *capture_records*, newest first."""
    found = runs(capture_records)
    return [to_revision(run, n, before) for n, (before, run) in enumerate(pairwise([None, *found]), 1) if run][::-1]


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "edited"),
    [
        ("abc", "abcd", 1, 0, 0),
        ("abc", "xabc", 1, 0, 0),
        ("abc", "ac", 0, 1, 0),
        ("abc", "axc", 0, 0, 1),
        ("abc", "xyz", 0, 0, 3),
        ("abcd", "abxyzd", 2, 0, 1),
    ],
)
def test_paragraphs_are_counted_as_added_removed_or_edited(
    before: str, after: str, added: int, removed: int, edited: int, make_sighting: MakeSighting
) -> None:
    newest, _ = revisions([make_sighting(0, before), make_sighting(1, after, modified="2026-03-02T07:00Z")])
    assert newest.changed == Changed(added=added, removed=removed, edited=edited)


def test_a_change_with_the_same_modified_date_is_silent(make_sighting: MakeSighting) -> None:
    stated = {"modified": "2026-03-02T06:00Z"}
    newest, oldest = revisions([make_sighting(0, "ab", **stated), make_sighting(1, "ac", **stated)])
    assert newest.changed is not None
    assert newest.changed.silent
    assert oldest.changed is None


def test_changes_of_headline_and_standfirst_are_distinguished(make_sighting: MakeSighting) -> None:
    before = make_sighting(0, "ab")
    headline = make_sighting(1, "ab", title="u", tokens={"1": "other"})
    standfirst = replace(make_sighting(2, "ab", standfirst="v", title="u"), tokens={"1": "third"})
    third, second, _ = revisions([before, headline, standfirst])
    assert second.changed is not None
    assert third.changed is not None
    assert (second.changed.headline, second.changed.standfirst) == (True, False)
    assert (third.changed.headline, third.changed.standfirst) == (False, True)


def test_an_incomplete_capture_is_excluded_although_the_fullest_one_is_not_read(
    make_sighting: MakeSighting,
) -> None:
    full, cut = make_sighting(0, "abcdef"), make_sighting(1, "ab", limited=True)
    assert len(runs([full, cut])) == 1
    assert runs([cut], full.words) == []
    assert len(runs([cut])) == 1


def test_runs_without_a_common_extractor_are_marked_as_not_compared(make_sighting: MakeSighting) -> None:
    """A token of the older rules tells the contents apart, but their blocks are of two extractors."""
    one = make_sighting(0, "ab", 1)
    other = make_sighting(1, "cd", 2, tokens={"1": "cd1", "2": "cd2"})
    newest, _ = revisions([one, other])
    assert newest.changed == Changed(compared=False)


def test_a_revision_has_the_id_of_its_first_capture_and_the_content_of_its_last(make_sighting: MakeSighting) -> None:
    (only,) = revisions([make_sighting(3, "ab", digest="later"), make_sighting(0, "ab", digest="earlier")])
    assert (only.id, only.number, only.captures, only.content) == ("at-0", 1, 2, "later-1.1")
    assert only.members == ("at-0", "at-3")
    assert only.to_dict()["last_seen"] == "2026-03-02T09:00:00.000000Z"
