"""What the peers do with a page: text, title, authors and date, in one call."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

#: From a page's bytes and address to whatever the peer makes of it.
Reader = Callable[[bytes, str], object]


def _trafilatura(markup: bytes, url: str) -> object:
    read = import_module("trafilatura").bare_extraction
    return read(markup, url=url, with_metadata=True, include_comments=False)


def _newspaper(markup: bytes, url: str) -> object:
    article: Any = import_module("newspaper").Article(url, fetch_images=False)
    article.download(input_html=markup.decode("utf-8", "replace"))
    article.parse()
    return article.text


def _readability(markup: bytes, url: str) -> object:
    document = import_module("readability").Document(markup.decode("utf-8", "replace"), url=url)
    return document.short_title(), document.summary()


def _resiliparse(markup: bytes, _url: str) -> object:
    read = import_module("resiliparse.extract.html2text").extract_plain_text
    return read(markup.decode("utf-8", "replace"), main_content=True, alt_texts=False, comments=False)


def _rs_trafilatura(markup: bytes, url: str) -> object:
    read = import_module("rs_trafilatura").extract_bytes
    return read(markup, url=url or None)


PEERS: dict[str, Reader] = {
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
    "rs-trafilatura": _rs_trafilatura,
}
