"""A bundle in the inbox becomes the articles of its pages, each once, whatever is interrupted, repeated or deleted."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from tests.support.bundle_files import http, members, record, tarred, zipped
from tests.support.bundle_soak import run
from tests.support.bundle_world import Message, opened_bundle_world
from tests.support.faults import Faults
from tests.support.mixed_bundle import (
    CAPTURED,
    FILES,
    MIXED,
    MIXED_COUNTS,
    address,
    check_mixed,
    not_found,
    page,
    response,
)

from clippings.storage import unpacking

NOW = datetime(2026, 3, 9, tzinfo=UTC)


def test_each_page_of_a_warc_is_an_article_with_its_own_address_and_time() -> None:
    with opened_bundle_world() as world:
        version = world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        check_mixed(world, "crawl.warc.gz")
        found = [each for each in world.items("ARTICLE#") if each["sk"].startswith("CAPTURE#")]
        assert {each["addresses"][0] for each in found} == {address(0), address(1), address(5)}
        assert {each["captured_at"] for each in found} == {"2026-03-01T10:00:00.000000Z"}
        assert {each["version"] for each in found} == {version}
        (first,) = [each for each in found if each["key"] == "crawl.warc.gz#0"]
        told = world.ingestion("crawl.warc.gz#0")
        assert (told["status"], told["bundle"], told["offset"]) == ("stored", "crawl.warc.gz", 0)
        assert told["article_id"] == first["pk"].removeprefix("ARTICLE#")
        assert world.runs["unpack"] == 1


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("plain.warc", b"".join(MIXED)),
        ("whole.warc.gz", gzip.compress(b"".join(MIXED), mtime=0)),
        ("crawl.wacz", zipped({"archive/a.warc": b"".join(MIXED)}, compression=0)),
    ],
)
def test_every_kind_of_bundle_has_the_same_result(key: str, data: bytes) -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        world.put(key, data)
        world.settle()
        check_mixed(world, key)


@pytest.mark.parametrize(("key", "data"), [("saved.zip", zipped(FILES)), ("saved.tar.gz", tarred(FILES))])
def test_the_pages_of_an_archive_of_files_are_articles_too(key: str, data: bytes) -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        world.put(key, data)
        world.settle()
        told = world.ingestion(key)
        assert told["status"] == "unpacked"
        assert told["counts"]["pages"] == 4
        assert told["counts"]["outcomes"] == {"rejected": 1, "stored": 3}
        assert sum(told["counts"]["skipped"].values()) == 1


def test_pages_without_offsets_are_copied_with_address_and_time() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        version = world.put("whole.warc.gz", gzip.compress(b"".join(MIXED), mtime=0), admit="articles")
        world.settle()
        key = f"unpacked/whole.warc.gz/{version}/00000001.html"
        (copied,) = world.buckets.objects["inbox"][key]
        assert copied.data == page("B")
        assert copied.metadata == {"url": address(1), "captured-at": CAPTURED.isoformat(), "admit": "articles"}
        assert copied.content_type == "text/html; charset=utf-8"
        told = world.ingestion(key)
        assert (told["status"], told["bundle"], told["offset"]) == ("stored", "whole.warc.gz", 1)


@pytest.mark.parametrize("key", ["many.warc.gz", "many.tar.gz"])
def test_a_bundle_of_many_stretches_is_unpacked_completely(key: str) -> None:
    texts = [chr(65 + number % 26) * (1 + number // 26) for number in range(30)]
    data = (
        members([response(n) for n in range(30)])
        if "warc" in key
        else tarred({f"{n:02d}.html": page(each) for n, each in enumerate(texts)})
    )
    with opened_bundle_world(stretch_pages=1) as world:
        world.put(key, data)
        world.settle()
        assert world.runs["unpack"] == 31  # the last one finds the end
        assert world.ingestion(key)["counts"] == {"pages": 30, "skipped": {}, "outcomes": {"stored": 30}}


def count_calls(key: str, data: bytes, queues: tuple[str, ...]) -> int:
    """Return how many calls to AWS it takes until *queues* are empty."""
    faults = Faults()
    with opened_bundle_world(faults, stretch_pages=1) as world:
        world.put(key, data)
        while waiting := [name for name in queues if world.queues[name]]:
            world.deliver(waiting[0])
    return faults.calls


SMALL = [response(0), not_found(2), response(1)]
UNPACKING = ("BundleQueue", "ParseQueue")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("key", "queues"), [("crawl.warc.gz", (*UNPACKING, "EnrichQueue")), ("whole.warc.gz", UNPACKING)]
)
def test_killed_invocations_lose_no_page_and_count_none_twice(key: str, queues: tuple[str, ...], after: bool) -> None:
    data = members(SMALL) if key == "crawl.warc.gz" else gzip.compress(b"".join(SMALL), mtime=0)
    calls = count_calls(key, data, queues)
    assert calls > 25
    for at in range(1, calls + 1):
        with opened_bundle_world(Faults(at, after=after), stretch_pages=1) as world:
            world.put(key, data)
            world.settle()
            told = world.ingestion(key)
            expected = {"pages": 2, "skipped": {"not-ok": 1}, "outcomes": {"stored": 2}}
            assert (told["status"], told["counts"]) == ("unpacked", expected), at
            assert sorted(world.captures().values()) == [1, 1], at
            assert world.dead == [], at


def test_a_stretch_that_is_delivered_again_at_any_time_changes_nothing() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        world.put("crawl.warc.gz", members(MIXED))
        stretches: list[Any] = []
        while any(world.queues.values()):
            stretches += [message.body for message in world.queues["BundleQueue"]]
            name = next(name for name, queue in world.queues.items() if queue)
            world.deliver(name)
        check_mixed(world, "crawl.warc.gz")
        rows = len(world.table.items)
        parsed = world.runs["parse"]
        for body in stretches:
            world.queues["BundleQueue"].append(Message(body))
        world.settle()
        check_mixed(world, "crawl.warc.gz")
        assert len(world.table.items) == rows
        assert world.runs["parse"] == parsed  # no page was announced again


def test_an_overwritten_bundle_is_read_by_version() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        first = world.put("crawl.warc.gz", members(MIXED))
        while not world.runs["unpack"]:
            world.deliver(next(name for name in ("ParseQueue", "BundleQueue") if world.queues[name]))
        world.put("crawl.warc.gz", members([response(7)]))
        world.settle()
        rows = {each["version"]: each for each in world.wiring().ingestions.for_key("inbox", "crawl.warc.gz").items}
        assert rows.pop(first)["counts"] == MIXED_COUNTS
        (second,) = rows.values()
        assert second["counts"] == {"pages": 1, "skipped": {}, "outcomes": {"stored": 1}}


def test_an_overwritten_bundle_without_versions_is_rejected_as_gone() -> None:
    with opened_bundle_world(stretch_pages=2, versioned=False) as world:
        world.put("crawl.warc.gz", members(MIXED))
        while not world.runs["unpack"]:
            world.deliver(next(name for name in ("ParseQueue", "BundleQueue") if world.queues[name]))
        world.put("crawl.warc.gz", members([response(7)]))
        world.settle()
        rows = {each["reason"]: each for each in world.wiring().ingestions.for_key("inbox", "crawl.warc.gz").items}
        assert rows["gone"]["status"] == "rejected"
        assert rows["gone"]["counts"]["outcomes"] == {"rejected": 2}  # the two pages that had been announced
        assert rows[None]["counts"]["outcomes"] == {"stored": 1}


def test_a_bundle_deleted_between_stretches_is_rejected_with_its_counts() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        version = world.put("crawl.warc.gz", members(MIXED))
        while world.runs["enrich"] < 2:
            waiting = [name for name in ("EnrichQueue", "ParseQueue", "BundleQueue") if world.queues[name]]
            world.deliver(waiting[0])
        world.buckets.client().delete_object(Bucket="inbox", Key="crawl.warc.gz", VersionId=version)
        world.settle()
        told = world.ingestion("crawl.warc.gz")
        assert (told["status"], told["reason"]) == ("rejected", "gone")
        assert told["counts"]["pages"] == 2
        assert told["counts"]["outcomes"] == {"stored": 2}
        assert world.dead == []


TWO_FILES = {"a.html": page("A"), "b.html": page("B")}


@pytest.mark.parametrize(("key", "data"), [("saved.zip", zipped(TWO_FILES)), ("saved.tar.gz", tarred(TWO_FILES))])
def test_a_timeout_is_not_reported_as_a_damaged_bundle(monkeypatch: pytest.MonkeyPatch, key: str, data: bytes) -> None:
    """Readers of archives call any OSError of their file damage; then the rest of the bundle would be lost."""
    assert issubclass(ReadTimeoutError, OSError)
    monkeypatch.setattr(unpacking, "BLOCK", 300)
    for at in range(1, count_calls(key, data, UNPACKING) + 1):
        with opened_bundle_world(Faults(at, timeout=True)) as world:
            world.put(key, data)
            world.settle()
            told = world.ingestion(key)
            assert (told["status"], told["counts"]["outcomes"]) == ("unpacked", {"stored": 2}), at


def test_a_bundle_inside_a_bundle_is_counted_and_not_unpacked() -> None:
    with opened_bundle_world() as world:
        world.put("outer.zip", zipped({"inner.zip": zipped(FILES), "a.html": page("A")}))
        world.settle()
        assert world.ingestion("outer.zip")["counts"]["pages"] == 1
        assert world.runs["unpack"] == 1


def test_an_object_that_is_only_named_as_a_bundle_is_parsed() -> None:
    with opened_bundle_world() as world:
        world.put("page.warc.gz", gzip.compress(page("A"), mtime=0))
        world.settle()
        assert world.ingestion("page.warc.gz")["status"] == "stored"
        assert world.runs["unpack"] == 0


def test_metadata_of_a_bundle_can_admit_its_pages() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(MIXED), admit="everything")
        world.settle()
        assert world.ingestion("crawl.warc.gz")["counts"]["outcomes"] == {"stored": 4}


def test_a_capture_time_after_the_upload_is_ignored() -> None:
    with opened_bundle_world() as world:
        late = record(http(page("A")), url=address(0), date="2031-01-01T00:00:00Z")
        world.put("crawl.warc.gz", members([late]))
        world.settle()
        (capture,) = [each for each in world.items("ARTICLE#") if each["sk"].startswith("CAPTURE#")]
        assert capture["captured_at"] == "2026-03-02T06:00:00.000000Z"


def test_a_failed_bundle_continues_after_a_redrive() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        world.put("crawl.warc.gz", members(MIXED))
        while world.runs["unpack"] < 1:
            world.deliver(next(name for name in ("ParseQueue", "BundleQueue") if world.queues[name]))
        for attempt in range(1, 6):
            # When the pages are sent; before the last attempt the failure is recorded.
            world.faults = Faults(at=5 if attempt == 5 else 3)
            world.deliver("BundleQueue")
        assert [name for name, _ in world.dead] == ["BundleQueue"]
        assert world.ingestion("crawl.warc.gz")["status"] == "failed"
        world.faults = Faults()
        world.queues["BundleQueue"].extend(replace(message, receives=0) for _, message in world.dead)
        world.dead.clear()
        world.settle()
        check_mixed(world, "crawl.warc.gz")


def test_every_record_of_a_warc_is_counted_despite_interruptions() -> None:
    """The same with 20 MB: `make bundle-soak`."""
    differences, done = run(300_000, seed=1, stretch_pages=2)
    assert differences == []
    assert done["interrupted"] > 0
