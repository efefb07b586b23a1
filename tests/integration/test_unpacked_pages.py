"""Pages of bundles are replayed, admitted and withdrawn like pages that were uploaded one by one."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.support.bundle_files import members, tarred
from tests.support.bundle_world import opened_bundle_world
from tests.support.mixed_bundle import FILES, MIXED, check_mixed

from clippings.article import EXTRACTOR, SCHEMA
from clippings.storage.captures import Extraction
from clippings.storage.replaying import Replayer

NOW = datetime(2026, 3, 9, tzinfo=UTC)


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


def test_a_replay_of_a_bundle_adds_no_revisions() -> None:
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


def test_captures_of_a_bundle_are_sent_as_pages_of_the_bundle() -> None:
    with opened_bundle_world() as world:
        world.put("crawl.warc.gz", members(MIXED))
        world.settle()
        (row,) = [each for each in world.items("ARTICLE#") if each.get("key") == "crawl.warc.gz#0"]
        store = world.wiring()
        store.parse_queue.announce(store.archive.capture_records(row["pk"].removeprefix("ARTICLE#")))
        world.settle()
        check_mixed(world, "crawl.warc.gz")


def test_a_takedown_names_the_bundle_that_contains_the_page() -> None:
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
        # The bundle is unpacked again: the page is still withdrawn, the others are kept.
        replayer = Replayer(world.wiring(), Extraction(SCHEMA, EXTRACTOR + 1))
        replayer.replay(next(replayer.uploads_of("crawl.warc.gz", older=False)), NOW)
        world.settle()
        assert [each["sk"] for each in world.items(row["pk"])] == ["RECORD"]
        assert sorted(world.captures().values()) == [1, 1]


def test_a_takedown_deletes_the_copy_of_a_bundle_page() -> None:
    with opened_bundle_world() as world:
        world.put("saved.tar.gz", tarred(FILES))
        world.settle()
        (key,) = [each for each in world.captures() if each.endswith("00000000.html")]
        (row,) = [each for each in world.items("ARTICLE#") if each.get("key") == key]
        told = world.wiring("withdraw").withdrawals.withdraw(row["pk"].removeprefix("ARTICLE#"), "by request", NOW)
        assert told is not None
        assert told.bundles == ("saved.tar.gz#0",)
        assert key not in world.buckets.objects["inbox"]


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


def test_a_takedown_rejects_the_unfinished_ingestion_of_a_page() -> None:
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
