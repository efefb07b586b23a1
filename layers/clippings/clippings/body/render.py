"""The three forms of a body: plain text, Markdown and sanitized HTML.

Markdown and HTML contain the text and the links to embedded media. Captions belong to their images, and a pull quote
repeats the text; both are in ``blocks`` only.
"""

from __future__ import annotations

from collections.abc import Iterable

from clippings.body.footnote_references import note_labels
from clippings.body.markdown import write_markdown
from clippings.body.markup import write_html
from clippings.records import TEXT_ROLES, Block

SHOWN_ROLES = TEXT_ROLES | {"embed"}


def to_text(blocks: Iterable[Block]) -> str:
    """Return the body as plain text, with a blank line between blocks. A note begins with its number or sign."""
    shown = [block for block in blocks if block.role in TEXT_ROLES]
    labels = note_labels(shown)
    return "\n\n".join(
        [f"{labels[block.id]} {text}" if block.id in labels else text for block in shown if (text := block.text)]
    )


def to_markdown(blocks: Iterable[Block]) -> str:
    """Return the body as CommonMark with tables."""
    return write_markdown(block for block in blocks if block.role in SHOWN_ROLES)


def to_html(blocks: Iterable[Block]) -> str:
    """Return the body as sanitized HTML."""
    return write_html(block for block in blocks if block.role in SHOWN_ROLES)
