"""An index leads from an address to the place of the picture in its bundle."""

from __future__ import annotations

import io
import random
import time
from datetime import UTC, datetime

import pytest

from clippings.bundles.picture_index import (
    MAX_CAPTURES,
    ListedPicture,
    PictureIndex,
    PicturePlace,
    address_digest,
    payload_digest,
    read_part,
    to_seconds,
    write_index,
    write_part,
)
from clippings.errors import UnreadableBundle

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def address(number: int) -> str:
    return f"https://img.example/{number}.png"


def listed(
    number: int, offset: int, length: int = 5_000, captured: datetime = NOON, payload: str = ""
) -> ListedPicture:
    return ListedPicture(address_digest(address(number)), to_seconds(captured), offset, length, payload_digest(payload))


def opened(*pictures: ListedPicture) -> PictureIndex:
    return PictureIndex(io.BytesIO(write_index(pictures)))


def test_each_address_leads_to_its_picture_and_no_other_address_to_one() -> None:
    numbers = random.Random(1).sample(range(100_000), 3_000)
    index = opened(*(listed(number, 10 * number) for number in numbers))
    assert all(index.find(address(number), NOON) == PicturePlace(10 * number, 5_000) for number in numbers)
    assert index.find(address(100_001), NOON) is None


def test_an_empty_index_has_no_picture() -> None:
    assert opened().find(address(1), NOON) is None


def test_of_several_captures_the_one_nearest_to_the_page_is_found() -> None:
    hours = [NOON.replace(hour=hour) for hour in (6, 11, 20)]
    index = opened(*(listed(1, at, captured=hour) for at, hour in enumerate(hours)))
    assert index.find(address(1), NOON) == PicturePlace(1, 5_000)
    assert index.find(address(1), NOON.replace(hour=1)) == PicturePlace(0, 5_000)
    assert index.find(address(1), NOON.replace(hour=23)) == PicturePlace(2, 5_000)


def test_captures_of_one_moment_are_ordered_by_position_in_the_bundle() -> None:
    both = [listed(1, 70), listed(1, 30)]
    assert write_index(both) == write_index(both[::-1])
    assert opened(*both).find(address(1), NOON) == PicturePlace(30, 5_000)


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_revisit_leads_to_the_picture_that_it_names_wherever_that_is(first: bool) -> None:
    revisit = listed(2, 90, 0, payload="sha1:ABC")
    original = listed(1, 30, payload="sha1:abc")
    index = opened(*([original, revisit] if first else [revisit, original]))
    assert index.find(address(2), NOON) == PicturePlace(30, 5_000)


def test_a_revisit_of_what_is_not_in_the_bundle_leads_nowhere() -> None:
    index = opened(listed(1, 30, payload="sha1:abc"), listed(2, 90, 0, payload="sha1:xyz"), listed(3, 95, 0))
    assert index.find(address(2), NOON) is None
    assert index.find(address(3), NOON) is None


def test_parts_are_read_as_they_were_written() -> None:
    pictures = [listed(1, 30, payload="sha1:abc"), listed(2, 2**40, 0)]
    assert list(read_part(write_part(pictures))) == pictures


def test_a_part_that_is_listed_twice_changes_nothing() -> None:
    once = [listed(number, number) for number in range(50)]
    assert write_index(once * 2) == write_index(once)


@pytest.mark.parametrize("data", [b"", b"PICTURE\x02" + bytes(2_000), b"<html>", write_index([])[:500]])
def test_other_objects_are_unreadable_indexes(data: bytes) -> None:
    with pytest.raises(UnreadableBundle):
        PictureIndex(io.BytesIO(data))


def test_an_index_that_is_cut_off_is_unreadable_and_not_empty() -> None:
    index = PictureIndex(io.BytesIO(write_index([listed(1, 1)])[:-1]))
    with pytest.raises(UnreadableBundle):
        index.find(address(1), NOON)


def test_a_hundred_thousand_captures_of_one_address_are_bounded() -> None:
    index = write_index([listed(1, at, captured=datetime.fromtimestamp(at, UTC)) for at in range(100_000)])
    assert len(index) == len(write_index([])) + 32 * MAX_CAPTURES
    assert PictureIndex(io.BytesIO(index)).find(address(1), NOON) == PicturePlace(MAX_CAPTURES - 1, 5_000)


def test_a_hundred_thousand_pictures_are_found_by_few_reads() -> None:
    stream = Counting(write_index([listed(number, number) for number in range(100_000)]))
    index = PictureIndex(stream)
    started = time.process_time()
    assert index.find(address(70_000), NOON) == PicturePlace(70_000, 5_000)
    assert stream.reads < 20
    assert time.process_time() - started < 1


class Counting(io.BytesIO):
    """A stream that counts its reads."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (None, 0),
        (datetime(1900, 1, 1, tzinfo=UTC), 0),
        (datetime(9999, 1, 1, tzinfo=UTC), 2**32 - 1),
        (datetime(1970, 1, 1, 0, 1, tzinfo=UTC), 60),
    ],
)
def test_times_are_bounded(moment: datetime | None, seconds: int) -> None:
    assert to_seconds(moment) == seconds
