"""Keeps boxes within the text that their names mark as parts of it: remarks, advantages, facts, steps, questions.

The passages of such a box are short, and the model doubts each of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from math import fsum

from clippings.body.class_names import group_bits
from clippings.body.furniture_words import kind_bits
from clippings.body.layout import Layout
from clippings.body.passage_features import HEADINGS
from clippings.body.regions import Region
from clippings.page.tree import Element
from clippings.page.word_splitting import STOPS


@dataclass(frozen=True, slots=True)
class BoxRule:
    """Keeps the boxes whose class names contain one of *names*.

    The rule keeps the box in *example*, and not the one in *near_miss*. With *may_end* it also keeps one at the end of
    the text, and with *is_said* only one with a sentence. The mean probability of a box is at least *min_chance*: grids
    of offers have less.
    """

    name: str
    reason: str
    names: str
    example: str
    near_miss: str
    may_end: bool = True
    is_said: bool = False
    min_chance: float = 0.03


RULES = (
    BoxRule(
        "remark",
        "Tips, notes and warnings, as manuals and tests have them. Most titles have no sentence.",
        r"admonition(?:block)?|notecard|call-?out|alert|hint|(?<!tool-)tips?|notes?|warning|caution|markdown-alert|custom-block|fyi"
        r"|did-you-know|inset-text|information-macro",
        '<div class="admonition note"><p class="title">Note</p><p>Bring a coat.</p></div>',
        '<div class="callout"><p>Get our letter.</p><form><input type="email"><button>Send</button></form></div>',
        may_end=False,
        is_said=True,
    ),
    BoxRule(
        "verse",
        "Verses whose lines are elements, and speech with the names of the speakers.",
        r"poems?|stanzas?|lyrics|transcript|interview|chat|dialogues?|conversation",
        '<div class="poem"><div>The lamp is lit,</div><div>the keeper sleeps.</div></div>',
        '<div class="interview"><p><a href="/a">Watch the interview</a></p></div>',
    ),
    BoxRule(
        "pros-cons",
        "Advantages and drawbacks of a thing that the text tests.",
        r"pros|cons|pros-?(?:and-?)?cons|advantages|drawbacks|verdict|review-?(?:box|summary)",
        '<div class="pros"><h4>Pros</h4><ul><li>Cheap</li><li>Quick</li></ul></div>',
        '<div class="pros"><h4>Pros</h4><ul><li><a href="/a">Hire a master builder</a></li></ul></div>',
    ),
    BoxRule(
        "facts",
        "Short facts about the subject, such as its measures.",
        r"facts?|specs|specifications?|stats|at-a-glance|key-?(?:takeaways?|points)",
        '<div class="facts"><div><b>Height</b><i>41 m</i></div><div><b>Lit</b><i>1913</i></div></div>',
        '<div class="facts"><p>Related topics</p><ul><li><a href="/a">Towers</a></li></ul></div>',
    ),
    BoxRule(
        "steps",
        "Steps of instructions, and events with their dates.",
        r"steps?|how-?to|instructions|timeline|chronology",
        '<div class="step"><div class="num">1</div><h3>Cut the wick</h3><p>Use the scissors.</p></div>',
        '<div class="steps"><p>Step 1 of 3</p><form><input type="email"><button>Next</button></form></div>',
    ),
    BoxRule(
        "recipe",
        "Ingredients and directions that are divisions and not lists.",
        r"ingredients?|directions|recipes?-notes?",
        '<div class="ingredients"><h3>Ingredients</h3><div>1 kg cod</div><div>2 eggs</div></div>',
        '<div class="ingredients"><p><a href="/shop">Buy the ingredients in our shop</a></p></div>',
    ),
    BoxRule(
        "questions",
        "Questions with their answers.",
        r"faqs?(?:-?page)?|q-?and-?a|questions?|(?<!\S)qa(?!\S)",
        '<div class="faq"><h3>Who pays?</h3><p>The board.</p></div>',
        '<div class="faq"><p>Questions? Write to us.</p><form><input type="email"><button>Send</button></form></div>',
    ),
    BoxRule(
        "box",
        "Examples, boxes of facts in sentences, and remarks on versions.",
        r"(?:info|fact|fakten|text)-?(?:box|kasten)|box-(?:info|text)|encadres?|boxed-text|examples?|topic"
        r"|version-?(?:added|changed)|deprecated",
        '<aside class="infobox"><h4>The lamp</h4><p>It was lit in 1913.</p></aside>',
        '<div class="topic"><p><a href="/a">The lamp was lit in 1913, and other stories.</a></p></div>',
        may_end=False,
        is_said=True,
        min_chance=0.2,
    ),
    BoxRule(
        "section",
        "Sections that a reader opens, without the attributes that say so.",
        r"accordions?|collapsibles?|toggle|expand(?:er|able)?|spoiler",
        '<div class="expand"><span>The log</span><div><p>The lamp burned well all night, and the keeper slept in his '
        "chair until the horn of the mail boat woke him at dawn.</p></div></div>",
        '<div class="toggle"><p><a href="/a">Show the log of the lamp</a></p></div>',
        is_said=True,
        min_chance=0.25,
    ),
)
#: Groups of class names of boxes that lead away from the text.
LEADING_AWAY = frozenset({"related", "ad", "subscribe", "share", "comment", "following", "nav", "foot", "biography"})
AWAY = group_bits(LEADING_AWAY)
#: Kinds of furniture whose words such a box does not have: "Follow us", "Sign up".
FURNITURE = frozenset({"subscribe", "account", "share", "advert", "related"})
WORDS = kind_bits(FURNITURE)
#: Most passages of a box, and its largest share of the kept text and of links.
MAX_PASSAGES, MAX_SHARE, MAX_LINKED = 60, 0.5, 0.3
#: Passages before and after a box of which one must be kept, and boxes around it that are examined for them.
NEAR, MAX_LEVELS = 3, 3
#: Elements with which a reader answers, and nodes of a box that are searched for them.
ANSWERS = frozenset({"form", "input", "select", "textarea"})
MAX_NODES = 1_000
CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])|_+|--+")


def with_named_boxes(layout: Layout, chances: Sequence[float], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the boxes that a rule keeps: those among kept passages, or at the end of the text."""
    if not kept:
        return []
    inside = set(kept)
    end = container_end(layout, kept)
    size = fsum(layout.sizes[index] for index in kept)
    for group in _find_groups(layout, chances, kept, MAX_SHARE * size):
        first, last = group[0][1].first, group[-1][1].last
        may_end = last <= end and all(rule.may_end for rule, _ in group)
        if _is_among(group[0][1], last, inside, may_end=may_end):
            inside.update(index for index in range(first, last + 1) if _has_words(layout.passages[index].text))
    inside.discard(-1 if layout.headline is None else layout.headline)
    return sorted(inside)


