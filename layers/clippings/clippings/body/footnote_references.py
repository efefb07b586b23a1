"""References to footnotes in blocks, which lead from an inline run to the block of the note, and the notes' numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from clippings.body.inline import trimmed
from clippings.body.typed_lists import cut_inline
from clippings.body.typed_notes import NoteText, Reference
from clippings.records import Block, Cell, Inline, plain_text

Rows = tuple[tuple[Cell, ...], ...]


def resolve_references(blocks: Sequence[Block], ids: Mapping[int, str]) -> list[Block]:
    """Return *blocks* with each reference to a passage replaced by one to that passage's block.

    Args:
        blocks: The blocks.
        ids: Ids of blocks, by the index of the passage.
    """
    return [
        replace(block, content=_resolved(block.content, ids), rows=_unlinked(block.rows))
        if block.rows or any(map(_is_internal, block.content))
        else block
        for block in blocks
    ]


def _unlinked(rows: Rows) -> Rows:
    """Return the *rows* of a table without links inside the page: references in tables are not resolved."""
    return tuple(
        tuple(
            replace(cell, content=tuple(replace(run, href=None) if _is_internal(run) else run for run in cell.content))
            for cell in row
        )
        for row in rows
    )


def referenced(blocks: Iterable[Block]) -> dict[str, int]:
    """Return the ids of the notes to which *blocks* refer, each with its number in the order of first reference."""
    return {block: number for number, block in enumerate(note_labels(blocks), 1)}


def note_labels(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the ids of the notes to which *blocks* refer, each with the text of the first reference."""
    found: dict[str, str] = {}
    known = list(blocks)
    ids = {block.id for block in known}
    for block in known:
        for run in block.content:
            if run.href and run.href[:1] == "#" and run.href[1:] in ids:
                found.setdefault(run.href[1:], run.text.strip())
    return found


def _is_internal(run: Inline) -> bool:
    return run.href is not None and run.href.startswith("#")


def _resolved(content: Sequence[Inline], ids: Mapping[int, str]) -> tuple[Inline, ...]:
    """Return *content* with each reference as its label in brackets, so that it does not join the word before it."""
    runs: list[Inline] = []
    bracketed = False
    for run in content:
        text, href = run.text, run.href
        if href is not None and href.startswith("#"):
            block = ids.get(int(href[1:]))
            label = run.text.strip().strip("[]() ")
            bracketed = bool(runs) and runs[-1].text.endswith(("[", "("))
            if bracketed:
                runs[-1] = replace(runs[-1], text=runs[-1].text[:-1])
            text, href = f"[{label}]", f"#{block}" if block else None
        elif bracketed:
            bracketed = False
            text = text.removeprefix("]").removeprefix(")")
        runs.append(replace(run, text=text, href=href))
    return tuple(run for run in runs if run.text)


def without_mark(content: tuple[Inline, ...], mark: str) -> tuple[Inline, ...]:
    """Return a note's *content* without the number or sign that it begins with.

    Args:
        content: The content of the note. It may begin with text that remained from a link back to the text.
        mark: The text of the reference to the note.
    """
    text = plain_text(content)
    if content and content[0].text.strip(" \n[]().:") == mark:
        rest = text[len(content[0].text) :].lstrip(" ]).:")
    elif (rest := text.lstrip(" [(")).startswith(mark) and not rest[len(mark) - 1 : len(mark) + 1].isalnum():
        rest = rest[len(mark) :].lstrip(" ]).:")
    else:
        rest = (text[2:] if text[:2] in ("[]", "()", "^ ") else text).lstrip(" ]).:")
    start = len(text) - len(rest)
    if not rest or (rest[0].isdigit() and start and not text[start - 1].isspace()):
        return content
    return cut_inline(content, start, len(text))


def split_notes(
    content: Sequence[Inline], notes: Sequence[NoteText], references: Sequence[Reference]
) -> list[tuple[int | None, tuple[Inline, ...]]]:
    """Return *content* in pieces: each of its typed *notes* without its mark, and the text before them.

    Args:
        content: The content of a passage.
        notes: The notes in it, in order.
        references: The typed references in it, in order. They become runs that lead to ``#`` and the note's number.

    Returns:
        The number of the note, or None for text, with its content.
    """
    text = "".join([run.text for run in content])
    extents = [(0, notes[0].begin if notes else len(text)), *((note.start, _end(text, note)) for note in notes)]
    pieces: list[list[Inline]] = [[] for _ in extents]
    waiting = list(reversed(references))
    offset = number = 0
    for run in content:
        place, last = offset, offset + len(run.text)
        while place < last and number < len(extents):
            start, end = extents[number]
            while waiting and waiting[-1].end <= place:
                waiting.pop()
            reference = waiting[-1] if waiting else None
            if place >= end:
                number += 1
            elif place < start:
                place = min(start, last)
            elif reference is not None and reference.start <= place:
                if reference.start == place:
                    for same in takewhile(lambda other, at=place: other.start == at, reversed(waiting)):  # type: ignore[misc]
                        pieces[number].append(replace(run, text=same.label, href=f"#{same.note}"))
                place = min(last, end, reference.end)
            else:
                stop = min(last, end, reference.start if reference is not None else end)
                part = run.text[place - offset : stop - offset]
                pieces[number].append(replace(run, text=part) if part.strip() else Inline(part))
                place = stop
        offset = last
    numbers = [None, *(note.note for note in notes)]
    contents = [trimmed([(run.text, (run.marks, run.href)) for run in runs]) for runs in pieces]
    return [(found, runs) for found, runs in zip(numbers, contents, strict=True) if runs]


def _end(text: str, note: NoteText) -> int:
    """Return the end of *note* in *text*, without the bracket that encloses all of it: [Footnote 1: …]."""
    rest = text[note.start : note.end].rstrip()
    mark = text[note.begin : note.start]
    return note.start + len(rest) - ("[" in mark and "]" not in mark and rest.endswith("]"))
