"""A passage's nodes to runs of inline content: emphasis kept, links absolute, white space folded."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from clippings.page.flow import INVISIBLE, Passage
from clippings.page.page import Page, read_address
from clippings.page.tree import Element, Node, Text, attribute
from clippings.records import Inline, Mark

MARKS: dict[str, Mark] = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "dfn": "emphasis",
    "cite": "emphasis",
    "var": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sub": "subscript",
    "sup": "superscript",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
    "mark": "highlight",
}
#: Addresses that lead somewhere; anything else (``javascript:``, ``data:``) is text without a link.
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
#: Signs by which a heading links to itself. Of 38 headings that the measured pages' truths have, none has the sign.
PERMALINKS = frozenset("# ¶ § 🔗 ⚓".split())
SPACE = re.compile(r"[^\S\n]+")

Look = tuple[tuple[Mark, ...], str | None]
PLAIN: Look = ((), None)


class InlineReader:
    """Turns passages into inline content; remembers what each enclosing element means."""

    def __init__(self, page: Page) -> None:
        self.base = page.base_url
        self.own = page.address.partition("#")[0] if page.address else None
        self.looks: dict[Node, Look] = {}
        self.anchors: list[str] = []  #: names of the places that the last passage holds
        self.internal = False  #: whether any link leads to a place on the same page

    def read(self, passage: Passage) -> tuple[Inline, ...]:
        """Return the content of *passage*; a line break inside it is a ``\\n``."""
        nodes = passage.nodes
        self.anchors = []
        if len(nodes) == 1 and nodes[0].parent == passage.element:
            return (Inline(passage.text),)
        return self.runs(nodes, passage.element)

    def runs(self, nodes: list[Node], top: Element) -> tuple[Inline, ...]:
        """Return the content of *nodes*, all of them inside *top*."""
        self.looks.setdefault(top, PLAIN)
        pieces: list[tuple[str, Look]] = []
        for node in nodes:
            if type(node) is Text:
                look = self.look(node.parent)
                if not (look[1] and look[1][0] == "#" and node.data.strip() in PERMALINKS):
                    pieces.append((node.data.replace("\n", " "), look))
            else:
                pieces.append(("\n", pieces[-1][1] if pieces else PLAIN))
        return folded(pieces)

    def look(self, element: Node | None) -> Look:
        """The marks and the link that hold inside *element*."""
        climbed: list[Element] = []
        look: Look | None = None
        while type(element) is Element:
            look = self.looks.get(element)
            if look is not None:
                break
            climbed.append(element)
            element = element.parent
        look = look or PLAIN
        for inner in reversed(climbed):
            look = self.inside(inner, look)
            self.looks[inner] = look
        return look

    def inside(self, element: Element, outer: Look) -> Look:
        """The look inside *element*, given the one around it."""
        marks, href = outer
        mark = MARKS.get(element.tag)
        if mark and mark not in marks:
            return (*marks, mark), href
        if element.tag == "a":
            return marks, self._target(element) or href
        return outer

    def _target(self, link: Element) -> str | None:
        name = attribute(link, "name") or attribute(link, "id")
        if name:
            self.anchors.append(name)
        address = attribute(link, "href") or ""
        if address.startswith("#"):
            self.internal = True
            return address.strip()
        target = absolute(address, self.base)
        if target and "#" in target:
            page, _, place = target.partition("#")
            if page == self.own and place:  # the same page by its whole address
                self.internal = True
                return "#" + place
        return target


def absolute(address: str, base: str | None) -> str | None:
    """Return *address* made absolute against *base*, or None where it leads nowhere a reader could go."""
    address = read_address(address)
    if not address or address.startswith("#"):
        return None
    if address.startswith(("https://", "http://")) and "[" not in address:
        return address
    try:
        joined = urljoin(base, address) if base else address
        scheme = urlsplit(joined).scheme
    except ValueError:
        return None
    return joined if scheme in SCHEMES or (not scheme and not base) else None


def folded(pieces: list[tuple[str, Look]]) -> tuple[Inline, ...]:
    """Return *pieces* as runs: white space folded across them, equal neighbours merged, ends trimmed."""
    runs: list[tuple[list[str], Look]] = []
    at_space = True
    for text, look in pieces:
        if not text.isascii():
            text = INVISIBLE.sub("", text)
        if text == "\n":
            if runs:
                runs[-1][0][-1] = runs[-1][0][-1].rstrip(" ")
        else:
            text = SPACE.sub(" ", text)
            if at_space:
                text = text.lstrip(" ")
        if not text:
            continue
        at_space = text[-1] in " \n"
        if runs and (runs[-1][1] == look or text.isspace()):
            runs[-1][0].append(text)
        else:
            runs.append(([text], look))
    return trimmed([("".join(texts), look) for texts, look in runs])


def trimmed(runs: list[tuple[str, Look]]) -> tuple[Inline, ...]:
    """Return *runs* without white space at either end of them all."""
    while runs and not runs[-1][0].strip():
        runs.pop()
    if runs:
        runs[0] = (runs[0][0].lstrip(), runs[0][1])
        runs[-1] = (runs[-1][0].rstrip(), runs[-1][1])
    return tuple([Inline(text, marks, href) for text, (marks, href) in runs if text])
