"""The page's ``<h1>`` elements: the text with and without a kicker or a second line, and signs of a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clippings.page.page import Page
from clippings.page.permalinks import has_text_beside, is_permalink
from clippings.page.styles import CONTROL
from clippings.page.tree import Element, Text, attribute

#: Inline elements of a heading that do not separate a part of it.
_EMPHASIS = frozenset({"em", "i", "b", "strong", "u", "sup", "sub", "mark", "small", "font", "cite", "abbr"})
_SILENT = frozenset({"script", "style", "svg", "noscript", "template"})
#: Ancestors outside of an article.
_CHROME = frozenset({"nav", "aside", "footer"})
#: Class names of kickers. Each is used by several publishers.
_KICKER = re.compile(
    r"kick|overline|roof|topline|dach|spitz|eyebrow|categor|label|rubri|surtit|antetit|occhiello|pre-?(?:fix|head|title)|"
    r"tag|topic|section|ressort|strap",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"title|headline|heading|entry|post|article", re.IGNORECASE)
_LOGO = re.compile(r"logo|brand|site-?(?:title|name)", re.IGNORECASE)
#: The address of the front page; not ``#`` alone.
_FRONT_PAGE = re.compile(r"(?!#)(?:https?://[^/]+)?/?(?:index\.\w+)?(?:#.*)?")
#: Block elements, which end a heading that was never closed.
_BLOCKS = frozenset("p ul ol dl table figure blockquote section article form h2 h3 h4 h5 h6 hr".split())
#: Longest heading with block elements in it, in characters; a longer one was never closed.
MAX_HEADING = 160
#: Deepest nesting that is read. Deeper text is one run. Headlines need four levels.
MAX_DEPTH = 12
#: Characters of a heading that are read, so that headings inside one another are not read as often as they are nested.
MAX_READ = 100_000
#: Most ``<h1>`` elements that are examined: empty ones may be inside one another.
MAX_EXAMINED = 50
#: Most runs of a heading with a kicker. More runs are an animation word by word.
MAX_RUNS = 8
#: Shortest run that can be a kicker, in characters, and least words of a headline.
MIN_RUN = 3
MIN_WORDS = 3

#: A text, and its ancestors below the heading, outermost first.
Run = tuple[str, tuple[Element, ...]]


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a heading from one of its elements on. *kicker*: whether a kicker, by its class, is before it."""

    text: str
    kicker: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text, the text without a kicker or without a second line, and evidence of its meaning."""

    text: str
    endings: tuple[Ending, ...] = ()
    beginnings: tuple[str, ...] = ()
    leads_home: bool = False
    in_chrome: bool = False
    named_headline: bool = False
    named_logo: bool = False


def read_headings(page: Page, most: int) -> tuple[Heading, ...]:
    """Return the first *most* ``<h1>`` elements of *page* that have text."""
    found: list[Heading] = []
    for element in page.tree.find_all("h1", limit=MAX_EXAMINED):
        heading = _read_heading(element)
        if heading is not None:
            found.append(heading)
        if len(found) == most:
            break
    return tuple(found)


def _read_heading(element: Element) -> Heading | None:
    runs = list(_first(_runs(element), MAX_READ))
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


def _first(runs: Iterator[Run], most: int) -> Iterator[Run]:
    """Yield the first *most* characters of *runs*."""
    for text, path in runs:
        yield text[:most], path
        most -= len(text)
        if most <= 0:
            return


def _runs(element: Element, path: tuple[Element, ...] = (), depth: int = 0) -> Iterator[Run]:
    """Yield the texts inside *element*. A ``<br>`` is a run of one space."""
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
    """Return whether *element* is a permalink, a button or an edit link beside the words of its heading."""
    if element.tag == "a":
        return is_permalink(element)
    names = attribute(element, "class") or ""
    return (element.tag == "button" or CONTROL.search(names) is not None) and has_text_beside(element)


def _closed(runs: list[Run]) -> list[Run]:
    """Return the *runs* before the first block, if they have enough words for a headline; else all."""
    first = next((i for i, (_, path) in enumerate(runs) if any(e.tag in _BLOCKS for e in path)), len(runs))
    return runs[:first] if _joined(runs[:first]).count(" ") + 1 >= MIN_WORDS else runs


def _joined(runs: list[Run]) -> str:
    """Return the text of *runs*, with a space where a word and a capital letter meet between two elements."""
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
    """Yield the ends of a heading that begin with or after an element."""
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
    """Yield the beginnings of a heading that end before or with an element."""
    said = [run for run in runs if run[0].strip()]
    for index in range(1, len(said) if len(said) <= MAX_RUNS else 0):
        text = _joined(said[:index])
        if said[index - 1][1] != said[index][1] and text.count(" ") + 1 >= MIN_WORDS:
            yield text
