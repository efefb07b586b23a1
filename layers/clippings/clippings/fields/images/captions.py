"""The caption and the credit of a picture, in the elements around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from clippings.fields.authors.person_names import begins_byline, clean, looks_personal, split_names
from clippings.fields.context import plain
from clippings.fields.images.credits import Piece, separate_credit, without_label
from clippings.fields.images.pictures import picture_key
from clippings.page.tree import Element, Text

#: Longest caption, and longest text of an element of only picture and caption, in characters.
MAX_CAPTION, MAX_WRAPPER = 1500, 300
#: Longest text of a figure, in characters; an element with more contains the article.
MAX_FIGURE = 4000
#: Ancestors of a picture that are searched.
CLIMB = 6
#: Ancestors whose text is a caption without a class that says so.
NEAR = 4
#: Most renditions of a picture in one figure.
MAX_RENDITIONS = 4
#: Shortest caption without a class, in characters; a shorter text is a label or a length in minutes.
MIN_BARE = 15
MAX_CREDIT = 200
#: Longest byline beside an author's portrait, in characters.
MAX_BYLINE = 120
#: Most runs of text that are read in one caption.
MAX_RUNS = 30
#: Most elements that are read in one figure.
MAX_ELEMENTS = 80

_CAPTION = re.compile(
    r"caption|legend|bildunterschrift|(?:img|image|photo|media|picture|bild)[-_]*(?:desc|info|text|title|sub-?title)|untertitel|pie-?(?:de-?)?foto|leyenda|bildtext"
)
_CREDIT = re.compile(
    r"credit|copyright|source|photographer|author|byline|agency|rights|quelle|fotograf|urheber|attribution"
)
#: Elements of teasers and controls that do not occur in captions.
_NO_CAPTION = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "time", "form", "ul", "a"})
#: The separator that remains when the credit is removed.
_LOOSE_END = re.compile(r"^[|/–—]\s*|(?<!\s)\s+[-|/–—]+$")
_HIDDEN = frozenset({"script", "style", "button", "noscript", "template", "svg"})
#: Inline elements.
_INLINE = frozenset("em i b strong a sub sup abbr mark u q cite font small time".split())


#: A caption and a credit, each None where there is none.
Caption: TypeAlias = tuple[str | None, str | None]


class CaptionReader:
    """Reads the captions of pictures. Each element around them is read once, since many pictures may be in it.

    *keys* has the keys of pictures; those of further ones are added.
    """

    def __init__(self, keys: dict[Element, str]) -> None:
        self.keys = keys
        self.wrapping: dict[Element, bool] = {}
        self.captioned: dict[Element, Caption | None] = {}
        self.bare: dict[Element, Caption | None] = {}

    def read(self, element: Element) -> Caption:
        """Return caption and credit of the picture *element*."""
        wrappers: list[Element] = []
        for node in self._wrappers(element):
            wrappers.append(node)
            if node not in self.captioned:
                self.captioned[node] = _marked_caption(node)
            found = self.captioned[node]
            if found is not None:
                return found
        for node in wrappers[:NEAR]:
            if node not in self.bare:
                self.bare[node] = _bare_caption(node)
            found = self.bare[node]
            if found is not None:
                return found
        return None, None

    def _wrappers(self, element: Element) -> Iterator[Element]:
        """Yield the ancestors of the picture up to one with another picture or the article, the nearest first."""
        node = element.parent
        for _ in range(CLIMB):
            if not isinstance(node, Element) or node.tag in ("body", "article", "main"):
                return
            if node not in self.wrapping:
                self.wrapping[node] = self._wraps(node)
            if not self.wrapping[node]:
                return
            yield node
            node = node.parent

    def _wraps(self, node: Element) -> bool:
        """Return whether *node* contains neither the article nor several pictures with texts."""
        text = node.text
        if len(text) > MAX_FIGURE:
            return False
        pictures = node.find_all("img", limit=MAX_RENDITIONS + 1)
        if len({picture_key(picture, self.keys) for picture in pictures} - {""}) < 2:
            return True
        text = " ".join(text.split())
        return not text or (
            len(pictures) <= MAX_RENDITIONS and len(text) <= MAX_CAPTION and len(find_captions(node)) == 1
        )


def _marked_caption(node: Element) -> Caption | None:
    """Return the first caption in *node*, or None if it has none."""
    captions = find_captions(node)
    return _separate_caption(node, captions[0]) if captions else None


def _bare_caption(node: Element) -> Caption | None:
    """Return the text of *node* as the caption, no caption if it is another text, or None if it has hardly any text."""
    if not node.text.strip():
        return None
    text = " ".join(piece for piece, _ in _pieces(node))
    if len(text) < MIN_BARE:
        return None
    bare = len(text) <= MAX_WRAPPER and not any(inner.tag in _NO_CAPTION for inner in node.find_all())
    return _separate_caption(node, node) if bare else (None, None)


def find_captions(node: Element) -> list[Element]:
    """Return the captions in *node*, by their tag, else by their class."""
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
    """Return the runs of text in *holder*, each with whether its class is that of a credit."""
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
    """Return the block element around *node*, whether it is a credit by its class, and whether it is hidden."""
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


def _separate_caption(figure: Element, holder: Element) -> tuple[str | None, str | None]:
    """Return caption and credit from the text of *holder* and the elements of *figure* that are credits by class."""
    caption, credit = separate_credit(_pieces(holder)[:MAX_RUNS])
    if not credit and figure is not holder:
        credit = next((text for text, called in _pieces(figure) if called and len(text) < MAX_CREDIT), "")
        caption = caption.replace(credit, " ") if credit else caption
    credit = without_label(clean(credit).strip(" ()[]|–—-"))[:300].strip(" ;")
    caption = _LOOSE_END.sub("", clean(caption))
    if not plain(caption) or _is_byline(caption):
        return None, credit or None
    return caption[:MAX_CAPTION], credit or None


def _is_byline(text: str) -> bool:
    """Return whether *text* is the byline beside a portrait and not a caption."""
    if len(text) > MAX_BYLINE or not begins_byline(text):
        return False
    return any(looks_personal(name) and not name[0].islower() for name in split_names(text))