def _find_groups(
    layout: Layout, chances: Sequence[float], kept: Sequence[int], room: float
) -> list[list[tuple[BoxRule, Region]]]:
    """Return the outermost boxes that have a rule, those that directly follow each other together."""
    groups: list[list[tuple[BoxRule, Region]]] = []
    done = -1
    first, last = kept[0], kept[-1] + NEAR
    for region in layout.order:
        if region.first <= max(done, first) or region.first > max(last, done + 1):
            continue
        rule = find_rule(region.names) or find_rule(_described(region.box.element))
        if rule is None or not _is_part(layout, chances, rule, region, room):
            continue
        if groups and region.first == done + 1:
            groups[-1].append((rule, region))
        else:
            groups.append([(rule, region)])
        done = region.last
    return groups


def _described(element: Element) -> str:
    """Return the role of *element*, or the type of thing of schema.org that it describes."""
    return element.attr("role") or (element.attr("itemtype") or "").rpartition("/")[2]


def _is_part(layout: Layout, chances: Sequence[float], rule: BoxRule, region: Region, room: float) -> bool:
    if region.passages > MAX_PASSAGES or region.size > room or region.linked > MAX_LINKED * region.size:
        return False
    members = range(region.first, region.last + 1)
    if rule.is_said and not any(layout.passages[index].text[-1] in STOPS for index in members):
        return False
    if any(layout.regions[index].groups & AWAY or layout.kinds[index] & WORDS for index in members):
        return False
    if region.groups & AWAY or all(layout.passages[index].box.tag in HEADINGS for index in members):
        return False
    mean = fsum(chances[index] * layout.sizes[index] for index in members) / region.size
    if mean < rule.min_chance:
        return False
    nodes = islice(region.box.element.descendants, MAX_NODES)
    return not any(type(node) is Element and node.tag in ANSWERS for node in nodes)


def _is_among(region: Region, last: int, kept: Collection[int], *, may_end: bool) -> bool:
    """Return whether kept passages are shortly before and after a group, in the boxes around its first *region*."""
    before = [index for index in range(region.first - NEAR, region.first) if index in kept]
    after = [index for index in range(last + 1, last + 1 + NEAR) if index in kept]
    if not after:
        return may_end and region.first - 1 in kept
    ground = region.parent
    for _ in range(MAX_LEVELS if before else 0):
        if ground is None:
            return False
        if ground.first <= before[-1] and ground.last >= after[0]:
            return True
        ground = ground.parent
    return False


def container_end(layout: Layout, kept: Sequence[int]) -> int:
    """Return the last passage of the smallest box that contains all *kept* passages, of which there is one or more."""
    region: Region | None = layout.regions[kept[0]]
    while region is not None and region.last < kept[-1]:
        region = region.parent
    return -1 if region is None else region.last


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


@lru_cache(maxsize=20_000)
def find_rule(names: str) -> BoxRule | None:
    """Return the rule for a box with these class *names*, or None. Names repeat from page to page."""
    written = CAMEL_CASE.sub("-", names).lower()
    return next((rule for rule, pattern in _patterns() if pattern.search(written)), None)


@cache
def _patterns() -> list[tuple[BoxRule, re.Pattern[str]]]:
    return [(rule, re.compile(rf"(?<![a-z])(?:{rule.names})(?![a-z])")) for rule in RULES]
