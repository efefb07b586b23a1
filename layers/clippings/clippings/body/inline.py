"""Turns a passage's nodes into runs of inline content, with marks, absolute links and folded white space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from clippings.body.footnotes import Footnotes
from clippings.page.flow import Passage
from clippings.page.invisible import remove_invisible
from clippings.page.mathml import strip_tex
from clippings.page.page import MAX_ADDRESS_CHARS, MAX_RESOLVED_CHARS, Page, read_address
from clippings.page.replaced import PassageNode, Replaced
from clippings.page.tree import Element, Node, Text, attribute
from clippings.records import MATH, Inline, Mark

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
#: Schemes of addresses that become links. Of others (``javascript:``, ``data:``) only the text is kept.
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
WIDE = "[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff5e]"
SPACE = re.compile(r"[^\S\n]+")

#: A line break of the source between Chinese or Japanese letters, or their punctuation, which are not spaced.
WIDE_BREAK = re.compile(rf"(?<={WIDE})[ \t\r]{{0,40}}\n[ \t\r\n]{{0,80}}(?={WIDE})")
#: Formulas as TeX between the delimiters of MathJax and KaTeX. As in MathJax, a backslash escapes the sign after it, so
#: the line break ``\\[2pt]`` opens no formula. Delimiters of one kind do not nest, so an unclosed one is read once.
#: Text between single dollar signs is a formula if it has a command, a superscript or a subscript; prices have none.
DELIMITED = re.compile(
    r"(?<!\\)\\\((?P<inline>(?:[^\\]|\\[^()]){1,800})\\\)|(?<!\\)\\\[(?P<display>(?:[^\\]|\\[^\[\]]){1,2000})\\\]"
    r"|\$\$(?P<dollars>[^$]{1,2000})\$\$"
    r"|(?<![\\$\w])\$(?=[^\s$])(?P<dollar>(?=[^$\n]{0,300}(?:\\[A-Za-z]|[\^_]))[^$\n]{1,300})(?<=\S)\$(?![\w$])",
    re.DOTALL,
)

Look = tuple[tuple[Mark, ...], str | None]
PLAIN: Look = ((), None)
#: The address of links from a note back to the text, which are left out.
LEADS_BACK = "#back"
#: The address of a reference whose note was not found.
LOST_NOTE = "#-1"


def _is_broken(node: PassageNode) -> bool:
    return type(node) is Text and not node.data.isascii() and WIDE_BREAK.search(node.data) is not None


def unbroken(text: str) -> str:
    """Return *text* with spaces for the line breaks of its source, and nothing between letters without spaces."""
    if "\n" not in text:
        return text
    return (text if text.isascii() else WIDE_BREAK.sub("", text)).replace("\n", " ")


class InlineReader:
    """Turns passages into inline content, and caches what each enclosing element contributes."""

    def __init__(self, page: Page, footnotes: Footnotes | None = None) -> None:
        self.base = page.base_url
        self.own = page.address.partition("#")[0] if page.address else None
        self.footnotes = footnotes or Footnotes()
        self.looks: dict[Node, Look] = {}
        self.room = MAX_RESOLVED_CHARS  #: characters left for the addresses of further links

    def read(self, passage: Passage) -> tuple[Inline, ...]:
        """Return the content of *passage*; a line break inside it is a ``\\n``.

        A link inside the page is text. A reference leads to ``#`` and the index of its note's passage.
        """
        nodes = passage.nodes
        if len(nodes) == 1 and nodes[0].parent == passage.element and not _is_broken(nodes[0]):
            return mark_formulas((Inline(passage.text),))
        return self.runs(nodes, passage.element)

    def runs(self, nodes: Sequence[PassageNode], top: Element) -> tuple[Inline, ...]:
        """Return the content of *nodes*, all of them inside *top*."""
        self.looks.setdefault(top, PLAIN)
        pieces: list[tuple[str, Look]] = []
        for node in nodes:
            if type(node) is Text:
                look = self.look(node.parent)
                if look[1] != LEADS_BACK:
                    pieces.append((unbroken(node.data), look))
            elif type(node) is Replaced:
                pieces.append(self._replaced(node))
            else:
                pieces.append(("\n", pieces[-1][1] if pieces else PLAIN))
        return mark_formulas(folded(pieces))

    def _replaced(self, node: Replaced) -> tuple[str, Look]:
        marks, href = self.look(node.parent)
        if node.tex is None:
            return node.data, (marks, href)
        return node.tex, ((*marks, "display_math" if node.display else "math"), href)

    def look(self, element: Node | None) -> Look:
        """Return the marks and the link that apply inside of *element*."""
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
        """Return the marks and the link inside of *element*, given those around it."""
        marks, href = outer
        mark = MARKS.get(element.tag)
        if mark and mark not in marks:
            return (*marks, mark), href
        if element.tag == "a":
            return marks, self._target(element) or href
        return outer

    def _target(self, link: Element) -> str | None:
        address = attribute(link, "href") or ""
        if len(address) > MAX_ADDRESS_CHARS or self.room < 0:
            return None
        if "#" not in address:
            return self._absolute(address)
        if link in self.footnotes.backs:
            return LEADS_BACK
        note = self.footnotes.references.get(link)
        if note is not None:
            return f"#{note}"
        target = self._absolute(address)
        before, _, place = (target or "").partition("#")
        if address.startswith("#") or (place and before == self.own):
            return LOST_NOTE if _is_raised(link) else None
        return target

    def _absolute(self, address: str) -> str | None:
        target = absolute(address, self.base)
        self.room -= len(target or "")
        return target


def _is_raised(link: Element) -> bool:
    """Return whether a link shows a superscript number."""
    raised = getattr(link.parent, "tag", "") == "sup" or link.find("sup") is not None
    return raised and link.text.strip(" []()\n").isdecimal()


def absolute(address: str, base: str | None) -> str | None:
    """Return *address* made absolute against *base*, or None if a reader cannot open it."""
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
    """Return *pieces* as runs: white space folded across them, equal neighbors merged, ends trimmed."""
    runs: list[tuple[list[str], Look]] = []
    at_space = True
    for text, look in pieces:
        text = remove_invisible(text)
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
    """Return *runs* without white space at the beginning and at the end."""
    while runs and not runs[-1][0].strip():
        runs.pop()
    if runs:
        runs[0] = (runs[0][0].lstrip(), runs[0][1])
        runs[-1] = (runs[-1][0].rstrip(), runs[-1][1])
    return tuple([Inline(text, marks, href) for text, (marks, href) in runs if text])


def mark_formulas(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return *content* with each formula between delimiters as a run of its own."""
    if not any("\\(" in run.text or "\\[" in run.text or "$" in run.text for run in content):
        return content
    runs: list[Inline] = []
    for run in content:
        end = 0
        for found in () if "code" in run.marks or MATH.intersection(run.marks) else DELIMITED.finditer(run.text):
            mark: Mark = "math" if found.lastgroup in ("inline", "dollar") else "display_math"
            tex = strip_tex(found[found.lastgroup or 0])
            if found.start() > end:
                runs.append(replace(run, text=run.text[end : found.start()]))
            runs.append(replace(run, text=tex, marks=(*run.marks, mark)))
            end = found.end()
        if end < len(run.text):
            runs.append(replace(run, text=run.text[end:]))
    return tuple(runs)
