"""Capitals that a paragraph begins with, set in an element of their own: joined to the word that they begin."""

from __future__ import annotations

import re

from clippings.page.replaced import PassageNode, Replaced
from clippings.page.tree import Element, Node, Text

#: Letters that are words by themselves in English or a Romance language, and in any other: after a space, what follows
#: them is another word. An element that is named for a drop cap is believed against the latter.
WORDS = frozenset("AEIOYÀÁÉÈÍÓÔ")
FURTHER_WORDS = frozenset("UWZVKSÖÅВКСОУИЯАІ")
NAMED = re.compile(r"drop[-_]?cap|lettrine|initial|first[-_]?letter|versal|big[-_]?letter", re.IGNORECASE)
QUOTES = "\"'“”„«‹‘「¿¡("
MAX_CHARS = 3


def is_capital(text: str) -> bool:
    """Whether *text* is one capital letter, perhaps behind a quotation mark."""
    letter = text.strip().lstrip(QUOTES)
    return len(letter) == 1 and letter.isupper()


def is_word(capital: str, element: Node | None) -> bool:
    """Whether the *capital* that stands in *element* may be a word by itself."""
    letter = capital.strip()[-1:]
    named = type(element) is Element and NAMED.search(element.attr("class") or "") is not None
    return letter in WORDS or (letter in FURTHER_WORDS and not named)


def join_capital(nodes: list[PassageNode]) -> list[PassageNode]:
    """Return a passage's *nodes* without the space between its first capital and the rest of the word.

    A capital that is a word by itself keeps the space.
    """
    for place, first in enumerate(nodes):
        if type(first) is not Text and type(first) is not Replaced:
            return nodes
        if not first.data.strip():
            continue
        if not is_capital(first.data) or is_word(first.data, first.parent):
            return nodes
        return _joined(first, nodes[place + 1 :]) or nodes
    return nodes


def _joined(capital: Text | Replaced, rest: list[PassageNode]) -> list[PassageNode] | None:
    for place, node in enumerate(rest):
        if type(node) is not Text:
            return None
        if node.data.isspace():
            continue
        data = node.data.lstrip()
        if node.parent == capital.parent or not data[0].islower():
            return None
        return [Replaced(capital.parent, capital.data.strip()), Replaced(node.parent, data), *rest[place + 1 :]]
    return None
