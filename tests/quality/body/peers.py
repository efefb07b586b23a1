"""The text that other tools extract from a page."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

#: From a page's markup and address to its text, paragraphs on lines of their own.
Reader = Callable[[str, str], str]


def _trafilatura(markup: str, url: str) -> str:
    return import_module("trafilatura").extract(markup, url=url, include_comments=False) or ""


def _newspaper(markup: str, url: str) -> str:
    article = import_module("newspaper").Article(url or "https://example.org/", fetch_images=False)
    article.download(input_html=markup)
    article.parse()
    return str(article.text)


def _readability(markup: str, url: str) -> str:
    summary = import_module("readability").Document(markup, url=url or None).summary()
    return _lines(summary)


def _resiliparse(markup: str, _url: str) -> str:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(markup, main_content=True, alt_texts=False, list_bullets=False))


def _lines(fragment: str) -> str:
    """Return the text of Readability's fragment, one block a line."""
    tree = import_module("lxml.html").fromstring(fragment)
    for block in tree.iter("p", "div", "li", "tr", "pre", "blockquote", "br", "h1", "h2", "h3", "h4", "h5", "h6"):
        block.tail = "\n" + (block.tail or "")
    return str(tree.text_content())


PEERS: dict[str, Reader] = {
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "resiliparse": _resiliparse,
}
