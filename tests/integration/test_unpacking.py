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
from tests.support.bundle_world import BundleWorld, Message, opened_bundle_world
from tests.support.faults import Faults
from tests.support.pages import PageSpec

from clippings.article import EXTRACTOR, SCHEMA
from clippings.storage import unpacking
from clippings.storage.captures import Extraction
from clippings.storage.replaying import Replayer

NOW = datetime(2026, 3, 9, tzinfo=UTC)
CAPTURED = datetime(2026, 3, 1, 10, tzinfo=UTC)
DATE = "2026-03-01T10:00:00Z"


def page(name: str) -> bytes:
    """Return an article whose text only *name* has."""
    return PageSpec(name, None, None, title=f"The bridge of {name} opens after repairs").html()


def address(number: int) -> str:
    return f"https://press.example/2026/{number}"


def response(number: int, name: str = "") -> bytes:
    """Return the record of an article."""
    return record(http(page(name or chr(65 + number % 26) * (1 + number // 26))), url=address(number), date=DATE)


def not_found(number: int) -> bytes:
    return record(http(b"<p>Not found", "404 Not Found"), url=address(number), date=DATE)


#: Three articles, one page that is none, and two records without a page.
MIXED = [
    response(0),
    response(1),
    not_found(2),
    record(http(b"<html><body><p>Nothing here.</p></body></html>"), url=address(3), date=DATE),
    record(http(b"GIF89a", media_type="image/gif"), url=address(4), date=DATE),
    response(5),
]
MIXED_COUNTS = {
    "pages": 4,
    "skipped": {"not-html": 1, "not-ok": 1},
    "outcomes": {"rejected": 1, "stored": 3},
}


def check_mixed(world: BundleWorld, key: str) -> None:
    """Assert that every record of MIXED is accounted for once, and nothing waits or failed."""
    told = world.ingestion(key)
    assert (told["status"], told["counts"]) == ("unpacked", MIXED_COUNTS)
    assert sorted(world.captures().values()) == [1, 1, 1]
    assert len([item for item in world.items("ARTICLE#") if item["sk"] == "RECORD"]) == 3
    assert world.dead == []
    assert world.denied == set()


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
def test_a_bundle_of_each_kind_ends_alike(key: str, data: bytes) -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        world.put(key, data)
        world.settle()
        check_mixed(world, key)


FILES = {"a.html": page("A"), "b/b.htm": page("B"), "c.html": b"<p>Nothing.", "style.css": b"p{}", "d.html": page("D")}


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


def test_a_bundle_without_offsets_is_copied_out_as_objects_that_tell_address_and_time() -> None:
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
def test_a_bundle_of_more_stretches_than_a_loop_of_lambda_has_is_unpacked_to_its_end(key: str) -> None:
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
def test_a_kill_at_any_call_loses_no_page_and_counts_none_twice(key: str, queues: tuple[str, ...], after: bool) -> None:
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
        assert world.runs["parse"] == parsed  # no page was handed on again


def test_a_bundle_that_is_overwritten_between_two_stretches_is_read_to_its_end_by_version() -> None:
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


def test_without_versions_a_bundle_that_was_overwritten_is_gone_and_mixes_with_no_other() -> None:
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


def test_a_bundle_that_is_deleted_between_two_stretches_is_gone_and_keeps_its_numbers() -> None:
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


def test_a_replay_of_an_article_reads_its_page_from_the_bundle_again() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        (row,) = [each for each in world.items("ARTICLE#") if each.get("key") == "crawl.warc.gz#0"]
        newer = Extraction(SCHEMA, EXTRACTOR + 1)
        replayer = Replayer(world.wiring(), newer)
        article_id = row["pk"].removeprefix("ARTICLE#")
        (upload,) = replayer.uploads_in(article_id)
        replayed = replayer.replay(upload, NOW)
        assert (replayed.outcome, replayed.article_id) == ("stored", article_id)
        (after,) = [each for each in world.items("ARTICLE#") if each.get("key") == "crawl.warc.gz#0"]
        assert (after["extractor"], after["offset"], after["bundle"]) == (EXTRACTOR + 1, 0, "warc")
        assert after["captured_at"] == row["captured_at"]


def test_a_replay_of_the_bundles_key_unpacks_it_for_the_newer_extractor_and_forges_no_history() -> None:
    with opened_bundle_world(stretch_pages=2) as world:
        world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        replayer = Replayer(world.wiring(), Extraction(SCHEMA, EXTRACTOR + 1))
        (upload,) = replayer.uploads_of("crawl.warc.gz", older=False)
        assert replayer.replay(upload, NOW).outcome == "unpacking"
        parsed = world.runs["parse"]
        world.settle()
        assert world.runs["parse"] == parsed + 4
        check_mixed(world, "crawl.warc.gz")
        assert Replayer(world.wiring()).replay(upload, NOW).outcome == "current"


def test_captures_of_a_bundle_are_announced_to_the_parse_queue_as_the_pages_that_they_are() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        (row,) = [each for each in world.items("ARTICLE#") if each.get("key") == "crawl.warc.gz#0"]
        store = world.wiring()
        store.parse_queue.announce(store.archive.capture_records(row["pk"].removeprefix("ARTICLE#")))
        world.settle()
        check_mixed(world, "crawl.warc.gz")


def test_a_takedown_removes_a_page_and_says_which_bundle_still_holds_it() -> None:
    with opened_bundle_world() as world:
        version = world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        (row,) = [each for each in world.items("ARTICLE#") if each.get("key") == "crawl.warc.gz#0"]
        article_id = row["pk"].removeprefix("ARTICLE#")
        told = world.wiring("withdraw").withdrawals.withdraw(article_id, "by request", NOW)
        assert told is not None
        assert told.done
        assert told.bundles == ("crawl.warc.gz#0",)
        assert [each.id for each in world.buckets.objects["inbox"]["crawl.warc.gz"]] == [version]
        assert [each["sk"] for each in world.items(row["pk"])] == ["RECORD"]
        assert world.denied == set()
        # The bundle is unpacked anew: the page stays down, the others stay.
        replayer = Replayer(world.wiring(), Extraction(SCHEMA, EXTRACTOR + 1))
        replayer.replay(next(replayer.uploads_of("crawl.warc.gz", older=False)), NOW)
        world.settle()
        assert [each["sk"] for each in world.items(row["pk"])] == ["RECORD"]
        assert sorted(world.captures().values()) == [1, 1]


def test_a_takedown_of_a_page_that_was_copied_out_deletes_the_copy_and_names_the_bundle() -> None:
    with opened_bundle_world() as world:
        world.put("saved.tar.gz", tarred(FILES))
        world.settle()
        (key,) = [each for each in world.captures() if each.endswith("00000000.html")]
        (row,) = [each for each in world.items("ARTICLE#") if each.get("key") == key]
        told = world.wiring("withdraw").withdrawals.withdraw(row["pk"].removeprefix("ARTICLE#"), "by request", NOW)
        assert told is not None
        assert told.bundles == ("saved.tar.gz#0",)
        assert key not in world.buckets.objects["inbox"]


TWO_FILES = {"a.html": page("A"), "b.html": page("B")}


@pytest.mark.parametrize(("key", "data"), [("saved.zip", zipped(TWO_FILES)), ("saved.tar.gz", tarred(TWO_FILES))])
def test_a_timeout_in_the_middle_of_a_bundle_is_not_taken_for_damage_of_it(
    monkeypatch: pytest.MonkeyPatch, key: str, data: bytes
) -> None:
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


def test_an_object_that_only_has_the_name_of_a_bundle_is_read_as_a_page() -> None:
    with opened_bundle_world() as world:
        world.put("page.warc.gz", gzip.compress(page("A"), mtime=0))
        world.settle()
        assert world.ingestion("page.warc.gz")["status"] == "stored"
        assert world.runs["unpack"] == 0


def test_a_page_that_is_admitted_by_the_bundles_metadata_is_stored_although_it_is_no_article() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(MIXED), admit="everything")
        world.settle()
        assert world.ingestion("crawl.warc.gz")["counts"]["outcomes"] == {"stored": 4}


def test_a_later_time_than_the_upload_is_not_believed() -> None:
    with opened_bundle_world() as world:
        late = record(http(page("A")), url=address(0), date="2031-01-01T00:00:00Z")
        world.put("crawl.warc.gz", members([late]))
        world.settle()
        (capture,) = [each for each in world.items("ARTICLE#") if each["sk"].startswith("CAPTURE#")]
        assert capture["captured_at"] == "2026-03-02T06:00:00.000000Z"


def test_a_bundle_that_was_given_up_is_failed_and_goes_on_where_it_was_after_a_redrive() -> None:
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


def test_a_warc_with_interrupted_and_repeated_deliveries_is_accounted_for_record_by_record() -> None:
    """The same with 20 MB: `make bundle-soak`."""
    differences, done = run(300_000, seed=1, stretch_pages=2)
    assert differences == []
    assert done["interrupted"] > 0


def test_a_page_of_a_bundle_can_be_admitted_and_replayed_by_its_own_key() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        (refused,) = [each["key"] for each in world.items("BUNDLE#") if each["status"] == "rejected"]
        replayer = Replayer(world.wiring("replay"))
        (upload,) = replayer.admit(replayer.uploads_of(refused, older=True))
        assert replayer.replay(upload, NOW).outcome == "stored"
        assert world.ingestion("crawl.warc.gz")["counts"]["outcomes"] == {"stored": 4}
        assert world.denied == set()


def test_a_takedown_ends_the_ingestion_of_a_page_that_was_not_recorded_yet() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        (row,) = [each for each in world.items("ARTICLE#") if each.get("key") == "crawl.warc.gz#0"]
        (status,) = world.items("OBJECT#inbox/crawl.warc.gz#0")
        parsed = status | {"status": "parsed", "rank": 10 * EXTRACTOR + 1}
        world.wiring().table.put(parsed)  # as if the function had ended before it recorded that the page is stored
        world.wiring().table.delete(("BUNDLE#inbox/crawl.warc.gz#v000001", f"{0:020d}"))
        world.wiring("withdraw").withdrawals.withdraw(row["pk"].removeprefix("ARTICLE#"), "by request", NOW)
        assert world.ingestion("crawl.warc.gz#0")["reason"] == "withdrawn"
        assert world.ingestion("crawl.warc.gz")["counts"]["outcomes"] == {"rejected": 2, "stored": 2}
        assert world.denied == set()
