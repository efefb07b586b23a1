"""Code that is not in ``<pre>``, renamed to it: code in editors, and code in elements that break its lines by ``<br>``.

Editors build each line of an element, and put line numbers and measuring aids beside the code. Other pages have code
in a division, a paragraph or ``<tt>`` that is named as code or set in a font of one width, or in a field of a form that
can only be copied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from clippings.page.code_lines import is_in_line
from clippings.page.elements import BLOCK
from clippings.page.styles import keeps_lines
from clippings.page.tree import Document, Element, Node, Text, attribute


class Editor(NamedTuple):
    """The class names of an editor: of the whole, and of the element whose children are the lines."""

    root: str
    code: str


EDITORS = (
    Editor("CodeMirror", "CodeMirror-code"),
    Editor("cm-editor", "cm-content"),
    Editor("ace_editor", "ace_text-layer"),
    Editor("monaco-editor", "view-lines"),
    Editor("enlighter-default", "enlighter"),
)
_ROOTS, _CODE = (",".join(f".{name}" for name in names) for names in zip(*EDITORS, strict=True))
#: The class of the source that Enlighter hides before the code that it shows.
HIDDEN_SOURCE = "EnlighterJSRAW"
#: Class names of code, and fonts of one width.
CODE_NAME = re.compile(
    r"(?<![\w-])(?:w3-)?(?:source|program)?[-_]?code(?:[-_]?(?:box|block|snippet|sample|example|listing|wrapper))?"
    r"(?![\w-])|(?<![a-z])code-?block(?![a-z])",
    re.IGNORECASE,
)
ONE_WIDTH = re.compile(r"font(?:-family)?\s?:[^;]{0,100}(?:monospace|courier|consolas|menlo|monaco)", re.IGNORECASE)
CODE_ELEMENTS = frozenset({"code", "tt", "samp", "kbd"})
CANDIDATES = '[class*="ode"],[style*="font"],code,tt,samp,kbd'
#: Elements that may hold such code.
HOLDERS = frozenset({"div", "p", "span", "td", "section", "font", *CODE_ELEMENTS})
INLINE = CODE_ELEMENTS | {"span", "font"}
#: Elements that never stand in a line of code.
NOT_IN_LINES = BLOCK | {"pre", "table", "tr", "img", "button", "input", "iframe"}
#: Most editors and candidates of a page that are examined, most nodes of one candidate, and of all.
MAX_ELEMENTS, MAX_NODES, MAX_ALL_NODES = 2_000, 4_000, 200_000
#: Most characters of one candidate, and of all: those inside one another share their text.
MAX_CHARS, MAX_ALL_CHARS = 200_000, 1_000_000
#: Least lines of such code.
MIN_LINES = 2
#: Signs of code in a line: an indentation, a prompt, an operator, a call, a tag, a sign that ends a statement.
INDENTATION = re.compile(r"[ \t]*(?:\u00a0| {2}|\t)|[$#%] |>>> ")
OPERATION = re.compile(r"[{};]$|[=<>!+*/|&:-]=|[=-]>|::|\w\(|\]\.|\)\.|</?\w|[\w\])] = [\w\"'(\[{]|\w:$")
#: A line of prose: it ends as a sentence does.
SENTENCE = re.compile(r"[^\W\d_][.!?…]$")
MAX_LINE_CHARS = 500
#: Fields whose text can only be copied, the beginning of code for including a page in others, and the largest mean
#: length of a line of code: other fields have the article itself, to be published again.
FIELDS = "textarea[readonly]"
MAX_MEAN_CHARS = 100
INCLUSION = re.compile(r"\s*(?:<(?:iframe|blockquote|object|embed|script|a|img)\b|\[(?:url|img)\b)", re.IGNORECASE)
SPACES = re.compile(r"[ \t\n\r\f]+")


def name_built_code(tree: Document) -> None:
    """Rename the elements of *tree* that are code to ``pre``, and remove what editors have beside the code."""
    for code in tree.select(_CODE)[:MAX_ELEMENTS]:
        root = code.closest(_ROOTS)
        if root is not None and root.tag in HOLDERS:
            _keep_code(root, code)
    left, room = MAX_ALL_NODES, MAX_ALL_CHARS
    for field in tree.select(FIELDS)[:MAX_ELEMENTS]:
        text = field.text if room > 0 else ""
        room -= len(text)
        lines = [line for line in text[: MAX_CHARS + 1].split("\n") if line.strip()]
        is_prose = sum(map(len, lines)) > MAX_MEAN_CHARS * len(lines) or INCLUSION.match(text) is not None
        if lines and len(text) <= MAX_CHARS and not is_prose and _are_lines_of_code(field.children, shows_lines=True):
            field.tag = "pre"
    for element in tree.select(CANDIDATES)[:MAX_ELEMENTS]:
        if left > 0 and room > 0 and element.tag in HOLDERS and _may_be_code(element):
            nodes = list(islice(element.descendants, MAX_NODES + 1))
            chars = sum(len(node.data) for node in nodes if type(node) is Text)
            left, room = left - len(nodes), room - chars
            shows_lines = keeps_lines(element.attr("class"), element.attr("style"))
            is_read = len(nodes) <= MAX_NODES and chars <= MAX_CHARS
            if is_read and _are_lines_of_code(nodes, shows_lines=shows_lines):
                element.tag = "pre"


def _keep_code(root: Element, code: Element) -> None:
    """Make the editor *root* a ``pre`` that contains only the lines of its *code*."""
    source = root.previous_sibling
    while type(source) is Text and source.data.isspace():
        source = source.previous_sibling
    if type(source) is Element and HIDDEN_SOURCE in (attribute(source, "class") or ""):
        source.extract()
    code.extract()
    root.clear()
    root.append(code)
    root.tag = "pre"


def _may_be_code(element: Element) -> bool:
    """Return whether *element* is named as code or set in a font of one width outside of a sentence."""
    if element.tag not in CODE_ELEMENTS and not _is_named_or_set(element.attr("class"), element.attr("style")):
        return False
    return element.closest("pre") is None and (element.tag not in INLINE or not is_in_line(element))


@lru_cache(maxsize=10_000)
def _is_named_or_set(names: str | None, style: str | None) -> bool:
    """Return whether a ``class`` names code, or a ``style`` has a font of one width. Cached, because they repeat."""
    return bool((names and CODE_NAME.search(names)) or (style and ONE_WIDTH.search(style)))


def _are_lines_of_code(nodes: Sequence[Node], *, shows_lines: bool) -> bool:
    """Return whether *nodes* are several lines, more of which look like code than like prose.

    Line breaks and spaces of the source that a browser does not show are removed from the lines.
    """
    pieces: list[str] = []
    for node in nodes:
        if type(node) is Text:
            pieces.append(node.data if shows_lines else SPACES.sub(" ", node.data))
        elif type(node) is Element and node.tag in NOT_IN_LINES:
            return False
        elif type(node) is Element and node.tag == "br":
            pieces.append("\n")
    filled = [line[:MAX_LINE_CHARS] for line in "".join(pieces).split("\n") if line.strip()]
    code = sum(bool(INDENTATION.match(line) or OPERATION.search(line.strip())) for line in filled)
    prose = sum(bool(SENTENCE.search(line.rstrip())) for line in filled)
    if len(filled) < MIN_LINES or 2 * code < len(filled) or prose > code:
        return False
    if not shows_lines:
        _remove_unshown_spaces(nodes)
    return True


def _remove_unshown_spaces(nodes: Sequence[Node]) -> None:
    """Fold the white space of text as a browser does: one space, and none at the beginning of a line."""
    begins = True
    for node in nodes:
        if type(node) is Text:
            folded = SPACES.sub(" ", node.data)
            node.data = folded.lstrip(" ") if begins else folded
            begins = begins and not node.data
        elif type(node) is Element and node.tag == "br":
            begins = True
