"""The layout of a page: its passages, regions and measures, the headline, and what the page declares about itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from math import fsum

from clippings.body import furniture_words
from clippings.body import regions as python_regions
from clippings.body.furniture_words import MAX_LOOKUP_CHARS
from clippings.body.regions import Region
from clippings.body.structures import Structure, find_structures
from clippings.compiled import find_compiled
from clippings.languages.patterns import lazy_pattern
from clippings.page.flow import Passage
from clippings.page.page import Page
from clippings.page.word_splitting import split_words

#: Least size of good text, in Latin letters, and largest linked share of it.
MIN_GOOD_SIZE = 70
MAX_GOOD_LINKS = 0.35
#: Latin letters to which one letter of a script without spaces is equivalent.
WIDE_LETTER = 2.5
#: Longest description and article body that are compared with the passages, in characters.
MAX_COMPARED = 200_000
#: Largest product of that length and the number of passages; above it no passage is searched in that text.
MAX_SEARCHED = 100_000_000
#: Characters at the beginning and end of a long passage that are searched in the declared article text.
TOLD_PART = 40
MIN_TOLD = 12
WIDE = lazy_pattern(lambda: "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
MARKUP = re.compile(r"<[^>]{0,400}>")


@dataclass
class Layout:
    """Everything from which the features are computed."""

    passages: list[Passage]
    regions: list[Region]  #: the region of each passage's own box
    sizes: list[float]
    shares: list[float]  #: linked share of each passage
    good: list[bool]
    words: list[list[str]]  #: lower-cased words of short passages; of long ones those at the beginning
    kinds: list[int]
    size: float
    good_size: float
    focus: Region
    headline: int | None
    articles: int  #: number of ``<article>`` elements with text
    title_words: frozenset[str]
    description: str
    told_body: str  #: the article's text in the page's JSON-LD
    told: list[float]  #: share of each passage that this text contains; -1 if the page has no such text
    told_cover: float  #: the same share of all good text
    landmarks: dict[int, Region]  #: for each mark, the region with it that contains most good text
    order: list[Region]
    structures: list[Structure | None]  #: for each passage, the table, list, code block or quotation around it


def find_gaps(kept: Collection[int]) -> list[int]:
    """Return the passages that are not kept directly between two that are, in order."""
    inside = set(kept)
    return sorted(index + 1 for index in inside if index + 2 in inside and index + 1 not in inside)


def lay_out_page(page: Page, passages: list[Passage], title: str | None) -> Layout:
    """Return the layout of *passages*, which must not be empty."""
    wide = WIDE.search("".join([passage.text[:200] for passage in passages if not passage.text.isascii()])) is not None
    sizes = [size_of(passage.text) if wide else float(len(passage.text)) for passage in passages]
    shares = [passage.linked / len(passage.text) for passage in passages]
    good = [size >= MIN_GOOD_SIZE and share <= MAX_GOOD_LINKS for size, share in zip(sizes, shares, strict=True)]
    native = find_compiled("clippings.body._regions")
    module = native or python_regions
    regions, order = module.find_regions(passages)
    module.measure(passages, regions, order, sizes, good)
    words, kinds = (native or furniture_words).read_words(passages)
    title_words = frozenset(split_words((title or "").lower()))
    focus = module.find_focus(order)
    headline = _find_headline(passages, words, title_words)
    articles = module.relate(order, None if headline is None else regions[headline])
    told_body = _told_body(page)
    if len(told_body) * len(passages) > MAX_SEARCHED:
        told_body = ""
    if len(told_body) > TOLD_PART:
        told_words = frozenset(told_body.split(" "))
        told = [_confirmed(passage.text, told_body, told_words) for passage in passages]
    else:
        told = [-1.0] * len(passages)
    good_size = fsum([size for size, is_good in zip(sizes, good, strict=True) if is_good])
    told_size = fsum([size * share for size, share, is_good in zip(sizes, told, good, strict=True) if is_good])
    return Layout(
        passages=passages,
        regions=regions,
        sizes=sizes,
        shares=shares,
        good=good,
        words=words,
        kinds=kinds,
        size=fsum(sizes),
        good_size=good_size,
        focus=focus,
        headline=headline,
        articles=articles,
        title_words=title_words,
        description=_description(page),
        told_body=told_body,
        told=told,
        told_cover=told_size / (good_size or 1.0),
        landmarks=module.find_landmarks(order),
        order=order,
        structures=find_structures(passages, regions, order, good_size),
    )


def size_of(text: str) -> float:
    """Return the size of *text*, in Latin letters."""
    if text.isascii():
        return float(len(text))
    return len(text) + (WIDE_LETTER - 1) * len(WIDE.findall(text))


def _find_headline(passages: list[Passage], words: list[list[str]], title: frozenset[str]) -> int | None:
    """Return the index of the passage with the title, preferably a heading."""
    best, best_score = None, 0.5
    for passage, found in zip(passages, words, strict=True):
        tag = passage.box.tag
        is_heading = tag in ("h1", "h2", "h3")
        if len(passage.text) > MAX_LOOKUP_CHARS or not found:
            continue
        if not title:
            if tag == "h1":
                return passage.index
            continue
        if title.isdisjoint(found):
            continue
        distinct = set(found)
        shared = len(distinct & title)
        score = 2 * shared / (len(distinct) + len(title)) + (0.3 if tag == "h1" else 0.1 if is_heading else -0.15)
        if passage.linked > len(passage.text) / 2:
            score -= 0.2
        if score > best_score + 1e-9:
            best, best_score = passage.index, score
    return best


def _description(page: Page) -> str:
    found = page.meta("og:description") or page.meta("description") or ""
    return " ".join(found.split())[:MAX_COMPARED]


def _told_body(page: Page) -> str:
    bodies = [
        text
        for _, node in page.linked_data.nodes
        if isinstance(node.get("articleBody"), str) and (text := str(node["articleBody"]))
    ]
    longest = max(bodies, key=len, default="")[:MAX_COMPARED]
    return " ".join(MARKUP.sub(" ", longest).split())


def _confirmed(text: str, told: str, words: frozenset[str]) -> float:
    """Return the share of *text* that *told*, the declared article text with these *words*, contains."""
    begins = _contains(told, words, text[:TOLD_PART])
    if begins and (len(text) <= TOLD_PART or text in told):
        return 1.0 if len(text) >= MIN_TOLD else 0.8
    if len(text) <= TOLD_PART:
        return 0.0
    return 0.3 * begins + 0.3 * _contains(told, words, text[-TOLD_PART:])


def _contains(told: str, words: frozenset[str], part: str) -> bool:
    """Return whether *part* is in *told*. Most parts are not, and have a whole word that is none of its *words*."""
    return words.issuperset(part.split(" ")[1:-1]) and part in told
