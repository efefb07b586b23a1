"""Finds an article in the data that a page holds for its scripts. Used for pages that show hardly any text.

Three places are read: the ``articleBody`` of the page's JSON-LD, the text of a page of frames for browsers without
frames (``<noframes>``), and the state that a framework writes into a script
(``__NEXT_DATA__``, ``window.__INITIAL_STATE__ = …``, a dehydrated query). In the state, the search descends from value
to child as long as one child holds most of the running text. The last such value is the article.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from clippings.page.json_values import read_json
from clippings.page.page import Page
from clippings.page.tree import attribute

#: Least running text of an article, in characters; less is a teaser.
MIN_PROSE_CHARS = 500
#: Least length of a string of running text, in characters. It must also have sentences and must not be code.
MIN_STRING_CHARS = 60
#: Share of the running text in one child from which the search continues in that child.
FOCUS_SHARE = 0.6
#: Shortest script that can hold an article, in characters.
MIN_SCRIPT_CHARS = 1000
#: Where a value may begin in a script, and the maximum number of such places that are tried.
VALUE = re.compile(r"[=(,]\s*(?=[{\[])")
MAX_TRIES = 6
#: Most values of a script that is read, by the signs that separate them. A million empty lists take 250 MB.
MAX_VALUES = 1_000_000
#: Deepest nesting of a value that is read.
MAX_DEPTH = 60
SENTENCE = re.compile(r"[.!?…][\"”»)]?(?:\s|<|$)|[。！？]")
MARKUP = re.compile(r"<(?:p|br|h[2-6]|div|li)\b[^<>]{0,400}>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,400}>")
#: Strings that are typical of code and of nested values, and their largest share of the characters of running text.
CODE = ("{", ";}", "=>", '":')
MAX_CODE_SHARE = 0.005


def find_script_article(page: Page) -> str | None:
    """Return the markup of the article in the data of *page*, or None."""
    found = [body for _, node in page.linked_data.nodes if isinstance(body := node.get("articleBody"), str)]
    found += [unframed.text for unframed in page.tree.find_all("noframes", limit=1)]
    candidates = [(len(body), body) for body in found if is_prose(body)]
    for script in page.tree.find_all("script"):
        kind = (attribute(script, "type") or "").lower()
        if attribute(script, "src") or "ld+json" in kind:
            continue
        text = script.text
        if len(text) < MIN_SCRIPT_CHARS or sum(map(text.count, "[{,")) > MAX_VALUES:
            continue
        candidates += [_deepest(state) for state in _states(text, whole="json" in kind)]
    size, value = max(candidates, key=lambda candidate: candidate[0], default=(0, ""))
    if size < MIN_PROSE_CHARS:
        return None
    return f"<article>{''.join(map(_to_markup, _strings(value)))}</article>"


def _states(text: str, *, whole: bool) -> Iterator[Any]:
    """Yield the JSON values in a script's *text*: the *whole* text, or the values that the script assigns or passes."""
    at = 0
    for _ in range(1 if whole else MAX_TRIES):
        found = None if whole else VALUE.search(text, at)
        if found is None and not whole:
            return
        start = found.end() if found else len(text) - len(text.lstrip())
        try:
            value, at = read_json(text, start)
        except ValueError:
            at = start + 1
            continue
        yield value


def _deepest(value: Any) -> tuple[int, Any]:
    """Return the part of *value* that contains the running text, with the size of that text."""
    sizes = _Sizes()
    size = sizes.of(value)
    while isinstance(value, dict | list):
        children = value.values() if isinstance(value, dict) else value
        best = max(children, key=sizes.of, default=None)
        if best is None or sizes.of(best) < FOCUS_SHARE * size:
            break
        value, size = best, sizes.of(best)
    return size, value


class _Sizes:
    """The sizes of the running text in the parts of a value, each measured once."""

    def __init__(self) -> None:
        self.known: dict[int, int] = {}

    def of(self, value: Any, depth: int = 0) -> int:
        """Return the characters of running text in *value*."""
        if isinstance(value, str):
            return len(TAG.sub("", value)) if is_prose(value) else 0
        if not isinstance(value, dict | list) or depth > MAX_DEPTH:
            return 0
        size = self.known.get(id(value))
        if size is None:
            children = value.values() if isinstance(value, dict) else value
            size = self.known[id(value)] = sum(self.of(child, depth + 1) for child in children)
        return size


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the strings of running text in *value*, in order."""
    if isinstance(value, str):
        if is_prose(value):
            yield value
    elif isinstance(value, dict | list) and depth <= MAX_DEPTH:
        for child in value.values() if isinstance(value, dict) else value:
            yield from _strings(child, depth + 1)


def is_prose(text: str) -> bool:
    """Return whether *text*, with or without markup, has sentences and is neither code nor an address."""
    if len(text) < MIN_STRING_CHARS or not SENTENCE.search(text):
        return False
    code = sum(map(text.count, CODE))
    return code <= len(text) * MAX_CODE_SHARE and not text.startswith(("http", "data:", "/"))


def _to_markup(text: str) -> str:
    if MARKUP.search(text):
        return f"<div>{text}</div>"
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
