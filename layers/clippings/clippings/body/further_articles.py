"""Leaves out further articles on the page: below an article, publishers load the next one, in the same template.

Only ``<article>`` elements count. Page builders give the parts of one text the same divisions, with headings, names and
dates in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.regions import Region

#: Passages at the beginning of an article that are searched for its headline.
MAX_HEAD = 6
#: Least linked share of a headline that leads to the article's own page.
MIN_LINKED = 0.8


def without_further_articles(layout: Layout, kept: Sequence[int]) -> list[int]:
    """Return *kept* without the passages of articles beside that with the page's headline.

    A further article has a class name of the page's own one, or one of them has none, and a headline of the same level
    or one that is a link.
    """
    own = layout.regions[layout.headline].article if layout.headline is not None else None
    if own is None or not any(layout.good[index] and own.first <= index <= own.last for index in kept):
        return list(kept)
    inside: set[int] = set()
    done = -1
    for region in layout.order:
        if region.first > done and region.good_passages and _is_beside(region, own) and _is_headed(layout, region):
            inside.update(range(region.first, region.last + 1))
            done = region.last
    return [index for index in kept if index not in inside]


def _is_beside(region: Region, own: Region) -> bool:
    if region.box.tag != "article" or not (region.first > own.last or region.last < own.first):
        return False
    names, others = set(region.names.split()), set(own.names.split())
    return not names or not others or not names.isdisjoint(others)


def _is_headed(layout: Layout, region: Region) -> bool:
    head = range(region.first, min(region.last, region.first + MAX_HEAD) + 1)
    first = next((index for index in head if layout.passages[index].box.tag in HEADINGS), None)
    if first is None or layout.headline is None:
        return False
    passage, headline = layout.passages[first], layout.passages[layout.headline]
    is_same_level = passage.box.tag == headline.box.tag
    return passage.text != headline.text and (is_same_level or layout.shares[first] >= MIN_LINKED)
