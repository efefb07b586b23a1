"""Bundles built for tests: WARC records, WACZ, ZIP and tar archives of pages written here."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable, Mapping

HTML = b"<!doctype html><html><body><p>The council met on Tuesday.</p></body></html>"
DATE = "2024-05-01T10:00:00Z"


def html(number: int = 0, words: int = 0) -> bytes:
    """Return a small page that differs from those of other numbers."""
    return b"<!doctype html><html><body><p>Report %d.</p><p>%s</p></body></html>" % (number, b"word " * words)


def http(
    body: bytes = HTML, status: str = "200 OK", media_type: str | None = "text/html; charset=utf-8", **more: str
) -> bytes:
    """Return an HTTP response; *more* are headers, with underscores for hyphens."""
    lines = [f"HTTP/1.1 {status}"]
    if media_type is not None:
        lines.append(f"Content-Type: {media_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(
    block: bytes,
    kind: str = "response",
    url: str | None = "https://press.example/1",
    *,
    version: str = "1.0",
    length: object = None,
    date: str = DATE,
    **more: str,
) -> bytes:
    """Return a WARC record; *length* is what it says of its length, by default the truth."""
    lines = [f"WARC/{version}", f"WARC-Type: {kind}", f"WARC-Date: {date}"]
    if url is not None:
        lines.append(f"WARC-Target-URI: {url}")
    if "Content_Type" not in more:
        lines.append("Content-Type: application/http; msgtype=response")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    lines.append(f"Content-Length: {len(block) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def numbered(count: int, words: int = 50) -> list[bytes]:
    """Return records of pages whose addresses end in 0, 1 …"""
    return [record(http(html(each, words)), url=f"https://press.example/{each}") for each in range(count)]


def members(records: Iterable[bytes]) -> bytes:
    """Return a WARC file with one gzip member for each record."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def zipped(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """Return a tar archive, compressed or not; the same one at any time."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(data.getvalue(), mtime=0) if mode == "w:gz" else data.getvalue()


class Pipe:
    """A stream that cannot seek and gives few bytes at a time, as a network connection does."""

    def __init__(self, data: bytes, most: int = 1000) -> None:
        self._data = io.BytesIO(data)
        self._most = most

    def read(self, size: int, /) -> bytes:
        return self._data.read(min(size, self._most))


def article_page(number: int = 0) -> bytes:
    """Return a page with an article."""
    sentence = (
        "The council met on Tuesday and voted for the bridge, which is to be built within three years, said the mayor."
    )
    body = "".join(f"<p>{sentence} That was decision number {number}, part {part}.</p>" for part in range(8))
    title = f"<h1>Council votes for bridge {number}</h1>"
    return f"<!doctype html><title>Bridge</title><body><article>{title}{body}</article></body>".encode()
