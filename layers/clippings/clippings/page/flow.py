"""The page as a sequence of text blocks: walked once, in document order, in time linear in the page.

A **passage** is the own text of one block-level element: inline elements are merged into it, two ``<br>`` split it,
the cells of one row of a data table stay together. A **box** is a block-level element that holds passages; boxes form
the tree in which the body is looked for. Class names and other attributes are read later, and only of boxes with text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FunctionType

from clippings.page.elements import BLOCK, EITHER, LAYOUT, PROSE, SILENT
from clippings.page.page import Page
from clippings.page.script_data import find_island
from clippings.page.tree import Element, Node, Text, read_tree
from clippings.records import Block, Role

#: Below this depth a box stands for everything inside it: climbing stays cheap, and no text is lost.
MAX_DEPTH = 200
#: Nodes visited; some 1.5 s of work. The page's largest honest neighbours have 60,000.
MAX_NODES = 2_000_000
#: Passages kept; the longest live blogs have a few thousand.
MAX_PASSAGES = 60_000

#: Soft hyphen, zero-width space, word joiner, byte-order mark, bidi marks: invisible, and in no word. A pattern, for
#: ``str.translate`` takes forty times as long outside of ASCII.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e]")
#: Shorter ``<noscript>`` texts ask for JavaScript or hold an image.
MIN_NOSCRIPT_CHARS = 400
#: A page that shows fewer characters in passages of more than a line leaves its text to scripts.
MIN_SHOWN_CHARS = 300
LINE_CHARS = 80
#: A row of a data table has two cells with text at least, and none that is itself a text.
MIN_ROW_CELLS = 2
MAX_CELL_CHARS = 500


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element that may hold passages."""

    element: Element
    tag: str
    parent: Box | None
    depth: int


@dataclass(slots=True, eq=False)
class Passage:
    """One text block. *nodes* are its text nodes and ``<br>`` in order; *linked* counts characters inside links."""

    index: int
    element: Element
    text: str
    box: Box
    nodes: list[Node]
    linked: int = 0
    kind: str = "text"  #: ``text``, ``row`` of a data table, ``code`` or ``embed``


@dataclass
class Reading:
    """What the body room found on a page: the article's blocks, and the part that each passage plays."""

    passages: list[Passage]
    roles: list[Role | None]  #: role per passage; None = no part of the article
    blocks: tuple[Block, ...]
    headline: int | None = None  #: index of the passage that shows the headline
    container: Element | None = None  #: smallest element that holds the kept blocks
    score: float = 1.0  #: how surely the page is an article, 0 to 1
    truncated: str | None = None
    scores: list[float] = field(default_factory=list)  #: how surely each passage belongs to the body
    rejection_reason: str | None = None  #: why the page would be refused if only articles were let in


def read_flow(page: Page) -> list[Passage]:
    """Return the page's passages in document order; sets ``page.truncated`` when a guard cut the walk short."""
    return page.once("flow", lambda: _read(page))


def _read(page: Page) -> list[Passage]:
    walk = _Walk()
    page.truncated = walk.run(page.tree.root) or page.truncated
    if sum(len(passage.text) for passage in walk.passages if len(passage.text) >= LINE_CHARS) < MIN_SHOWN_CHARS:
        island = find_island(page)
        if island is not None:
            inner = _Walk()
            page.truncated = inner.run(read_tree(island).root) or page.truncated
            return inner.passages
    return walk.passages


def fold(text: str) -> str:
    """Return *text* without invisible characters, white space folded."""
    if not text.isascii():
        text = INVISIBLE.sub("", text)
    return " ".join(text.split())


class _Walk:
    """One walk over one tree, with an explicit stack: depth costs no recursion."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.nodes: list[Node] = []
        self.linked = 0
        self.links = 0
        self.tables = 0
        self.box: Box | None = None
        self.stack: list[object] = []

    def run(self, root: Element | None) -> str | None:
        """Walk the tree under *root*; return the name of the guard that stopped it, or None.

        Beside nodes the stack holds the boxes and what else is to be ended once everything above has been walked.
        """
        stack, passages = self.stack, self.passages
        if root is not None:
            stack.append(root)
        visited = 0
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind is Text:  # half of all nodes: met here, without a call
                if self.nodes or not node.data.isspace():  # type: ignore[attr-defined]
                    self.nodes.append(node)  # type: ignore[arg-type]
                    if self.links:
                        self.linked += len(node.data)  # type: ignore[attr-defined]
            elif kind is Element:
                self._open(node)  # type: ignore[arg-type]
                visited += 1
                if visited > MAX_NODES or len(passages) > MAX_PASSAGES:
                    self.flush()
                    return "nodes" if visited > MAX_NODES else "passages"
            elif kind is Box:
                self._close(node)  # type: ignore[arg-type]
            elif kind is FunctionType:
                node(self)  # type: ignore[operator]
        self.flush()
        return None

    def _open(self, element: Element) -> None:
        tag = element.tag
        special = SPECIAL.get(tag)
        if special is _open_block:
            self.open_box(element, tag)
        elif special is not None:
            special(self, element)
        elif tag not in SILENT:
            if "-" in tag:
                _open_custom(self, element)
            else:
                self.stack.extend(element.children[::-1])

    def _close(self, box: Box) -> None:
        if self.nodes:
            self.flush()
        self.box = box.parent

    def open_box(self, element: Element, tag: str, *, walk_children: bool = True) -> None:
        """End the current passage and make *element* a box of its own."""
        if self.nodes:
            self.flush()
        parent = self.box
        if parent is not None and parent.depth >= MAX_DEPTH:
            self.stack.append(_Walk.flush)
        else:
            self.box = Box(element, tag, parent, parent.depth + 1 if parent else 0)
            self.stack.append(self.box)
        if walk_children:
            self.stack.extend(element.children[::-1])

    def flush(self, kind: str = "text") -> None:
        """End the current passage, if there is any text in it."""
        nodes, self.nodes = self.nodes, []
        linked, self.linked = self.linked, 0
        box = self.box
        if not nodes or box is None:
            return
        text = nodes[0].data if len(nodes) == 1 and type(nodes[0]) is Text else joined(nodes)
        text = fold(text)
        if text:
            passage = Passage(len(self.passages), box.element, text, box, nodes, min(linked, len(text)), kind)
            self.passages.append(passage)


def joined(nodes: list[Node]) -> str:
    """The text of a passage's *nodes*: a ``<br>`` and the end of a cell are line breaks."""
    return "".join([node.data if type(node) is Text else "\n" for node in nodes])


