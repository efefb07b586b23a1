"""Recognizing pictures by their first bytes."""

from __future__ import annotations

import pytest

from clippings.page.picture_types import find_picture_type
from clippings.records import PICTURE_TYPES

#: The beginnings that the formats' specifications state.
BEGINNINGS = {
    "image/png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "image/jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "image/gif": b"GIF89a\1\0\1\0",
    "image/webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "image/avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
}


@pytest.mark.parametrize(("media_type", "beginning"), BEGINNINGS.items())
def test_each_type_that_is_kept_is_recognized(media_type: str, beginning: bytes) -> None:
    assert find_picture_type(beginning + bytes(100)) == media_type


def test_a_picture_whose_major_brand_is_another_one_is_avif_by_a_compatible_brand() -> None:
    assert find_picture_type(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif" + bytes(9)) == "image/avif"


def test_all_types_that_are_kept_are_tested_here() -> None:
    assert set(BEGINNINGS) == PICTURE_TYPES


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><p>Not found",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"avif",
        b"\xff\xff\xff\xffftypisom\0\0\0\0isommp42",
        b"%PDF-1.7",
        b"\x89PNG\n",
    ],
)
def test_other_bytes_have_no_picture_type(data: bytes) -> None:
    assert find_picture_type(data) is None
