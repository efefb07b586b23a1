"""Makes passages of an article in which the words of a query are marked. Every engine uses it on the original text."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from itertools import islice

from clippings.search.analysis import Token, tokenize
from clippings.search.query import Operand, TextQuery

#: Markup before and after a marked word. The rest of a passage is escaped, so that a page can show it unchanged.
MARK, END_MARK = "<mark>", "</mark>"
#: Length of a passage in characters, and maximum number of passages of a text.
PASSAGE, MAX_PASSAGES = 200, 2
#: Number of words of a text that are read.
MAX_TOKENS = 20_000
_ELLIPSIS = "…"


def highlight(query: TextQuery, texts: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Return for each of *texts* with words of *query* the passages as HTML, with the words in ``<mark>``."""
    operands = tuple(query.operands())
    found = {}
    for name, text in texts.items():
        passages = tuple(_passages(text or "", operands))
        if passages:
            found[name] = passages
    return found


def _passages(text: str, operands: tuple[Operand, ...]) -> Iterator[str]:
    spans = _spans(list(islice(tokenize(text), MAX_TOKENS)), operands)
    if not spans:
        return
    if len(text) <= PASSAGE:
        yield _marked(text, 0, len(text), spans)
        return
    taken = 0
    while spans and taken < MAX_PASSAGES:
        start, end = _window(text, _densest(spans))
        yield _marked(text, start, end, [span for span in spans if start <= span[0] and span[1] <= end])
        spans = [span for span in spans if span[1] <= start or span[0] >= end]
        taken += 1


def _spans(tokens: list[Token], operands: tuple[Operand, ...]) -> list[tuple[int, int]]:
    """Return the positions of the operands' words, in order. Overlapping positions are joined."""
    starts: dict[str, list[Operand]] = {}
    prefixes = [operand for operand in operands if operand.is_prefix and len(operand.words) == 1]
    for operand in operands:
        starts.setdefault(operand.words[0], []).append(operand)
    marked: set[tuple[int, int]] = set()
    for at, token in enumerate(tokens):
        for operand in starts.get(token.text, ()):
            reach = tokens[at : at + len(operand.words)]
            if _matches(reach, operand):
                marked.update((each.start, each.end) for each in reach)
        if any(token.text.startswith(operand.words[0]) for operand in prefixes):
            marked.add((token.start, token.end))
    return list(_join(sorted(marked)))


def _matches(tokens: list[Token], operand: Operand) -> bool:
    words = [token.text for token in tokens]
    if len(words) < len(operand.words):
        return False
    if operand.is_prefix:
        return tuple(words[:-1]) == operand.words[:-1] and words[-1].startswith(operand.words[-1])
    return tuple(words) == operand.words


def _join(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in spans:
        if last and start < last[1]:
            last = (last[0], max(last[1], end))
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def _densest(spans: list[tuple[int, int]]) -> int:
    """Return the position at which the passage with the most marked words begins."""
    best = most = 0
    end = 0
    for at, (start, _) in enumerate(spans):
        while end < len(spans) and spans[end][1] <= start + PASSAGE - PASSAGE // 4:
            end += 1
        if end - at > most:
            best, most = start, end - at
    return best if most else spans[0][0]


def _window(text: str, first: int) -> tuple[int, int]:
    """Return the bounds of a passage around *first*, at spaces if there are any near."""
    start = max(0, first - PASSAGE // 4)
    end = min(len(text), start + PASSAGE)
    start = max(0, end - PASSAGE)
    if start and (space := text.find(" ", start, first)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", max(first, end - PASSAGE // 4), end)) > first:
        end = space
    return start, end


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in spans:
        parts += [html.escape(text[at:first], quote=False), MARK, html.escape(text[first:last], quote=False), END_MARK]
        at = last
    parts.append(html.escape(text[at:end], quote=False))
    passage = " ".join("".join(parts).split())
    return f"{_ELLIPSIS if start else ''}{passage}{_ELLIPSIS if end < len(text) else ''}"
