"""What the peers find on a page: title, authors, day."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tests.quality.fields.scoring import split_names

#: What a peer finds: title, authors, day.
Found = tuple[str | None, list[str], str | None]

#: From a page's markup and address to what a peer finds.
Reader = Callable[[str, str], Found]


def _trafilatura(markup: str, url: str) -> Found:
    read = import_module("trafilatura.metadata").extract_metadata
    found = read(markup, default_url=url)
    return (found.title, split_names(found.author), found.date) if found else (None, [], None)


def _newspaper(markup: str, url: str) -> Found:
    article: Any = import_module("newspaper").Article(url, fetch_images=False)
    article.download(input_html=markup)
    article.parse()
    day = str(article.publish_date)[:10] if article.publish_date else None
    return article.title, split_names(article.authors), day


def _readability(markup: str, url: str) -> Found:
    document = import_module("readability").Document(markup, url=url)
    return document.short_title(), split_names(document.author()), None


def _resiliparse(markup: str, _url: str) -> Found:
    tree = import_module("resiliparse.parse.html").HTMLTree.parse(markup)
    return re.sub(r"\s+", " ", tree.title or ""), [], None


PEERS: dict[str, Reader] = {
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
}