def _open_link(walk: _Walk, element: Element) -> None:
    if element.attr("href") is not None:
        walk.links += 1
        walk.stack.append(_close_link)
    walk.stack.extend(element.children[::-1])


def _open_break(walk: _Walk, element: Element) -> None:
    """A second ``<br>`` with nothing but space since the first ends the paragraph."""
    nodes = walk.nodes
    for node in reversed(nodes):
        if type(node) is not Text:
            walk.flush()
            return
        if not node.data.isspace():
            nodes.append(element)
            return


def _open_rule(walk: _Walk, _element: Element) -> None:
    walk.flush()


def _open_code(walk: _Walk, element: Element) -> None:
    """``<pre>`` is one passage whose line breaks count."""
    walk.open_box(element, "pre", walk_children=False)
    walk.nodes = [node for node in element.descendants if type(node) is Text or getattr(node, "tag", "") == "br"]
    walk.flush("code")


def _open_table(walk: _Walk, element: Element) -> None:
    layout = any(type(node) is Element and node.tag in LAYOUT for node in element.descendants)
    walk.open_box(element, "table")
    if not layout:
        walk.tables += 1
        walk.stack.insert(len(walk.stack) - len(element.children), _close_table)


def _open_row(walk: _Walk, element: Element) -> None:
    """A row of short cells is one passage; the nodes hold each cell's element before its text."""
    cells = [cell for cell in element.children if type(cell) is Element and cell.tag in ("td", "th")]
    filled = [len(cell.text) for cell in cells]
    if not walk.tables or sum(1 for size in filled if size) < MIN_ROW_CELLS or max(filled) > MAX_CELL_CHARS:
        walk.open_box(element, "tr")
        return
    walk.open_box(element, "tr", walk_children=False)
    for cell in cells:
        walk.nodes.append(cell)
        walk.nodes.extend([node for node in cell.descendants if type(node) is Text])
    walk.linked = sum(len(link.text) for link in element.find_all("a"))
    walk.flush("row")


def _open_noscript(walk: _Walk, element: Element) -> None:
    if len(element.text) >= MIN_NOSCRIPT_CHARS:
        walk.open_box(element, "noscript")


def _open_template(walk: _Walk, element: Element) -> None:
    """A declarative shadow root is shown by browsers; any other template is not."""
    if element.attr("shadowrootmode") is not None:
        for fragment in element.children:
            walk.stack.extend(fragment.children[::-1])


def _open_reading(walk: _Walk, element: Element) -> None:
    """A reading above the line stays, in its brackets, where the page has brackets for who cannot show it there."""
    around = element.parent
    if around is not None and around.find("rp") is not None:
        walk.stack.extend(element.children[::-1])


def _open_block(walk: _Walk, element: Element) -> None:
    walk.open_box(element, element.tag)


def _open_custom(walk: _Walk, element: Element) -> None:
    """A custom element, a button or the like: part of running text, a box anywhere else."""
    if walk.box is None or walk.box.tag not in PROSE:
        walk.open_box(element, element.tag)
    else:
        walk.stack.extend(element.children[::-1])


def _close_link(walk: _Walk) -> None:
    walk.links -= 1


def _close_table(walk: _Walk) -> None:
    walk.tables -= 1


SPECIAL: dict[str, Callable[[_Walk, Element], None]] = {
    **dict.fromkeys(BLOCK, _open_block),
    **dict.fromkeys(EITHER, _open_custom),
    "a": _open_link,
    "br": _open_break,
    "hr": _open_rule,
    "pre": _open_code,
    "rp": _open_reading,
    "rt": _open_reading,
    "table": _open_table,
    "tr": _open_row,
    "noscript": _open_noscript,
    "template": _open_template,
}
