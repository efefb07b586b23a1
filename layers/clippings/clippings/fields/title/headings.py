"""The page's ``<h1>`` elements: what each says, without a kicker or a second line too, and whether it is a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clippings.page.page import Page
from clippings.page.permalinks import has_text_beside, is_permalink
from clippings.page.styles import CONTROL
from clippings.page.tree import Element, Text, attribute

#: Elements inside a heading that set off no part of it.
_EMPHASIS = frozenset({"em", "i", "b", "strong", "u", "sup", "sub", "mark", "small", "font", "cite", "abbr"})
_SILENT = frozenset({"script", "style", "svg", "noscript", "template"})
#: Ancestors that are no part of an article.
_CHROME = frozenset({"nav", "aside", "footer"})
#: What the class of a kicker is called; each of them stands before headlines of several publishers.
_KICKER = re.compile(
    r"kick|overline|roof|topline|dach|spitz|eyebrow|categor|label|rubri|surtit|antetit|occhiello|pre-?(?:fix|head|title)|"
    r"tag|topic|section|ressort|strap",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"title|headline|heading|entry|post|article", re.IGNORECASE)
_LOGO = re.compile(r"logo|brand|site-?(?:title|name)", re.IGNORECASE)
#: An address that leads to the front page; ``#`` alone leads nowhere.
_FRONT_PAGE = re.compile(r"(?!#)(?:https?://[^/]+)?/?(?:index\.\w+)?(?:#.*)?")
#: What ends a heading that was never closed: no headline has it in it.
_BLOCKS = frozenset("p ul ol dl table figure blockquote section article form h2 h3 h4 h5 h6 hr".split())
#: A heading longer than this, in characters, is one that was never closed, if a block stands in it.
MAX_HEADING = 160
#: Deepest nesting that is told apart; what lies below is one run. Headlines need four levels.
MAX_DEPTH = 12
#: A heading of more runs is animated word by word; its elements set off no kicker.
MAX_RUNS = 8
#: A run shorter than this is an initial or a mark, in characters; no headline has fewer words.
MIN_RUN = 3
MIN_WORDS = 3

#: The text of one element's own, and the elements that it stands in below the heading, outermost first.
Run = tuple[str, tuple[Element, ...]]


@dataclass(frozen=True, slots=True)
class Ending:
    """What a heading says from one of its elements on; *kicker* where what stands before is named as one."""

    text: str
    kicker: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its words apart, what it may say without a kicker or a second line, and signs of what it is."""

    text: str
    endings: tuple[Ending, ...] = ()
    beginnings: tuple[str, ...] = ()
    leads_home: bool = False
    in_chrome: bool = False
    named_headline: bool = False
    named_logo: bool = False


def read_headings(page: Page, most: int) -> tuple[Heading, ...]:
    """Return the first *most* ``<h1>`` of *page* that say anything."""
    found: list[Heading] = []
    for element in page.tree.find_all("h1"):
        heading = _read_heading(element)
        if heading is not None:
            found.append(heading)
        if len(found) == most:
            break
    return tuple(found)


def _read_heading(element: Element) -> Heading | None:
    runs = list(_runs(element))
    text = _joined(runs)
    if not text:
        return None
    if len(text) > MAX_HEADING:
        runs = _closed(runs)
        text = _joined(runs)
    above = list(_ancestors(element))
    near = " ".join(f"{attribute(e, 'class') or ''} {attribute(e, 'id') or ''}" for e in (element, *above[:2]))
    links = [e for e in (*above[:1], *element.find_all("a")) if e.tag == "a"]
    own = f"{attribute(element, 'class') or ''} {attribute(element, 'itemprop') or ''}"
    return Heading(
        text,
        tuple(_endings(runs)),
        tuple(_beginnings(runs)),
        any(_FRONT_PAGE.fullmatch(href) for link in links if (href := attribute(link, "href"))),
        any(e.tag in _CHROME for e in above),
        bool(_HEADLINE.search(own)),
        bool(_LOGO.search(near)),
    )


def _ancestors(element: Element) -> Iterator[Element]:
    parent = element.parent
    while isinstance(parent, Element):
        yield parent
        parent = parent.parent


def _runs(element: Element, path: tuple[Element, ...] = (), depth: int = 0) -> Iterator[Run]:
    """Yield the texts inside *element*; a ``<br>`` is a run of its own that says a space."""
    if depth == MAX_DEPTH:
        yield element.text, path
        return
    for child in element.children:
        if isinstance(child, Text):
            yield child.data, path
        elif isinstance(child, Element):
            if child.tag == "br":
                yield " ", path
            elif child.tag not in _SILENT and not is_beside(child):
                yield from _runs(child, path if child.tag in _EMPHASIS else (*path, child), depth + 1)


def is_beside(element: Element) -> bool:
    """Whether *element* is a permalink, a button or an edit link beside the words of its heading."""
    if element.tag == "a":
        return is_permalink(element)
    names = attribute(element, "class") or ""
    return (element.tag == "button" or CONTROL.search(names) is not None) and has_text_beside(element)


def _closed(runs: list[Run]) -> list[Run]:
    """Return the *runs* before the first block, if they say enough for a headline; else all of them."""
    first = next((i for i, (_, path) in enumerate(runs) if any(e.tag in _BLOCKS for e in path)), len(runs))
    return runs[:first] if _joined(runs[:first]).count(" ") + 1 >= MIN_WORDS else runs


def _joined(runs: list[Run]) -> str:
    """The text of *runs*, spaced where two elements meet between a word's end and a capital letter."""
    parts: list[str] = []
    before: Run = ("", ())
    for run in runs:
        text, path = run
        if path != before[1] and len(before[0].strip()) >= MIN_RUN and text[:1].isupper():
            parts.append(" ")
        parts.append(text)
        before = run
    return " ".join("".join(parts).split())


def _endings(runs: list[Run]) -> Iterator[Ending]:
    """Yield the ends of a heading that begin with an element of their own, or behind one."""
    said = [run for run in runs if run[0].strip()]
    if len(said) > MAX_RUNS:
        return
    for index in range(1, len(said)):
        before, path = said[index - 1]
        text = _joined(said[index:])
        if path != said[index][1] and len(before.strip()) >= MIN_RUN and text.count(" ") + 1 >= MIN_WORDS:
            names = (attribute(e, "class") or "" for _, elements in said[:index] for e in elements)
            yield Ending(text, any(map(_KICKER.search, names)))


def _beginnings(runs: list[Run]) -> Iterator[str]:
    """Yield the beginnings of a heading before an element of their own, or up to the end of one."""
    said = [run for run in runs if run[0].strip()]
    for index in range(1, len(said) if len(said) <= MAX_RUNS else 0):
        text = _joined(said[:index])
        if said[index - 1][1] != said[index][1] and text.count(" ") + 1 >= MIN_WORDS:
            yield text
