"""The regions of a page: its boxes with their measures, the groups of their names, and their distance from the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clippings.body.class_names import groups_in
from clippings.page.flow import Box, Passage
from clippings.page.tree import spaced

#: The focus is found by descending as long as one child contains this share of the good text.
FOCUS_SHARE = 0.6
#: Attributes beside ``class`` whose values name a part of the page.
NAMING = frozenset(
    "id role data-testid data-component data-qa data-module data-component-name data-test data-type".split()
)
#: Names that mark the element with the article's text.
BODY_NAME = re.compile(
    r"(?:article|entry|post|story|news|blog|artikel|single)[-_]{0,2}(?:main[-_]?)?(?:body|content|text|copy|inner)(?![a-z])"
    r"|^(?:body|content|text)[-_]?(?:body|text|copy|main)$|rich-?text|wysiwyg|(?:^|[ _-])prose(?:$| )",
    re.IGNORECASE,
)
#: Class names of quotations that a social network's script replaces. Of 61 passages in such boxes on the measured pages
#: the labeled bodies contain one; the model alone kept 19 of the others.
POST_NAMES = ("twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed")
#: Marks, as bits, that the tag or an attribute of a box gives in addition to its names.
TAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "ul", "ol", "li", "blockquote",
    "section", "details", "noscript", "button", "figcaption", "dl", "address", "p", "td", "label",
)  # fmt: skip
FLAGS = ("articlebody", "hidden", "dialog", "custom", "named")
MARK = {tag: 1 << bit for bit, tag in enumerate(TAGS)}
TAG_BIT = {**MARK, "th": MARK["td"], "tr": MARK["table"], "tbody": MARK["table"], "dd": MARK["dl"], "dt": MARK["dl"]}
ARTICLE_BODY, HIDDEN, DIALOG, CUSTOM, NAMED = (1 << len(TAGS) + bit for bit in range(len(FLAGS)))
#: Marks of elements that should enclose the article.
LANDMARKS = (MARK["article"], MARK["main"], ARTICLE_BODY, NAMED)


@dataclass(slots=True, eq=False)
class Region:
    """A box with its measures: sizes in Latin letters, name *groups* and *marks* as bits."""

    box: Box
    parent: Region | None
    names: str = ""
    groups: int = 0
    marks: int = 0
    far_groups: int = 0  #: of all regions above the grandparent
    far_marks: int = 0
    size: float = 0.0
    linked: float = 0.0
    good: float = 0.0
    passages: int = 0
    good_passages: int = 0
    first: int = 0
    last: int = 0
    embedded: bool = False  #: a post of a social network, quoted in full until its script replaces it
    best: Region | None = None  #: the child that contains most good text
    out: int = 0  #: levels from the focus up to the nearest common ancestor
    down: int = 0  #: levels from that ancestor down to this region
    branch: Region | None = None  #: the child of the common ancestor that contains this region
    article: Region | None = None  #: the nearest ``<article>`` around or at this region
    article_number: int = 0  #: the number of that article on the page, from 1
    alike: list[int] | None = None  #: a counter shared by regions with the same tag and class in such a parent
    head_out: int = -1  #: levels from the headline up to the nearest common ancestor; -1 without a headline
    head_down: int = 0  #: levels from that ancestor down to this region
    head_good: float = 0.0  #: good text in that common ancestor


def find_regions(passages: Sequence[Passage]) -> tuple[list[Region], list[Region]]:
    """Return the region of each passage, and every region above them, parents before children."""
    known: dict[Box, Region] = {}
    order: list[Region] = []
    regions: list[Region] = []
    for passage in passages:
        box: Box | None = passage.box
        region = known.get(passage.box)
        if region is None:
            chain: list[Box] = []
            while box is not None and box not in known:
                chain.append(box)
                box = box.parent
            for new in reversed(chain):
                region = Region(new, known[new.parent] if new.parent else None, first=passage.index)
                _read_names(region)
                known[new] = region
                order.append(region)
        regions.append(known[passage.box])
    return regions, order


@lru_cache(maxsize=10_000)
def is_body_name(names: str) -> bool:
    """Return whether a ``class`` or ``id`` marks the article's text.

    Results are cached; names repeat from page to page.
    """
    return BODY_NAME.search(names) is not None


@lru_cache(maxsize=10_000)
def _read_class(value: str) -> tuple[str, int, int]:
    """Return a ``class`` with single spaces between its words, the groups of the words, and the mark that they give."""
    names = spaced(value)
    return names, groups_in(names), NAMED if is_body_name(names) else 0


def _read_names(region: Region) -> None:
    element, tag = region.box.element, region.box.tag
    marks = TAG_BIT.get(tag, CUSTOM if "-" in tag else 0)
    names = ""
    groups = 0
    attributes = element.attrs
    count = len(attributes)
    if count and tag not in ("html", "body"):
        value = element.attr("class")
        if value is not None:
            names, groups, named = _read_class(value)
            marks |= named
            count -= 1
        if count:
            further_groups, further_marks = _read_further(attributes.items())
            groups |= further_groups
            marks |= further_marks
    region.names, region.groups, region.marks = names, groups, marks
    region.embedded = tag == "blockquote" and any(name in names for name in POST_NAMES)
    parent = region.parent
    if parent is not None:
        region.embedded = region.embedded or parent.embedded
        grand = parent.parent
        region.far_groups = parent.far_groups | (grand.groups if grand else 0)
        region.far_marks = parent.far_marks | (grand.marks if grand else 0)


def _read_further(attributes: Iterable[tuple[str, str | list[str] | None]]) -> tuple[int, int]:
    """Return the groups and the marks that *attributes* other than ``class`` give."""
    groups = marks = 0
    for name, value in attributes:
        if name in NAMING:
            text = value if isinstance(value, str) else " ".join(value or ())
            groups |= groups_in(text)
            if name == "id" and is_body_name(text):
                marks |= NAMED
            elif name == "role" and text == "dialog":
                marks |= DIALOG
        elif name == "itemprop" and value == "articleBody":
            marks |= ARTICLE_BODY
        elif (
            name == "hidden"
            or (name == "aria-hidden" and value == "true")
            or (name == "style" and isinstance(value, str) and "none" in value and "display" in value)
        ):
            marks |= HIDDEN
    return groups, marks


def measure(
    passages: Sequence[Passage],
    regions: Sequence[Region],
    order: Sequence[Region],
    sizes: Sequence[float],
    good: Sequence[bool],
) -> None:
    """Compute the sums of every region over its passages."""
    for passage, region, size, is_good in zip(passages, regions, sizes, good, strict=True):
        region.size += size
        region.linked += passage.linked
        region.passages += 1
        region.last = passage.index
        if is_good:
            region.good += size
            region.good_passages += 1
    for region in reversed(order):
        parent = region.parent
        if parent is not None:
            parent.size += region.size
            parent.linked += region.linked
            parent.good += region.good
            parent.passages += region.passages
            parent.good_passages += region.good_passages
            if region.last > parent.last:
                parent.last = region.last
            if parent.best is None or region.good > parent.best.good:
                parent.best = region


def find_focus(order: Sequence[Region]) -> Region:
    """Descend to the focus, and set the distance of every region from it."""
    focus = order[0]
    whole = focus.good
    while focus.best is not None and focus.best.passages > 1 and focus.best.good >= FOCUS_SHARE * whole:
        focus = focus.best
    above = _steps_up(focus)
    for region in order:
        parent = region.parent
        step = above.get(region)
        if step is not None:
            region.out, region.down, region.branch = step, 0, None
        elif parent is not None:
            region.out, region.down = parent.out, parent.down + 1
            region.branch = parent.branch or region
    return focus


def relate(order: Sequence[Region], headline: Region | None) -> int:
    """Set the article, the similar regions and the distance to the headline of every region.

    Returns:
        The number of articles.
    """
    likes: dict[tuple[str, str, str, str], list[int]] = {}
    above = _steps_up(headline)
    articles = 0
    for region in order:
        parent = region.parent
        if region.marks & MARK["article"]:
            articles += 1
            region.article, region.article_number = region, articles
        elif parent is not None:
            region.article, region.article_number = parent.article, parent.article_number
        key = (region.box.tag, region.names, parent.box.tag if parent else "", parent.names if parent else "")
        region.alike = likes.setdefault(key, [0])
        region.alike[0] += 1
        step = above.get(region)
        if step is not None:
            region.head_out, region.head_good = step, region.good
        elif parent is not None:
            region.head_out, region.head_down = parent.head_out, parent.head_down + 1
            region.head_good = parent.head_good
    return articles


def _steps_up(region: Region | None) -> dict[Region, int]:
    above: dict[Region, int] = {}
    while region is not None:
        above[region] = len(above)
        region = region.parent
    return above


def find_landmarks(order: Sequence[Region]) -> dict[int, Region]:
    """Return for each mark the region with it that contains most good text; of equal ones the innermost."""
    best: dict[int, Region] = {}
    for region in order:
        if region.good:
            for mark in LANDMARKS:
                if region.marks & mark and (mark not in best or region.good >= best[mark].good):
                    best[mark] = region
    return best
