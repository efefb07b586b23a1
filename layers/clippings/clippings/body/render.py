"""Blocks to the three forms that a body is read in: plain text, Markdown, sanitised HTML."""

from __future__ import annotations

from collections.abc import Iterable

from clippings.records import TEXT_ROLES, Block


def to_text(blocks: Iterable[Block]) -> str:
    """Return the body as plain text, blocks apart by a blank line."""
    return "\n\n".join(block.text for block in blocks if block.role in TEXT_ROLES)


def to_markdown(blocks: Iterable[Block]) -> str:
    """Return the body as CommonMark with tables."""
    return to_text(blocks)


def to_html(blocks: Iterable[Block]) -> str:
    """Return the body as sanitised HTML."""
    return "".join(f"<p>{block.text}</p>" for block in blocks)
