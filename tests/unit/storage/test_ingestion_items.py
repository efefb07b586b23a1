"""Which item of an ingestion replaces another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.storage.conftest import MORNING

from clippings.storage.ingestion_items import RANK, STATUSES, place_of, replaces, shown_item, to_item
from clippings.storage.s3_events import Upload

BUNDLE = Upload("inbox", "crawl.warc.gz", MORNING, "v1", "0A", "e", 12)
PAGE = replace(BUNDLE, key="crawl.warc.gz#48213", bundle="warc", offset=48_213)
COPY = Upload("inbox", "unpacked/saved.tar.gz/v1/00000007.html", MORNING, "v9", "0B", "f")


def unpacking(stretches: int, extractor: int = 1) -> dict[str, Any]:
    return to_item(BUNDLE, "unpacking", extractor, False) | {"counts": {}, "stretches": stretches}


def test_every_status_has_a_rank() -> None:
    assert set(RANK) == set(STATUSES)


def test_the_progress_of_a_bundle_never_decreases() -> None:
    assert replaces(unpacking(2), unpacking(1))
    assert not replaces(unpacking(1), unpacking(2))
    assert not replaces(unpacking(1), unpacking(1))
    assert not replaces(unpacking(9), to_item(BUNDLE, "unpacked", 1, False))
    assert replaces(unpacking(0, extractor=2), to_item(BUNDLE, "unpacked", 1, False))
    assert replaces(unpacking(1), to_item(BUNDLE, "failed", 1, False, reason="stopped"))


@pytest.mark.parametrize(
    ("upload", "bundle", "number"), [(PAGE, "crawl.warc.gz", 48_213), (COPY, "saved.tar.gz", 7), (BUNDLE, None, None)]
)
def test_the_ingestion_of_a_page_names_its_bundle_and_position(
    upload: Upload, bundle: str | None, number: int | None
) -> None:
    item = to_item(upload, "stored", 1, False) | {"at": "now"}
    shown = shown_item(item)
    assert (shown["bundle"], shown["offset"]) == (bundle, number)
    place = place_of(item)
    assert (place.bundle, place.upload, place.number) == (bundle, "v1", number) if place else bundle is None
