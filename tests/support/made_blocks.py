"""Blocks written by hand, and Markdown as a CommonMark parser renders it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from clippings.records import Block, Cell, Inline, ListPlace, Role


def block(role: Role, *content: Inline | str, **more: object) -> Block:
    runs = tuple(Inline(run) if isinstance(run, str) else run for run in content)
    return Block("b", role, runs, **more)  # type: ignore[arg-type]


def paragraph(*content: Inline | str) -> list[Block]:
    return [block("paragraph", *content)]


def item(text: str, depth: int = 1, ordinal: int | None = None, continued: bool = False) -> Block:
    return block("list_item", text, place=ListPlace(depth, ordinal, continued))


def table(*rows: tuple[Cell | str, ...], header: bool = True) -> Block:
    cells = tuple(
        tuple(cell if isinstance(cell, Cell) else Cell((Inline(cell),), header and number == 0) for cell in row)
        for number, row in enumerate(rows)
    )
    return Block("t", "table", rows=cells)


def shown(markdown: str) -> str:
    """Return *markdown* rendered as HTML by a CommonMark parser, on one line."""
    return re.sub(r">\s+<", "><", MarkdownIt("commonmark").enable("table").render(markdown)).strip()
