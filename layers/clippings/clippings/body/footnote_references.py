"""References to footnotes in blocks, which lead from an inline run to the block of the note, and the notes' numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clippings.body.typed_lists import cut_inline
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
