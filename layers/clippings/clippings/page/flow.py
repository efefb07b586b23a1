"""The passages of a page, in document order. The page is walked once, in linear time.

A **passage** is the text of one block-level element without the text of block-level elements in it. Inline elements are
merged into it, two ``<br>`` split it, and the cells of one row of a data table are one passage. A **box** is a
block-level element that holds passages. The boxes form the tree in which the body is searched. Class names and other
attributes are read later, and only of boxes with text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import FunctionType

from clippings.compiled import find_compiled
from clippings.page.aria import name_by_roles
from clippings.page.built_code import name_built_code
from clippings.page.built_structures import name_built_structures
from clippings.page.drop_caps import join_capital, join_capitals
from clippings.page.elements import TEXTLESS
from clippings.page.labels import separate_labels
from clippings.page.openers import SPECIAL, open_block, open_custom, open_inline
from clippings.page.page import Page, make_page
from clippings.page.passage_text import fold, joined
from clippings.page.replaced import PassageNode, Replaced, keep_sentence_images
from clippings.page.script_data import find_script_article
from clippings.page.sidenotes import move_sidenotes
from clippings.page.streamed import place_segments
from clippings.page.style_sheets import HidingRules
from clippings.page.styles import keeps_lines
from clippings.page.task_checks import sign_tasks
from clippings.page.tree import Document, Element, Text
from clippings.records import Block, Role

#: Maximum depth of boxes. Text in deeper elements belongs to the box at this depth.
MAX_DEPTH = 200
#: Most elements that are visited. The largest pages measured have 60,000.
MAX_NODES = 1_000_000
#: Most passages that are kept, and characters of all: a long novel has 12,000, "War and Peace" 3,200,000.
MAX_PASSAGES, MAX_TEXT_CHARS = 30_000, 4_000_000
#: Most line breaks of the source that are kept, outside of code. Further ones are spaces.
MAX_LINES = 100_000
#: Least characters in passages longer than a line. On a page with fewer, the scripts are searched for the text.
MIN_SHOWN_CHARS, LINE_CHARS = 300, 80
MAX_FIRST = 40  #: longest text node that is checked for a drop cap, with white space


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element that may hold passages."""

    element: Element
    tag: str
    parent: Box | None
    depth: int


@dataclass(slots=True, eq=False)
class Passage:
    """One text block.

    *nodes* are its text nodes, the texts that replace an element, and the elements that break a line, in order.
    """

    index: int
    element: Element
    text: str
    box: Box
    nodes: list[PassageNode]
    linked: int = 0  #: characters in links
    kind: str = "text"  #: ``text``, ``row`` of a data table, ``code`` or ``embed``


@dataclass
class Reading:
    """The body of a page: the article's blocks, and the role of each passage."""

    passages: list[Passage]
    roles: list[Role | None]  #: role of each passage; None: not part of the article
    blocks: tuple[Block, ...]
    headline: int | None = None  #: index of the passage that shows the headline
    container: Element | None = None  #: smallest element that holds the kept blocks
    score: float = 1.0  #: probability that the page is an article
    truncated: str | None = None
    scores: list[float] = field(default_factory=list)  #: probability of each passage to belong to the body
    rejection_reason: str | None = None  #: why the page would be rejected if only articles were admitted


def read_flow(page: Page) -> list[Passage]:
    """Return the page's passages in document order. Sets ``page.truncated`` if a limit was reached."""
    return page.cached("flow", lambda: _read(page))


def _read(page: Page) -> list[Passage]:
    place_segments(page.tree)
    move_sidenotes(page.tree)
    name_by_roles(page.tree)
    name_built_structures(page.tree)
    name_built_code(page.tree)
    sign_tasks(page.tree)
    walk = _make_walk(page.tree, page.cached("hiding", lambda: HidingRules(page.tree)))
    page.truncated = walk.run(page.tree.root) or page.truncated
    if sum(len(passage.text) for passage in walk.passages if len(passage.text) >= LINE_CHARS) < MIN_SHOWN_CHARS:
        island = find_script_article(page)
        if island is not None:
            inner_page = make_page(island)
            inner = _make_walk(inner_page.tree)
            page.truncated = inner.run(inner_page.tree.root) or inner_page.truncated or page.truncated
            return join_capitals(inner.passages)
    return join_capitals(walk.passages)


def _make_walk(tree: Document, hiding: HidingRules | None = None) -> Walk:
    """Return a walk over *tree*: the compiled one of ``_walk.pyx`` where it is built."""
    module = find_compiled("clippings.page._walk")
    walk: Walk = (Walk if module is None else module.Walk)(tree, hiding)
    return walk


