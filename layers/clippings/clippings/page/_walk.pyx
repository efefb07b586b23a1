# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The compiled form of the walk over a page: ``clippings.compiled`` says when it is used.

It visits and joins what ``flow.Walk`` does; what is rare (formulas, tables, code, hidden text) is left to the functions of
``openers``, which see no difference. ``tests/unit/page/test_native_walk.py`` compares the two.
"""

from types import FunctionType

from clippings.page import flow, openers
from clippings.page.drop_caps import join_capital
from clippings.page.elements import TEXTLESS
from clippings.page.flow import Passage
from clippings.page.invisible import remove_invisible
from clippings.page.labels import separate_labels
from clippings.page.passage_text import fold, joined
from clippings.page.permalinks import is_named_sign, is_permalink
from clippings.page.replaced import Replaced, keep_sentence_images
from clippings.page.styles import _kind_by_names, _kind_by_style, keeps_lines
from clippings.page.tree import Element, Text

cdef:
    dict SPECIAL = openers.SPECIAL
    dict KINDS = openers.KINDS
    frozenset HEADINGS = openers.HEADINGS
    object open_block = openers.open_block
    object open_link = openers.open_link
    int MAX_DEPTH = flow.MAX_DEPTH
    int MAX_LINK_DEPTH = openers.MAX_DEPTH
    Py_ssize_t MAX_FIRST = flow.MAX_FIRST
    # What the stack holds, beside nodes, boxes and functions, to end something.
    object END_BOX = object()
    object END_LOOK = object()
    object END_LINES = object()
    object END_LINK = object()


cdef class Box:
    """A block-level element that may hold passages."""

    cdef readonly object element
    cdef readonly str tag
    cdef readonly Box parent
    cdef readonly int depth


cdef Box make_box(element, str tag, Box parent, int depth):
    cdef Box box = Box.__new__(Box)
    box.element, box.tag, box.parent, box.depth = element, tag, parent, depth
    return box


cdef class Walk:
    """One walk over one tree, with an explicit stack instead of recursion."""

    cdef readonly object hiding
    cdef readonly frozenset styled, hidden_by_attribute, whitespace_classed
    cdef public list passages, nodes, hidden, stack
    cdef public Py_ssize_t linked, room, links, tables, line_keepers, lines, inspected
    cdef readonly Py_ssize_t most_nodes, most_passages
    cdef public bint has_images
    cdef public Box box
    cdef public dict bracketed

    def __init__(self, tree, hiding=None):
        self.hiding = hiding or None
        self.styled = frozenset(tree.select("[style]"))
        self.hidden_by_attribute = frozenset(tree.select("[hidden]"))
        self.whitespace_classed = frozenset(tree.select('[class*="whitespace-"]'))
        self.passages, self.nodes, self.hidden, self.stack = [], [], [], []
        self.linked = self.links = self.tables = self.line_keepers = self.inspected = 0
        self.room, self.most_nodes, self.most_passages = flow.MAX_TEXT_CHARS, flow.MAX_NODES, flow.MAX_PASSAGES
        self.lines, self.has_images, self.box, self.bracketed = flow.MAX_LINES, False, None, {}

    def run(self, root):
        """Walk the tree under *root*. Return the name of the limit that stopped it, or None."""
        cdef list stack = self.stack
        cdef Py_ssize_t visited = 0
        cdef str data
        if root is not None:
            stack.append(root)
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind is Text:
                if self.line_keepers or not self.nodes or self.links:
                    data = node.data
                    if self.line_keepers and "\n" in data:
                        self._add_lines(node, data)
                    elif self.nodes or not data.isspace():
                        self.nodes.append(node)
                        if self.links:
                            self.linked += len(data)
                else:
                    self.nodes.append(node)
            elif kind is Element:
                self._open(node)
                visited += 1
                if visited > self.most_nodes or self._is_full():
                    break
            elif kind is Box:
                if self.nodes:
                    self._flush("text")
                self.box = (<Box> node).parent
            elif node is END_LINK:
                self.links -= 1
            elif node is END_BOX:
                self._flush("text")
            elif node is END_LOOK:
                self.inspected -= 1
            elif node is END_LINES:
                self.line_keepers -= 1
            elif kind is FunctionType:
                node(self)
        self._flush("text")
        if visited > self.most_nodes:
            return "nodes"
        if self.room < 0:
            return "characters"
        return "passages" if self._is_full() else None

    cdef bint _is_full(self):
        return self.room < 0 or len(self.passages) > self.most_passages

    cdef int _open(self, element) except -1:
        cdef str tag = element.tag
        special = SPECIAL.get(tag)
        if special is open_block:
            self._open_box(element, tag, True)
        elif special is open_link:
            self._open_link(element)
        elif special is not None:
            special(self, element)
        elif tag not in TEXTLESS:
            if "-" in tag:
                openers.open_custom(self, element)
            else:
                kind = self._inline_kind(element)
                if kind is None:
                    self._walk_children(element)
                else:
                    KINDS[kind](self, element)
        return 0

    cdef int _open_link(self, element) except -1:
        cdef Box heading = self.box if self.box is not None and self.box.tag in HEADINGS else None
        cdef str href = element.attr("href")
        if heading is not None and heading.depth <= MAX_LINK_DEPTH:
            if is_permalink(element):
                return 0
        elif href is not None and href.startswith("#") and is_named_sign(element):
            return 0
        kind = self._inline_kind(element)
        if kind is not None:
            if (kind == "screen-reader" and not openers.is_needed(self, element)) or (
                kind == "counter" and openers.is_count(element)
            ):
                return 0
            if kind == "hidden":
                openers.open_hidden(self, element)
                return 0
        if href is not None and (heading is None or not href.startswith("#")):
            self.links += 1
            self.stack.append(END_LINK)
        if kind == "block":
            self._open_box(element, "a", True)
            return 0
        self._walk_children(element)
        return 0

    cdef object _inline_kind(self, element):
        """Return what ``openers`` and ``styles.inline_kind`` return for an inline element."""
        kind = None
        if self.hidden_by_attribute and element in self.hidden_by_attribute:
            return "hidden"
        names = element.attr("class")
        if self.styled and element in self.styled:
            style = element.attr("style")
            if style:
                kind = _kind_by_style(style)
        if kind is None and names:
            kind = _kind_by_names(names)
        if kind is None and self.hiding is not None and self.hiding.inline_reason(element) is not None:
            return "hidden"
        return kind

    cdef int _walk_children(self, element) except -1:
        cdef list children = list(element.children)
        children.reverse()
        self.stack.extend(children)
        return 0

    cdef int _add_lines(self, text, str data) except -1:
        cdef str line
        around = text.parent
        if type(around) is not Element:
            return 0
        lines = data.split("\n", self.lines)
        self.lines -= len(lines) - 1
        for number, line in enumerate(lines):
            if number:
                self.add_break(around)
            if line and not line.isspace():
                self.add(Replaced(around, line))
        return 0

    def add(self, replaced):
        """Add text that replaces an element or a text node."""
        self.nodes.append(replaced)
        if self.links:
            self.linked += len(replaced.data)

    def add_break(self, element):
        """End the line, or the paragraph if only white space follows the last break."""
        for node in reversed(self.nodes):
            if type(node) is Element:
                self._flush("text")
                return
            if not node.data.isspace():
                self.nodes.append(element)
                return

    def open_box(self, element, str tag, *, bint walk_children=True):
        """End the current passage and open a box for *element*."""
        self._open_box(element, tag, walk_children)

    cdef int _open_box(self, element, str tag, bint walk_children) except -1:
        cdef Box parent
        if self.nodes:
            self._flush("text")
        parent = self.box
        if parent is not None and parent.depth >= MAX_DEPTH:
            self.stack.append(END_BOX)
        else:
            self.box = make_box(element, tag, parent, parent.depth + 1 if parent is not None else 0)
            self.stack.append(self.box)
        if walk_children:
            if ((self.styled and element in self.styled) or (self.whitespace_classed and element in self.whitespace_classed)) and keeps_lines(
                element.attr("class"), element.attr("style")
            ):
                self.keep_lines()
            self._walk_children(element)
        return 0

    def walk_inspected(self, element):
        """Walk the content of an inspected *element*. Elements inside are not inspected, so that the time is linear."""
        self.inspected += 1
        self.stack.append(END_LOOK)
        self._walk_children(element)

    def keep_lines(self):
        """Keep the line breaks of the source until the content that is walked next has ended."""
        self.line_keepers += 1
        self.stack.append(END_LINES)

    def flush(self, str kind="text"):
        """End the current passage, if it has text."""
        self._flush(kind)

    cdef int _flush(self, str kind) except -1:
        cdef list nodes = self.nodes, hidden
        cdef Py_ssize_t linked = self.linked
        cdef Box box = self.box, inside
        cdef str text
        self.nodes, self.linked = [], 0
        if box is None:
            return 0
        if nodes:
            if self.has_images:
                self.has_images = False
                nodes = keep_sentence_images(nodes)
            if kind == "text" and len(nodes) > 1 and (type(nodes[0]) is not Text or len(nodes[0].data) <= MAX_FIRST):
                nodes = separate_labels(join_capital(nodes))
            text = nodes[0].data if len(nodes) == 1 and type(nodes[0]) is Text else joined(nodes)
            text = " ".join((text if text.isascii() else remove_invisible(text)).split())  # what fold does
            if text:
                self._keep(Passage(0, box.element, text, box, nodes, min(linked, len(text)), kind))
        if self.hidden:
            hidden, self.hidden = self.hidden, []
            for element in hidden:
                inside = make_box(element, element.tag, box, box.depth + 1)
                texts = [node for node in element.descendants if type(node) is Text]
                self._keep(Passage(0, element, fold(joined(texts)), inside, texts))
        return 0

    cdef int _keep(self, passage) except -1:
        """Add *passage*, unless a limit was reached. If its text is too long, add the beginning as plain text."""
        cdef Py_ssize_t room
        if self._is_full():
            return 0
        room, self.room = self.room, self.room - len(passage.text)
        if self.room < 0:
            passage.text = passage.text[:room]
            passage.nodes = [Replaced(passage.element, passage.text)]
            passage.linked = min(passage.linked, room)
        if passage.text:
            passage.index = len(self.passages)
            self.passages.append(passage)
        return 0
