"""With Images=keep, the pictures of a WARC are kept with the articles that show them, wherever in the file they are."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from tests.support.bundle_files import http, members, record, zipped
from tests.support.bundle_world import BundleWorld, opened_bundle_world, stored_pictures
from tests.support.faults import Faults
from tests.support.picture_records import page_record, picture, picture_address, picture_record

from clippings.storage import unpacking
from clippings.storage.page_store import PARSED
from clippings.storage.replaying import Replayer
from clippings.storage.stretches import stretches_in

NOW = datetime(2026, 3, 9, tzinfo=UTC)
TWO_IN_FIRST = f"src='{picture_address(0)}'", f"src='{picture_address(1)}'"
ONE_IN_SECOND = f"src='{picture_address(2)}'"
RECORDS = [
    picture_record(0),
    page_record(0, *TWO_IN_FIRST),
    page_record(1, ONE_IN_SECOND),
    picture_record(1),
    picture_record(2),
]
UNPACKING = ("BundleQueue", "ParseQueue")


@contextlib.contextmanager
def opened(faults: Faults | None = None, *, small: bool = True, **more: bool) -> Iterator[BundleWorld]:
    """A world that keeps pictures, in which a stretch has one page, or a kilobyte and a half."""
    with contextlib.ExitStack() as stack:
        if small:
            stack.enter_context(patch.object(unpacking, "STRETCH_BYTES", 1_500))
            stack.enter_context(patch.object(unpacking, "BLOCK", 1_000))
        world = opened_bundle_world(faults, stretch_pages=1 if small else 1_000, keeps_images=True, **more)
        yield stack.enter_context(world)


def check(world: BundleWorld, key: str) -> None:
    told = world.ingestion(key)
    assert told["counts"] == {"pages": 2, "skipped": {"not-html": 3}, "outcomes": {"stored": 2}}
    assert stored_pictures(world) == {picture_address(number): picture(number) for number in range(3)}
    assert world.dead == []
    assert world.denied == set()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("key", ["crawl.warc.gz", "crawl.warc", "crawl.wacz"])
def test_pictures_are_kept_in_every_order_of_pages_and_pictures(key: str, seed: int) -> None:
    records = random.Random(seed).sample(RECORDS, len(RECORDS))
    pack = {
        "crawl.warc.gz": members,
        "crawl.warc": b"".join,
        "crawl.wacz": lambda parts: zipped(
            {"archive/a.warc.gz": members(parts[:2]), "archive/b.warc.gz": members(parts[2:])}, compression=0
        ),
    }[key]
    with opened(small=key != "crawl.wacz") as world:
        world.put(key, pack(records))
        world.settle()
        check(world, key)
        assert world.runs["unpack"] > 4 or key == "crawl.wacz"


def test_by_default_nothing_is_listed_and_nothing_kept() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(RECORDS))
        world.settle()
        assert not [key for key in world.buckets.objects["parsed"] if key.startswith("picture")]
        assert world.runs["unpack"] == 1


def count_calls() -> int:
    faults = Faults()
    with opened(faults) as world:
        world.put("crawl.warc.gz", members(RECORDS))
        while waiting := [name for name in (*UNPACKING, "EnrichQueue") if world.queues[name]]:
            world.deliver(waiting[0])
    return faults.calls


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_loses_no_picture(after: bool) -> None:
    calls = count_calls()
    assert calls > 60
    for at in range(1, calls + 1):
        with opened(Faults(at, after=after)) as world:
            world.put("crawl.warc.gz", members(RECORDS))
            world.settle()
            check(world, "crawl.warc.gz")


def test_deliveries_in_any_order_and_repeated_keep_the_same_pictures() -> None:
    rng = random.Random(5)
    with opened() as world:
        world.put("crawl.warc.gz", members(RECORDS))
        while waiting := [name for name in world.queues if world.queues[name]]:
            queue = world.queues[rng.choice(waiting)]
            queue.rotate(-rng.randrange(len(queue)))
            if rng.random() < 0.3:
                queue.append(replace(queue[0]))
            world.deliver(next(name for name in waiting if world.queues[name] is queue))
        check(world, "crawl.warc.gz")


def test_of_two_readings_of_a_stretch_that_end_at_different_places_no_picture_is_lost() -> None:
    """Whichever is recorded first, and whichever has written its part last."""
    records = [picture_record(number) for number in range(3)] + [page_record(0, *TWO_IN_FIRST, ONE_IN_SECOND)]
    for first_is_late in (True, False):
        with opened(small=False) as world:
            world.put("crawl.warc.gz", members(records))
            world.deliver("ParseQueue")
            (first,) = world.queues["BundleQueue"]
            unpacker = world.wiring("unpack").unpacker
            (stretch,) = stretches_in(json.dumps(first.body))
            early = unpacker._list_pictures(stretch, lambda: True)
            whole = unpacker._list_pictures(stretch, lambda: False)
            unpacker._commit(stretch, early if first_is_late else whole)
            world.settle()
            assert len(stored_pictures(world)) == 3


def test_a_replay_of_the_page_finds_the_same_pictures_long_after_the_parts_are_gone() -> None:
    with opened() as world:
        world.put("crawl.warc.gz", members(RECORDS))
        world.settle()
        before, stored = stored_pictures(world), set(world.buckets.objects["parsed"])
        parts = [key for key in stored if key.startswith("picture-parts/")]
        assert len(parts) > 1
        for key in (*parts, *(key for key in stored if key.startswith("pictures/"))):
            del world.buckets.objects["parsed"][key]
        replayer = Replayer(world.wiring("replay"), replace(PARSED, extractor=PARSED.extractor + 1))
        for offset in sorted(int(key.rpartition("#")[2]) for key in world.captures()):
            (upload,) = replayer.uploads_of(f"crawl.warc.gz#{offset}", older=False)
            assert replayer.replay(upload, NOW).article_id
        assert set(world.buckets.objects["parsed"]) == stored - set(parts)
        assert stored_pictures(world) == before
        assert world.denied == set()


def test_without_versions_pictures_are_those_of_the_object_that_was_unpacked() -> None:
    with opened(versioned=False) as world:
        world.put("crawl.warc.gz", members(RECORDS))
        world.settle()
        assert len(stored_pictures(world)) == 3
        other = [picture_record(0, picture(9)), page_record(5, TWO_IN_FIRST[0])]
        world.put("crawl.warc.gz", members(other))
        world.settle()
        assert picture(9) in stored_pictures(world).values()


def test_a_page_that_is_copied_out_of_its_bundle_finds_the_pictures_of_the_bundle() -> None:
    """The record of a revisit has no content, so the page is copied."""
    first = page_record(0, TWO_IN_FIRST[0]).replace(b"WARC-Type", b"WARC-Payload-Digest: sha1:PAGE\r\nWARC-Type", 1)
    again = record(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "revisit", "https://other.example/copy",
        date="2026-03-01T11:00:00Z", WARC_Payload_Digest="sha1:PAGE",
    )  # fmt: skip
    with opened(small=False) as world:
        world.put("crawl.warc.gz", members([first, again, picture_record(0)]))
        world.settle()
        assert len([key for key in world.buckets.objects["inbox"] if key.startswith("unpacked/")]) == 1
        found = [key for key in world.buckets.objects["parsed"] if key.startswith("pictures/")]
        assert len(found) == 2  # one for each capture


def test_a_withdrawal_deletes_the_pictures_of_its_article_and_no_others() -> None:
    with opened() as world:
        world.put("crawl.warc.gz", members(RECORDS))
        world.settle()
        (row,) = [
            each
            for each in world.items("ARTICLE#")
            if each["sk"].startswith("CAPTURE#") and "https://press.example/2026/0" in each["addresses"]
        ]
        done = world.wiring("withdraw").withdrawals.withdraw(row["pk"].removeprefix("ARTICLE#"), "asked for", NOW)
        assert done is not None
        assert done.done
        left = [
            versions[-1].data
            for key, versions in world.buckets.objects["parsed"].items()
            if key.startswith("pictures/") and versions
        ]
        assert left == [picture(2)]
        assert world.denied == set()


def shown(sources: str, *pictures: bytes, page_date: str = "2026-03-01T10:00:00Z") -> dict[str, bytes]:
    """Return the kept pictures of a page with an image of these attributes, in a WARC with the records *pictures*."""
    with opened(small=False) as world:
        world.put("crawl.warc.gz", members([page_record(0, sources, date=page_date), *pictures]))
        world.settle()
        assert world.ingestion("crawl.warc.gz")["counts"]["outcomes"] == {"stored": 1}
        return stored_pictures(world)


def test_a_picture_is_found_although_the_page_writes_its_address_in_another_way() -> None:
    found = shown(
        "src='HTTPS://img.example:443/br%c3%bccke.png#top'", picture_record(0, url="https://img.example/brücke.png")
    )
    assert list(found.values()) == [picture(0)]


def test_of_two_captures_of_an_address_that_of_the_time_of_the_page_is_kept() -> None:
    captures = [
        picture_record(0, picture(number), date=f"2026-03-01T{hour}:00:00Z")
        for number, hour in enumerate(("06", "12", "18"))
    ]
    for number, hour in enumerate(("05", "13", "19")):
        found = shown(TWO_IN_FIRST[0], *captures, page_date=f"2026-03-01T{hour}:00:00Z")
        assert found == {picture_address(0): picture(number)}


def test_of_a_picture_of_many_sizes_the_one_that_was_fetched_is_kept() -> None:
    sources = f"srcset='{picture_address(1)} 1200w, {picture_address(0)} 600w' src='{picture_address(2)}'"
    assert shown(sources, picture_record(0)) == {picture_address(1): picture(0)}
    assert shown(sources, picture_record(0), picture_record(1)) == {picture_address(1): picture(1)}


@pytest.mark.parametrize(
    "bad",
    [
        picture_record(0, b"<!doctype html><title>Sign in</title>" + b"<p>word" * 900),
        record(http(picture(0), media_type="image/png"), url=picture_address(0), length=2_000_000_000),
        picture_record(0, gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(50_000_000)), Content_Encoding="gzip"),
    ],
    ids=["html", "two gigabytes", "bomb"],
)
def test_invalid_pictures_are_not_kept_and_others_are(bad: bytes) -> None:
    assert shown(TWO_IN_FIRST[0], bad) == {}
    assert shown(TWO_IN_FIRST[0], bad, picture_record(0)) == {picture_address(0): picture(0)}
