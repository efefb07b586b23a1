"""Pictures that came along with a page are taken out of it, and replaced by short addresses."""

from __future__ import annotations

import base64
import gzip

import pytest
from tests.support.saved_pages import QUAY, archive, embedded

from clippings.errors import RejectedPage
from clippings.page.saved_pictures import HOST, MAX_BYTES, MAX_PICTURES, MIN_BYTES, take_pictures


def page(*addresses: str) -> bytes:
    return "".join(f'<p>Ships.<img src="{address}" alt=Quay></p>' for address in addresses).encode()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_data_address_is_replaced_by_a_short_one_without_host(pack: type[bytes]) -> None:
    markup, found = take_pictures(pack(page(embedded(QUAY))))
    ((address, picture),) = found.items()
    assert (picture.data, picture.media_type) == (QUAY, "image/png")
    assert address == f"{HOST}{picture.digest}"
    assert markup == page(address)


def test_a_picture_shown_twice_is_kept_once() -> None:
    markup, found = take_pictures(page(embedded(QUAY), embedded(QUAY)))
    assert len(found) == 1
    assert markup == page(*found, *found)


@pytest.mark.parametrize(
    "address",
    [
        embedded(QUAY[: MIN_BYTES - 1]),
        embedded(QUAY + bytes(MAX_BYTES)),
        embedded(b"<!doctype html>" + bytes(MIN_BYTES)),
        embedded(QUAY, "image/svg+xml"),
        embedded(QUAY, "text/html"),
        embedded(QUAY)[:-2],
        "data:image/png," + "a" * 5000,
    ],
    ids=["small", "large", "html that is called a picture", "svg", "html", "broken", "not base64"],
)
def test_pictures_that_are_not_kept_remain_in_the_page(address: str) -> None:
    assert take_pictures(page(address)) == (page(address), {})


def test_the_number_of_pictures_is_limited() -> None:
    addresses = (embedded(QUAY + number.to_bytes(2, "big")) for number in range(MAX_PICTURES + 3))
    assert len(take_pictures(page(*addresses))[1]) == MAX_PICTURES


def test_pictures_of_a_web_archive_have_their_addresses() -> None:
    end = (
        b"\r\n--=_x\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://news.example/quay.jpg\r\n\r\n" + base64.encodebytes(QUAY) + b"\r\n--=_x\r\n"
        b"Content-Type: image/png\r\nContent-Location: https://news.example/dot.png\r\n\r\nsmall\r\n--=_x--\r\n"
    )
    data = archive(end=end)
    markup, found = take_pictures(data)
    assert markup == data
    assert {address: picture.data for address, picture in found.items()} == {"https://news.example/quay.jpg": QUAY}
    assert [picture.media_type for picture in found.values()] == ["image/png"]  # whatever the part is called


def test_other_bytes_are_rejected_as_in_parsing() -> None:
    with pytest.raises(RejectedPage, match="not-html"):
        take_pictures(b"%PDF-1.7")
