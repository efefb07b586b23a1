"""The role of each passage: in the article if it was kept, otherwise on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clippings.body.class_names import NAMES
from clippings.body.layout import Layout
from clippings.body.line_patterns import BYLINE, CORRECTION, CREDIT, READ_ALSO
from clippings.body.regions import MARK, Region
from clippings.page.flow import Passage
from clippings.page.replaced import PassageNode
from clippings.page.tree import Text
from clippings.page.word_splitting import STOPS
from clippings.records import TEXT_ROLES, Role

GROUP = {name: 1 << bit for bit, name in enumerate(NAMES)}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Boxes above a passage that are examined.
REACH = 4
#: Further boxes between an item and its text that are examined, and most passages of such an item.
DEEP_ITEM, MAX_ITEM_PASSAGES = 2, 4
MAX_CREDIT_CHARS = 120
MAX_BYLINE_CHARS = 150
MAX_CAPTION_CHARS = 600
#: Length of a standfirst, longer than a label and shorter than a section, and the least share of its named box that it
#: fills.
MIN_STANDFIRST_CHARS, MAX_STANDFIRST_CHARS, MAX_STANDFIRST_PASSAGES = 40, 600, 3
#: Least linked share of the text after "Read also:", and most characters of "Read also:".
MIN_POINTER_LINKS, MAX_POINTER_CHARS = 0.8, 80
QUOTES = "\"'“”„«‹‘「"
#: Least share of links below a heading at the end that announces other pages, and most passages below it that are
#: examined.
MIN_ANNOUNCED_LINKS, MAX_ANNOUNCED = 0.6, 12
MIN_PULLED_CHARS, MAX_PULLED_CHARS = 15, 400
#: Largest product of the paragraphs' letters and the quotations that are searched in them. Further ones are not pulled.
MAX_SEARCHED = 50_000_000


@dataclass(frozen=True, slots=True)
class RoleContext:
    """The input of the rules: a passage with its region, and the marks and groups of the boxes around it."""

    passage: Passage
    region: Region
    marks: int
    groups: int

    @property
    def near(self) -> int:
        """Return the name groups of the passage's own box and the one around it."""
        return self.region.groups | (self.region.parent.groups if self.region.parent else 0)


def is_caption(context: RoleContext) -> bool:
    """Return whether the passage is in a ``<figcaption>``, or in a box that is named as a caption."""
    named = context.region.groups & GROUP["caption"] and len(context.passage.text) < MAX_CAPTION_CHARS
    return bool(context.marks & MARK["figcaption"] or named)


def is_credit(text: str) -> bool:
    """Return whether *text* is a picture credit and nothing else."""
    return len(text) <= MAX_CREDIT_CHARS and CREDIT.match(text) is not None


def is_pointer(context: RoleContext) -> bool:
    """Return whether the passage points to another page: "Read also:" and a link, or a label alone."""
    passage = context.passage
    if passage.linked < MIN_POINTER_LINKS * (len(passage.text) - MAX_POINTER_CHARS):
        return False
    found = READ_ALSO.match(passage.text) or READ_ALSO.fullmatch(first_text(passage.nodes).strip())
    return found is not None and passage.linked >= MIN_POINTER_LINKS * (len(passage.text) - found.end())


def first_text(nodes: Sequence[PassageNode]) -> str:
    """Return the first text that is not empty. A label in an element of its own needs no colon after it."""
    return next((node.data for node in nodes if type(node) is Text), "")


def is_byline(context: RoleContext) -> bool:
    """Return whether the passage is a byline and nothing else."""
    text = context.passage.text
    if len(text) > MAX_BYLINE_CHARS or text[-1] in STOPS:
        return False
    return bool(context.region.groups & GROUP["byline"]) or BYLINE.fullmatch(text) is not None


def is_author_note(context: RoleContext) -> bool:
    """Return whether the passage is in a box that is named for both an author and a biography."""
    both = GROUP["byline"] | GROUP["biography"]
    level: Region | None = context.region
    for _ in range(3):
        if level is None:
            return False
        if level.groups & both == both:
            return True
        level = level.parent
    return False


#: Parts of the body that are not running text, in the order in which they are tested.
INSIDE: tuple[tuple[Role, Callable[[RoleContext], bool]], ...] = (
    ("table", lambda s: s.passage.kind == "row"),
    ("code", lambda s: s.passage.kind == "code"),
    ("related", is_pointer),
    ("byline", is_byline),
    ("caption", is_caption),
    ("credit", lambda s: is_credit(s.passage.text)),
    ("correction", lambda s: CORRECTION.match(s.passage.text) is not None),
    ("author_note", is_author_note),
)
#: The rules of INSIDE that apply to headings.
HEADING_RULES = tuple((role, fits) for role, fits in INSIDE if role in ("related", "byline"))
#: The role of a passage outside of the article, by the names around it.
OUTSIDE: tuple[tuple[int, Role], ...] = (
    (GROUP["comment"], "comment"),
    (GROUP["byline"], "byline"),
    (GROUP["biography"], "author_note"),
    (GROUP["related"], "related"),
    (GROUP["ad"], "promotion"),
    (GROUP["subscribe"], "promotion"),
    (GROUP["caption"], "caption"),
)
NAMED_OUTSIDE = sum(group for group, _ in OUTSIDE)


