"""Turns kept passages into the article's blocks, with inline content, places in lists, quotes, and whole tables."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import fsum

from clippings.body.code_blocks import code_language, read_code
from clippings.body.embeds import Embed
from clippings.body.footnote_references import resolve_references, split_notes, without_mark
from clippings.body.hidden import Hidden
from clippings.body.inline import InlineReader
from clippings.body.list_items import ListPlaces, find_marks
from clippings.body.tables import read_table
from clippings.body.typed_lists import cut_inline, split_typed
from clippings.body.typed_notes import TypedNotes
from clippings.page.flow import Box, Passage
from clippings.page.tree import Text
from clippings.records import Block, Inline, ListPlace, Role, plain_text

#: Brackets at the end of a heading, below other words.
EDIT_LINKS = re.compile(r"(?<=\S)\s*\[([^\[\]\n]+)\]$")
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def make_blocks(
    passages: Sequence[Passage],
    roles: Sequence[Role | None],
    scores: Sequence[float],
    reader: InlineReader,
    embeds: Sequence[Embed] = (),
    times: Mapping[int, datetime | None] | None = None,
    hidden: Mapping[int, Hidden] | None = None,
    typed: TypedNotes | None = None,
) -> tuple[Block, ...]:
    """Return the blocks of the passages that have one of *roles*; the rows of one table become one block.

    Args:
        passages: The passages of the page.
        roles: The role of each passage; None for passages outside of the article.
        scores: The probability of each passage.
        reader: Reads the inline content of passages.
        embeds: Embedded media, which come between the passages in document order.
        times: The times of live blog entries, by passage.
        hidden: The reasons why passages are hidden, by passage.
        typed: The notes without links.
    """
    maker = _Maker(reader, times or {}, hidden or {}, typed or TypedNotes())
    waiting = list(reversed(embeds))
    marks = find_marks(passages, roles)
    for passage, role, score in zip(passages, roles, scores, strict=True):
        while waiting and waiting[-1].before <= passage.index:
            maker.add_embed(waiting.pop().link)
        if role is not None and passage.index not in marks:
            maker.add(passage, role, score)
    for embed in reversed(waiting):
        maker.add_embed(embed.link)
    maker.end_table()
    return tuple(resolve_references(maker.blocks, maker.notes))


class _Maker:
    """Makes blocks in document order. It collects the rows of a table, and gives equal content different ids."""

    def __init__(
        self,
        reader: InlineReader,
        times: Mapping[int, datetime | None],
        hidden: Mapping[int, Hidden],
        typed: TypedNotes,
    ) -> None:
        self.reader = reader
        self.typed = typed
        self.times = times
        self.hidden = hidden
        self.blocks: list[Block] = []
        self.rows: list[tuple[Passage, float]] = []
        self.places = ListPlaces()
        self.names: dict[str, int] = {}
        self.depths: dict[Box, int] = {}  #: the number of quotations around each box
        #: Passages that continue a note.
        self.further = typed.further.union(*(extent[1:] for extent in reader.footnotes.passages.values()))
        self.notes: dict[int, str] = {}  #: ids of the blocks of notes, by passage

    def add(self, passage: Passage, role: Role, score: float) -> None:
        """Add the block of *passage*, unless it is empty."""
        if self.rows and (role != "table" or _table_around(passage.box) is not _table_around(self.rows[0][0].box)):
            self.end_table()
        if role == "table":
            self.rows.append((passage, score))
            return
        content = read_code(passage) if role == "code" else self.reader.read(passage)
        mark = self.reader.footnotes.marks.get(passage.index)
        if mark is not None:
            content = without_mark(content, mark)
        if content and (role == "code" or has_text_or_picture(passage.text)):
            name = self.name(role, passage.text)
            found = self.hidden.get(passage.index)
            block = Block(
                name,
                role,
                content,
                quoted=self.quoted(passage.box),
                hidden=found is not None,
                hidden_reason=found.reason if found else None,
                score=score,
                reason="model",
            )
            for part in self.parts(block, passage.index):
                self.blocks.append(self.placed(part, passage))
            if passage.index in self.reader.footnotes.passages:
                self.notes[passage.index] = name

    def parts(self, block: Block, passage: int) -> Iterator[Block]:
        """Yield *block*, which is made of *passage*; or, if it contains typed notes or a typed list, its parts."""
        notes, references = self.typed.notes.get(passage, ()), self.typed.references.get(passage, ())
        if not notes and not references:
            yield from self.items(block)
            return
        for place, (note, content) in enumerate(split_notes(block.content, notes, references)):
            name = self.name(block.role, plain_text(content)) if place else block.id
            part = replace(block, id=name, content=content)
            if note is None:
                yield from self.items(part)
            else:
                self.notes[note] = name
                yield part

    def items(self, block: Block) -> Iterator[Block]:
        """Yield *block*; or, if it contains a list typed as text, its items and the text before them."""
        if block.role not in ("paragraph", "list_item"):
            yield block
            return
        for place, (is_item, content) in enumerate(split_typed(block.content)):
            if content is block.content:
                yield block
                return
            role = "list_item" if is_item else block.role
            name = self.name(role, plain_text(content)) if place else block.id
            yield replace(block, id=name, role=role, content=content)

    def placed(self, block: Block, passage: Passage) -> Block:
        """Return *block* with the attributes of its role."""
        tag = passage.box.tag
        match block.role:
            case "heading":
                return replace(block, level=HEADINGS[tag], content=_unmarked(without_edit_links(block.content)))
            case "list_item":
                own = self.places.place(passage.box)
                return replace(block, place=own, content=_unnumbered(block.content, passage, own))
            case "code":
                place = self.places.place_inside(passage.box)
                return replace(block, language=code_language(passage.element), place=place)
            case "live_entry":
                return replace(block, time=self.times.get(passage.index), level=HEADINGS.get(tag))
            case "paragraph" | "quote" if passage.index in self.further:
                return replace(block, place=ListPlace(1, continued=True))
        return block

    def add_embed(self, link: Inline) -> None:
        """Add the link to embedded media as a block."""
        self.end_table()
        self.blocks.append(Block(self.name("embed", link.href or ""), "embed", (link,), reason="embed"))

    def end_table(self) -> None:
        """Make one block of the collected rows."""
        rows = read_table([passage for passage, _ in self.rows], self.reader)
        if rows:
            text = "\n".join(passage.text for passage, _ in self.rows)
            score = fsum(score for _, score in self.rows) / len(self.rows)
            quoted = self.quoted(self.rows[0][0].box)
            found = self.hidden.get(self.rows[0][0].index)
            self.blocks.append(
                Block(
                    self.name("table", text),
                    "table",
                    rows=rows,
                    place=self.places.place_inside(self.rows[0][0].box),
                    quoted=quoted,
                    hidden=found is not None,
                    hidden_reason=found.reason if found else None,
                    score=score,
                    reason="model",
                )
            )
        self.rows.clear()

    def quoted(self, box: Box) -> int:
        """Return how many quotations *box* is in."""
        climbed: list[Box] = []
        around: Box | None = box
        while around is not None and around not in self.depths:
            climbed.append(around)
            around = around.parent
        depth = 0 if around is None else self.depths[around]
        for inner in reversed(climbed):
            depth += inner.tag == "blockquote"
            self.depths[inner] = depth
        return depth

    def name(self, role: Role, text: str) -> str:
        """Return the id of a block, a hash of its content. If the same content repeats on a page, a number is added."""
        digest = hashlib.blake2b(f"{role}\n{text}".encode(), digest_size=6).hexdigest()
        number = self.names[digest] = self.names.get(digest, 0) + 1
        return digest if number == 1 else f"{digest}-{number}"


def has_text_or_picture(text: str) -> bool:
    """Return whether *text* has a letter, a digit or a picture. Ornaments between paragraphs have none."""
    return any(char.isalnum() or char > "\u2fff" for char in text)


def without_edit_links(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a heading's *content* without the bracketed edit links of wikis.

    The mark of a footnote is a link in brackets too, but has no letters.
    """
    text = plain_text(content)
    found = EDIT_LINKS.search(text)
    if found is None:
        return content
    linked = "".join("x" * len(run.text) if run.href else " " * len(run.text) for run in content)
    start, end = found.span(1)
    inside = [
        is_linked == "x" for char, is_linked in zip(text[start:end], linked[start:end], strict=True) if char.isalpha()
    ]
    if not inside or not all(inside) or linked[start - 1] == "x":
        return content
    return cut_inline(content, 0, found.start())


def _unmarked(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a heading's *content* without strong emphasis that covers all of it."""
    if not all("strong" in run.marks or run.text.isspace() for run in content):
        return content
    return tuple(replace(run, marks=tuple(mark for mark in run.marks if mark != "strong")) for run in content)


def _unnumbered(content: tuple[Inline, ...], passage: Passage, place: ListPlace) -> tuple[Inline, ...]:
    """Return an item's *content* without its own number, ``1.``, in an element at its beginning."""
    first = passage.nodes[0]
    mark = first.data.strip() if type(first) is Text and first.parent != passage.element else ""
    if place.continued or place.ordinal is None or mark not in (f"{place.ordinal}.", f"{place.ordinal})"):
        return content
    text = plain_text(content)
    return cut_inline(content, len(mark), len(text)) if text.startswith(mark) else content


def _table_around(box: Box | None) -> Box | None:
    while box is not None and box.tag != "table":
        box = box.parent
    return box
