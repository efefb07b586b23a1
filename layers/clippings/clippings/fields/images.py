"""The article's own pictures, with caption and credit, and which of them leads."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clippings.fields.names import clean
from clippings.fields.pictures import best_address, file_key, is_furniture, side
from clippings.fields.rule import finding
from clippings.fields.story import Story, plain
from clippings.page.tree import Element, attribute, inner_text
from clippings.records import Finding, Image

#: Most pictures of one article; a gallery has a hundred.
MAX_IMAGES = 200
#: Longest caption in characters.
MAX_CAPTION = 1500

_CREDIT = re.compile(
    r"\s*[\[(|–—-]?\s*(?:(?:photo(?:graph)?(?: by)?|image|picture|pic|credit|source|foto|bild|fotos?|quelle|crédit(?:s)?(?: photo)?|photographie|copyright|"
    r"imagen|fotografía|fuente|crédito|reprodução|fonte|kuva|zdjęcie|fot\.|foto av|bilde|illustration|illustrasjon|φωτογραφία|фото)\s?[:/]\s?|©\s?).{2,160}$",
    re.IGNORECASE,
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|source|photographer|author|byline|agency|rights|quelle|fotograf|urheber", re.IGNORECASE
)
_CAPTION_CLASS = re.compile(
    r"caption|legend|bildunterschrift|img-desc|image-desc|photo-desc|media-desc|untertitel|wp-caption-text|pie-?de-?foto|leyenda",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"logo|default|fallback|placeholder|social|share|og[-_]image|favicon|icon|avatar", re.IGNORECASE)
_TEASER = frozenset({"aside", "nav", "footer"})


@dataclass(frozen=True, slots=True)
class _Shown:
    element: Element
    url: str
    early: bool


def find_images(story: Story) -> Finding[tuple[Image, ...]] | None:
    """Return the article's pictures in the page's order, or None where it has none."""
    found: dict[str, Image] = {}
    declared = _declared(story)
    for shown in _shown(story):
        key = file_key(shown.url)
        image = _image(shown)
        if key not in found:
            found[key] = image
        elif image.caption and not found[key].caption:
            found[key] = replace(found[key], caption=image.caption, credit=image.credit or found[key].credit)
        if len(found) >= MAX_IMAGES:
            break
    lead = next((key for key in map(file_key, declared) if key in found), None)
    if lead is None:
        lead = next(iter(found), None)
    if lead is None and declared and not _GENERIC.search(declared[0]):
        return finding("images", "declared", (Image(declared[0], lead=True),), declared[0])
    images = tuple(replace(image, lead=key == lead) for key, image in found.items())
    return finding("images", "shown", images, " ".join(image.url for image in images)) if images else None


def _declared(story: Story) -> list[str]:
    """Return the pictures that the page declares for itself, absolute."""
    raws = [
        text
        if isinstance(value, dict) and isinstance(text := value.get("url") or value.get("contentUrl"), str)
        else value
        for value in (story.page.linked_data.values(story.article, "image") if story.article else [])
    ]
    raws += story.metas("og:image", "og:image:secure_url", "twitter:image", "twitter:image:src")
    return [
        url
        for raw in raws[:12]
        if isinstance(raw, str) and len(raw) < 4096 and (url := story.page.absolute(html.unescape(raw)))
    ]


def _scope(story: Story) -> tuple[Element | None, set[Element]]:
    """Return the element that holds headline and body, and the elements of the body's passages."""
    reading = story.reading
    if reading is None or reading.container is None:
        return None, set()
    kept = {
        p.element
        for p, role in zip(reading.passages, reading.roles, strict=True)
        if role is not None and role != "headline"
    }
    scope = reading.container
    if story.headline is not None:
        above = set()
        node = reading.passages[story.headline].element
        while node is not None:
            above.add(node)
            node = node.parent  # type: ignore[assignment]
        while scope not in above and scope.parent is not None and getattr(scope.parent, "tag", "body") != "body":
            scope = scope.parent  # type: ignore[assignment]
    return scope, kept


def _shown(story: Story) -> Iterator[_Shown]:
    """Yield the pictures from the headline's figure to the body's end that are no furniture."""
    scope, kept = _scope(story)
    if scope is None:
        return
    elements = scope.find_all()
    last = max((i for i, element in enumerate(elements) if element in kept), default=-1)
    for element in elements[: last + 4]:
        if element.tag not in ("img", "amp-img"):
            continue
        raw = best_address(element)
        url = story.page.absolute(raw) if raw else None
        if url is not None and not is_furniture(element, url) and not _in_teaser(element, scope):
            yield _Shown(element, url, early=True)


def _in_teaser(element: Element, scope: Element) -> bool:
    """Whether the picture stands in a side box or in a link to another page."""
    node = element.parent
    steps = 0
    while node is not None and node is not scope and steps < 12:
        tag = getattr(node, "tag", "")
        if tag in _TEASER:
            return True
        if tag == "a" and not re.search(
            r"\.(?:jpe?g|png|webp|gif|avif)|^#|image|photo|gallery|galerie|foto|media",
            attribute(node, "href") or "#",
            re.IGNORECASE,
        ):  # type: ignore[arg-type]
            return True
        if tag == "figure":
            return False
        node = node.parent
        steps += 1
    return False


def _image(shown: _Shown) -> Image:
    element = shown.element
    caption, credit = _caption(element)
    alt = clean(attribute(element, "alt") or "")[:MAX_CAPTION] or None
    return Image(shown.url, caption, credit, alt, side(element, "width"), side(element, "height"))


def _caption(element: Element) -> tuple[str | None, str | None]:
    """Return caption and credit of the picture's figure."""
    node = element.parent
    for _ in range(6):
        if node is None or not hasattr(node, "tag"):
            break
        if node.tag == "figure" or _holds_caption(node):  # type: ignore[arg-type]
            return _read_caption(node)  # type: ignore[arg-type]
        node = node.parent
    return None, None


def _holds_caption(node: Element) -> bool:
    return any(
        getattr(child, "tag", "") == "figcaption" or _CAPTION_CLASS.search(attribute(child, "class") or "")
        for child in node.children
        if isinstance(child, Element)
    )


def _read_caption(figure: Element) -> tuple[str | None, str | None]:
    captions = figure.find_all("figcaption") or [
        e for e in figure.find_all() if _CAPTION_CLASS.search(attribute(e, "class") or "")
    ]
    if not captions:
        return None, None
    holder = captions[0]
    credits = [e for e in figure.find_all() if e is not holder and _CREDIT_CLASS.search(attribute(e, "class") or "")]
    credit = inner_text(credits[0]) if credits else ""
    text = inner_text(holder)
    for element in credits:
        text = text.replace(inner_text(element), " ") if inner_text(element) else text
    match = _CREDIT.search(text)
    if match:
        credit = credit or match[0]
        text = text[: match.start()]
    text, credit = clean(text)[:MAX_CAPTION], clean(credit).strip(" ()[]|–—-")[:300]
    return (text if plain(text) else None), (credit or None)
