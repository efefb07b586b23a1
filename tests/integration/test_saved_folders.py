"""With Images=keep, pages of "Save as" in a ZIP or tar are stored with the pictures of their folders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.support.bundle_files import tarred, zipped
from tests.support.bundle_world import opened_bundle_world, stored_pictures
from tests.support.faults import Faults
from tests.support.picture_records import page_with, picture

from clippings.storage import Wiring

NOW = datetime(2026, 3, 9, tzinfo=UTC)
ADDRESS = "https://press.example/2026/quay"
COMMENT = f"<!-- saved from url=({len(ADDRESS):04d}){ADDRESS} -->".encode()
LARGE = "https://img.example/1-1200.png"
PAGE = COMMENT + page_with("A", "src='./Quay_files/0.png'", f"srcset='{LARGE} 1200w' src='./Quay_files/1.png'")
FILES = {
    "news/Quay_files/0.png": picture(0),
    "news/Quay.html": PAGE,
    "news/Quay_files/1.png": picture(1),
    "news/Quay_files/style.css": b"p {}",
    "other.html": page_with("B"),
}
KEPT = {"https://press.example/2026/Quay_files/0.png": picture(0), LARGE: picture(1)}
PACKS = [("saved.zip", zipped), ("saved.tar.gz", tarred)]


@pytest.mark.parametrize(("key", "pack"), PACKS)
def test_the_pictures_of_the_folder_are_kept_and_the_address_is_that_of_the_copy(
    key: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    with opened_bundle_world(keeps_images=True, stretch_pages=1) as world:
        world.put(key, pack(FILES))
        world.settle()
        told = world.ingestion(key)
        assert told["counts"] == {"pages": 2, "skipped": {"not-html": 3}, "outcomes": {"stored": 2}}
        assert stored_pictures(world) == KEPT
        captures = [each for each in world.items("ARTICLE#") if each["sk"].startswith("CAPTURE#")]
        assert [ADDRESS] in [each.get("addresses") for each in captures]
        assert (world.dead, world.denied) == ([], set())


@pytest.mark.parametrize(("key", "pack"), PACKS)
def test_without_kept_images_nothing_is_packed(key: str, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    with opened_bundle_world() as world:
        world.put(key, pack(FILES))
        world.settle()
        copies = [each[-1].data or b"" for each in world.buckets.objects["inbox"].values()]
        assert not [each for each in copies if b"multipart/related" in each]
        assert world.ingestion(key)["counts"]["outcomes"] == {"stored": 2}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_stores_each_page_once_with_its_pictures(after: bool) -> None:
    faults = Faults()
    with opened_bundle_world(faults, keeps_images=True, stretch_pages=1) as world:
        world.put("saved.zip", zipped(FILES))
        world.settle()
    for at in range(1, faults.calls + 1):
        with opened_bundle_world(Faults(at, after=after), keeps_images=True, stretch_pages=1) as world:
            world.put("saved.zip", zipped(FILES))
            world.settle()
            assert world.ingestion("saved.zip")["counts"]["outcomes"] == {"stored": 2}, at
            assert sorted(world.captures().values()) == [1, 1], at
            assert stored_pictures(world) == KEPT, at


def test_a_withdrawal_deletes_the_copy_and_its_pictures_and_names_the_bundle() -> None:
    with opened_bundle_world(keeps_images=True) as world:
        world.put("saved.zip", zipped(FILES))
        world.settle()
        (row,) = [each for each in world.items("ARTICLE#") if ADDRESS in (each.get("addresses") or ())]
        store: Wiring = world.wiring("withdraw")
        done = store.withdrawals.withdraw(row["pk"].removeprefix("ARTICLE#"), "asked for", NOW)
        assert done is not None
        assert [each.partition("#")[0] for each in done.bundles] == ["saved.zip"]
        left = {key for bucket in world.buckets.objects.values() for key, versions in bucket.items() if versions}
        assert not [key for key in left if key.startswith(("unpacked/", "pictures/"))]
        assert world.denied == set()


@pytest.mark.parametrize(("key", "pack"), PACKS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("../Quay_files/0.png", picture(0)),
        ("/news/Quay_files/0.png", picture(0)),
        ("news/Quay_files/../../Quay_files/0.png", picture(0)),
        ("news/Other_files/0.png", picture(0)),
        ("news/Quay_files/0.png", b"<!doctype html><script>" + b"x" * 5_000),
        ("news/Quay_files/0.png", picture(0)[:100]),
        ("news/Quay_files/0.png", picture(0, 4_100_000)),
    ],
)
def test_other_files_of_the_folder_are_not_kept(
    key: str, pack: Callable[[dict[str, bytes]], bytes], name: str, content: bytes
) -> None:
    with opened_bundle_world(keeps_images=True) as world:
        world.put(key, pack({"news/Quay.html": COMMENT + page_with("A", "src='Quay_files/0.png'"), name: content}))
        world.settle()
        assert world.ingestion(key)["counts"]["outcomes"] == {"stored": 1}
        assert stored_pictures(world) == {}


def test_a_copy_is_no_larger_than_a_page_may_be() -> None:
    sources = [f"src='Quay_files/{number}.png'" for number in range(8)]
    files = {f"Quay_files/{number}.png": picture(number, 2_500_000) for number in range(8)}
    with opened_bundle_world(keeps_images=True) as world:
        world.put("saved.zip", zipped({"Quay.html": COMMENT + page_with("A", *sources), **files}, compression=0))
        world.settle()
        assert world.ingestion("saved.zip")["counts"]["outcomes"] == {"stored": 1}
        assert 2 <= len(stored_pictures(world)) < 8
