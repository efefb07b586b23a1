"""The page surveyed: what its boxes hold, where its running text lies, which passages repeat and which is the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from clippings.body.names import groups_in
from clippings.body.wording import WORD, kinds_in
from clippings.page.flow import Box, Passage
from clippings.page.page import Page

#: A passage is good text from this size on, in Latin letters, if at most so much of it is linked.
MIN_GOOD_SIZE = 70
MAX_GOOD_LINKS = 0.35
#: The focus is reached by descending while one child holds this share of the good text.
FOCUS_SHARE = 0.6
#: A letter of a script without spaces says as much as so many Latin ones.
WIDE_LETTER = 2.5
#: Longer passages are no furniture, and are not looked up word by word.
MAX_LOOKUP_CHARS = 300
#: Longest description and article body that are compared with the passages, in characters.
MAX_COMPARED = 200_000
WIDE = re.compile("[\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\u0e00-\\u0e7f]")
MARKUP = re.compile(r"<[^>]{0,400}>")
#: Attributes whose values name a part of the page.
NAMING = frozenset(
    {
        "class",
        "id",
        "role",
        "data-testid",
        "data-component",
        "data-qa",
        "data-module",
        "data-component-name",
        "data-test",
        "data-type",
    }
)
#: Names that say outright that the article's text is inside.
BODY_NAME = re.compile(
    r"(?:article|entry|post|story|news|blog|artikel|single)[-_]{0,2}(?:main[-_]?)?(?:body|content|text|copy|inner)(?![a-z])"
    r"|^(?:body|content|text)[-_]?(?:body|text|copy|main)$|rich-?text|wysiwyg|(?:^|[ _-])prose(?:$| )",
    re.IGNORECASE,
)
#: What an attribute or the tag of a box says beside its names, as bits.
TAGS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "ul", "ol", "li", "blockquote",
    "section", "details", "noscript", "button", "figcaption", "dl", "address", "p", "td", "label",
)  # fmt: skip
FLAGS = ("articlebody", "hidden", "dialog", "custom", "named")
TAG_BIT = {tag: 1 << bit for bit, tag in enumerate(TAGS)}
TAG_BIT |= {
    "th": TAG_BIT["td"],
    "tr": TAG_BIT["table"],
    "tbody": TAG_BIT["table"],
    "dd": TAG_BIT["dl"],
    "dt": TAG_BIT["dl"],
}
MARK = {tag: 1 << bit for bit, tag in enumerate(TAGS)}
ARTICLE_BODY, HIDDEN, DIALOG, CUSTOM, NAMED = (1 << len(TAGS) + bit for bit in range(len(FLAGS)))


@dataclass(slots=True, eq=False)
class Ground:
    """A box with what lies in it: sizes in Latin letters, *groups* of its names and *marks* of its tag as bits."""

    box: Box
    parent: Ground | None
    names: str = ""
    groups: int = 0
    marks: int = 0
    far_groups: int = 0  #: of everything above the grandparent
    far_marks: int = 0
    size: float = 0.0
    linked: float = 0.0
    good: float = 0.0
    passages: int = 0
    good_passages: int = 0
    first: int = 0
    last: int = 0
    best: Ground | None = None  #: the child with most good text
    out: int = 0  #: how far above the focus the nearest common ancestor lies
    down: int = 0  #: how far below that the ground lies
    branch: Ground | None = None  #: the child of the common ancestor that leads here


@dataclass
class Survey:
    """Everything that the features are made from."""

    passages: list[Passage]
    grounds: list[Ground]  #: per passage, the ground of its own box
    sizes: list[float]
    shares: list[float]  #: linked share per passage
    good: list[bool]
    words: list[list[str]]  #: lower-cased words of short passages; of long ones their beginning
    kinds: list[int]
    size: float
    good_size: float
    focus: Ground
    headline: int | None
    title_words: frozenset[str]
    description: str
    told_body: str  #: the article's text as the page's JSON-LD has it
    landmarks: dict[int, Ground] = field(
        default_factory=dict
    )  #: per mark, the ground with it that holds most good text
    order: list[Ground] = field(default_factory=list)


def survey_page(page: Page, passages: list[Passage], title: str | None) -> Survey:
    """Return the survey of *passages*, which must not be empty."""
    wide = WIDE.search("".join([passage.text[:200] for passage in passages])) is not None
    sizes = [_size(passage.text) if wide else float(len(passage.text)) for passage in passages]
    shares = [passage.linked / len(passage.text) for passage in passages]
    good = [size >= MIN_GOOD_SIZE and share <= MAX_GOOD_LINKS for size, share in zip(sizes, shares, strict=True)]
    grounds, order = _lay_grounds(passages)
    _measure(passages, grounds, order, sizes, good)
    words = [WORD.findall(passage.text[:MAX_LOOKUP_CHARS].lower()) for passage in passages]
    title_words = frozenset(WORD.findall((title or "").lower()))
    focus = _find_focus(order)
    return Survey(
        passages=passages,
        grounds=grounds,
        sizes=sizes,
        shares=shares,
        good=good,
        words=words,
        kinds=[
            kinds_in(found, passage.text) if len(passage.text) < MAX_LOOKUP_CHARS else 0
            for passage, found in zip(passages, words, strict=True)
        ],
        size=sum(sizes),
        good_size=sum([size for size, is_good in zip(sizes, good, strict=True) if is_good]),
        focus=focus,
        headline=_find_headline(passages, words, title_words),
        title_words=title_words,
        description=_description(page),
        told_body=_told_body(page),
        landmarks=_find_landmarks(order),
        order=order,
    )


#: Marks that claim to enclose the article.
LANDMARKS = (TAG_BIT["article"], TAG_BIT["main"], ARTICLE_BODY, NAMED)


def _find_landmarks(order: list[Ground]) -> dict[int, Ground]:
    """Return for each claim the ground that makes it with most good text; the innermost of equals."""
    best: dict[int, Ground] = {}
    for ground in order:
        if ground.good:
            for mark in LANDMARKS:
                if ground.marks & mark and (mark not in best or ground.good >= best[mark].good):
                    best[mark] = ground
    return best


def _size(text: str) -> float:
    if text.isascii():
        return float(len(text))
    return len(text) + (WIDE_LETTER - 1) * len(WIDE.findall(text))


def _lay_grounds(passages: list[Passage]) -> tuple[list[Ground], list[Ground]]:
    """Return each passage's ground, and every ground on the way up, parents before children."""
    known: dict[Box, Ground] = {}
    order: list[Ground] = []
    grounds: list[Ground] = []
    for passage in passages:
        chain: list[Box] = []
        box: Box | None = passage.box
        while box is not None and box not in known:
            chain.append(box)
            box = box.parent
        for new in reversed(chain):
            ground = Ground(new, known[new.parent] if new.parent else None, first=passage.index)
            _read_names(ground)
            known[new] = ground
            order.append(ground)
        grounds.append(known[passage.box])
    return grounds, order


