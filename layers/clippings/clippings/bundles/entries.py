"""The results of reading a bundle: its pages, and the entries that are skipped, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MIB = 1024 * 1024


class SkipReason(StrEnum):
    """Why an entry of a bundle is skipped."""

    NOT_HTML = "not-html"
    NOT_OK = "not-ok"
    NO_URL = "no-url"
    REVISIT_WITHOUT_ORIGINAL = "revisit-without-original"
    SEGMENTED = "segmented"
    TOO_LARGE = "too-large"
    BOMB = "bomb"
    CUT_OFF = "cut-off"
    WRONG_LENGTH = "wrong-length"
    NOT_SEARCHED = "not-searched"
    MALFORMED = "malformed"
    ENCRYPTED = "encrypted"
    UNSAFE_PATH = "unsafe-path"
    NESTED = "nested"
    PART_OF_PAGE = "part-of-page"
    TOO_MANY_ENTRIES = "too-many-entries"


#: The meaning of each reason, for the documentation and for reports.
SKIP_MEANINGS: dict[SkipReason, str] = {
    SkipReason.NOT_HTML: "the entry is not HTML: a picture, a style sheet, a DNS answer, a redirect's empty body",
    SkipReason.NOT_OK: "the server answered with an HTTP status other than 200",
    SkipReason.NO_URL: "the WARC record names no target URI",
    SkipReason.REVISIT_WITHOUT_ORIGINAL: "the revisit record refers to a response that was not read before it",
    SkipReason.SEGMENTED: "the response is spread over several WARC records",
    SkipReason.TOO_LARGE: "the page is larger than the limit, before or after decoding",
    SkipReason.BOMB: "the entry expands to many times its compressed size",
    SkipReason.CUT_OFF: "the entry ends early, or its compressed data are damaged",
    SkipReason.WRONG_LENGTH: "the record does not have the length that it declares",
    SkipReason.NOT_SEARCHED: "the entry is damaged, and what follows was not searched for others: "
    "too much of the bundle had been read twice, or looked like entries",
    SkipReason.MALFORMED: "the entry does not follow its format",
    SkipReason.ENCRYPTED: "the entry is encrypted",
    SkipReason.UNSAFE_PATH: "the entry's name is absolute, or leads out of the bundle",
    SkipReason.NESTED: "the entry is a bundle itself",
    SkipReason.PART_OF_PAGE: "the entry is a frame of a page in the archive: it is in the folder that a browser saved "
    "with the page",
    SkipReason.TOO_MANY_ENTRIES: "the bundle has more entries than the limit; the others were not read",
}


@dataclass(frozen=True, slots=True)
class BundleLimits:
    """How much of a bundle is read. Sizes are in bytes."""

    #: Largest page, before and after its content encoding is undone.
    page: int = 16 * MIB
    #: Longest headers of a WARC record, and of the HTTP response in it.
    headers: int = 64 * 1024
    #: Largest expansion of compressed data. HTML rarely exceeds 20; deflate can reach 1,032.
    ratio: int = 200
    #: Expanded bytes below which no ratio is checked.
    ratio_from: int = 64 * MIB
    #: Most entries of a ZIP or tar archive.
    entries: int = 250_000
    #: Most responses that are remembered for the revisit records after them.
    revisits: int = 50_000


@dataclass(frozen=True, slots=True)
class BundlePage:
    """One page of a bundle.

    *offset* and *length* are the position of the entry: in bytes of the bundle for WARC and WACZ, places in the central
    directory for ZIP. Reading is resumed after the entry at ``offset + length``. Both are None if the entry cannot be
    read alone. *content_offset* differs from *offset* only for a revisit record: it is the offset of the response that
    has the body. *packed*: the body is a web archive of the page and of pictures that are separate entries.
    """

    body: bytes
    url: str | None = None
    captured_at: datetime | None = None
    charset: str | None = None
    offset: int | None = None
    length: int | None = None
    name: str | None = None
    content_offset: int | None = None
    packed: bool = False


@dataclass(frozen=True, slots=True)
class BundleSkip:
    """One skipped entry of a bundle, with the reason. For offset and length see `BundlePage`."""

    offset: int | None
    reason: SkipReason
    url: str | None = None
    length: int | None = None
    name: str | None = None


def next_offset(entry: BundlePage | BundleSkip) -> int | None:
    """Return the offset at which reading is resumed after *entry*, or None if it cannot be resumed."""
    return None if entry.offset is None or entry.length is None else entry.offset + entry.length
