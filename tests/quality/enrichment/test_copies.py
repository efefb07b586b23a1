"""Near-duplicates: found by a shared band, confirmed by the sketch.

Copies are made from the corpus' bodies as papers make them of an agency's: an agency's header and footer, paragraphs
cut (two thirds of the text stay), paragraphs of other articles put in, words changed, and all of it at once. What must
not be taken for a copy: two halves of one article (one topic, one author), the same with a notice that fills a sixth of
each, with a long quotation of the other half, and two articles of one publisher with such a notice.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from clippings.enrichment.fingerprint import bands, find_fingerprint
from clippings.enrichment.similarity import compare
from clippings.records import Block

pytestmark = pytest.mark.quality

Texts = list[str]
SEED = 7


def length(texts: Texts) -> int:
    return sum(map(len, texts))


def signed(texts: Texts) -> Texts:
    return [f"BERLIN (Agency) - {texts[0]}", *texts[1:], "This report was made with material of the agency."]


def cut(texts: Texts, keep: float, dice: random.Random) -> Texts:
    kept, tail = list(texts), dice.random() < 0.5
    while len(kept) > 1:
        place = len(kept) - 1 if tail else dice.randrange(len(kept))
        if length(kept) - len(kept[place]) < keep * length(texts):
            break
        kept.pop(place)
    return kept


def mixed_with(texts: Texts, donor: Texts, share: float, dice: random.Random) -> Texts:
    kept, room = list(texts), length(texts) * share
    for text in donor:
        if len(text) <= room:
            kept.insert(dice.randrange(len(kept) + 1), text)
            room -= len(text)
    return kept


def reworded(texts: Texts, rate: float, dice: random.Random) -> Texts:
    changed = []
    for text in texts:
        words = text.split(" ")
        changed.append(" ".join(dice.choice(words) if dice.random() < rate else word for word in words))
    return changed


def up_to(texts: Texts, room: float) -> Texts:
    taken: Texts = []
    for text in texts:
        if length(taken) + len(text) <= room:
            taken.append(text)
    return taken


def copies(articles: list[Texts], dice: random.Random) -> Iterator[tuple[str, Texts, Texts]]:
    for number, texts in enumerate(articles):
        donor = articles[(number * 7 + 13) % len(articles)]
        yield "header", texts, signed(texts)
        yield "cut", texts, cut(texts, 2 / 3, dice)
        yield "inserts", texts, mixed_with(texts, donor, 0.25, dice)
        yield "words", texts, reworded(texts, 0.03, dice)
        everything = mixed_with(cut(texts, 2 / 3, dice), donor, 0.2, dice)
        yield "everything", texts, reworded(signed(everything), 0.01, dice)


def strangers(articles: list[Texts]) -> Iterator[tuple[str, Texts, Texts]]:
    long = [texts for texts in articles if length(texts) > 1500 and len(texts) >= 6]
    for number, texts in enumerate(long):
        one, other, neighbour = texts[::2], texts[1::2], long[(number + 1) % len(long)]
        notice = up_to(articles[(number + 50) % len(articles)], length(one) * 0.2)
        yield "topic", one, other
        yield "template", one + notice, other + notice
        yield "quotation", one, other + up_to(one, length(one) * 0.2)
        yield "publisher", texts + notice, neighbour + notice


@pytest.fixture(scope="module")
def articles(truths: Callable[[str], list[dict[str, Any]]], split: Callable[[str], Texts]) -> list[Texts]:
    pages = (page for name in ("aeds", "fundus", "magic") for page in truths(name))
    return [texts for page in pages if length(texts := split(page.get("text") or "")) > 600]


def test_copies_are_found_and_other_articles_are_not(
    articles: list[Texts], to_blocks: Callable[[Texts], tuple[Block, ...]], show: Callable[[str], None]
) -> None:
    found, total, mistaken, candidates = Counter[str](), Counter[str](), Counter[str](), 0
    for kind, one, other in copies(articles, random.Random(SEED)):
        first, second = find_fingerprint(to_blocks(one)), find_fingerprint(to_blocks(other))
        likeness = compare(first, second)
        total[kind] += 1
        found[kind] += bool(set(bands(first)) & set(bands(second))) and likeness is not None and likeness.near
    others = 0
    for kind, one, other in strangers(articles):
        first, second = find_fingerprint(to_blocks(one)), find_fingerprint(to_blocks(other))
        likeness, others = compare(first, second), others + 1
        candidate = bool(set(bands(first)) & set(bands(second)))
        candidates += candidate
        mistaken[kind] += candidate and likeness is not None and likeness.near
    recall = found.total() / total.total()
    precision = found.total() / (found.total() + mistaken.total())
    show(f"copies: recall {recall:.4f} precision {precision:.4f}; {total.total()} copies, {others} strangers")
    show(f"  recall by edit: { {kind: round(found[kind] / total[kind], 3) for kind in total} }")
    show(f"  mistaken: {dict(mistaken)}; strangers that share a band: {candidates}")
    assert recall >= 0.95
    assert precision >= 0.95
    assert all(found[kind] / total[kind] >= 0.95 for kind in total)


def test_a_shortened_copy_is_contained_in_its_original(
    articles: list[Texts], to_blocks: Callable[[Texts], tuple[Block, ...]], show: Callable[[str], None]
) -> None:
    dice, told, turned, total = random.Random(SEED), 0, 0, 0
    for texts in articles:
        half = cut(texts, 0.6, dice)
        if length(half) > 0.72 * length(texts):
            continue  # one paragraph is the whole article
        likeness = compare(find_fingerprint(to_blocks(texts)), find_fingerprint(to_blocks(half)))
        if likeness is not None:
            total += 1
            told += likeness.relation == "contains"
            turned += likeness.relation == "contained"
    show(f"direction: {told} of {total} cut copies are contained in the whole, {turned} the other way round")
    assert told / total >= 0.95
    assert turned == 0
