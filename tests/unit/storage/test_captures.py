"""The record of one capture in an article's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.unit.storage.conftest import MORNING, MakeSighting

from clippings.article import EnrichedArticle
from clippings.records import Block, Capture, Finding, Inline
from clippings.storage import captures
from clippings.storage.captures import Extraction

CAPTURE = Capture("inbox", "pages/one.html", MORNING, "v1", "0A", "etag")
ARTICLE = EnrichedArticle(
    id="i",
    content_hash="h" * 64,
    word_count=4,
    reading_minutes=1,
    title="The bridge opens",
    blocks=(Block("b1", "paragraph", (Inline("It opens on Monday."),), score=0.9, reason="model"),),
    provenance={"title": Finding("The bridge opens", "h1")},
)


def test_stamps_sort_by_time_in_every_zone() -> None:
    moments = [MORNING + timedelta(microseconds=1), MORNING, MORNING.astimezone(timezone(timedelta(hours=9)))]
    stamps = [captures.to_stamp(each) for each in moments]
    assert stamps[1] == stamps[2] < stamps[0]
    assert captures.from_stamp(stamps[0]) == moments[0]


def test_a_capture_survives_storing_and_reading(make_sighting: MakeSighting) -> None:
    seen = make_sighting(1, "abc", limited=True, modified="2026-03-02", sequencer="0A", outcome="unchanged")
    assert captures.from_item(captures.to_item("ARTICLE#i", seen)) == seen
    bare = make_sighting(1, "", version="", title="", standfirst="", words=0)
    assert captures.from_item(captures.to_item("ARTICLE#i", bare)) == bare


def test_one_version_of_an_object_is_one_capture_with_any_time() -> None:
    seen = captures.to_capture_record(ARTICLE, CAPTURE, Extraction(1, 1))
    assert seen.is_same_upload(replace(CAPTURE, captured_at=MORNING + timedelta(seconds=3)))
    assert not seen.is_same_upload(replace(CAPTURE, version="v2"))
    assert not seen.is_same_upload(replace(CAPTURE, key="pages/two.html"))


def test_without_versions_a_capture_is_identified_by_time_and_etag() -> None:
    bare = replace(CAPTURE, version="")
    seen = captures.to_capture_record(ARTICLE, bare, Extraction(1, 1))
    assert seen.is_same_upload(bare)
    assert not seen.is_same_upload(replace(bare, captured_at=MORNING + timedelta(seconds=3)))
    assert not seen.is_same_upload(replace(bare, etag="another"))


def test_a_replay_without_versions_finds_the_upload_of_about_the_same_time() -> None:
    """S3 lists the second in which an upload began, and a replay has no sequencer. Two events are two uploads."""
    event = replace(CAPTURE, version="", sequencer="0A")
    replayed = replace(event, sequencer="", captured_at=MORNING + timedelta(seconds=30))
    seen, seen_by_replay = (captures.to_capture_record(ARTICLE, each, Extraction(1, 1)) for each in (event, replayed))
    assert seen.is_same_upload(replayed)
    assert seen_by_replay.is_same_upload(event)
    assert not seen.is_same_upload(replace(replayed, captured_at=MORNING + captures.SAME_UPLOAD + timedelta(seconds=1)))
    assert not seen.is_same_upload(replace(replayed, etag="another"))
    assert not seen.is_same_upload(replace(event, sequencer="0B", captured_at=MORNING + timedelta(seconds=30)))


def test_a_replay_of_equal_uploads_belongs_to_the_nearer_one() -> None:
    first = replace(CAPTURE, version="", sequencer="0A")
    second = replace(first, sequencer="0B", captured_at=MORNING + timedelta(minutes=1))
    found = [captures.to_capture_record(ARTICLE, each, Extraction(1, 1)) for each in (first, second)]
    replayed = replace(first, sequencer="", captured_at=MORNING + timedelta(seconds=40))
    assert captures.find_capture_record({each.id: each for each in found}, replayed) == found[1]


def test_a_capture_without_a_version_keeps_the_etag_of_its_object() -> None:
    """By it a replay sees that another upload has replaced the object."""
    bare = replace(CAPTURE, version="")
    assert captures.to_capture_record(ARTICLE, bare, Extraction(1, 1)).etag == bare.etag != ""
    assert captures.to_capture_record(ARTICLE, CAPTURE, Extraction(1, 1)).etag == ""


UNSTABLE = {
    "another score": replace(ARTICLE, blocks=(replace(ARTICLE.blocks[0], score=0.1, reason="guard"),)),
    "another rule": replace(ARTICLE, provenance={"title": Finding("The bridge opens", "og:title")}),
    "another chance": replace(ARTICLE, article_score=0.5),
}


@pytest.mark.parametrize("case", UNSTABLE)
def test_provenance_does_not_change_the_digest(case: str) -> None:
    assert captures.content_digest(UNSTABLE[case]) == captures.content_digest(ARTICLE)


@pytest.mark.parametrize("field", ["title", "language", "section", "summary"])
def test_content_changes_the_digest(field: str) -> None:
    assert captures.content_digest(replace(ARTICLE, **{field: "another"})) != captures.content_digest(ARTICLE)


@pytest.mark.parametrize(
    ("fields", "limited"),
    [
        ({}, False),
        ({"access": "free"}, False),
        ({"access": "metered"}, True),
        ({"access": "paywalled"}, True),
        ({"truncated": "nodes"}, True),
    ],
)
def test_paywalled_and_truncated_pages_may_be_incomplete(fields: dict[str, str], limited: bool) -> None:
    made = replace(ARTICLE, **fields)  # type: ignore[arg-type]
    assert captures.to_capture_record(made, CAPTURE, Extraction(1, 1)).limited is limited


def test_the_capture_of_a_live_blog_is_a_small_item() -> None:
    blocks = tuple(Block(f"b{n}", "paragraph", (Inline(f"Entry {n}"),)) for n in range(6_000))
    seen = captures.to_capture_record(replace(ARTICLE, blocks=blocks), CAPTURE, Extraction(1, 1))
    assert len(seen.blocks) == captures.MAX_BLOCKS * captures.BLOCK_HASH


def test_ids_sort_like_their_captures() -> None:
    times = [datetime(2026, 3, day, hour, tzinfo=UTC) for day in (1, 2, 11) for hour in (0, 9, 23)]
    ids = [captures.capture_record_id(replace(CAPTURE, captured_at=each)) for each in times]
    assert ids == sorted(ids)


EXTREMES = [
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(1, 1, 1, 12, tzinfo=UTC),
    datetime(999, 12, 31, tzinfo=UTC),
    datetime(1999, 12, 31, tzinfo=UTC),
    datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))),
]


def test_stamps_have_one_length_sort_by_time_and_are_readable_in_every_year() -> None:
    stamps = [captures.to_stamp(each) for each in EXTREMES]
    assert stamps == sorted(stamps)
    assert {len(each) for each in stamps} == {27}
    assert [captures.from_stamp(each) for each in stamps[1:4]] == EXTREMES[1:4]
    assert captures.from_stamp(stamps[0]) == datetime.min.replace(tzinfo=UTC)
