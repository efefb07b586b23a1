"""The kinds of bundles, recognized by name and first bytes."""

from __future__ import annotations

import zlib
from enum import StrEnum
from pathlib import PurePosixPath

ZIP_MAGIC = b"PK\x03\x04"
#: The first bytes of an archive without entries.
EMPTY_ZIP_MAGIC = b"PK\x05\x06"
GZIP_MAGIC = b"\x1f\x8b\x08"
WARC_MAGIC = b"WARC/"
#: A tar header has this at its 257th byte.
TAR_MAGIC, TAR_MAGIC_AT = b"ustar", 257
#: Decompressed bytes that are checked: one tar header.
LOOKED_AT = 512
#: Bytes of a bundle's beginning that `kind_of` needs.
HEAD_BYTES = 4096


class BundleKind(StrEnum):
    """The kind of a bundle."""

    WARC = "warc"
    WACZ = "wacz"
    ZIP = "zip"
    TAR = "tar"


#: The media type that a bundle of each kind is uploaded with.
MEDIA_TYPES = {
    BundleKind.WARC: "application/warc",
    BundleKind.WACZ: "application/wacz",
    BundleKind.ZIP: "application/zip",
    BundleKind.TAR: "application/x-tar",
}


def kind_of(name: str, head: bytes) -> BundleKind | None:
    """Return the kind of the bundle called *name* that begins with *head*, or None if it is not a bundle.

    The first bytes decide. For ZIP the name must agree, because office documents and e-books are ZIP archives, too.

    Args:
        name: The file's name or the object's key.
        head: The first `HEAD_BYTES` bytes, or all of a shorter file.
    """
    lower = PurePosixPath(name.lower()).name
    if head.startswith((ZIP_MAGIC, EMPTY_ZIP_MAGIC)):
        if lower.endswith(".wacz"):
            return BundleKind.WACZ
        return BundleKind.ZIP if lower.endswith(".zip") or "." not in lower else None
    if head.startswith(GZIP_MAGIC):
        return _kind_of_content(_decompressed(head))
    return _kind_of_content(head)


def _kind_of_content(head: bytes) -> BundleKind | None:
    if head.startswith(WARC_MAGIC):
        return BundleKind.WARC
    return BundleKind.TAR if head[TAR_MAGIC_AT:].startswith(TAR_MAGIC) else None


def _decompressed(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, LOOKED_AT)
    except zlib.error:
        return b""
