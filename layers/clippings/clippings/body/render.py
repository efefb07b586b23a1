"""Blocks to the three forms that a body is read in: plain text, Markdown, sanitised HTML.

Markdown and HTML hold what the text holds, and the embeds as links beside. Captions belong to their images, a pull
quote says what the text says already; both stay in ``blocks``.
"""

from __future__ import annotations

from collections.abc import Iterable

from clippings.body.markdown import write_markdown
from clippings.body.markup import write_html
from clippings.records import TEXT_ROLES, Block

SHOWN_ROLES = TEXT_ROLES | {"embed"}


def to_text(blocks: Iterable[Block]) -> str:
    """Return the body as plain text, blocks apart by a blank line."""
    return "\n\n".join([text for block in blocks if block.role in TEXT_ROLES and (text := block.text)])


def to_markdown(blocks: Iterable[Block]) -> str:
    """Return the body as CommonMark with tables."""
    return write_markdown(block for block in blocks if block.role in SHOWN_ROLES)


def to_html(blocks: Iterable[Block]) -> str:
    """Return the body as sanitised HTML."""
    return write_html(block for block in blocks if block.role in SHOWN_ROLES)
