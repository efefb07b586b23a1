"""Pictures and pages that show them, as records of a WARC."""

from __future__ import annotations

import random

from tests.support.bundle_files import http, record
from tests.support.pages import PageSpec

DATE = "2026-03-01T10:00:00Z"
PNG = b"\x89PNG\r\n\x1a\n"


def picture(number: int, size: int = 4_000) -> bytes:
    """Return bytes that begin as those of a PNG do; only *number* has them."""
    return PNG + random.Random(number).randbytes(size)


def picture_address(number: int) -> str:
    return f"https://img.example/quay-{number:04d}.png"


def picture_record(number: int, data: bytes | None = None, *, url: str = "", date: str = DATE, **more: str) -> bytes:
    """Return the response with the picture *number*, or with *data*."""
    body = picture(number) if data is None else data
    return record(
        http(body, media_type=more.pop("media_type", "image/png"), **more),
        url=url or picture_address(number),
        date=date,
    )


def page_with(name: str, *sources: str) -> bytes:
    """Return an article whose text only *name* has, with a figure for each of *sources* (attributes of ``<img>``)."""
    html = PageSpec(name, None, None, title=f"The bridge of {name} opens after repairs").html().decode()
    figures = "".join(
        f"<figure><img {source} width=800 height=600><figcaption>View {number} of the bridge</figcaption></figure>"
        for number, source in enumerate(sources)
    )
    head, paragraph, rest = html.partition("</p>")
    return f"{head}{paragraph}{figures}{rest}".encode()


def page_record(number: int, *sources: str, date: str = DATE) -> bytes:
    """Return the response with the article *number*."""
    body = page_with(chr(65 + number % 26) * (1 + number // 26), *sources)
    return record(http(body), url=f"https://press.example/2026/{number}", date=date)
