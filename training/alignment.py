"""Labels of passages: which of them are in the labeled text of the page."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence

from clippings.page.flow import Passage

WORD = re.compile(r"\w+")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\\w")
#: Share of a passage from which on it counts as part of the body, and the share of links of an entry of contents.
PART, MAX_LINKED = 0.5, 0.5
#: Words of an anchor: shorter stretches of text occur by accident.
ANCHOR = 5


def page_labels(passages: Sequence[Passage], truth: str) -> list[float]:
    """Return the labels of a page's *passages*; linked copies of a text that the truth has once are out: contents.

    On a quarter of the first 110 pages of ``wcxb`` the headings of the text stand in such contents, too.
    """
    result = labels([passage.text for passage in passages], truth)
    goal = f" {' '.join(tokens(truth))} "
    copies: dict[str, list[int]] = {}
    for passage in passages:
        if result[passage.index] >= PART:
            copies.setdefault(" ".join(tokens(passage.text)), []).append(passage.index)
    for text, inside in copies.items():
        linked = [index for index in inside if passages[index].linked > MAX_LINKED * len(passages[index].text)]
        surplus = len(inside) - max(1, goal.count(f" {text} ")) if linked and len(inside) > 1 else 0
        for index in linked[: max(0, surplus)]:
            result[index] = 0.0
    return result


def tokens(text: str) -> list[str]:
    """Return the lower-cased words of *text*; in scripts without spaces each letter."""
    return [
        piece
        for word in WORD.findall(text.lower())
        for piece in (WIDE.findall(word) if not word.isascii() and _wide(word) else (word,))
    ]


def _wide(word: str) -> bool:
    return re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", word) is not None


def labels(texts: list[str], truth: str) -> list[float]:
    """Return for each of a page's passage *texts* the share of its words that are in *truth*, in order.

    Long passages count by their runs of ANCHOR words; a short one must stand whole in the truth, between its
    neighbors' places where those are known, else anywhere.
    """
    goal = tokens(truth)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(goal) - ANCHOR + 1):
        places.setdefault(tuple(goal[at : at + ANCHOR]), []).append(at)
    words = [tokens(text) for text in texts]
    result = [0.0] * len(texts)
    spans: list[tuple[int, int] | None] = [None] * len(texts)
    for index, own in enumerate(words):
        if len(own) >= ANCHOR:
            result[index], spans[index] = _covered(own, places)
    _place_short(words, goal, result, spans)
    return result


def _covered(own: list[str], places: dict[tuple[str, ...], list[int]]) -> tuple[float, tuple[int, int] | None]:
    hit = [False] * len(own)
    first, last = None, None
    for at in range(len(own) - ANCHOR + 1):
        found = places.get(tuple(own[at : at + ANCHOR]))
        if found:
            hit[at : at + ANCHOR] = [True] * ANCHOR
            if first is None:
                first = found[0] - at
            last = found[0] + ANCHOR
    share = sum(hit) / len(own)
    return share, (first, last) if share > 0.5 and first is not None and last is not None else None


def _place_short(
    words: list[list[str]], goal: list[str], result: list[float], spans: list[tuple[int, int] | None]
) -> None:
    starts: dict[str, list[int]] = {}
    for at, word in enumerate(goal):
        starts.setdefault(word, []).append(at)
    following: list[int] = [len(goal)] * (len(words) + 1)
    for index in range(len(words) - 1, -1, -1):
        span = spans[index]
        following[index] = span[0] if span else following[index + 1]
    reached = 0
    anchored = any(spans)
    for index, own in enumerate(words):
        span = spans[index]
        if span:
            reached = max(reached, span[1]) if span[1] - reached < len(goal) / 2 else span[1]
            continue
        if not own or len(own) >= ANCHOR or result[index] > 0:
            continue
        low, high = reached, following[index + 1]
        if not anchored:
            low, high = 0, len(goal)
        candidates = starts.get(own[0], [])
        for at in candidates[bisect_left(candidates, max(0, low - 2)) :]:
            if at + len(own) > high + 2:
                break
            if goal[at : at + len(own)] == own:
                result[index] = 1.0
                reached = max(reached, at + len(own))
                break


def snippet_labels(texts: list[str], required: Sequence[str], forbidden: Sequence[str]) -> list[float]:
    """Return 1 for a passage with a *required* snippet, 0 for one with a *forbidden* one, and NaN for others."""
    wanted = [_folded(snippet) for snippet in required]
    unwanted = [_folded(snippet) for snippet in forbidden]
    result: list[float] = []
    for text in map(_folded, texts):
        known = 1.0 if any(snippet in text for snippet in wanted) else math.nan
        result.append(0.0 if math.isnan(known) and any(snippet in text for snippet in unwanted) else known)
    return result


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
