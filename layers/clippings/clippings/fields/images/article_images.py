"""The article's own pictures, with caption and credit, and which of them leads."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import attrgetter
from typing import TypeVar
from urllib.parse import unquote

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext, plain
from clippings.fields.images.captions import MAX_CAPTION, CaptionReader, find_captions
from clippings.fields.images.credits import separate_credit, without_label
from clippings.fields.images.pictures import best_address, file_key, is_furniture, is_preview, is_small, side
from clippings.fields.rule import finding
from clippings.page.tree import Element, attribute
from clippings.page.word_splitting import STOPS
from clippings.records import Finding, Image

T = TypeVar("T")

#: Most pictures of one article; a gallery has a hundred.
MAX_IMAGES = 200
#: Most picture elements that are read: a gallery has several renditions of each picture.
MAX_SHOWN = 1000
#: Most elements that are examined for these: icons and pictures without an address are among them.
MAX_EXAMINED = 20_000
#: Characters of a picture's attributes that are searched for the name of a file.
MAX_NAMED = 20_000

_GENERIC = re.compile(r"logo|default|fallback|placeholder|social|share|og[-_]image|favicon|icon|avatar", re.IGNORECASE)
#: Ancestors of a picture that may be a teaser, and its longest text, in characters.
TEASER_STEPS, MAX_TEASER = 5, 600
MAX_STEPS = 12
#: A link to the picture itself or to its gallery.
_OWN_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)|^#|image|photo|gallery|galerie|foto|media")
_BOXES = frozenset({"div", "li", "section", "article"})
_TEASER = frozenset({"aside", "nav", "footer"})
_TAG = attrgetter("tag")
#: Ends of sentences.
_SENTENCE = tuple(STOPS)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page: its element, its best address, and the key that all its renditions share."""

    element: Element
    url: str
    key: str


def find_images(context: ArticleContext) -> Finding[tuple[Image, ...]] | None:
    """Return the article's pictures in the page's order, or None where it has none."""
    declared = _declared(context)
    wanted = [file_key(url) for url in declared]
    shown = list(islice(_shown(context), MAX_SHOWN))
    pictures = {picture.element: picture for picture in shown}
    found: dict[str, Image] = {}
    keys = {picture.element: picture.key for picture in shown}
    captions = CaptionReader(keys)
    for picture in shown:
        known = found.get(picture.key)
        if known is None or not known.caption:
            image = _image(picture, captions)
            found[picture.key] = image if known is None else replace(known, caption=image.caption, credit=image.credit)
        if len(found) >= MAX_IMAGES:
            break
    lead = next((key for key in wanted if key in found), None)
    if lead is None and wanted:
        elsewhere = _elsewhere(context, set(wanted), pictures)
        if elsewhere is not None:
            lead = elsewhere.key
            found = {lead: _image(elsewhere, CaptionReader({elsewhere.element: lead})), **found}
    lead = lead or next(iter(found), None)
    if lead is None and declared and not _GENERIC.search(declared[0]):
        return finding("images", "declared", (Image(declared[0], lead=True),), declared[0])
    if lead in wanted and is_preview(found[lead].url):
        found[lead] = replace(found[lead], url=declared[wanted.index(lead)])
    if lead is not None:
        found[lead] = replace(found[lead], lead=True)
    images = tuple(_captioned(context, found))
    return finding("images", "shown", images, " ".join(image.url for image in images)) if images else None


def _captioned(context: ArticleContext, found: dict[str, Image]) -> Iterator[Image]:
    """Yield the pictures. One without a shown caption gets the caption in the article's data, if that is one.

    Publishing systems also write file names and alternative texts there, which are not sentences and have no credit.
    """
    told = _told(context)
    for key, image in found.items():
        caption, credit = separate_credit([(told[key], False)]) if key in told and not image.caption else ("", "")
        spoken = bool(credit) or caption.endswith(_SENTENCE)
        own = spoken and plain(caption) not in ("", plain(context.title), plain(image.alt))
        yield (
            replace(image, caption=caption[:MAX_CAPTION], credit=image.credit or without_label(credit) or None)
            if own
            else image
        )


def _told(context: ArticleContext) -> dict[str, str]:
    """Return the captions in the article's data by the keys of their pictures."""
    values = context.page.linked_data.values(context.article, "image") if context.article else []
    pictures = [
        value for value in values[:MAX_IMAGES] if isinstance(value, dict) and isinstance(value.get("caption"), str)
    ]
    places = [
        (value.get("url") or value.get("contentUrl"), clean(value["caption"][:MAX_CAPTION])) for value in pictures
    ]
    return {file_key(html.unescape(url[:4096])): said for url, said in places if isinstance(url, str) and said}


def _elsewhere(context: ArticleContext, wanted: set[str], known: dict[Element, Picture]) -> Picture | None:
    """Return a declared picture outside of the article's element, such as one above the headline."""
    for element in context.page.tree.find_all("img", limit=MAX_EXAMINED):
        if element in known:
            continue
        values = (value for value in element.attrs.values() if isinstance(value, str))
        named = unquote(" ".join(values)[:MAX_NAMED]).lower()
        if not any(key in named for key in wanted):
            continue
        picture = None if is_small(element) else _picture(context, element)
        if picture is not None and picture.key in wanted:
            return picture
    return None


