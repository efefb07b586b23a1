"""The plan of filing one capture, computed without a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from clippings.article import EnrichedArticle
from clippings.records import Block, Capture, Finding, Inline, Timestamp
from clippings.settings import ListingCaps
from clippings.storage.article_record import ArticleRecord
from clippings.storage.captures import CaptureRecord, Extraction, to_capture_record
from clippings.storage.planning import Plan, make_plan, merge
from clippings.storage.provenance import pack_provenance

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)
NOW = datetime(2026, 3, 9, tzinfo=UTC)
FIRST, SECOND = Extraction(1, 1), Extraction(1, 2)


def article(text: str, **fields: Any) -> EnrichedArticle:
    plain: dict[str, Any] = {
        "id": "i",
        "content_hash": text,
        "word_count": 100,
        "reading_minutes": 1,
        "provenance": {},
        "title": "The bridge opens",
        "published": Timestamp(date(2026, 3, 2)),
        "blocks": (Block("b", "paragraph", (Inline(text),)),),
        "tags": ("Bridges",),
    }
    return EnrichedArticle(**(plain | fields))


def capture(hours: float) -> Capture:
    return Capture("inbox", "one.html", MORNING + timedelta(hours=hours), f"v{hours}")


class Desk:
    """An article's record, captures and contents, as a table would keep them."""

    def __init__(self) -> None:
        self.record: ArticleRecord | None = None
        self.capture_records: dict[str, CaptureRecord] = {}
        self.contents: dict[str, EnrichedArticle] = {}
        self.provenances: dict[tuple[str, str], bytes] = {}

    def file(self, hours: float, made: EnrichedArticle, extraction: Extraction = FIRST) -> Plan | None:
        incoming = to_capture_record(made, capture(hours), extraction)
        existing = self.capture_records.get(incoming.id)
        plan = make_plan(
            made,
            incoming,
            existing,
            self.record,
            self.capture_records,
            now=NOW,
            caps=ListingCaps(),
            shards=1,
            load=self.contents.__getitem__,
            load_provenance=lambda name, found: self.provenances[name, found],
        )
        if plan:
            self.record = plan.record
            self.capture_records[plan.capture_record.id] = plan.capture_record
            self.contents |= {each.name: each.article for each in plan.contents}
            self.provenances |= {key: pack_provenance(each) for key, each in plan.provenances.items()}
            for name in plan.dropped_contents:
                del self.contents[name]
            for key in plan.dropped_provenances:
                del self.provenances[key]
        return plan


def test_the_first_capture_is_stored_and_reported() -> None:
    plan = Desk().file(0, article("one"))
    assert plan is not None
    assert (plan.outcome, plan.reported, len(plan.contents), plan.dropped_contents) == (
        "stored",
        "stored",
        1,
        frozenset(),
    )
    assert plan.record.stored_at == NOW


def test_the_same_capture_again_changes_nothing() -> None:
    desk = Desk()
    desk.file(0, article("one"))
    assert desk.file(0, article("one")) is None


def test_the_same_text_later_is_stored_but_not_reported() -> None:
    desk = Desk()
    desk.file(0, article("one"))
    plan = desk.file(1, article("one"))
    assert plan is not None
    assert (plan.outcome, plan.reported, plan.contents) == ("unchanged", None, ())
    assert plan.record.captured_at == MORNING + timedelta(hours=1)
    assert plan.record.change == "unchanged"


def test_an_unreported_record_keeps_the_time_of_the_last_report() -> None:
    desk = Desk()
    first = desk.file(0, article("one"))
    again = desk.file(1, article("one"))
    assert first is not None
    assert again is not None
    assert again.record.stored_at == first.record.stored_at


def test_an_earlier_text_is_reported_and_the_record_keeps_the_later_one() -> None:
    desk = Desk()
    desk.file(5, article("later"))
    plan = desk.file(1, article("earlier"))
    assert plan is not None
    assert (plan.outcome, plan.reported, len(plan.contents)) == ("stored", "revised", 1)
    assert plan.record.revisions == 2
    assert desk.contents[plan.record.content].content_hash == "later"


