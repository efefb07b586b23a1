"""Embedded media of an article, as links with a title: players, posts, charts and maps of known providers."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from clippings.page.flow import Passage
from clippings.page.page import Page
from clippings.page.tree import Element, attribute
from clippings.records import Inline

#: Hosts of embeddable players, posts, charts and maps, with the name to show where the page gives no title. Frames from
#: anywhere else are mostly advertising, forms and counters.
PROVIDERS = {
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
    "twitch.tv": "Twitch",
    "ted.com": "TED",
    "rumble.com": "Rumble",
    "streamable.com": "Streamable",
    "brightcove.net": "Video",
    "jwplatform.com": "Video",
    "jwplayer.com": "Video",
    "twitter.com": "X",
    "x.com": "X",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "threads.net": "Threads",
    "bsky.app": "Bluesky",
    "reddit.com": "Reddit",
    "redditmedia.com": "Reddit",
    "t.me": "Telegram",
    "spotify.com": "Spotify",
    "soundcloud.com": "SoundCloud",
    "bandcamp.com": "Bandcamp",
    "podcasts.apple.com": "Apple Podcasts",
    "acast.com": "Acast",
    "audioboom.com": "Audioboom",
    "buzzsprout.com": "Buzzsprout",
    "megaphone.fm": "Megaphone",
    "omny.fm": "Omny",
    "simplecast.com": "Simplecast",
    "datawrapper.de": "Datawrapper",
    "dwcdn.net": "Datawrapper",
    "flourish.studio": "Flourish",
    "infogram.com": "Infogram",
    "public.tableau.com": "Tableau",
    "documentcloud.org": "DocumentCloud",
    "scribd.com": "Scribd",
    "giphy.com": "Giphy",
    "google.com/maps": "Google Maps",
    "docs.google.com": "Google Docs",
    "openstreetmap.org": "OpenStreetMap",
    "codepen.io": "CodePen",
    "gist.github.com": "Gist",
}
SELECTOR = (
    "iframe,video,audio,embed,object,lite-youtube,lite-vimeo,amp-youtube,amp-vimeo,amp-twitter,amp-instagram,amp-iframe"
)
#: Attributes in which lazy loaders keep the address until the frame is scrolled into view.
SOURCES = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data-original", "data-url", "data")
#: Attributes with the id in the providers' own elements, and the address that is made of it.
IDENTIFIED = {
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "lite-vimeo": ("videoid", "https://vimeo.com/{}"),
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
}
#: Addresses of players, and the address of the page that a person would open.
PLAYERS = (
    (
        re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})(?![\w-]).*", re.DOTALL),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+).*", re.DOTALL), r"https://vimeo.com/\1"),
    (
        re.compile(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+).*", re.DOTALL),
        r"https://www.dailymotion.com/video/\1",
    ),
    (
        re.compile(r"https?://platform\.(?:twitter|x)\.com/embed/.*?[?&]id=(\d+).*", re.DOTALL),
        r"https://twitter.com/i/status/\1",
    ),
    (
        re.compile(r"https?://(?:www\.)?instagram\.com/(p|reel|tv)/([\w-]+)/embed.*", re.DOTALL),
        r"https://www.instagram.com/\1/\2/",
    ),
    (re.compile(r"https?://open\.spotify\.com/embed/(\w+/\w+).*", re.DOTALL), r"https://open.spotify.com/\1"),
)
#: Frames whose own address contains that of the page to open.
FRAMED = re.compile(r"https?://(?:www\.)?facebook\.com/plugins/(?:post|video)\.php\?")
IDENTIFIER = re.compile(r"[\w-]{1,64}")
#: Parts of a page whose frames are not part of the article.
ASIDE = frozenset({"aside", "nav", "footer", "form"})
MAX_TITLE_CHARS = 200
#: Most embeds that are read, and most files of one video.
MAX_EMBEDS = 10_000
MAX_SOURCES = 20


@dataclass(frozen=True, slots=True)
class Embed:
    """One embedded medium. It comes before the passage with the index *before*."""

    before: int
    link: Inline


def find_embeds(page: Page, container: Element, passages: Sequence[Passage], kept: Container[int]) -> list[Embed]:
    """Return the distinct embeds in *container* that are next to one of the *kept* passages, in document order."""
    found: dict[Element, Inline] = {}
    addresses: set[str] = set()
    known: dict[Element, bool] = {container: False}
    for element in container.select(SELECTOR)[:MAX_EMBEDS]:
        link = _read_embed(page, element)
        if link is None or link.href is None or link.href in addresses or _is_in_aside(element, known):
            continue
        addresses.add(link.href)
        found[element] = link
    if not found:
        return []
    return [e for e in _ordered(found, container, passages) if e.before in kept or e.before - 1 in kept]


def _ordered(found: dict[Element, Inline], container: Element, passages: Sequence[Passage]) -> list[Embed]:
    """Return the embeds, each with the index of the passage after it, by one walk over the page."""
    starts = {passage.nodes[0]: passage.index for passage in passages if passage.nodes}
    embeds: list[Embed] = []
    waiting: list[Inline] = []
    last = -1
    for node in container.descendants:
        if type(node) is Element and node in found:
            waiting.append(found[node])
        index = starts.get(node)
        if index is not None:
            embeds.extend(Embed(index, link) for link in waiting)
            waiting.clear()
            last = index
    return [*embeds, *(Embed(last + 1, link) for link in waiting)]


def _is_in_aside(element: Element, known: dict[Element, bool]) -> bool:
    """Return whether *element* is in a part of the page that is not part of the article, and keep that in *known*."""
    climbed: list[Element] = []
    box = element.parent
    while type(box) is Element and box not in known and box.tag not in ASIDE:
        climbed.append(box)
        box = box.parent
    found = type(box) is Element and known.get(box, True)
    known.update(dict.fromkeys(climbed, found))
    return found


def _read_embed(page: Page, element: Element) -> Inline | None:
    address = _address(page, element)
    if address is None:
        return None
    provider = _provider(address)
    if provider is None and element.tag not in ("video", "audio"):
        return None
    title = " ".join((attribute(element, "title") or attribute(element, "aria-label") or "").split())[:MAX_TITLE_CHARS]
    return Inline(title or provider or element.tag.capitalize(), (), address)


def _address(page: Page, element: Element) -> str | None:
    identified = IDENTIFIED.get(element.tag)
    if identified is not None:
        name, pattern = identified
        identifier = attribute(element, name) or ""
        return pattern.format(identifier) if IDENTIFIER.fullmatch(identifier) else None
    sources = (child for child in element.children if type(child) is Element and child.tag == "source")
    for holder in (element, *(islice(sources, MAX_SOURCES) if element.tag in ("video", "audio") else ())):
        for name in SOURCES:
            raw = (attribute(holder, name) or "").strip()
            address = page.absolute(raw) if raw else None
            if address is not None:
                return _opened(address)
    return None


def _opened(address: str) -> str:
    for pattern, page in PLAYERS:
        opened, count = pattern.subn(page, address)
        if count:
            return opened
    if FRAMED.match(address):
        (shown,) = parse_qs(urlsplit(address).query).get("href", [address])[:1]
        return shown if shown.startswith("https://") else address
    return address


def _provider(address: str) -> str | None:
    parts = urlsplit(address)
    labels = (parts.hostname or "").split(".")
    for start in range(len(labels) - 1):
        host = ".".join(labels[start:])
        for key in (host, f"{host}/{parts.path.split('/')[1]}" if "/" in parts.path else host):
            if key in PROVIDERS:
                return PROVIDERS[key]
    return None