def assign_roles(layout: Layout, kept: Sequence[int]) -> list[Role | None]:
    """Return the role of every passage of *layout*; *kept* are the passages of the article."""
    inside = frozenset(kept)
    roles = [None if index in inside else dropped_role(layout, index) for index in range(len(layout.passages))]
    begun = False
    for index in kept:
        role = kept_role(layout, index, begun)
        roles[index] = role
        begun = begun or (role in ("paragraph", "list_item") and layout.good[index])
    if layout.headline is not None:
        roles[layout.headline] = "headline"
    _mark_pulled(layout, kept, roles)
    _mark_announcing(layout, kept, roles)
    return roles


def kept_role(layout: Layout, index: int, begun: bool) -> Role:
    """Return the role of the passage at *index* of the article; *begun* is whether the running text has begun."""
    context = make_role_context(layout, index)
    is_heading = context.passage.box.tag in HEADINGS
    for role, fits in HEADING_RULES if is_heading else INSIDE:
        if fits(context):
            return role
    if not begun and is_standfirst(layout, context):
        return "standfirst"
    if is_heading:
        return "heading"
    if _is_in_item(context.region):
        return "list_item"
    return "quote" if context.marks & MARK["blockquote"] else "paragraph"


def _is_in_item(region: Region) -> bool:
    """Return whether *region* or the one around it, or around the remark (``<aside>``) that contains it, is an item."""
    around = region.parent
    if around is not None and around.box.tag == "aside":
        around = around.parent
    if (region.marks | (around.marks if around is not None else 0)) & (MARK["li"] | MARK["dl"]):
        return True
    outer = around.parent if around is not None else None
    for _ in range(DEEP_ITEM):
        if outer is None or outer.marks & MARK["li"]:
            break
        outer = outer.parent
    return outer is not None and bool(outer.marks & MARK["li"]) and _is_short_item(outer)


def _is_short_item(item: Region) -> bool:
    """Return whether *item* is a short one of several. Pages have long articles and entries in items, too."""
    around = item.parent
    return around is not None and item.passages <= MAX_ITEM_PASSAGES and around.passages > item.passages


def dropped_role(layout: Layout, index: int) -> Role | None:
    """Return the role of a passage outside of the article if the names around it show one, else None."""
    marks, groups = around(layout.regions[index], REACH)
    if marks & MARK["figcaption"]:
        return "caption"
    if groups & NAMED_OUTSIDE:
        for group, role in OUTSIDE:
            if groups & group:
                return role
    return "credit" if is_credit(layout.passages[index].text) else None


def is_standfirst(layout: Layout, context: RoleContext) -> bool:
    """Return whether the passage before the text is named as a standfirst or is the page's description."""
    text, parent = context.passage.text, context.region.parent
    if len(text) > MAX_STANDFIRST_CHARS:
        return False
    if context.passage.box.tag in HEADINGS:  # a heading may be named as a standfirst by mistake
        return len(text) > MIN_STANDFIRST_CHARS and text == layout.description
    if context.region.groups & GROUP["standfirst"]:
        return True
    if parent is not None and parent.groups & GROUP["standfirst"] and parent.passages <= MAX_STANDFIRST_PASSAGES:
        return True
    return len(text) > MIN_STANDFIRST_CHARS and text == layout.description


def make_role_context(layout: Layout, index: int) -> RoleContext:
    """Return the input of the rules for the passage at *index*."""
    region = layout.regions[index]
    return RoleContext(layout.passages[index], region, *around(region, REACH))


def around(region: Region, reach: int) -> tuple[int, int]:
    """Return the marks and the groups of *region* and of the *reach* - 1 boxes above it."""
    marks = groups = 0
    level: Region | None = region
    for _ in range(reach):
        if level is None:
            break
        marks |= level.marks
        groups |= level.groups
        level = level.parent
    return marks, groups


def _mark_pulled(layout: Layout, kept: Sequence[int], roles: list[Role | None]) -> None:
    """Mark pull quotes: quotes whose words a longer passage of the article contains."""
    boxed = MARK["blockquote"] | MARK["aside"]
    candidates: list[int] = []
    for index in kept:
        text = layout.passages[index].text
        spoken = roles[index] in ("paragraph", "quote") or (roles[index] == "heading" and text[0] in QUOTES)
        if spoken and MIN_PULLED_CHARS < len(text) < MAX_PULLED_CHARS:
            marks, groups = around(layout.regions[index], 3)
            if marks & boxed or groups & GROUP["quote"]:
                candidates.append(index)
    if not candidates:
        return
    told = "\n".join(_letters(layout.passages[index].text) for index in kept if roles[index] == "paragraph")
    for index in candidates[: MAX_SEARCHED // max(1, len(told))]:
        words = _letters(layout.passages[index].text)
        own = roles[index] == "paragraph"
        if len(words) >= MIN_PULLED_CHARS and told.count(words) > own:
            roles[index] = "pull_quote"


def _mark_announcing(layout: Layout, kept: Sequence[int], roles: list[Role | None]) -> None:
    """Remove headings at the end of the article that announce content outside of it, mostly links."""
    for index in reversed(kept):
        if roles[index] == "heading" and announces(layout, index):
            roles[index] = "related"
        elif roles[index] in TEXT_ROLES:
            return


def announces(layout: Layout, index: int) -> bool:
    """Return whether the heading at *index*, without kept text below, leads to links, ends in a colon or is a link."""
    passage = layout.passages[index]
    if passage.text[-1] in ":：" or passage.linked >= MIN_POINTER_LINKS * len(passage.text):
        return True
    size = linked = 0
    for below in layout.passages[index + 1 : index + 1 + MAX_ANNOUNCED]:
        if below.box.tag in HEADINGS and below.box.tag <= passage.box.tag:
            break
        size += len(below.text)
        linked += below.linked
    return size > 0 and linked >= MIN_ANNOUNCED_LINKS * size


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
