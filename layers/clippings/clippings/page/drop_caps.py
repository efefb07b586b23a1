"""Drop caps: capitals in an element of their own at the beginning of a paragraph, joined to their word."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from clippings.languages.word_lists import all_words
from clippings.page.replaced import PassageNode, Replaced
from clippings.page.tree import Element, Node, Text

if TYPE_CHECKING:
    from clippings.page.flow import Passage

NAMED = re.compile(r"drop[-_]?cap|lettrine|initial|first[-_]?letter|versal|big[-_]?letter", re.IGNORECASE)
QUOTES = "\"'“”„«‹‘「¿¡("
MAX_CHARS = 3
#: Most characters of a drop cap with a quotation mark, and least characters of its paragraph.
MAX_CAPITAL_CHARS, MIN_CAPPED_CHARS = 2, 30


@cache
def _letters(name: str) -> frozenset[str]:
    """Return the words of the list *name*, which are single letters, in upper case."""
    return frozenset(letter.upper() for letter in all_words("line_starts", name))


def is_capital(text: str) -> bool:
    """Return whether *text* is one capital letter, with or without a quotation mark before it."""
    letter = text.strip().lstrip(QUOTES)
    return len(letter) == 1 and letter.isupper()


def is_word(capital: str, element: Node | None) -> bool:
    """Return whether *capital*, the text of *element*, may be a word of one letter.

    A letter that is a word in only a few languages is not taken for one where the element has the class of a drop cap.
    """
    letter = capital.strip()[-1:]
    named = type(element) is Element and NAMED.search(element.attr("class") or "") is not None
    return letter in _letters("one_letter_words") or (letter in _letters("one_letter_words_doubtful") and not named)


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


def join_capitals(passages: list[Passage]) -> list[Passage]:
    """Return *passages* with drop caps that are passages of their own joined to their paragraphs."""
    kept: list[Passage] = []
    for passage in passages:
        before = kept[-1] if kept else None
        if before is not None and len(before.text) <= MAX_CAPITAL_CHARS and _begins(before, passage):
            kept.pop()
            capital = f"{before.text} " if is_word(before.text, before.element) else before.text
            passage.text = f"{capital}{passage.text}"
            passage.nodes = [Replaced(passage.element, capital), *passage.nodes]
        kept.append(passage)
    if len(kept) < len(passages):
        for index, passage in enumerate(kept):
            passage.index = index
    return kept


def _begins(capital: Passage, rest: Passage) -> bool:
    """Return whether *capital* is the drop cap of the paragraph *rest*."""
    return (
        is_capital(capital.text)
        and rest.text[0].islower()
        and len(rest.text) >= MIN_CAPPED_CHARS
        and capital.kind == rest.kind == "text"
    )
