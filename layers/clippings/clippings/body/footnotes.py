"""Footnotes: references in the text, and the notes in the same article to which they lead.

A **reference** is a link inside the page that shows a number, a letter or a sign, and comes after text. Its **note** is
the passage to which the link leads, if that passage links back, or is named or numbered as a note. Links from a note
back to the text are not references, and neither is a number at the beginning of a passage, as in a table of contents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.page import Page
from clippings.page.replaced import PassageNode
from clippings.page.tree import Element, Node, Text, attribute

#: Text of a reference: a number, a letter or a sign, perhaps in brackets, or a word and a number in brackets.
REFERENCE = re.compile(
    r"\s*+(?:(?:[\[(]\s*+)?(?:\d{1,3}|[a-z]|[ivxlc]{1,5}|[*†‡§¶]{1,3}|[¹²³⁴-⁹⁰]{1,3})\s*+[\])]?"
    r"|\[[a-z-]{1,12} \d{1,3}\])\s*+[.:]?\s*+",
    re.IGNORECASE,
)
#: Text of the link from a note back to the text.
BACK = lazy_pattern(
    lambda: rf"[\s\ufe0e\ufe0f^↩↑⤴⏎↵⬆↪]+|{any_of(all_words('line_starts', 'back'))}(?: \w{{1,12}}){{0,4}}",
    re.IGNORECASE,
)
#: Class names of notes and of links to them.
NOTE_NAME = re.compile(
    r"(?<![a-z])(?:(?:sd)?(?:foot|end)-?notes?|notes?|fn|ftnt?|edn|mfn|cite_note)(?![a-z])", re.IGNORECASE
)
REFERENCE_ROLES = frozenset({"doc-noteref", "doc-footnote", "doc-endnote"})
#: A note contains words; a label with a link does not.
MIN_NOTE_WORDS = 2
#: Prefix that sanitizers add to the ids in users' text, but not to the links.
ID_PREFIX = "user-content-"
#: Most passages of one note, and most links of a page that are examined.
MAX_NOTE_PASSAGES, MAX_LINKS = 12, 5_000
#: Most text that notes add, as a share of the text; this many characters are always allowed.
MAX_ADDED, MIN_ADDED = 0.5, 1_500
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Longest text of a reference or a link back, in characters.
MAX_LABEL_CHARS = 40
#: Elements that contain one note and nothing else.
NOTE_ITEMS = frozenset({"li", "dd", "aside"})


@dataclass
class Footnotes:
    """The references on a page with the passages of their notes, by index."""

    references: dict[Element, int] = field(default_factory=dict)  #: link → the first passage of its note
    backs: set[Element] = field(default_factory=set)  #: links that number a note, or lead back to the text
    passages: dict[int, range] = field(default_factory=dict)  #: first passage of a note → all of it
    by_passage: dict[int, list[int]] = field(default_factory=dict)  #: passage → the notes that it refers to
    marks: dict[int, str] = field(default_factory=dict)  #: first passage of a note → its number or sign
    labels: set[int] = field(default_factory=set)  #: passages that contain only the number of a note


@dataclass(frozen=True, slots=True)
class _Link:
    """A link inside the page: its passage, whether the passage begins with it, and its target."""

    element: Element
    passage: int
    begins: bool
    target: str


def find_footnotes(page: Page, passages: Sequence[Passage]) -> Footnotes:
    """Return the references and notes on *page*."""
    found = Footnotes()
    candidates = _internal_links(page)
    if not candidates:
        return found
    places = {node: passage.index for passage in passages for node in passage.nodes}
    behind = _find_behind_text(passages)
    links = [link for element, target in candidates if (link := _locate(element, target, passages, places, behind))]
    anchors = _find_anchors(page, {link.target for link in links}, places)
    back_targets: dict[int, set[int]] = {}
    for link in links:
        if link.target in anchors:
            back_targets.setdefault(link.passage, set()).add(anchors[link.target][1])
    for link in links:
        if not link.begins and link.target in anchors and REFERENCE.fullmatch(link.element.text):
            _refer(link, *anchors[link.target], passages, back_targets, found)
    inside = {index for extent in found.passages.values() for index in extent} | found.labels
    referring = {link.passage for link in links if link.element in found.references}
    for link in links:
        if link.passage in inside and link.element not in found.references:
            leads = anchors[link.target][1] if link.target in anchors else -1
            if leads in referring or BACK.fullmatch(link.element.text) or link.begins:
                found.backs.add(link.element)
    return found


def _refer(
    link: _Link,
    anchor: Element,
    place: int,
    passages: Sequence[Passage],
    back_targets: Mapping[int, set[int]],
    found: Footnotes,
) -> None:
    """Add the reference *link* to *found*, if its target *anchor*, before the passage *place*, is a note."""
    label = is_label(passages[place].text)
    note = place + label
    if note == len(passages) or note == link.passage or passages[link.passage].box.tag in HEADINGS:
        return
    if passages[note].box.tag in HEADINGS or len(passages[note].text.split()) < MIN_NOTE_WORDS:
        return
    leads_back = link.passage in back_targets.get(note, ()) or link.passage in back_targets.get(place, ())
    if leads_back or _is_named(link, anchor) or _is_numbered(link, passages[note], anchor):
        found.references[link.element] = note
        found.by_passage.setdefault(link.passage, []).append(note)
        found.passages[note] = _extent(note, anchor, passages)
        found.marks.setdefault(note, _mark(link))
        if label:
            found.labels.add(place)


def is_label(text: str) -> bool:
    """Return whether a passage contains only the number of the note that follows."""
    return len(text) <= MAX_LABEL_CHARS and REFERENCE.fullmatch(text) is not None


def with_notes(footnotes: Footnotes, passages: Sequence[Passage], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the notes to which its passages refer, and without passages that only number a note.

    Notes that are longer than a share of the text are a bibliography. For these the model's decision is not changed.
    """
    inside = set(kept)
    waiting = list(kept)
    while waiting:
        for note in footnotes.by_passage.get(waiting.pop(), ()):
            new = [index for index in footnotes.passages[note] if index not in inside]
            inside.update(new)
            waiting.extend(new)
    added = sum(len(passages[index].text) for index in inside.difference(kept))
    if added > max(MIN_ADDED, MAX_ADDED * sum(len(passages[index].text) for index in kept)):
        inside = set(kept)
    return sorted(inside - footnotes.labels)


