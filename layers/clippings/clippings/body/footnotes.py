"""Footnotes: references in the text that lead to a note in the same article.

A reference is a run whose ``href`` is ``#`` and the id of the note's block. Links inside the page that are no
references lead nowhere once the article has left the page, and are text; marks that lead back from a note go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clippings.records import Block, Cell, Inline

Rows = tuple[tuple[Cell, ...], ...]

#: What a reference shows: a number, a letter or a sign, perhaps in brackets.
REFERENCE = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z]|[ivxlc]{1,5}|[*†‡§¶]{1,3})\s*[\])]?\s*")
#: What leads back from a note to the text.
BACK = re.compile(r"[\s\ufe0e\ufe0f^↩↑⤴⏎↵]+")
#: A note has words; a label that is linked to has none.
MIN_NOTE_WORDS = 2


def resolve_references(blocks: Sequence[Block], anchors: Mapping[str, str]) -> list[Block]:
    """Return *blocks* with their links inside the page resolved; *anchors* are the ids of blocks by fragment."""
    texts = {block.id: block.text for block in blocks}
    notes = {name: block for name, block in anchors.items() if len(texts.get(block, "").split()) >= MIN_NOTE_WORDS}
    return [
        replace(block, content=_resolved(block, notes), rows=_unlinked(block.rows))
        if block.rows or any(map(_is_internal, block.content))
        else block
        for block in blocks
    ]


def _unlinked(rows: Rows) -> Rows:
    """Return the *rows* of a table without links inside the page: no note is referred to from a table alone."""
    return tuple(
        tuple(
            replace(cell, content=tuple(replace(run, href=None) if _is_internal(run) else run for run in cell.content))
            for cell in row
        )
        for row in rows
    )


def referenced(blocks: Iterable[Block]) -> dict[str, int]:
    """Return the ids of the notes that *blocks* refer to, each with its number in the order of first reference."""
    found: dict[str, int] = {}
    known = list(blocks)
    ids = {block.id for block in known}
    for block in known:
        for run in block.content:
            if run.href and run.href[:1] == "#" and run.href[1:] in ids:
                found.setdefault(run.href[1:], len(found) + 1)
    return found


def _is_internal(run: Inline) -> bool:
    return run.href is not None and run.href.startswith("#")


def _resolved(block: Block, notes: Mapping[str, str]) -> tuple[Inline, ...]:
    runs: list[Inline] = []
    for run in block.content:
        if _is_internal(run):
            if BACK.fullmatch(run.text):
                continue
            note = notes.get((run.href or "")[1:])
            refers = note is not None and note != block.id and REFERENCE.fullmatch(run.text)
            run = replace(run, href=f"#{note}" if refers else None)
        if runs and (runs[-1].marks, runs[-1].href) == (run.marks, run.href):
            run = replace(run, text=runs.pop().text + run.text)
        runs.append(run)
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)
