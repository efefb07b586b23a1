"""The features of a passage: those of the page, of the region around it, of names, and of the passage itself.

All features are numbers that do not depend on the language. They are computed in parts, so that features that many
passages share are computed once.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log1p

from clippings.body.class_names import NAMES
from clippings.body.furniture_words import NAMES as KIND_NAMES
from clippings.body.layout import TOLD_PART, Layout
from clippings.body.passage_features import OWN_FEATURES, PassageFeatures, Vector
from clippings.body.regions import FLAGS, LANDMARKS, TAGS, Region
from clippings.body.structure_features import NO_STRUCTURE, STRUCTURE_FEATURES, structure_vector
from clippings.body.structures import Structure
from clippings.body.word_weights import FEATURES as LEXICAL_FEATURES

PAGE_FEATURES = (
    *("page_passages", "page_size", "page_good_share", "page_good", "page_told", "page_told_share", "page_headline"),
    *("page_articles", "page_told_cover"),
)
_LEVELS = ("c1", "c2", "c3")
CONTEXT_FEATURES = (
    *(
        f"{level}_{name}"
        for level in _LEVELS
        for name in ("size", "links", "good_share", "good_part", "passages", "mean", "alike")
    ),
    *("article_good", "article_number", "head_out", "head_down", "head_good"),
    *("depth", "out", "down", "branch_share", "branch_links", "branch_size", "branch_good_part"),
    *(f"{claim}_{what}" for claim in ("article", "main", "articlebody", "named") for what in ("claim", "inside")),
)
AROUND_FEATURES = tuple(f"around_{name}" for name in NAMES)
IN_FEATURES = tuple(f"in_{name}" for name in (*TAGS, *FLAGS))
WORD_BITS = tuple(f"{who}_{name}" for who in ("says", "heading_says") for name in KIND_NAMES)
OWN_BITS = (*(f"own_{name}" for name in NAMES), *(f"is_{name}" for name in (*TAGS, *FLAGS)))
#: Index in the whole vector at which each part begins.
CONTEXT_AT = len(PAGE_FEATURES)
AROUND_AT = CONTEXT_AT + len(CONTEXT_FEATURES)
IN_AT = AROUND_AT + len(AROUND_FEATURES)
OWN_AT = IN_AT + len(IN_FEATURES)
WORD_BITS_AT = OWN_AT + len(OWN_FEATURES)
OWN_BITS_AT = WORD_BITS_AT + len(WORD_BITS)
STRUCTURE_AT = OWN_BITS_AT + len(OWN_BITS)
LEXICAL_AT = STRUCTURE_AT + len(STRUCTURE_FEATURES)
FEATURES = (
    *PAGE_FEATURES,
    *CONTEXT_FEATURES,
    *AROUND_FEATURES,
    *IN_FEATURES,
    *OWN_FEATURES,
    *WORD_BITS,
    *OWN_BITS,
    *STRUCTURE_FEATURES,
    *LEXICAL_FEATURES,
)


def page_vector(layout: Layout) -> Vector:
    """Return the features of the page as a whole."""
    size = layout.size or 1.0
    told = len(layout.told_body)
    return [
        log1p(len(layout.passages)),
        log1p(size),
        layout.good_size / size,
        log1p(layout.good_size),
        float(told > TOLD_PART),
        min(told / (layout.good_size or 1.0), 3.0),
        -1.0 if layout.headline is None else layout.headline / len(layout.passages),
        float(layout.articles),
        layout.told_cover,
    ]


def context_vector(layout: Layout, region: Region | None) -> Vector:
    """Return the features of *region*, the parent of a passage's own region, and of its position; without its names."""
    vector: Vector = []
    whole = layout.good_size or 1.0
    level = region
    for _ in _LEVELS:
        if level is None:
            vector += [-1.0] * 7
            continue
        size = level.size or 1.0
        vector += [log1p(size), level.linked / size, level.good / whole, level.good / size, float(level.passages)]
        vector += [level.size / level.passages, float(level.alike[0] if level.alike else 1)]
        level = level.parent
    if region is None:
        return vector + [0.0] * (len(CONTEXT_FEATURES) - len(vector))
    article, branch = region.article, region.branch
    vector += [
        -1.0 if article is None else article.good / whole,
        float(region.article_number),
        float(region.head_out),
        float(region.head_down),
        region.head_good / whole,
        float(region.box.depth),
        float(region.out),
        float(region.down),
    ]
    if branch is None:
        vector += [1.0, 0.0, 0.0, 1.0]
    else:
        size = branch.size or 1.0
        vector += [branch.good / whole, branch.linked / size, log1p(size), branch.good / size]
    for mark in LANDMARKS:
        claimed = layout.landmarks.get(mark)
        vector.append(-1.0 if claimed is None else claimed.good / whole)
        vector.append(-1.0 if claimed is None else float(_inside(region, claimed)))
    return vector


def _inside(region: Region, outer: Region) -> bool:
    """Return whether *region* is inside of *outer*, by the passages that they span."""
    return region.box.depth >= outer.box.depth and outer.first <= region.first and region.last <= outer.last


def names_around(region: Region | None) -> tuple[int, int, int]:
    """Return the name groups of *region*, of its parent, and of all regions above."""
    if region is None:
        return 0, 0, 0
    return region.groups, region.parent.groups if region.parent else 0, region.far_groups


def marks_around(region: Region | None) -> tuple[int, int, int]:
    """Return the marks of *region*, of its parent, and of all regions above."""
    if region is None:
        return 0, 0, 0
    return region.marks, region.parent.marks if region.parent else 0, region.far_marks


def level_vector(levels: tuple[int, int, int], count: int) -> Vector:
    """Return for each of *count* bits how near the level is that has it: 3 (own) to 1 (further up), or 0."""
    near, middle, far = levels
    return [
        3.0 if near >> bit & 1 else 2.0 if middle >> bit & 1 else 1.0 if far >> bit & 1 else 0.0 for bit in range(count)
    ]


def bit_vector(bits: int, count: int) -> Vector:
    """Return *bits* as *count* zeros and ones, the lowest bit first."""
    return [1.0 if bits >> bit & 1 else 0.0 for bit in range(count)]


def own_bits(region: Region) -> int:
    """Return the name groups and marks of a passage's own region as one number."""
    return region.groups | region.marks << len(NAMES)


def rows(layout: Layout, indices: Iterable[int]) -> list[Vector]:
    """Return the features of the passages at *indices*, in the order of :data:`FEATURES`, without word weights."""
    page = page_vector(layout)
    contexts: dict[Region | None, Vector] = {}
    made = PassageFeatures(layout)
    structured: dict[Structure | None, Vector] = {None: NO_STRUCTURE}
    result: list[Vector] = []
    for index in indices:
        region = layout.regions[index]
        parent = region.parent
        structure = layout.structures[index]
        if structure is not None and structure not in structured:
            structured[structure] = structure_vector(layout, made, structure)
        context = contexts.get(parent)
        if context is None:
            context = contexts[parent] = [
                *context_vector(layout, parent),
                *level_vector(names_around(parent), len(AROUND_FEATURES)),
                *level_vector(marks_around(parent), len(IN_FEATURES)),
            ]
        result.append(
            [
                *page,
                *context,
                *made.vector(index),
                *bit_vector(made.word_bits(index), len(WORD_BITS)),
                *bit_vector(own_bits(region), len(OWN_BITS)),
                *structured[structure],
            ]
        )
    return result
