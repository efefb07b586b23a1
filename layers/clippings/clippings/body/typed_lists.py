"""Lists typed as text: a bullet character at the start of a paragraph or line, without a list element."""

from __future__ import annotations

import re

from clippings.body.inline import Look, trimmed
from clippings.records import Inline, plain_text

#: Characters that are only used as bullets, and the dot that Word sets before the items of a list. Dashes also mark
#: speech, and arrows and ticks have a meaning.
BULLET = re.compile(r"(?:[•●▪◦‣∙⁃]\s*|·\s+)(?=[^\s•●▪◦‣∙⁃])")
LINE = re.compile(rf"\n(?={BULLET.pattern})")


def split_typed(content: tuple[Inline, ...]) -> list[tuple[bool, tuple[Inline, ...]]]:
    """Return *content* in pieces, each with whether it is an item; text before the first bullet is not.

    The bullet is removed, since a list item has its own.
    """
    text = plain_text(content)
    starts = [0, *(found.end() for found in LINE.finditer(text))]
    if len(starts) == 1 and not BULLET.match(text):
        return [(False, content)]
    pieces = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        bullet = BULLET.match(text, start)
        pieces.append((bullet is not None, cut_inline(content, bullet.end() if bullet else start, end)))
    return [piece for piece in pieces if piece[1]]


def cut_inline(content: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
    """Return the runs of *content* between two offsets in its text, without white space at the ends."""
    kept: list[tuple[str, Look]] = []
    offset = 0
    for run in content:
        text = run.text[max(0, start - offset) : max(0, end - offset)]
        offset += len(run.text)
        if text:
            kept.append((text, (run.marks, run.href)))
    return trimmed(kept)
