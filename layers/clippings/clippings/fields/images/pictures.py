"""Picture elements: the best address of each, and whether it is furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from clippings.page.json_values import read_json
from clippings.page.tree import Element

#: Longest address of a picture, in characters. ``data:`` addresses are placeholders and not used.
MAX_ADDRESS = 4096
#: Longest ``srcset`` that is read, in characters.
MAX_SRCSET = 20_000
#: Most nodes of a ``<picture>`` that are read.
MAX_NODES = 200
#: Shortest side of a picture, in CSS pixels; smaller ones are buttons, icons and tracking pixels.
MIN_SIDE = 60
#: Largest side of a square portrait or thumbnail, in CSS pixels.
PORTRAIT = 120
#: Sides from which a picture is not furniture, whatever its class, in CSS pixels.
LARGE = 250

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
    "data-actualsrc",
    "data-srv",
    "data-srcset-fallback",
    "src",
)
_SETS = ("data-srcset", "data-lazy-srcset", "data-lazy-load-srcset", "data-sources", "srcset")
_ADDRESSING = frozenset({*_LAZY, *_SETS})
_DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)([wxh]),?$")
#: A comma after a descriptor with the next address directly after it.
_GLUED = re.compile(r",(?<=\d[wxh],)(?=\S)")
_MARKS = (
    r"logos?|icons?|avatars?|gravatar|sprites?|emoji|smil(?:ey|ies)|favicon|author|profile|headshot|newsletter|"
    r"qr(?:code)?|banner|advert\w*|captcha|beacon"
)
_STAND_INS = r"spacer|blank|placeholder|transparent|loading|loader(?:_\d+x\d+)?|spinner|grey-placeholder"
#: For text in lower case: with ``re.IGNORECASE`` it would take several times as long.
_FURNITURE = re.compile(
    rf"(?:^|[/_\-.\s=])(?:{_MARKS}|{_STAND_INS}|pixel|badges?|"
    r"tracking|counter|1x1|button|btn|ads?|doubleclick|scorecardresearch|flags?|rating|stars?|"
    r"facebook|twitter|whatsapp|linkedin|instagram|youtube|google[-_]?play|app[-_]?store|feedburner)(?=$|[/_\-.\s\d?&])"
)
#: Class names and file names of furniture of any size.
_LARGE = re.compile(rf"(?:^|[/_\-.\s=])(?:{_MARKS})(?=$|[/_\-.\s\d?&])")
_LARGE_FILE = re.compile(rf"(?:^|[/_\-.\s=])(?:{_MARKS}|{_STAND_INS})(?=$|[/_\-.\s\d?&])")
#: Addresses of portraits and of tracking pixels.
_PORTRAITS = re.compile(
    r"//[\w.-]*gravatar\.|/(?:avatars?|authors?)/|/profile[-_]?(?:photo|pic|picture|image)s?[/_-]", re.IGNORECASE
)
_COUNTERS = re.compile(
    r"[?&]idsite=|[/.](?:pixel|track(?:ing|er)?|beacon|count(?:er)?|analytics|piwik|matomo)[/.\w-]*\?", re.IGNORECASE
)
#: A side in the address: ``w=80``, ``height=166``, ``/w_49,h_32``, ``resize=20:*``.
_ASKED = re.compile(r"(?<=[?&/,;])(w|h|resize)(?:idth|eight)?[=_](\d{1,4})(?!\d)", re.IGNORECASE)
#: Common widths of renditions in pixels. Other numbers in a file name distinguish pictures of a gallery.
_WIDTHS = (
    r"(?:[1-9]\d?[05]0|160|180|240|320|360|375|414|420|460|480|512|540|560|576|620|630|640|660|680|720|728|740|760|768|780|"
    r"828|840|860|940|960|970|980|992|1024|1080|1140|1160|1240|1280|1366|1440|1536|1920|2048|2560|3840)"
)
_SIZE_TOKENS = re.compile(
    rf"[-_](?:\d{{2,4}}x\d{{2,4}}|scaled|\d{{3,4}}w|{_WIDTHS}|w\d{{2,4}}|large|small|medium|thumb(?:nail)?|original|square)"
    r"(?=\.|$|[-_])|^\d{2,4}x\d{2,4}$|@\dx",
    re.IGNORECASE,
)

#: Most digits of a side in pixels.
MAX_DIGITS = 5
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$")
_SCHEME_OR_SIZE = re.compile(r"^[a-z]+://|=[swh]\d+(?:-[\w-]+)?$")
_ENDING = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?=\.|$)", re.IGNORECASE)
#: Width and height as two folders of an address.
_SIZE_FOLDERS = re.compile(r"/\d{3,4}/\d{3,4}/")


class Source(NamedTuple):
    """One address of a picture and its *width* in pixels, 0 where unknown."""

    url: str
    width: float


def read_srcset(value: str) -> list[Source]:
    """Return the candidates of a ``srcset`` (HTML Standard, 4.8.4.2.1). A density of 1 counts as 100 pixels."""
    found: list[Source] = []
    url, width = "", 0.0
    for token in _GLUED.sub(" ", value[:MAX_SRCSET]).split():
        size = _DESCRIPTOR.match(token)
        if size is None:
            if url:
                found.append(Source(url, width))
            url, width = token.strip(","), 0.0
        elif size[2] != "h":
            width = float(size[1]) * (100 if size[2] == "x" else 1)
    return [*found, Source(url, width)] if url else found


def addresses(element: Element) -> Iterator[Source]:
    """Yield the addresses in *element*, an ``<img>``, and in the ``<source>`` elements beside it."""
    parent = element.parent
    names = _ADDRESSING.intersection(element.attrs)
    sources: list[Element] = []
    if isinstance(parent, Element) and parent.tag == "picture":
        nodes = islice(parent.descendants, MAX_NODES)
        sources = [node for node in nodes if isinstance(node, Element) and node.tag == "source"]
    for holder in (element, *sources):
        for name in _SETS:
            value = holder.attr(name) if holder is not element or name in names else None
            if value:
                yield from read_srcset(value)
    for name in _LAZY:
        value = element.attr(name) if name in names else None
        if value and not value.startswith(("{", "[")):
            yield Source(value.strip(), 0.0)
    yield from _further(element)


def _further(element: Element) -> Iterator[Source]:
    """Yield the addresses in an attribute with JSON, as scripts use it, and in the link around the picture."""
    value = (element.attr("data-attrs") or "")[:MAX_SRCSET]
    if value.startswith("{"):
        try:
            kept, _ = read_json(value)
        except ValueError:
            kept = None
        if isinstance(kept, dict) and isinstance(kept.get("src"), str):
            yield Source(kept["src"].strip(), 0.0)
    link = element.closest("a")
    href = (link.attr("href") or "").strip() if link is not None else ""
    if _ENDING.search(href.partition("?")[0][-6:]):
        yield Source(href, 0.0)


def usable(source: Source) -> bool:
    """Return whether the address can be that of a picture: not a placeholder, not too long, not a script."""
    url = source.url
    return (
        bool(url) and len(url) <= MAX_ADDRESS and not url.startswith(("data:", "blob:", "javascript:", "about:", "#"))
    )


def best_address(element: Element) -> str | None:
    """Return the address of the largest rendition, or None where the element has none."""
    found = [source for source in addresses(element) if usable(source)]
    found.sort(key=lambda source: -source.width)
    return next((s.url for s in found if not _is_placeholder(s.url)), found[0].url if found else None)


def picture_key(element: Element, keys: dict[Element, str]) -> str:
    """Return the key of the picture *element*, and keep it in *keys*; empty where it has no address."""
    if element not in keys:
        address = best_address(element)
        keys[element] = file_key(address) if address else ""
    return keys[element]


def _is_placeholder(url: str) -> bool:
    file = url[url.rfind("/") + 1 :].lower()
    return any(word in file for word in _PLACEHOLDERS)


_PLACEHOLDERS = ("placeholder", "loader", "loading", "spacer", "blank", "lazy", "transparent", "1x1")


def side(element: Element, name: str) -> int | None:
    """Return the declared ``width`` or ``height`` in CSS pixels, or None."""
    value = element.attr(name)
    if not value:
        return None
    if value.isdecimal() and len(value) <= MAX_DIGITS:
        return int(value)
    match = _PIXELS.match(value)
    return int(match[1]) if match else None


def _sides(element: Element) -> list[int]:
    return [s for s in (side(element, "width"), side(element, "height")) if s is not None]


def is_small(element: Element) -> bool:
    """Return whether the declared size is that of a button, an icon, a portrait or a tracking pixel."""
    sides = _sides(element)
    return bool(sides) and (
        (min(sides) < MIN_SIDE and max(sides) < 3 * MIN_SIDE) or (len(sides) == 2 and _is_portrait(*sides))
    )


def _is_portrait(width: int, height: int) -> bool:
    return width == height <= PORTRAIT


def sides_in_address(url: str) -> dict[str, int]:
    """Return the sides in pixels in the address, by the first letter of their names."""
    return {name[0].lower(): int(value) for name, value in _ASKED.findall(url[:MAX_ADDRESS])}


def is_preview(url: str) -> bool:
    """Return whether the address is that of a tiny preview, which is shown until the picture has loaded."""
    sides = sides_in_address(url).values()
    return bool(sides) and max(sides) < MIN_SIDE


def is_furniture(element: Element, url: str) -> bool:
    """Return whether the picture is furniture by its class, its file or its folders."""
    sides = _sides(element)
    path = url.partition("?")[0]
    file = path.rpartition("/")[2]
    if file.endswith(".svg") or _PORTRAITS.search(url) or (_COUNTERS.search(url) and not _ENDING.search(path)):
        return True
    if not sides:
        asked = sides_in_address(url)
        if _is_portrait(asked.get("w", 0), asked.get("h", -1)):
            return True
    large = len(sides) == 2 and min(sides) >= LARGE
    names = f"{element.attr('class') or ''} {element.attr('id') or ''}".lower()
    return (
        _is_called(_LARGE if large else _FURNITURE, names)
        or (_LARGE_FILE if large else _FURNITURE).search(file.lower()) is not None
    )


@lru_cache(maxsize=4096)
def _is_called(furniture: re.Pattern[str], names: str) -> bool:
    return furniture.search(names) is not None


@lru_cache(maxsize=1024)
def file_key(url: str) -> str:
    """Return the key that all renditions of a picture share: the name of its file without size and ending."""
    path = _SCHEME_OR_SIZE.sub("", unquote(url)).partition("?")[0].rstrip("/")
    name = _ENDING.sub("", path.rpartition("/")[2])
    name = _SIZE_TOKENS.sub("", name)
    return name.lower() if len(name) > 5 else _SIZE_FOLDERS.sub("/", path.lower())