def _internal_links(page: Page) -> list[tuple[Element, str]]:
    """Return the links inside the page whose text looks like a reference, or like a link back to the text."""
    own = page.address.partition("#")[0] if page.address else None
    found: list[tuple[Element, str]] = []
    for link in page.tree.select('a[href*="#"]')[:MAX_LINKS]:
        before, _, target = (attribute(link, "href") or "").strip().partition("#")
        if target and (not before or before == own):
            text = link.text
            if len(text) <= MAX_LABEL_CHARS and (REFERENCE.fullmatch(text) or BACK.fullmatch(text.strip() or "^")):
                found.append((link, target))
    return found if any(REFERENCE.fullmatch(link.text) for link, _ in found) else []


def _find_behind_text(passages: Sequence[Passage]) -> set[PassageNode]:
    """Return the nodes that follow a letter or a digit in the same passage."""
    behind: set[PassageNode] = set()
    for passage in passages:
        nodes = iter(passage.nodes)
        for node in nodes:
            if type(node) is Text and any(map(str.isalnum, node.data)):
                behind.update(nodes)
    return behind


def _locate(
    element: Element,
    target: str,
    passages: Sequence[Passage],
    places: Mapping[PassageNode, int],
    behind: Set[PassageNode],
) -> _Link | None:
    """Return the link with its passage, or None if it is in no passage."""
    first = next((node for node in element.descendants if type(node) is Text and node in places), None)
    if first is None:
        return None
    passage = passages[places[first]]
    begins = first not in behind and len(passage.text) > len(element.text.strip())
    label = len(passage.text) <= len(element.text.strip()) + 2
    return _Link(element, passage.index, begins or label, target)


def _find_anchors(page: Page, wanted: set[str], places: Mapping[PassageNode, int]) -> dict[str, tuple[Element, int]]:
    """Return the elements with one of the *wanted* names, each with the index of the next passage."""
    elements: dict[Node, list[str]] = {}
    for element in [*page.tree.select("[id]"), *page.tree.select("a[name]")]:
        for name in (element.attr("id"), element.attr("name") if element.tag == "a" else None):
            for known in (name, name.removeprefix(ID_PREFIX)) if name else ():
                if known in wanted:
                    elements.setdefault(element, []).append(known)
    found: dict[str, tuple[Element, int]] = {}
    waiting: list[Element] = []
    root = page.tree.root
    for node in root.descendants if root is not None else ():
        if node in elements and type(node) is Element:
            waiting.append(node)
        elif waiting and node in places:
            for element in waiting:
                for name in elements[element]:
                    found.setdefault(name, (element, places[node]))
            waiting.clear()
    return found


def _is_named(link: _Link, anchor: Element) -> bool:
    """Return whether the link or its target is named as a note."""
    if attribute(link.element, "role") in REFERENCE_ROLES or attribute(anchor, "role") in REFERENCE_ROLES:
        return True
    names = (link.target, attribute(link.element, "class"), attribute(link.element, "rel"), attribute(anchor, "class"))
    return any(NOTE_NAME.search(name) for name in names if name)


def _is_numbered(link: _Link, note: Passage, anchor: Element) -> bool:
    """Return whether the note is an item of a list, or begins with the text of the reference."""
    label = _mark(link)
    return anchor.tag == "li" or note.text.lstrip("[(").startswith((f"{label}.", f"{label}]", f"{label})", f"{label} "))


def _mark(link: _Link) -> str:
    return link.element.text.strip(" \n\t[]().")


def _extent(note: int, anchor: Element, passages: Sequence[Passage]) -> range:
    """Return the passages of the note that begins at *note*, up to the end of its list item if it is one."""
    item: Node | None = passages[note].element
    for _ in range(4):
        if type(item) is not Element or item.tag in NOTE_ITEMS or item == anchor:
            break
        item = item.parent
    if type(item) is not Element or not (item.tag in NOTE_ITEMS or item == anchor):
        return range(note, note + 1)
    end = note + 1
    while end < len(passages) and end - note < MAX_NOTE_PASSAGES and _is_inside(passages[end].element, item):
        end += 1
    return range(note, end)


def _is_inside(element: Node | None, item: Element) -> bool:
    for _ in range(8):
        if element is None or element == item:
            return element is not None
        element = element.parent
    return False
