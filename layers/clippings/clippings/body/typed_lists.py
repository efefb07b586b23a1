"""Lists typed as text: a bullet character at the start of a paragraph or line, without a list element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    bullets = [BULLET.match(text, start) for start in starts]
    begins = [bullet.end() if bullet else start for bullet, start in zip(bullets, starts, strict=True)]
    pieces = _cut(content, zip(begins, [*starts[1:], len(text)], strict=True))
    return [(bullet is not None, piece) for bullet, piece in zip(bullets, pieces, strict=True) if piece]


def cut_inline(content: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
    """Return the runs of *content* between two offsets in its text, without white space at the ends."""
    return next(_cut(content, [(start, end)]))


def _cut(content: tuple[Inline, ...], spans: Iterable[tuple[int, int]]) -> Iterator[tuple[Inline, ...]]:
    """Yield the runs of *content* in each of *spans*, which follow one another. The content is read once."""
    place = offset = 0
    for start, end in spans:
        kept: list[tuple[str, Look]] = []
        while place < len(content):
            run = content[place]
            text = run.text[max(0, start - offset) : max(0, end - offset)]
            if text:
                kept.append((text, (run.marks, run.href)))
            if offset + len(run.text) > end:
                break
            offset += len(run.text)
            place += 1
        yield trimmed(kept)
