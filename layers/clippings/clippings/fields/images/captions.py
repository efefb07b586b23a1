"""A picture's caption and credit: found in the elements around the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from clippings.fields.authors.person_names import begins_byline, clean, looks_personal, split_names
from clippings.fields.context import plain
from clippings.fields.images.credits import Piece, tell_apart, without_label
from clippings.fields.images.pictures import picture_key
from clippings.page.tree import Element, Text, inner_text

#: Longest caption in characters, and longest text of an element that is nothing but picture and caption.
MAX_CAPTION, MAX_WRAPPER = 1500, 300
#: An element with more text than this holds the article, in characters.
MAX_FIGURE = 4000
#: Elements looked at above a picture.
CLIMB = 6
#: Text without a caption's mark is one only this close around the picture, in elements.
NEAR = 4
#: Copies of one picture for different screens that stand in one figure.
MAX_RENDITIONS = 4
#: Shorter text without a mark is a label or a length in minutes, in characters.
MIN_BARE = 15
MAX_CREDIT = 200
#: The byline beside an author's portrait is short, in characters.
MAX_BYLINE = 120
#: Runs of text in one caption: the rest of a longer one is no caption.
MAX_RUNS = 30
#: Elements looked at in one figure.
MAX_ELEMENTS = 80

_CAPTION = re.compile(
    r"caption|legend|bildunterschrift|(?:img|image|photo|media|picture|bild)[-_]*(?:desc|info|text|title|sub-?title)|untertitel|pie-?(?:de-?)?foto|leyenda|bildtext"
)
_CREDIT = re.compile(
    r"credit|copyright|source|photographer|author|byline|agency|rights|quelle|fotograf|urheber|attribution"
)
#: What is in a teaser or a control, and in no caption.
_NO_CAPTION = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "time", "form", "ul", "a"})
#: The mark between a caption and the credit that was taken off.
_LOOSE_END = re.compile(r"^[|/–—]\s*|(?<!\s)\s+[-|/–—]+$")
_HIDDEN = frozenset({"script", "style", "button", "noscript", "template", "svg"})
#: Elements that mark a word inside of a sentence.
_INLINE = frozenset("em i b strong a sub sup abbr mark u q cite font small time".split())


def read_caption(
    element: Element, keys: dict[Element, str], sizes: dict[Element, int]
) -> tuple[str | None, str | None]:
    """Return caption and credit of the picture *element*, each None where there is none.

    *keys* has what tells pictures apart, by element, *sizes* how many characters are in an element; both are added to.
    """
    wrappers: list[Element] = []
    for node in _wrappers(element, keys, sizes):
        wrappers.append(node)
        captions = find_captions(node)
        if captions:
            return _told_apart(node, captions[0])
    for node in wrappers[:NEAR]:
        if not node.text.strip():
            continue
        text = " ".join(piece for piece, _ in _pieces(node))
        if len(text) >= MIN_BARE:
            bare = len(text) <= MAX_WRAPPER and not any(inner.tag in _NO_CAPTION for inner in node.find_all())
            return _told_apart(node, node) if bare else (None, None)
    return None, None


def _wrappers(element: Element, keys: dict[Element, str], sizes: dict[Element, int]) -> Iterator[Element]:
    """Yield the elements around the picture, the nearest first, while they hold no other picture and no article."""
    node = element.parent
    for _ in range(CLIMB):
        if not isinstance(node, Element) or node.tag in ("body", "article", "main"):
            return
        if node not in sizes:
            sizes[node] = len(node.text)
        if sizes[node] > MAX_FIGURE:
            return
        pictures = node.find_all("img", limit=MAX_RENDITIONS + 1)
        if len(pictures) > 1 and len({picture_key(picture, keys) for picture in pictures} - {""}) > 1:
            text = inner_text(node)
            if text and (len(pictures) > MAX_RENDITIONS or len(text) > MAX_CAPTION or len(find_captions(node)) != 1):
                return
        yield node
        node = node.parent


def find_captions(node: Element) -> list[Element]:
    """Return the elements in *node* that are captions by their tag, else by their class."""
    if not node.text.strip():
        return []
    found = [c for c in node.find_all("figcaption") if c.text.strip()]
    if not found:
        for inner in node.find_all(limit=MAX_ELEMENTS):
            name = inner.attr("class")
            if (
                name
                and _is_called_caption(name)
                and inner.text.strip()
                and not (found and _is_inside(inner, found[-1]))
            ):
                found.append(inner)
    return found


def _is_inside(element: Element, outer: Element) -> bool:
    node = element.parent
    for _ in range(CLIMB):
        if node == outer:
            return True
        node = node.parent if node is not None else None
    return False


@lru_cache(maxsize=4096)
def _is_called_caption(name: str) -> bool:
    return _CAPTION.search(name.lower()) is not None


@lru_cache(maxsize=4096)
def _is_called_credit(name: str) -> bool:
    return _CREDIT.search(name.lower()) is not None


def _pieces(holder: Element) -> list[Piece]:
    """Return the runs of text in *holder*, each with whether it is called a credit; marks do not end a run."""
    runs: list[tuple[list[str], bool]] = []
    last: Element | None = None
    places: dict[object, tuple[Element, bool, bool]] = {}
    for node in holder.descendants:
        if isinstance(node, Text):
            parent = node.parent
            place = places.get(parent)
            if place is None:
                place = places[parent] = _place(node, holder)
            block, called, hidden = place
            if hidden:
                continue
            if block != last:
                runs.append(([], called))
                last = block
            runs[-1][0].append(node.data)
    said = [("".join(parts)[:MAX_FIGURE], called) for parts, called in runs]
    return [(text, called) for run, called in said if not run.isspace() and (text := clean(run))]


def _place(node: Text, holder: Element) -> tuple[Element, bool, bool]:
    """Return the element that *node* runs on in, whether it is called a credit, and whether it is not shown."""
    element = node.parent
    block: Element | None = None
    called = False
    while isinstance(element, Element):
        tag = element.tag
        if tag in _HIDDEN:
            return element, called, True
        if block is None and tag not in _INLINE:
            block = element
        if element is holder or element == holder:
            break
        name = element.attr("class")
        called = called or bool(name and _is_called_credit(name))
        element = element.parent
    return block or holder, called, False


def _told_apart(figure: Element, holder: Element) -> tuple[str | None, str | None]:
    """Return caption and credit from the text of *holder* and the elements of *figure* that are called a credit."""
    caption, credit = tell_apart(_pieces(holder)[:MAX_RUNS])
    if not credit and figure is not holder:
        credit = next((text for text, called in _pieces(figure) if called and len(text) < MAX_CREDIT), "")
        caption = caption.replace(credit, " ") if credit else caption
    credit = without_label(clean(credit).strip(" ()[]|–—-"))[:300].strip(" ;")
    caption = _LOOSE_END.sub("", clean(caption))
    if not plain(caption) or _is_byline(caption):
        return None, credit or None
    return caption[:MAX_CAPTION], credit or None


def _is_byline(text: str) -> bool:
    """Whether *text*, taken for a caption, is the byline beside a portrait."""
    if len(text) > MAX_BYLINE or not begins_byline(text):
        return False
    return any(looks_personal(name) and not name[0].islower() for name in split_names(text))