class Walk:
    """One walk over one tree, with an explicit stack instead of recursion."""

    def __init__(self, tree: Document, hiding: HidingRules | None = None) -> None:
        self.hiding = hiding or None  #: the style sheets' rules, where some hide an element
        # one query for the whole tree: reading the attribute of each element takes as long as the rest of the walk
        self.styled = frozenset(tree.select("[style]"))
        self.hidden_by_attribute = frozenset(tree.select("[hidden]"))
        self.whitespace_classed = frozenset(tree.select('[class*="whitespace-"]'))
        self.passages: list[Passage] = []
        self.nodes: list[PassageNode] = []
        self.hidden: list[Element] = []  #: hidden elements in the current passage
        self.linked = 0
        self.room = MAX_TEXT_CHARS  #: characters that further passages may have
        self.links = 0
        self.tables = 0
        self.line_keepers = 0  #: open elements that show the line breaks of their source
        self.lines = MAX_LINES  #: line breaks of the source that may still be kept
        self.has_images = False  #: whether alternative texts are among the nodes
        self.inspected = 0  #: open elements whose content was inspected before the walk
        self.box: Box | None = None
        self.stack: list[object] = []
        self.bracketed: dict[object, bool] = {}  #: whether brackets are written around the readings in an element

    def run(self, root: Element | None) -> str | None:  # noqa: C901 - half of a parse's reading: each branch is a kind of node
        """Walk the tree under *root*. Return the name of the limit that stopped the walk, or None.

        The stack holds nodes to visit. A box or a function on it is closed or called when all nodes above it on the
        stack have been visited.
        """
        stack = self.stack
        if root is not None:
            stack.append(root)
        visited = 0
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind is Text:  # half of all nodes: handled here, without a call
                if self.line_keepers and "\n" in node.data:  # type: ignore[attr-defined]
                    self._add_lines(node)  # type: ignore[arg-type]
                elif self.nodes or not node.data.isspace():  # type: ignore[attr-defined]
                    self.nodes.append(node)  # type: ignore[arg-type]
                    if self.links:
                        self.linked += len(node.data)  # type: ignore[attr-defined]
            elif kind is Element:
                self._open(node)  # type: ignore[arg-type]
                visited += 1
                if visited > MAX_NODES or self._is_full():
                    break
            elif kind is Box:
                self._close(node)  # type: ignore[arg-type]
            elif kind is FunctionType:
                node(self)  # type: ignore[operator]
        self.flush()
        if visited > MAX_NODES:
            return "nodes"
        if self.room < 0:
            return "characters"
        return "passages" if self._is_full() else None

    def _is_full(self) -> bool:
        return self.room < 0 or len(self.passages) > MAX_PASSAGES

    def _open(self, element: Element) -> None:
        tag = element.tag
        special = SPECIAL.get(tag)
        if special is open_block:
            self.open_box(element, tag)
        elif special is not None:
            special(self, element)
        elif tag not in TEXTLESS:
            if "-" in tag:
                open_custom(self, element)
            else:
                open_inline(self, element)

    def _close(self, box: Box) -> None:
        if self.nodes:
            self.flush()
        self.box = box.parent

    def _add_lines(self, text: Text) -> None:
        """Add *text* line by line. A line break is kept, and two end the paragraph."""
        around = text.parent
        if type(around) is not Element:
            return
        lines = text.data.split("\n", self.lines)
        self.lines -= len(lines) - 1
        for number, line in enumerate(lines):
            if number:
                self.add_break(around)
            if line and not line.isspace():
                self.add(Replaced(around, line))

    def add(self, replaced: Replaced) -> None:
        """Add text that replaces an element or a text node."""
        self.nodes.append(replaced)
        if self.links:
            self.linked += len(replaced.data)

    def add_break(self, element: Element) -> None:
        """End the line, or the paragraph if only white space follows the last break."""
        nodes = self.nodes
        for node in reversed(nodes):
            if type(node) is Element:
                self.flush()
                return
            if not node.data.isspace():  # type: ignore[union-attr]
                nodes.append(element)
                return

    def open_box(self, element: Element, tag: str, *, walk_children: bool = True) -> None:
        """End the current passage and open a box for *element*."""
        if self.nodes:
            self.flush()
        parent = self.box
        if parent is not None and parent.depth >= MAX_DEPTH:
            self.stack.append(Walk.flush)
        else:
            self.box = Box(element, tag, parent, parent.depth + 1 if parent else 0)
            self.stack.append(self.box)
        if walk_children:
            if (element in self.styled or element in self.whitespace_classed) and keeps_lines(
                element.attr("class"), element.attr("style")
            ):
                self.keep_lines()
            self.stack.extend(element.children[::-1])

    def walk_inspected(self, element: Element) -> None:
        """Walk the content of an inspected *element*. Elements inside are not inspected, so that the time is linear."""
        self.inspected += 1
        self.stack.append(_end_inspection)
        self.stack.extend(element.children[::-1])

    def keep_lines(self) -> None:
        """Keep the line breaks of the source until the content that is walked next has ended."""
        self.line_keepers += 1
        self.stack.append(_end_lines)

    def flush(self, kind: str = "text") -> None:
        """End the current passage, if it has text."""
        nodes, self.nodes = self.nodes, []
        linked, self.linked = self.linked, 0
        box = self.box
        if box is None:
            return
        if nodes:
            if self.has_images:
                self.has_images = False
                nodes = keep_sentence_images(nodes)
            if kind == "text" and len(nodes) > 1 and (type(nodes[0]) is not Text or len(nodes[0].data) <= MAX_FIRST):
                nodes = separate_labels(join_capital(nodes))
            text = fold(nodes[0].data if len(nodes) == 1 and type(nodes[0]) is Text else joined(nodes))
            if text:
                self._keep(Passage(0, box.element, text, box, nodes, min(linked, len(text)), kind))
        if self.hidden:
            hidden, self.hidden = self.hidden, []
            for element in hidden:
                inside = Box(element, element.tag, box, box.depth + 1)
                texts: list[PassageNode] = [node for node in element.descendants if type(node) is Text]
                self._keep(Passage(0, element, fold(joined(texts)), inside, texts))

    def _keep(self, passage: Passage) -> None:
        """Add *passage*, unless a limit was reached. If its text is too long, add the beginning as plain text."""
        if self._is_full():
            return
        room, self.room = self.room, self.room - len(passage.text)
        if self.room < 0:
            passage.text = passage.text[:room]
            passage.nodes = [Replaced(passage.element, passage.text)]
            passage.linked = min(passage.linked, room)
        if passage.text:
            passage.index = len(self.passages)
            self.passages.append(passage)


def _end_inspection(walk: Walk) -> None:
    walk.inspected -= 1


def _end_lines(walk: Walk) -> None:
    walk.line_keepers -= 1
