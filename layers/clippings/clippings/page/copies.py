"""The origin of a copied page: its original address and time of capture, as browsers and web archives record them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from clippings.errors import RejectedPage
from clippings.page.saved_pages import COMMENT_WINDOW, find_saved_address, read_archive_headers

#: Bytes of a copy that are searched. Web archives write their scripts and addresses at the beginning of the head.
ORIGIN_WINDOW = 32_768
#: What web archives put before the address of a page that they replay: the Wayback Machine and archives with its
#: software (``/web/20240501100000/``, with a kind of content such as ``im_`` after the time), and archive.today
#: under each of its hosts (``/2024.05.01-100000/``, or ``/20240501100000/``).
_REPLAY = re.compile(
    r"(?:(?:https?:)?//web\.archive\.org)?/web/(\d{14})(?:[a-z]{2}_)?/(?=https?://)"
    r"|https?://archive\.(?:today|ph|is|li|vn|fo|md)/(\d{4}\.?\d\d\.?\d\d-?\d{6})/(?=https?://)",
    re.IGNORECASE,
)
#: How the Wayback Machine's script is given the page's address and time.
_WAYBACK_SCRIPT = re.compile(
    r"""__wm\.wombat\(\s{0,9}["'](https?://[^"'\s<>]{1,2048})["']\s{0,9},\s{0,9}["'](\d{14})["']"""
)
#: An address in the head. archive.today writes one there that contains its own address and the page's.
_HEAD_ADDRESS = re.compile(
    r"""<(?:link|meta)\b[^>]{0,300}?(?:href|content)\s{0,9}=\s{0,9}["']([^"'\s<>]{1,2048})""", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{1,2048}")
#: The date in the comment of SingleFile, as a browser writes one.
_SINGLEFILE_DATE = re.compile(
    r"saved date:\s{0,9}[A-Za-z]{3} ([A-Za-z]{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CopyOrigin:
    """The origin that a copy declares: the address of the page, and when it was captured."""

    url: str | None = None
    captured_at: datetime | None = None


def read_origin(data: bytes) -> CopyOrigin:
    """Return the origin that *data* declares: a web archive file, a page saved by a browser, or a replayed page."""
    try:
        headers = read_archive_headers(data)
    except RejectedPage:
        headers = None
    if headers is not None:
        url, date = headers
        return make_origin(url, _mail_date(date))
    return find_origin(data[:ORIGIN_WINDOW].decode("latin-1"))


def find_origin(markup: str) -> CopyOrigin:
    """Return the origin that is declared at the beginning of a page's *markup*."""
    start = markup[:ORIGIN_WINDOW]
    saved = find_saved_address(start)
    if saved:
        return make_origin(saved, _singlefile_date(start))
    script = _WAYBACK_SCRIPT.search(start)
    if script:
        return CopyOrigin(script[1], _digits_date(script[2]))
    if "//archive." in start:
        for address in _HEAD_ADDRESS.finditer(start):
            if _REPLAY.match(address[1]):
                return make_origin(address[1], None)
    return CopyOrigin()


def make_origin(url: str | None, captured_at: datetime | None = None) -> CopyOrigin:
    """Return the origin of a copy from *url*.

    If a web archive replays the page at *url*, the origin has the page's own address and the time in *url* instead.
    """
    found = _REPLAY.match(url) if url else None
    if url and found and _ADDRESS.fullmatch(url, found.end()):
        return CopyOrigin(url[found.end() :], _digits_date(found[1] or found[2]))
    return CopyOrigin(url, captured_at)


def restore_addresses(markup: str) -> str:
    """Return *markup* with the original addresses in place of those that a web archive rewrote."""
    return _REPLAY.sub("", markup)


def is_replayed(markup: str) -> bool:
    """Return whether the beginning of *markup* shows that a web archive rewrote its addresses."""
    start = markup[:ORIGIN_WINDOW]
    if "//web.archive.org/" not in start and "//archive." not in start:
        return False
    return bool(_WAYBACK_SCRIPT.search(start)) or any(_REPLAY.match(each[1]) for each in _HEAD_ADDRESS.finditer(start))


def _singlefile_date(start: str) -> datetime | None:
    found = _SINGLEFILE_DATE.search(start, 0, COMMENT_WINDOW)
    if not found:
        return None
    try:
        return datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _digits_date(digits: str) -> datetime | None:
    try:
        return datetime.strptime(re.sub(r"[.-]", "", digits), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _mail_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
