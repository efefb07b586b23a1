"""The only module that knows the HTML parser.

turbohtml was chosen by measurement: see ``docs/decisions/0001-parser.md``. The rest of the package speaks of
:data:`Element` and :data:`Text` and calls what stands here.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TypeAlias

import turbohtml
import turbohtml.detect

Document: TypeAlias = turbohtml.Document
Element: TypeAlias = turbohtml.Element
Text: TypeAlias = turbohtml.Text
Node: TypeAlias = turbohtml.Node

#: Attributes whose values are lists of words, and what is no space in them (HTML Standard, 2.3.7).
LISTS = frozenset("class rel rev headers sizes sandbox accesskey accept-charset archive dropzone".split())
_WORD = re.compile(r"[^ \t\n\f\r]+")

#: Bytes that the guess of an encoding reads: more does not change it.
GUESS_BYTES = 200_000


def read_tree(markup: str) -> Document:
    """Return *markup* as an HTML5 tree; every string is a document, so nothing is refused here."""
    return turbohtml.parse(markup, positions=False, allow_declarative_shadow_roots=False)


def attribute(element: Element, name: str) -> str | None:
    """Return the value of an attribute, or None where it is absent; words of a list are apart by one space."""
    value = element.attr(name)
    return value if value is None or name not in LISTS else spaced(value)


@lru_cache(maxsize=10_000)
def spaced(words: str) -> str:
    """Return *words* apart by one space; the values of ``class`` repeat, within a page and from page to page."""
    return " ".join(_WORD.findall(words))


def inner_text(element: Element) -> str:
    """Return the element's text with white space folded."""
    return " ".join(element.text.split())


def web_codec(label: str) -> str | None:
    """Return *label* folded if the web knows an encoding by it (WHATWG Encoding Standard), else None."""
    label = label.strip().lower()
    try:
        codecs.lookup(f"whatwg-{label}")
    except (LookupError, ValueError):
        return None
    return label


def guess_encoding(data: bytes) -> str:
    """Return the web's name of the encoding that the letters of *data* make most likely."""
    undeclared = re.sub(rb"charset|encoding", b"x", data[:GUESS_BYTES], flags=re.IGNORECASE)
    return (turbohtml.detect.detect(undeclared).encoding or "windows-1252").lower()
