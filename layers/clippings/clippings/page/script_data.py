"""Articles that a page carries as data, for its scripts to show: looked for where it shows hardly any text itself.

Two places are read: the ``articleBody`` of the page's JSON-LD, and the state that a framework leaves in a script
(``__NEXT_DATA__``, ``window.__INITIAL_STATE__ = …``, a dehydrated query). In the state the article is where the
running text is: the value reached by descending while one child holds most of it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from clippings.page.page import Page
from clippings.page.tree import attribute

#: Less running text than this, in characters, is a teaser or an accident.
MIN_PROSE_CHARS = 500
#: A string is running text from this length on, if it has sentences and is no code.
MIN_STRING_CHARS = 60
#: The descent goes on while one child holds this share of the running text.
FOCUS_SHARE = 0.6
#: Shorter scripts hold no article.
MIN_SCRIPT_CHARS = 1000
#: Places in one script where a value may begin; the first few are tried.
VALUE = re.compile(r"[=(,]\s*(?=[{\[])")
MAX_TRIES = 6
#: Nesting of a state that is followed.
MAX_DEPTH = 60
SENTENCE = re.compile(r"[.!?…][\"”»)]?(?:\s|<|$)|[。！？]")
MARKUP = re.compile(r"<(?:p|br|h[2-6]|div|li)\b[^<>]{0,400}>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,400}>")
#: Signs of a script, a style sheet or a value within a value, and the most of them that running text has a character.
CODE = ("{", ";}", "=>", '":')
MAX_CODE_SHARE = 0.005


def find_island(page: Page) -> str | None:
    """Return the markup of the article that *page* holds as data, or None."""
    found = [body for _, node in page.linked_data.nodes if isinstance(body := node.get("articleBody"), str)]
    candidates = [(len(body), body) for body in found if is_prose(body)]
    for script in page.tree.find_all("script"):
        kind = (attribute(script, "type") or "").lower()
        if attribute(script, "src") or "ld+json" in kind:
            continue
        text = script.text
        if len(text) < MIN_SCRIPT_CHARS:
            continue
        candidates += [_deepest(state) for state in _states(text, whole="json" in kind)]
    size, value = max(candidates, key=lambda candidate: candidate[0], default=(0, ""))
    if size < MIN_PROSE_CHARS:
        return None
    return f"<article>{''.join(map(_to_markup, _strings(value)))}</article>"


def _states(text: str, *, whole: bool) -> Iterator[Any]:
    """Yield the JSON values in a script's *text*: the whole of it, or what is assigned and handed over."""
    decoder = json.JSONDecoder()
    at = 0
    for _ in range(1 if whole else MAX_TRIES):
        found = None if whole else VALUE.search(text, at)
        if found is None and not whole:
            return
        start = found.end() if found else len(text) - len(text.lstrip())
        try:
            value, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            at = start + 1
            continue
        yield value


def _deepest(value: Any) -> tuple[int, Any]:
    """Return the part of *value* that the running text is in, with its size."""
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
    """Running text in the parts of a value, measured once each."""

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
    """Yield the running text in *value*, in its order."""
    if isinstance(value, str):
        if is_prose(value):
            yield value
    elif isinstance(value, dict | list) and depth <= MAX_DEPTH:
        for child in value.values() if isinstance(value, dict) else value:
            yield from _strings(child, depth + 1)


def is_prose(text: str) -> bool:
    """Whether *text*, marked up or not, has sentences, and is no code and no address."""
    if len(text) < MIN_STRING_CHARS or not SENTENCE.search(text):
        return False
    code = sum(map(text.count, CODE))
    return code <= len(text) * MAX_CODE_SHARE and not text.startswith(("http", "data:", "/"))


def _to_markup(text: str) -> str:
    if MARKUP.search(text):
        return f"<div>{text}</div>"
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
