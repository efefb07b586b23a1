"""The ingestion status of the pages of a bundle."""

from __future__ import annotations

from clippings.storage import Wiring
from clippings.storage.bundle_pages import BundlePages
from clippings.storage.bundle_places import BundlePlace


def put(pages: BundlePages, number: int, status: str, rank: int) -> None:
    pages.put(
        "inbox", BundlePlace("a.warc.gz", "v1", number), {"key": f"a.warc.gz#{number}", "status": status, "rank": rank}
    )


def test_a_page_counts_once_with_its_latest_status(store: Wiring) -> None:
    pages = BundlePages(store.table)
    put(pages, 0, "failed", 11)
    put(pages, 0, "stored", 13)
    put(pages, 0, "failed", 11)  # a delivery that was slow
    put(pages, 900, "rejected", 13)
    assert pages.count("inbox", "a.warc.gz", "v1") == {"rejected": 1, "stored": 1}


def test_another_upload_of_the_same_key_is_counted_separately(store: Wiring) -> None:
    pages = BundlePages(store.table)
    put(pages, 0, "stored", 13)
    assert pages.count("inbox", "a.warc.gz", "v2") == {}
