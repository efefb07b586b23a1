"""Which passages make up the body, given how surely each belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import fsum

#: Passages of so many characters that stand on the page twice are a mobile and a desktop copy; one of them counts.
MIN_COPY_CHARS = 60
#: A number glued to the first word, of comments or of likes: a copy for narrow screens may be without it.
COUNT = re.compile(r"^[0-9]{1,4}(?=[^\W0-9_])")
#: A passage so long may be the whole text once more, in one piece: raw Markdown, a hidden copy for a reader aloud.
MIN_WHOLE_CHARS, MAX_WHOLE_CHARS = 1_500, 100_000
#: It is, where so many others that are likely to be text hold this share of its letters.
MIN_PARTS, MAX_PARTS, MIN_PARTS_SHARE = 3, 500, 0.5
MIN_PART_CHANCE = 0.3
#: Levels of chance that may part the body from the rest, if passages are right or wrong together.
LEVELS = tuple((number + 0.5) / 20 for number in range(20))
#: What is likelier than this is always chosen, what is less likely only where nothing else is.
SURE, DOUBTFUL = 0.9, 0.1


def select_passages(texts: Sequence[str], chances: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Return the indices, in order, of the set of passages whose expected F1 is highest.

    With chances *p* and sizes *w*, a set S has the expected overlap sum(p·w over S); F1 is twice that over the size
    of S plus the expected size of the body. That holds where passages are right or wrong each by itself. They are not:
    where one box below the text is not part of it, its neighbours are not either. If all of them hang together, the
    body is what is likelier than some level, each level as probable as any other. The mean of both is highest for one
    of the sets that hold the likeliest passages, so one pass over the passages by falling chance finds it.
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
    """Return *chances* with those of all but the likeliest copy of a long text set to nothing."""
    result = list(chances)
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        if len(text) >= MIN_COPY_CHARS:
            text = COUNT.sub("", text)
            other = seen.setdefault(text, index)
            if other != index:
                worse = other if result[index] > result[other] else index
                result[worse] = 0.0
                seen[text] = other if worse == index else index
    return result


def without_wholes(texts: Sequence[str], chances: list[float]) -> list[float]:
    """Return *chances* with that of a passage that says once more what many others say set to nothing."""
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