def _picture(context: ArticleContext, element: Element) -> Picture | None:
    """Return the picture in *element*, or None where it is furniture or has no address."""
    raw = best_address(element)
    if raw is None or is_furniture(element, raw):
        return None
    url = context.page.absolute(raw)
    return Picture(element, url, file_key(url)) if url is not None else None


def _declared(context: ArticleContext) -> list[str]:
    """Return the absolute addresses of the pictures that the page declares."""
    raws = [
        text
        if isinstance(value, dict) and isinstance(text := value.get("url") or value.get("contentUrl"), str)
        else value
        for value in (context.page.linked_data.values(context.article, "image") if context.article else [])
    ]
    raws += context.metas("og:image", "og:image:secure_url", "twitter:image", "twitter:image:src")
    return [
        url
        for raw in raws[:12]
        if isinstance(raw, str) and len(raw) < 4096 and (url := context.page.absolute(html.unescape(raw)))
    ]


def _scope(context: ArticleContext) -> tuple[Element | None, set[Element]]:
    """Return the element that contains headline and body, and the elements of the body's passages."""
    reading = context.reading
    if reading is None or reading.container is None:
        return None, set()
    kept = {
        p.element
        for p, role in zip(reading.passages, reading.roles, strict=True)
        if role is not None and role != "headline"
    }
    scope = reading.container
    if context.headline is not None:
        above = {reading.passages[context.headline].element, *_above(reading.passages[context.headline].element)}
        around = [scope, *_above(scope)]
        scope = next((node for node in around if node in above), around[-1])
    return scope, kept


def _above(element: Element) -> Iterator[Element]:
    """Yield the ancestors of *element* below ``<body>``, the nearest first."""
    node = element.parent
    while isinstance(node, Element) and node.tag not in ("body", "html"):
        yield node
        node = node.parent


def _shown(context: ArticleContext) -> Iterator[Picture]:
    """Yield the pictures from the headline to the body's end, without furniture."""
    scope, kept = _scope(context)
    if scope is None:
        return
    elements = scope.find_all()
    last = next((place for place in range(len(elements) - 1, -1, -1) if elements[place] in kept), -1)
    until = elements[: last + 4]
    boxes = _Boxes()
    found = (
        element
        for tag, element in zip(map(_TAG, until), until, strict=True)
        if tag == "img" or ("-" in tag and _is_custom(tag))
    )
    for element in islice(found, MAX_EXAMINED):
        if not is_small(element) and not _in_teaser(element, scope, boxes):
            picture = _picture(context, element)
            if picture is not None:
                yield picture


def _is_custom(tag: str) -> bool:
    """Return whether *tag* is a custom element for pictures, such as ``<amp-img>``."""
    return "img" in tag or "image" in tag


@dataclass(frozen=True, slots=True)
class _Boxes:
    """The facts about elements around pictures, each found once: many pictures may be in one element."""

    captioned: dict[Element, bool] = field(default_factory=dict)  #: whether a figure has a caption
    captions: dict[Element, int] = field(default_factory=dict)  #: how many captions an element has
    links: dict[Element, bool] = field(default_factory=dict)  #: whether a link has text
    teasers: dict[Element, bool] = field(default_factory=dict)  #: whether it is the teaser of another article


def _in_teaser(element: Element, scope: Element, boxes: _Boxes) -> bool:
    """Return whether the picture is in a side box or in a link to another page."""
    for steps, node in enumerate(_above(element)):
        if node is scope or node == scope or steps > MAX_STEPS:
            return False
        tag = node.tag
        if tag in _TEASER or (tag == "a" and _leads_away(node, boxes)):
            return True
        if tag == "figure" and _cached(node, boxes.captioned, _has_caption):
            link = node.closest("a")
            return link is not None and _leads_away(link, boxes)
        if steps < TEASER_STEPS and tag in _BOXES and _cached(node, boxes.teasers, _links_away):
            return True
    return False


def _cached(element: Element, known: dict[Element, T], find: Callable[[Element], T]) -> T:
    if element not in known:
        known[element] = find(element)
    return known[element]


def _has_caption(figure: Element) -> bool:
    return figure.find("figcaption") is not None


def _has_text(link: Element) -> bool:
    return bool(link.text.strip())


def _count_captions(element: Element) -> int:
    return len(find_captions(element))


def _leads_away(link: Element, boxes: _Boxes) -> bool:
    """Return whether *link* leads to another page, and not to a larger view of the picture."""
    if _OWN_PICTURE.search((link.attr("href") or "#").lower()):
        return False
    box = link.parent
    if _cached(link, boxes.links, _has_text) or not isinstance(box, Element):
        return True
    return _cached(box, boxes.captions, _count_captions) != 1


def _links_away(node: Element) -> bool:
    """Return whether *node* is a teaser: a picture with a linked heading."""
    heading = node.find(["h2", "h3", "h4", "h5"])
    return (
        heading is not None
        and len(node.text) < MAX_TEASER
        and (heading.find("a") is not None or heading.closest("a") is not None)
    )


def _image(picture: Picture, captions: CaptionReader) -> Image:
    element = picture.element
    caption, credit = captions.read(element)
    alt = clean(attribute(element, "alt") or "")[:MAX_CAPTION] or None
    return Image(picture.url, caption, credit, alt, side(element, "width"), side(element, "height"))
