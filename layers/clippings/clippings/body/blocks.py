"""Kept passages to the article's blocks: inline content, places in lists, quotes, tables made whole again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from clippings.body.inline import InlineReader
from clippings.body.tables import read_table
from clippings.page.flow import Box, Passage
from clippings.page.tree import Element, Node, Text
from clippings.records import Block, Inline, ListPlace, Role

LISTS = frozenset({"ul", "ol", "menu", "dir"})
#: Class words that name the language of a listing: ``language-python``, ``lang-js``, ``brush: php``.
LANGUAGE_PREFIXES = ("language-", "lang-", "highlight-source-", "brush:", "sourcecode-")
#: Elements climbed from a listing in search of its language.
LANGUAGE_REACH = 3


def make_blocks(
    passages: Sequence[Passage],
    roles: Sequence[Role | None],
    scores: Sequence[float],
    reader: InlineReader,
    reasons: dict[int, str] | None = None,
) -> tuple[Block, ...]:
    """Return the blocks of the passages that have one of *roles*; rows of one table become one block."""
    blocks: list[Block] = []
    table: list[Passage] = []
    items = _Items()
    ids = _Names()
    for passage, role, score in zip(passages, roles, scores, strict=True):
        if table and (role != "table" or passage.element.parent != table[0].element.parent):
            _end_table(blocks, table, reader, scores, ids)
        if role is None:
            continue
        if role == "table":
            table.append(passage)
            continue
        content = _code(passage) if role == "code" else reader.read(passage)
        if not content:
            continue
        reason = (reasons or {}).get(passage.index, "model")
        block = Block(
            ids.name(role, passage.text), role, content, quoted=_quoted(passage.box), score=score, reason=reason
        )
        blocks.append(_placed(block, passage, items))
    if table:
        _end_table(blocks, table, reader, scores, ids)
    return tuple(blocks)


def _placed(block: Block, passage: Passage, items: _Items) -> Block:
    if block.role == "heading":
        return replace(block, level=int(passage.box.tag[1]))
    if block.role == "list_item":
        return replace(block, place=items.place(passage.box))
    if block.role == "code":
        return replace(block, language=_listing_language(passage.element))
    if block.role == "live_entry":
        return replace(block, time=entry_time(passage.box))
    return block


class _Names:
    """Ids of blocks: equal content on one page has equal ids, told apart by a number only where it repeats."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def name(self, role: Role, text: str) -> str:
        digest = hashlib.blake2b(f"{role}\n{text}".encode(), digest_size=6).hexdigest()
        number = self.seen[digest] = self.seen.get(digest, 0) + 1
        return digest if number == 1 else f"{digest}-{number}"


class _Items:
    """Places in lists: an item's further paragraphs continue it."""

    def __init__(self) -> None:
        self.last: Element | None = None

    def place(self, box: Box | None) -> ListPlace:
        """Return the place of a passage in *box*."""
        item: Box | None = None
        depth = 0
        ordered: Box | None = None
        while box is not None:
            if item is None and box.tag in ("li", "dd", "dt"):
                item = box
            if box.tag in LISTS or box.tag == "dl":
                depth += 1
                ordered = ordered or box
            box = box.parent
        if item is None:
            return ListPlace(max(depth, 1))
        continued = self.last == item.element
        self.last = item.element
        ordinal = _ordinal(item.element, ordered.element) if ordered is not None and ordered.tag == "ol" else None
        return ListPlace(max(depth, 1), ordinal, continued or item.tag == "dd")


def _ordinal(item: Element, parent: Element) -> int:
    number = _number(parent.attr("start"), 1)
    for child in parent.children:
        if type(child) is Element and child.tag == "li":
            number = _number(child.attr("value"), number)
            if child == item:
                break
            number += 1
    return number


def _number(value: str | None, default: int) -> int:
    try:
        return int(value or "")
    except ValueError:
        return default


def _quoted(box: Box | None) -> int:
    depth = 0
    while box is not None:
        depth += box.tag == "blockquote"
        box = box.parent
    return depth


def _code(passage: Passage) -> tuple[Inline, ...]:
    """The listing as it stands, line by line."""
    text = "".join([node.data if type(node) is Text else "\n" for node in passage.nodes])
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").expandtabs(4).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return (Inline("\n".join(lines)),) if lines else ()


def _listing_language(element: Element) -> str | None:
    candidates: list[Node | None] = [
        next((child for child in element.children if type(child) is Element), None),
        element,
    ]
    parent = element.parent
    for _ in range(LANGUAGE_REACH):
        candidates.append(parent)
        parent = parent.parent if parent is not None else None
    for candidate in candidates:
        if type(candidate) is not Element:
            continue
        names = f"{candidate.attr('class') or ''} {candidate.attr('data-lang') or ''}".replace("brush: ", "brush:")
        for name in names.split():
            for prefix in LANGUAGE_PREFIXES:
                if name.startswith(prefix) and len(name) > len(prefix):
                    return name[len(prefix) :].rstrip(";").lower()
    return None


def entry_time(box: Box | None) -> datetime | None:
    """Return the time that the live entry around *box* shows in a ``<time datetime>``, or None."""
    for _ in range(LANGUAGE_REACH):
        if box is None:
            return None
        for stamp in box.element.find_all("time"):
            try:
                return datetime.fromisoformat(stamp.attr("datetime") or "")
            except ValueError:
                continue
        box = box.parent
    return None


def _end_table(
    blocks: list[Block], table: list[Passage], reader: InlineReader, scores: Sequence[float], ids: _Names
) -> None:
    rows = read_table([passage.element for passage in table], reader)
    if rows:
        text = "\n".join(passage.text for passage in table)
        score = sum(scores[passage.index] for passage in table) / len(table)
        blocks.append(Block(ids.name("table", text), "table", rows=rows, score=score, reason="model"))
    table.clear()
