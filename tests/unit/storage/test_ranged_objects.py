"""An object that is read block by block."""

from __future__ import annotations

import io
from typing import Any

import pytest

from clippings.errors import RejectedPage
from clippings.storage import Wiring, ranged_objects
from clippings.storage.ranged_objects import RangedObject

DATA = bytes(range(256)) * 4


def opened(store: Wiring, data: bytes = DATA, block_size: int = 100, **pinned: str) -> RangedObject:
    store._s3.put_object(Bucket="inbox", Key="crawl.warc", Body=data, Metadata={"admit": "everything"})
    return RangedObject(store.inbox, "inbox", "crawl.warc", block_size=block_size, **pinned)


def test_a_ranged_object_reads_like_a_file(store: Wiring) -> None:
    with io.BufferedReader(opened(store), 64) as file:
        for place, whence, length in [
            (0, 0, 10),
            (95, 0, 10),
            (-5, 1, 300),
            (-10, 2, 100),
            (1_024, 0, 5),
            (3_000, 0, 5),
        ]:
            plain = io.BytesIO(DATA)
            plain.seek(file.tell())
            assert file.seek(place, whence) == plain.seek(place, whence)
            assert file.read(length) == plain.read(length)


def test_blocks_in_memory_are_few_and_not_fetched_again(store: Wiring) -> None:
    stream = opened(store)
    for _ in range(3):
        stream.seek(0)
        stream.read(50)
    assert stream.fetched == 100
    with io.BufferedReader(stream) as file:
        file.seek(0)
        assert file.read() == DATA
        assert len(stream._blocks) == ranged_objects.MAX_BLOCKS


def test_an_empty_object_has_no_bytes(store: Wiring) -> None:
    stream = opened(store, b"")
    assert (stream.size, stream.read(5)) == (0, b"")


def test_metadata_are_known_after_the_first_read(store: Wiring) -> None:
    stream = opened(store)
    stream.read(1)
    assert stream.metadata == {"admit": "everything"}
    assert stream.version


def test_all_blocks_are_read_from_the_first_version(store: Wiring) -> None:
    stream = opened(store)
    assert stream.read(1) == DATA[:1]
    store._s3.put_object(Bucket="inbox", Key="crawl.warc", Body=b"x" * 2_000)
    stream.seek(500)
    assert stream.read(20) == DATA[500:520]


def test_without_versions_a_replaced_object_is_gone(store: Wiring) -> None:
    store._s3.create_bucket(Bucket="loose")
    etag = store._s3.put_object(Bucket="loose", Key="a.warc", Body=DATA)["ETag"].strip('"')
    stream = RangedObject(store.inbox, "loose", "a.warc", etag=etag, block_size=100)
    assert stream.read(1) == DATA[:1]
    store._s3.put_object(Bucket="loose", Key="a.warc", Body=b"x" * 2_000)
    stream.seek(500)
    with pytest.raises(RejectedPage) as rejected:
        stream.read(1)
    assert rejected.value.reason == "gone"


def test_a_failure_mistaken_for_damage_is_raised_again(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = opened(store)
    stream.check()

    def fail(*_: Any, **__: Any) -> Any:
        raise TimeoutError("no answer")

    monkeypatch.setattr(store.inbox, "read_range", fail)
    with pytest.raises(OSError, match="no answer"):
        stream.read(1)
    with pytest.raises(TimeoutError):
        stream.check()
