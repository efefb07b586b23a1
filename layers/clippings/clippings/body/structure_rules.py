"""Keeps structures with a low probability because of the kept passages around them.

A text without the table that a paragraph announces is damaged. The rules are tried in order on each structure, from the
top of the page to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from clippings.body.formulas import is_formula
from clippings.body.layout import Layout
from clippings.body.structures import KINDS, Structure
from clippings.page.flow import Passage
from clippings.page.tree import Element, inner_text

#: Passages before and after a structure of which one must be kept, and most other structures that are between them: the
#: cells of a notebook are code, tables and texts one after the other.
ENCLOSING, MAX_BESIDE = 3, 6
#: Most boxes around a structure that contain nothing else but buttons: a figure, a box that scrolls.
MAX_WRAPPERS = 2
CELLS = frozenset({"td", "th"})
CAPTIONS = frozenset({"figcaption", "caption"})
TABLE, CODE, LIST, QUOTE = KINDS["table"], KINDS["pre"], KINDS["ul"], KINDS["blockquote"]


@dataclass(frozen=True, slots=True)
class KeptNeighbors:
    """The kept units around a structure: a few on each side, and those directly beside it in its part of the page.

    Whether one is *after* it is asked only where one is *before* it.
    """

    before: bool
    after: bool
    right_before: bool
    right_after: bool


@dataclass(frozen=True, slots=True)
class StructureRule:
    """Keeps a structure of one of *kinds* with a probability from *min_chance* and a linked share up to *max_links*.

    With *named*, only a table whose rows are mostly links with something told of each.
    """

    name: str
    reason: str
    kinds: frozenset[float]
    min_chance: float
    max_links: float
    applies: Callable[[KeptNeighbors], bool]
    named: bool = False


RULES = (
    StructureRule(
        "enclosed",
        "Of structures between kept passages with a chance of 0.2 to 0.5 labelled bodies have 57, and leave out 20.",
        frozenset(KINDS.values()),
        0.2,
        0.5,
        lambda around: around.before and around.after,
    ),
    StructureRule(
        "code",
        "Code between kept passages is theirs: furniture is not set as code. No such block of a labelled body that the"
        " selection left out is out of the truth.",
        frozenset({CODE}),
        0.05,
        0.5,
        lambda around: around.before and around.after,
    ),
    StructureRule(
        "between",
        "A table or quotation right between two kept passages is read with them, even where its words are links: of"
        " four with a chance of 0.2 to 0.5 labelled bodies have all. Lists of links there lead elsewhere.",
        frozenset({TABLE, QUOTE}),
        0.2,
        1.0,
        lambda around: around.right_before and around.right_after,
    ),
    StructureRule(
        "tabled",
        "A table with less there is the text's, too: the one on the labelled pages has forty rows.",
        frozenset({TABLE}),
        0.05,
        1.0,
        lambda around: around.right_before and around.right_after,
    ),
    StructureRule(
        "named",
        "If most rows of such a table are a link and something told of it, such as names that have a page each with"
        " their figures, its links say nothing against it. The one on the labelled pages has forty rows, and a chance"
        " of 0.02 to 0.1 by the training. A table of links with their ranks leads to other pages.",
        frozenset({TABLE}),
        0.0,
        1.0,
        lambda around: around.right_before and around.right_after,
        named=True,
    ),
    StructureRule(
        "listed",
        "So is a list of links that the model finds nearly as probable as not: of seven labelled bodies have all.",
        frozenset({LIST}),
        0.4,
        1.0,
        lambda around: around.right_before and around.right_after,
    ),
    StructureRule(
        "led",
        "A table or code right behind a kept passage ends a section or the text: of four tables with a chance of 0.15"
        " to 0.5 labelled bodies have three.",
        frozenset({TABLE, CODE}),
        0.15,
        0.5,
        lambda around: around.right_before,
    ),
)


def complete_structures(
    layout: Layout, units: Sequence[Sequence[int]], chances: Sequence[float], kept: set[int]
) -> set[int]:
    """Return *kept* with the structures that a rule keeps.

    Args:
        layout: The layout of the page.
        units: The indices of each passage outside of structures, and of all passages of each structure, in order.
        chances: The probability of every passage.
        kept: The passages that were selected; whole units.
    """
    kept = set(kept)
    texts: set[str] = set()
    units = [unit for unit in units if layout.passages[unit[0]].box.tag != "button"]
    for place, unit in enumerate(units):
        structure = layout.structures[unit[0]]
        if structure is None or unit[0] in kept:
            continue
        around = _look_around(layout, structure, units, place, kept)
        if any(_keeps(layout, rule, structure, chances[unit[0]], around) for rule in RULES):
            texts = texts or {layout.passages[index].text for index in kept}
            is_between = around.right_before and around.right_after
            if is_between or not texts.issuperset(layout.passages[index].text for index in unit):
                kept.update(unit)
    return kept


def _keeps(layout: Layout, rule: StructureRule, structure: Structure, chance: float, around: KeptNeighbors) -> bool:
    region = structure.region
    is_led_away = region.linked > rule.max_links * region.size
    applies = structure.kind in rule.kinds and chance >= rule.min_chance and not is_led_away and rule.applies(around)
    return applies and (not rule.named or _names_links(layout, structure))


def _names_links(layout: Layout, table: Structure) -> bool:
    """Return whether most rows of *table* have a link in one cell and tell something of it in another."""
    rows = [layout.passages[index].element for index in table.members]
    return 2 * sum(_tells(row, number) for number, row in enumerate(rows)) > len(rows)


def _tells(row: Element, number: int) -> bool:
    """Return whether *row*, with so many rows above it, has a linked cell and another with more than its own number."""
    cells = [cell for cell in row.children if type(cell) is Element and cell.tag in CELLS]
    others = [cell for cell in cells if cell.find("a") is None]
    ranks = {"", str(number), str(number + 1)}
    return len(others) < len(cells) and any(_letters(inner_text(cell)) not in ranks for cell in others)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _look_around(
    layout: Layout, structure: Structure, units: Sequence[Sequence[int]], place: int, kept: Container[int]
) -> KeptNeighbors:
    right_before, right_after = _look_beside(layout, structure, kept)
    before = _is_near(layout, units[max(0, place - ENCLOSING - MAX_BESIDE) : place][::-1], kept)
    return KeptNeighbors(
        before=before,
        after=before and _is_near(layout, units[place + 1 : place + 1 + ENCLOSING + MAX_BESIDE], kept),
        right_before=right_before,
        right_after=right_after,
    )


def _is_near(layout: Layout, units: Sequence[Sequence[int]], kept: Container[int]) -> bool:
    """Return whether one of the first *units* is kept. Structures, formulas, numbers and captions count as nothing."""
    passages = 0
    for unit in units:
        if unit[0] in kept:
            return True
        passages += layout.structures[unit[0]] is None and _is_said(layout.passages[unit[0]])
        if passages == ENCLOSING:
            return False
    return False


def _is_said(passage: Passage) -> bool:
    return passage.box.tag not in CAPTIONS and any(map(str.isalpha, passage.text)) and not is_formula(passage)


def is_right_between(layout: Layout, structure: Structure, kept: Container[int]) -> bool:
    """Return whether the passages directly before and after *structure*, in the box around it, are *kept*."""
    return all(_look_beside(layout, structure, kept))


def _look_beside(layout: Layout, structure: Structure, kept: Container[int]) -> tuple[bool, bool]:
    """Return whether the passages beside *structure* are *kept*; a button, which copies the code, counts as nothing."""
    before, after = structure.members[0] - 1, structure.members[-1] + 1
    while before > 0 and layout.passages[before].box.tag == "button":
        before -= 1
    while after + 1 < len(layout.passages) and layout.passages[after].box.tag == "button":
        after += 1
    ground = structure.region.parent
    for _ in range(MAX_WRAPPERS):
        if ground is None or ground.first <= before or ground.last >= after:
            break
        ground = ground.parent
    return (
        before in kept and ground is not None and ground.first <= before,
        after in kept and ground is not None and ground.last >= after,
    )