def test_the_record_has_the_word_count_of_the_longest_capture() -> None:
    desk = Desk()
    desk.file(0, article("long", word_count=300))
    plan = desk.file(1, article("short", word_count=200))
    assert plan is not None
    assert (plan.record.revisions, plan.record.fullest) == (2, 300)


def test_a_better_extraction_deletes_unreferenced_contents() -> None:
    desk = Desk()
    desk.file(0, article("badly cut"))
    plan = desk.file(0, article("well cut"), SECOND)
    assert plan is not None
    assert plan.outcome == "stored"
    assert [each.content_hash for each in desk.contents.values()] == ["well cut"]
    assert plan.record.revisions == 1


def test_a_content_of_another_capture_is_kept() -> None:
    desk = Desk()
    desk.file(0, article("badly cut"))
    desk.file(1, article("badly cut"))
    plan = desk.file(0, article("well cut"), SECOND)
    assert plan is not None
    assert plan.dropped_contents == frozenset()
    assert {each.content_hash for each in desk.contents.values()} == {"badly cut", "well cut"}


def test_a_late_older_extraction_adds_values_and_replaces_nothing() -> None:
    desk = Desk()
    desk.file(0, article("well cut"), SECOND)
    plan = desk.file(0, article("badly cut"))
    assert plan is not None
    assert plan.contents == ()
    assert set(plan.capture_record.tokens) == {"1", "2"}
    assert plan.capture_record.extractor == 2


def test_stale_rows_stay_in_the_record_until_they_are_deleted() -> None:
    desk = Desk()
    first = desk.file(0, article("one", tags=("Bridges",)))
    second = desk.file(1, article("two", tags=("Ferries",)))
    third = desk.file(2, article("three", tags=("Trains",)))
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.record.stale == ()
    assert third.record.stale == (first.record.listed, second.record.listed)


def test_two_extractions_of_a_capture_are_merged_into_the_newest() -> None:
    older, newer = (to_capture_record(article(text), capture(0), by) for text, by in (("a", FIRST), ("b", SECOND)))
    assert merge(older, newer) == merge(newer, older)
    late = replace(newer, captured_at=MORNING + timedelta(milliseconds=500), id="read-otherwise")
    assert (merge(older, late).id, merge(older, late).captured_at) == (older.id, older.captured_at)


def found_by(rule: str) -> EnrichedArticle:
    """Return one article, whose title was found by *rule*."""
    return article("one", provenance={"title": Finding("The bridge opens", rule)})


def rules_of(desk: Desk) -> dict[int, str]:
    """Return which rule the stored content of each extractor says that it was found by."""
    return {int(name[-3]): each.provenance["title"].rule for name, each in desk.contents.items()}


def test_a_content_has_the_provenance_of_its_earliest_capture_and_others_are_stored_separately() -> None:
    desk = Desk()
    for hours, rule in ((1, "h1"), (0, "og:title"), (2, "h1"), (3, "twitter:title")):
        desk.file(hours, found_by(rule))
    assert rules_of(desk) == {1: "og:title"}
    assert len(desk.provenances) == 2


def test_equal_provenances_of_a_content_are_stored_once() -> None:
    desk = Desk()
    for hours in (1, 0, 2):
        desk.file(hours, found_by("h1"))
    assert (rules_of(desk), desk.provenances) == ({1: "h1"}, {})


STEPS = ((0, "h1", FIRST), (1, "og:title", FIRST), (0, "json-ld", SECOND))


@pytest.mark.parametrize("order", list(permutations(STEPS)))
def test_after_a_new_extraction_a_content_has_the_provenance_of_its_next_capture(
    order: Any,
) -> None:
    desk = Desk()
    for hours, rule, extraction in order:
        desk.file(hours, found_by(rule), extraction)
    assert rules_of(desk) == {1: "og:title", 2: "json-ld"}
    assert desk.provenances == {}


def test_provenances_are_deleted_with_their_content() -> None:
    desk = Desk()
    for extraction in (FIRST, SECOND):
        for hours, rule in ((0, "h1"), (1, "og:title")):
            desk.file(hours, found_by(rule), extraction)
    assert rules_of(desk) == {2: "h1"}
    assert {name[-3] for name, _ in desk.provenances} == {"2"}
