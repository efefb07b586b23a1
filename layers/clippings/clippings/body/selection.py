"""Selects the passages that make up the body, given the probability of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import fsum

#: Least length of a passage of which only one copy is used, if a page has a copy for phones and one for desktops.
MIN_COPY_CHARS = 60
#: Least long copies of a page on which short copies are searched, how far from a short text the long ones are that it
#: belongs to, by how much its distance to the other copy may differ from theirs, and the least probability of a long
#: text with which a short one is kept.
MIN_COPIES, MAX_BESIDE, MAX_SHIFT, MIN_OWN_CHANCE = 2, 6, 3, 0.3
#: A number of comments or likes directly before the first word, which the copy for narrow screens may lack.
COUNT = re.compile(r"^[0-9]{1,4}(?=[^\W0-9_])")
#: Lengths of a passage that may repeat the whole text: raw Markdown, or a hidden copy for a speech program.
MIN_WHOLE_CHARS, MAX_WHOLE_CHARS = 1_500, 100_000
#: A passage repeats the text if other probable passages contain this share of its letters.
MIN_PARTS, MAX_PARTS, MIN_PARTS_SHARE = 3, 500, 0.5
MIN_PART_CHANCE = 0.3
#: Levels of probability that may separate the body from the rest, if passages are right or wrong together.
LEVELS = tuple((number + 0.5) / 20 for number in range(20))
#: More probable passages are always selected; less probable ones only if there are no others.
SURE, DOUBTFUL = 0.9, 0.1


def select_passages(texts: Sequence[str], chances: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Return the indices, in order, of the set of passages whose expected F1 is highest.

    With probabilities *p* and sizes *w*, a set S has the expected overlap sum(p·w over S). F1 is twice that, divided by
    the size of S plus the expected size of the body. This is true if passages are right or wrong independently. They
    are not: if one box below the text is not part of it, its neighbors are not either. If all of them depend on each
    other, the body is everything above some level of probability, and each level is equally probable. The mean of both
    values is highest for a set of the most probable passages, so one pass over the passages by descending probability
    finds it.
    """
    single = without_wholes(texts, without_copies(texts, chances))
    order = sorted((index for index, chance in enumerate(single) if chance > 0), key=lambda index: -single[index])
    expected = fsum(map(float.__mul__, single, sizes))
    heads = [0.0, *accumulate(sizes[index] for index in order)]
    bodies = [heads[bisect_left(order, -level, key=lambda index: -single[index])] for level in LEVELS]
    overlap = taken = best = 0.0
    count = 0
    for place, index in enumerate(order, 1):
        overlap += single[index] * sizes[index]
        taken += sizes[index]
        if place < len(order) and single[order[place]] > SURE:
            continue
        if single[index] < DOUBTFUL and best:
            break
        apart = 2 * overlap / (taken + expected)
        together = fsum([2 * min(taken, body) / (taken + body) for body in bodies]) / len(bodies)
        if apart + together > best:
            best, count = apart + together, place
    return sorted(order[:count])


def without_copies(texts: Sequence[str], chances: Sequence[float]) -> list[float]:
    """Return *chances* with 0 for all copies of a long text except the most probable one, and for short texts there."""
    result = list(chances)
    seen: dict[str, int] = {}
    copies: dict[int, str] = {}
    for index, text in enumerate(texts):
        if len(text) >= MIN_COPY_CHARS:
            text = COUNT.sub("", text)
            other = seen.setdefault(text, index)
            if other != index:
                worse = other if result[index] > result[other] else index
                result[worse] = 0.0
                seen[text] = other if worse == index else index
                copies[worse] = text
    if len(copies) >= MIN_COPIES:
        for index in _short_copies(texts, chances, {copy: seen[text] for copy, text in copies.items()}):
            result[index] = 0.0
    return result


def _short_copies(texts: Sequence[str], chances: Sequence[float], used: Mapping[int, int]) -> set[int]:
    """Return the short texts, such as subheadings, that a page repeats together with the long ones beside them.

    Args:
        texts: All texts.
        chances: The probability of each.
        used: For each copy of a long text that is left out, the one that is used.
    """
    found: set[int] = set()
    for index, text in enumerate(texts):
        if len(text) >= MIN_COPY_CHARS:
            continue
        beside = [place for step in (-1, 1) if (place := _next_long(texts, index, step)) is not None]
        if any(place not in used and chances[place] >= MIN_OWN_CHANCE for place in beside):
            continue
        for place in beside:
            other = index + used.get(place, place) - place
            around = range(max(0, other - MAX_SHIFT), min(len(texts), other + MAX_SHIFT + 1))
            if place in used and any(near != index and near not in found and texts[near] == text for near in around):
                found.add(index)
    return found


def _next_long(texts: Sequence[str], index: int, step: int) -> int | None:
    """Return the index of the next long text before (*step* -1) or after *index*, or None if none is near."""
    for place in range(index + step, index + step * (MAX_BESIDE + 2), step):
        if 0 <= place < len(texts) and len(texts[place]) >= MIN_COPY_CHARS:
            return place
    return None


def without_wholes(texts: Sequence[str], chances: list[float]) -> list[float]:
    """Return *chances* with 0 for each passage that repeats the text of many other probable passages."""
    wholes = [
        index
        for index, text in enumerate(texts)
        if MIN_WHOLE_CHARS <= len(text) <= MAX_WHOLE_CHARS and chances[index] > 0
    ]
    if not wholes:
        return chances
    longest = max(wholes, key=lambda index: len(texts[index]))
    parts = [
        _letters(text)
        for index, text in enumerate(texts)
        if index != longest and len(text) >= MIN_COPY_CHARS and chances[index] >= MIN_PART_CHANCE
    ]
    whole = _letters(texts[longest])
    inside = [len(part) for part in parts[:MAX_PARTS] if part in whole]
    if len(inside) >= MIN_PARTS and sum(inside) >= MIN_PARTS_SHARE * len(whole):
        chances = list(chances)
        chances[longest] = 0.0
    return chances


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
