"""The place of a page in its bundle, read from the key of its copy."""

from __future__ import annotations

import pytest

from clippings.storage.bundle_places import BundlePlace, copy_key, find_copied_place, name_in_bundle


@pytest.mark.parametrize(
    "place",
    [
        BundlePlace("saved.tar.gz", "3sL4kqtJlcpXroDTDmJ", 0),
        BundlePlace("2026/03/a b/münchen.tar.gz", "v1", 12_345_678),
        BundlePlace("unpacked/x.html", "00AF#9f8e7d", 7),
    ],
)
def test_the_key_of_a_copy_names_bundle_upload_and_number(place: BundlePlace) -> None:
    assert find_copied_place(copy_key(place)) == place


def test_the_keys_of_copies_sort_like_the_bundle() -> None:
    keys = [copy_key(BundlePlace("a.tar.gz", "v", number)) for number in (2, 10, 9_999)]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    "key", ["uploads/a.html", "unpacked/a.html", "unpacked/a.tar.gz/v/12.html", "crawl.warc.gz#12"]
)
def test_other_keys_are_not_keys_of_copies(key: str) -> None:
    assert find_copied_place(key) is None


def test_a_page_is_named_by_its_bundle_and_its_place_in_it() -> None:
    assert name_in_bundle("crawl.warc.gz#12", 12) == "crawl.warc.gz#12"
    assert name_in_bundle("unpacked/saved.tar.gz/v1/00000007.html", None) == "saved.tar.gz#7"
    assert name_in_bundle("uploads/a.html#12", None) is None
