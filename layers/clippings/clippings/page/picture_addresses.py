"""Addresses of pictures, compared although a page and a copy of its picture write them differently."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit, urlunsplit

#: Characters that mean the same encoded and not encoded (RFC 3986, 2.3).
UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
#: All ASCII characters that an address may contain, and the sign of encoded characters.
_KEPT = string.punctuation
#: Most folders and files of a relative address.
MAX_DEPTH = 6
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def comparable_address(url: str) -> str:
    """Return *url* in the one form that all ways to write it share (RFC 3986, 6.2.2), without its fragment.

    Percent-encoding, the case of scheme and host, and the default port do not distinguish addresses.
    """
    encoded = _ENCODED.sub(_read_encoded, quote(url.strip(), safe=_KEPT, errors="replace"))
    try:
        parts = urlsplit(encoded)
    except ValueError:  # an unbalanced bracket in the host
        return encoded
    host = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme, ":"))
    return urlunsplit((parts.scheme, host, parts.path or ("/" if host else ""), parts.query, ""))


def location_key(location: str) -> str:
    """Return the key of a part of a web archive: its address, or the path of a relative one."""
    comparable = comparable_address(location)
    return comparable if "://" in comparable else unquote(comparable).removeprefix("./")


def location_keys(address: str) -> Iterator[str]:
    """Yield the keys of parts that the picture at *address* may be: its own, then the ends of its path with a folder.

    A saved page names a file of its folder by a relative address, which is an end of the absolute one.
    """
    comparable = comparable_address(address)
    yield comparable
    parts = unquote(comparable.partition("?")[0]).split("/")[-MAX_DEPTH:]
    for start in range(len(parts) - 1):
        yield "/".join(parts[start:])


def _read_encoded(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in UNRESERVED else match[0].upper()
