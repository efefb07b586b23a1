"""Pictures that an upload contains: in ``data:`` addresses, or as parts of a web archive (RFC 2397, RFC 2557)."""

from __future__ import annotations

import binascii
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from clippings.page.decoding import expand
from clippings.page.picture_types import find_picture_type
from clippings.page.saved_pages import archived_parts
from clippings.records import PICTURE_TYPES

#: Least size in bytes. A smaller picture is an icon, or a placeholder for a picture that is loaded later.
MIN_BYTES = 3_000
#: Largest size in bytes. Lambda's answers have at most 6 MiB, and base64 adds a third.
MAX_BYTES = 4_000_000
#: Maximum number of pictures that are read from one page.
MAX_PICTURES = 200
#: Beginning of the addresses that replace ``data:`` addresses. No host has this name (RFC 2606).
HOST = "https://pictures.invalid/"

_DATA_ADDRESS = re.compile(rb"data:(image/[a-z]{3,4});base64,([A-Za-z0-9+/=%]{4000,})")


@dataclass(frozen=True, slots=True)
class SavedPicture:
    """A picture's bytes and media type."""

    data: bytes
    media_type: str

    @property
    def digest(self) -> str:
        """The first half of the SHA-256 of the bytes, as 32 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()[:32]


def to_picture(content: bytes) -> SavedPicture | None:
    """Return *content* as a picture of the type that its first bytes show, or None if it is not one that is kept."""
    media_type = find_picture_type(content)
    return SavedPicture(content, media_type) if media_type and MIN_BYTES <= len(content) <= MAX_BYTES else None


def take_pictures(data: bytes) -> tuple[bytes, dict[str, SavedPicture]]:
    """Return the page with short addresses in place of embedded pictures, and the pictures by address.

    Args:
        data: The page as it was uploaded: HTML or a web archive, gzip-compressed or not.

    Returns:
        The page, in which each ``data:`` address of a picture is replaced by an address under ``HOST``; a web archive
        is unchanged. And the pictures that are neither too small nor too large.

    Raises:
        RejectedPage: The bytes are not a page, or are too large after decompression.
    """
    page = expand(data)
    found = {
        address: picture
        for address, media_type, content in archived_parts(page, "image/")
        if media_type in PICTURE_TYPES and (picture := to_picture(content))
    }
    if found:
        return page, found

    def shorten(match: re.Match[bytes]) -> bytes:
        picture = _read(match)
        if picture is None or len(found) >= MAX_PICTURES:
            return match[0]
        address = f"{HOST}{picture.digest}"
        found[address] = picture
        return address.encode()

    return _DATA_ADDRESS.sub(shorten, page), found


def _read(match: re.Match[bytes]) -> SavedPicture | None:
    """Return the picture in a ``data:`` address, or None if it is broken, of another type, too small or too large."""
    if match[1].decode() not in PICTURE_TYPES:
        return None
    try:
        content = binascii.a2b_base64(unquote_to_bytes(match[2]))
    except binascii.Error:
        return None
    return to_picture(content)
