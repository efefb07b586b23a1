"""The HTML parser. No other module imports it.

turbohtml was chosen by measurement: see ``docs/decisions/0001-parser.md``. The rest of the package uses
:data:`Element` and :data:`Text` and calls the functions of this module.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

import turbohtml
import turbohtml.detect

Document: TypeAlias = turbohtml.Document
Element: TypeAlias = turbohtml.Element
Text: TypeAlias = turbohtml.Text
Node: TypeAlias = turbohtml.Node

#: Attributes whose values are lists of words, and a word of such a list (HTML Standard, 2.3.7).
LISTS = frozenset("class rel rev headers sizes sandbox accesskey accept-charset archive dropzone".split())
_WORD = re.compile(r"[^ \t\n\f\r]+")

#: Bytes from which the encoding is guessed. More bytes do not change the guess.
GUESS_BYTES = 200_000

#: Maximum depth of the tree. The deepest pages measured have 80 levels. Blink has the same limit at 512.
MAX_TREE_DEPTH = 256
_TOO_DEEP = " > ".join(["*"] * (MAX_TREE_DEPTH + 1))
_DEEPEST = ":root > " + " > ".join(["*"] * (MAX_TREE_DEPTH - 1))
#: Maximum number of ``<html>`` and ``<body>`` tags. A further one only adds its attributes, and takes time and memory
#: in proportion to all attributes that were added before: 230 kB of such tags took 3 GB.
MAX_ROOT_TAGS = 16
_ROOT_TAG = re.compile(r"<(?=(?:html|body)[\s/])", re.IGNORECASE)


#: Elements that a browser opens again in each block after the one that they are not closed in, up to its depth of 512
#: and three of each kind (HTML Standard, 13.2.4.3): 100 kB of ``<li><b id=1>`` and so on are 2,000,000 nodes.
_FORMATTING = "b|big|code|em|font|i|s|small|strike|strong|tt|u"
MAX_REOPENED, MAX_ALIKE = 512, 3
#: Most nodes of a tree that such elements may make. Beyond, further kinds of them do not format.
MAX_REOPENED_NODES = 1_500_000
#: Such an element: its name, its attributes if they are plainly written, its text and end if only text is in it.
_SPACE = r"[ \t\n\f\r]"
_FORMATTED = re.compile(
    rf"<({_FORMATTING})(?={_SPACE}|[/>])(?:("
    rf"(?:{_SPACE}{{1,9}}[a-z-]{{1,40}}=(?:\"[^\"<>]{{0,300}}\"|'[^'<>]{{0,300}}'|[\w#%-]{{1,99}}(?={_SPACE}|>))){{0,20}}"
    rf"{_SPACE}?>)([^<]*</\1{_SPACE}?>)?)?",
    re.IGNORECASE | re.ASCII,
)


#: Attributes whose values are keys of caches, and their maximum length in characters. The caches live longer than a
#: page and have some 60,000 entries.
CACHED_ATTRIBUTES = ("class", "id", "style", "role", "lang", "rel", "itemprop")
MAX_ATTRIBUTE_CHARS = 2_000
#: Most nodes and characters that are read for the beginning of an element's text.
MAX_BEGINNING_NODES, MAX_BEGINNING_CHARS = 2_000, 20_000


def read_tree(markup: str) -> Document:
    """Return *markup* as an HTML5 tree of at most :data:`MAX_TREE_DEPTH` levels.

    Every string is a valid document, so no error is raised. Deeper nodes are moved to the last level, in order.
    Values of class, id, style and similar attributes that are too long are cut.
    """
    tree = turbohtml.parse(
        _with_few_reopened(_without_root_tags(markup)), positions=False, allow_declarative_shadow_roots=False
    )
    if tree.select_one(_TOO_DEEP) is not None:
        for element in tree.select(_DEEPEST):
            _flatten(element)
    for name in CACHED_ATTRIBUTES:
        for element in tree.select(f"[{name}]"):
            if len(element.attr(name) or "") > MAX_ATTRIBUTE_CHARS:
                element.attrs[name] = (element.attr(name) or "")[:MAX_ATTRIBUTE_CHARS]
    return tree


def _without_root_tags(markup: str) -> str:
    """Return *markup* in which all ``<html>`` and ``<body>`` tags after the first ones are end tags without effect."""
    tags = list(islice(_ROOT_TAG.finditer(markup), MAX_ROOT_TAGS + 1))
    if len(tags) <= MAX_ROOT_TAGS:
        return markup
    end = tags[-1].start()
    return markup[:end] + _ROOT_TAG.sub("</x-", markup[end:])


def _with_few_reopened(markup: str) -> str:
    """Return *markup* in which formatting elements that may be left open are spans, where too many would be reopened.

    An element with only text in it is closed for certain; of others the tree alone would show it. Two with the same
    attributes are of one kind.
    """
    tags = max(markup.count("<"), 1)
    most = MAX_REOPENED_NODES // tags
    if most >= MAX_REOPENED:
        return markup
    kinds: set[str] = set()

    def limit(found: re.Match[str]) -> str:
        if found[3] is not None:
            return found[0]
        kind = found[0].lower() if found[2] is not None else str(found.start())
        if kind in kinds or (len(kinds) + 1) * MAX_ALIKE <= most:
            kinds.add(kind)
            return found[0]
        return "<span" + found[0][len(found[1]) + 1 :]

    return _FORMATTED.sub(limit, markup)


def _flatten(element: Element) -> None:
    """Make all descendants of *element* its children. An element that contains only text keeps it."""
    whole: Element | None = None
    for node in list(element.descendants):
        if type(node) is Element:
            element.append(node)
            whole = node if all(type(child) is not Element for child in node.children) else None
        elif whole is None or node.parent != whole:
            element.append(node)


def attribute(element: Element, name: str) -> str | None:
    """Return the value of an attribute, or None if it is absent. Of a list, the words are separated by one space."""
    value = element.attr(name)
    return value if value is None or name not in LISTS else spaced(value)


@lru_cache(maxsize=10_000)
def spaced(words: str) -> str:
    """Return *words* with one space between them. Cached, since values of ``class`` repeat."""
    return " ".join(_WORD.findall(words))


def inner_text(element: Element) -> str:
    """Return the element's text with white space collapsed."""
    return " ".join(element.text.split())


def beginning(element: Element) -> str:
    """Return the beginning of the element's text with white space collapsed. A short text is complete.

    Elements inside one another would be read in full for each of them.
    """
    parts: list[str] = []
    room = MAX_BEGINNING_CHARS
    for node in islice(element.descendants, MAX_BEGINNING_NODES):
        if type(node) is Text:
            parts.append(node.data[:room])
            room -= len(parts[-1])
            if not room:
                break
    return " ".join("".join(parts).split())


def web_codec(label: str) -> str | None:
    """Return *label* in lower case if it names an encoding (WHATWG Encoding Standard), else None."""
    label = label.strip().lower()
    try:
        codecs.lookup(f"whatwg-{label}")
    except (LookupError, ValueError):
        return None
    return label


def guess_encoding(data: bytes) -> str:
    """Return the name of the most likely encoding of *data*, judged by its letters."""
    undeclared = re.sub(rb"charset|encoding", b"x", data[:GUESS_BYTES], flags=re.IGNORECASE)
    return (turbohtml.detect.detect(undeclared).encoding or "windows-1252").lower()