@lru_cache(maxsize=50_000)
def is_body_name(names: str) -> bool:
    """Whether a ``class`` or ``id`` says that the article's text is inside; they repeat from page to page."""
    return BODY_NAME.search(names) is not None


def _read_names(ground: Ground) -> None:
    tag = ground.box.tag
    marks = TAG_BIT.get(tag, CUSTOM if "-" in tag else 0)
    names = ""
    groups = 0
    if tag not in ("html", "body"):
        for name, value in ground.box.element.attrs.items():
            if name in NAMING:
                text = value if isinstance(value, str) else " ".join(value or ())
                groups |= groups_in(text)
                if name in ("class", "id") and is_body_name(text):
                    marks |= NAMED
                if name == "class":
                    names = text
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
    ground.names, ground.groups, ground.marks = names, groups, marks
    parent = ground.parent
    if parent is not None:
        grand = parent.parent
        ground.far_groups = parent.far_groups | (grand.groups if grand else 0)
        ground.far_marks = parent.far_marks | (grand.marks if grand else 0)


def _measure(
    passages: list[Passage], grounds: list[Ground], order: list[Ground], sizes: list[float], good: list[bool]
) -> None:
    for passage, ground, size, is_good in zip(passages, grounds, sizes, good, strict=True):
        ground.size += size
        ground.linked += passage.linked
        ground.passages += 1
        ground.last = passage.index
        if is_good:
            ground.good += size
            ground.good_passages += 1
    for ground in reversed(order):
        parent = ground.parent
        if parent is not None:
            parent.size += ground.size
            parent.linked += ground.linked
            parent.good += ground.good
            parent.passages += ground.passages
            parent.good_passages += ground.good_passages
            parent.last = max(parent.last, ground.last)
            if parent.best is None or ground.good > parent.best.good:
                parent.best = ground


def _find_focus(order: list[Ground]) -> Ground:
    """Descend to the focus, and tell every ground where it lies from there."""
    focus = order[0]
    whole = focus.good
    while focus.best is not None and focus.best.passages > 1 and focus.best.good >= FOCUS_SHARE * whole:
        focus = focus.best
    above: dict[int, int] = {}
    ground: Ground | None = focus
    while ground is not None:
        above[ground.box.order] = len(above)
        ground = ground.parent
    for ground in order:
        parent = ground.parent
        step = above.get(ground.box.order)
        if step is not None:
            ground.out, ground.down, ground.branch = step, 0, None
        elif parent is not None:
            ground.out, ground.down = parent.out, parent.down + 1
            ground.branch = parent.branch or ground
    return focus


def _find_headline(passages: list[Passage], words: list[list[str]], title: frozenset[str]) -> int | None:
    """Return the index of the passage that says the title: a heading rather than anything else."""
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
        distinct = set(found)
        shared = len(distinct & title)
        if not shared:
            continue
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
