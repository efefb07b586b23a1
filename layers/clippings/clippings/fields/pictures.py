"""One picture element: its best address, and whether it is a picture of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from clippings.page.tree import Element

#: Addresses are kept up to this length in characters; ``data:`` ones are placeholders and never are.
MAX_ADDRESS = 4096
#: Longest ``srcset`` that is read, in characters.
MAX_SRCSET = 20_000
#: A picture of less is a button, an icon or a pixel that counts readers. In CSS pixels.
MIN_SIDE = 60

_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazyload",
    "data-lazy",
    "data-full-src",
    "data-image",
    "data-img-src",
    "data-url",
    "data-hi-res-src",
    "data-large-file",
    "data-orig-file",
    "data-srcset-fallback",
    "src",
)
_SETS = ("data-srcset", "data-lazy-srcset", "data-lazy-load-srcset", "data-sources", "srcset")
_DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)([wxh]),?$")
#: A comma that ends a descriptor, with the next address right behind it.
_GLUED = re.compile(r"(?<=\d[wxh]),(?=\S)")
_FURNITURE = re.compile(
    r"(?:^|[/_\-.\s=])(?:logos?|icons?|avatars?|gravatar|pixel|sprites?|emoji|smil(?:ey|ies)|badges?|spacer|blank|placeholder|transparent|loading|loader(?:_\d+x\d+)?|spinner|grey-placeholder|"
    r"tracking|counter|beacon|1x1|captcha|button|btn|banner|advert\w*|ads?|doubleclick|scorecardresearch|favicon|flags?|rating|stars?|"
    r"facebook|twitter|whatsapp|linkedin|instagram|youtube|google[-_]?play|app[-_]?store|feedburner|author|profile|headshot|newsletter|qr(?:code)?)(?=$|[/_\-.\s\d?&])",
    re.IGNORECASE,
)
_SIZE_TOKENS = re.compile(
    r"[-_](?:\d{2,4}x\d{2,4}|scaled|\d{3,4}w?|w\d{2,4}|large|small|medium|thumb(?:nail)?|original|square)(?=\.|$|[-_])|^\d{2,4}x\d{2,4}$|@\dx",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """One address of a picture and its *width* in pixels, 0 where unknown."""

    url: str
    width: float


def read_srcset(value: str) -> list[Source]:
    """Return the candidates of a ``srcset``; a density counts as so many hundred pixels. HTML Standard, 4.8.4.2.1."""
    found: list[Source] = []
    for token in _GLUED.sub(" ", value[:MAX_SRCSET]).split():
        size = _DESCRIPTOR.match(token)
        if size is None:
            found.append(Source(token.strip(","), 0.0))
        elif found and size[2] != "h":
            found[-1] = Source(found[-1].url, float(size[1]) * (100 if size[2] == "x" else 1))
    return found


def addresses(element: Element) -> Iterator[Source]:
    """Yield every address that *element*, an ``<img>``, and the ``<source>``s around it name."""
    parent = element.parent
    holders = [element]
    if isinstance(parent, Element) and parent.tag == "picture":
        holders += parent.find_all("source")
    for holder in holders:
        present = set(holder.attrs)
        for name in _SETS:
            value = holder.attr(name) if name in present else None
            if value:
                yield from read_srcset(value)
    present = set(element.attrs)
    for name in _LAZY:
        if name in present:
            value = element.attr(name)
            if value and not value.startswith(("{", "[")):
                yield Source(value.strip(), 0.0)


def usable(source: Source) -> bool:
    """Whether the address can be a picture's: no placeholder, not endless, no script."""
    url = source.url
    return (
        bool(url) and len(url) <= MAX_ADDRESS and not url.startswith(("data:", "blob:", "javascript:", "about:", "#"))
    )


def best_address(element: Element) -> str | None:
    """Return the address of the largest rendition, or None where the element names none."""
    found = [source for source in addresses(element) if usable(source)]
    if len(found) > 1:
        found = [source for source in found if not _PLACEHOLDER.search(source.url)] or found
    return max(found, key=lambda source: source.width).url if found else None


_PLACEHOLDER = re.compile(r"(?:placeholder|loader|loading|spacer|blank|lazy|transparent|1x1)[^/]*$", re.IGNORECASE)


def side(element: Element, name: str) -> int | None:
    """Return the declared ``width`` or ``height`` in CSS pixels, or None."""
    match = re.match(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$", element.attr(name) or "")
    return int(match[1]) if match else None


def is_furniture(element: Element, url: str) -> bool:
    """Whether the picture belongs to the page's furniture: too small, or called a logo, an icon, a pixel."""
    sides = [s for s in (side(element, "width"), side(element, "height")) if s is not None]
    if sides and min(sides) < MIN_SIDE and max(sides) < 3 * MIN_SIDE:
        return True
    file = url.split("?")[0].rsplit("/", 1)[-1]
    return file.endswith(".svg") or bool(
        _FURNITURE.search(f"{element.attr('class') or ''} {element.attr('id') or ''} {file}")
    )


@lru_cache(maxsize=1024)
def file_key(url: str) -> str:
    """Return what all renditions of one picture share: its file's name without size and ending."""
    path = re.sub(r"^[a-z]+://|=[swh]\d+(?:-[\w-]+)?$", "", unquote(url)).split("?")[0].rstrip("/")
    parts = path.split("/")
    name = re.sub(r"\.(?:jpe?g|png|webp|avif|gif)(?=\.|$)", "", parts[-1], flags=re.IGNORECASE)
    name = _SIZE_TOKENS.sub("", name)
    return name.lower() if len(name) > 5 else path.lower()
