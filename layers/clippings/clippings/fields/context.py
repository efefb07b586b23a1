"""The input of the rules of all fields: the page, its body, and the article that its linked data describes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, TypeVar

from clippings.fields.dates.date_parsing import ParsedDate
from clippings.fields.title.headings import Heading, read_headings
from clippings.page.flow import Passage, Reading
from clippings.page.linked_data import ARTICLE_TYPES, PAGE_TYPES, Node
from clippings.page.page import Page
from clippings.page.tree import Element, attribute, beginning
from clippings.page.word_splitting import split_words
from clippings.records import Role

T = TypeVar("T")

#: Passages at the page's end that are searched for the copyright line, and the characters of each that are read.
LAST_PASSAGES, MAX_COPYRIGHT = 20, 300
#: Headings that are read. A page with more is a list.
MAX_HEADINGS = 8
#: Elements with one property that are read. A hundred inside one another may begin with one text of megabytes.
MAX_ELEMENTS = 30
#: Metas that name the site.
_SITE_NAME_METAS = ("og:site_name", "application-name", "twitter:site", "al:ios:app_name", "al:android:app_name")
#: Publishers of the linked data that count as names of the site.
MAX_PUBLISHERS = 2


#: Longer texts are not cached.
MAX_CACHED_CHARS = 500


def plain(text: str | None) -> str:
    """Return the words of *text* in lower case, without accents and punctuation, for comparing two spellings."""
    if not text:
        return ""
    return _cached_plain(text) if len(text) <= MAX_CACHED_CHARS else _plain(text)


@lru_cache(maxsize=2048)
def _cached_plain(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    if text.isascii():
        return " ".join(split_words(text.lower()))
    return " ".join(split_words(_marks().sub("", unicodedata.normalize("NFKD", text).casefold())))


def joined(name: str) -> str:
    """Return *name* as a host spells it: in plain words without spaces and without "the"."""
    return plain(name).removeprefix("the ").replace(" ", "")


@cache
def _marks() -> re.Pattern[str]:
    """Return a pattern of the combining marks below U+10000. With those above, it would be ten times slower."""
    return re.compile("[" + "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.combining(c)) + "]+")


#: The meaning of the words before a date: the date of publication, of the last change, or unknown.
Label = Literal["published", "updated", ""]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date that the page shows.

    Attributes:
        moment: The date, as people read it.
        label: The meaning of the words before it.
        distance: The number of passages between the headline and the date; negative above the headline.
        stamp: The date in the ``datetime`` attribute of a ``<time>`` element around it.
    """

    moment: ParsedDate
    label: Label
    distance: int
    stamp: ParsedDate | None = None


@dataclass(frozen=True)
class ArticleContext:
    """The input of the rules of all fields.

    Attributes:
        page: The page.
        reading: Its body; None while the title is determined.
        received: The moment of the capture, if known.
        title: The article's title, if one was found.
    """

    page: Page
    reading: Reading | None = None
    received: datetime | None = None
    title: str | None = None
    _made: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def cached(self, key: str, make: Callable[[], T]) -> T:
        """Return the result of *make* for *key*, which is computed once, since several rules read it."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    @cached_property
    def article(self) -> Node:
        """The JSON-LD object of the page's own article; empty where there is none.

        Teasers are objects of the same type. The one with the page's address or headline is chosen, then the one that
        is nested least.
        """
        return self.page.cached("article", lambda: _main_article(self.page, self.headings))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The page's first ``<h1>`` elements that have text."""
        return self.page.cached("headings", lambda: read_headings(self.page, MAX_HEADINGS))

    def linked(self, key: str) -> list[str]:
        """Return the values of *key* in the article's JSON-LD, as texts."""
        return list(self.page.cached(f"linked:{key}", lambda: self.page.linked_data.texts(self.article, key)))

    def metas(self, *names: str) -> list[str]:
        """Return the contents of the ``<meta>`` elements called *names*, in the order of the names."""
        metas = self.page.metas
        return [content for name in names if name in metas for content in metas[name]]

    @cached_property
    def language(self) -> str | None:
        """The language that ``<html lang>`` declares."""
        html = self.page.tree.find("html")
        return attribute(html, "lang") if html is not None else None

    def itemprop(self, name: str) -> list[str]:
        """Return the texts of the first elements with the microdata property *name* (lower case)."""
        elements = self.page.itemprops.get(name, ())[:MAX_ELEMENTS]
        return [text for element in elements if (text := element_text(element))]

    @cached_property
    def has_times(self) -> bool:
        """Whether the page has a ``<time>`` element. Without one, most searches for dates can be skipped."""
        return self.page.tree.find("time") is not None

    def role(self, index: int) -> Role | None:
        """Return the role of the passage at *index*, or None where it is not part of the article."""
        return self.reading.roles[index] if self.reading else None

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """The names that the page declares for its site and its publisher, as it writes them."""
        return (*self.metas(*_SITE_NAME_METAS), *self.linked("publisher")[:MAX_PUBLISHERS])

    @cached_property
    def plain_site_names(self) -> frozenset[str]:
        """The names of the site in plain words (see :func:`plain`)."""
        return frozenset(map(plain, self.site_names)) - {""}

    @cached_property
    def joined_site_names(self) -> frozenset[str]:
        """The names of the site and its host by their letters alone (see :func:`joined`)."""
        return frozenset(map(joined, (*self.site_names, *self.hosts))) - {""}

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The page's host, then the one label of it that names the site: ``www.example.co.uk``, ``example``."""
        host = re.sub(r"(?s)^[a-z]+://(?:www\.)?|[/?#:].*$", "", self.page.address or "")
        labels = [label for label in host.split(".")[:-1] if label not in ("co", "com", "org", "net", "blog", "news")]
        return (host, labels[-1]) if labels else (host,)

    @cached_property
    def path(self) -> str:
        """The path of the page's address, with its leading slash; empty where no address is known."""
        return re.sub(r"(?s)^[a-z]+://[^/]*|[?#].*$", "", self.page.address or "")

    @cached_property
    def copyright_lines(self) -> tuple[str, ...]:
        """The passages at the page's end that contain © or "copyright", each cut to ``MAX_COPYRIGHT`` characters."""
        tail = self.passages[-LAST_PASSAGES:]
        return tuple(p.text[:MAX_COPYRIGHT] for p in tail if "©" in p.text or "opyright" in p.text)

    @cached_property
    def passages(self) -> list[Passage]:
        """The page's passages in document order; none while the title is looked for."""
        return self.reading.passages if self.reading else []

    @cached_property
    def headline(self) -> int | None:
        """The index of the passage with the headline: the one that the body names, else the one with the title."""
        if self.reading is None:
            return None
        if self.reading.headline is not None:
            return self.reading.headline
        wanted = plain(self.title)
        return next((p.index for p in self.passages if plain(p.text) == wanted), None) if wanted else None

    @cached_property
    def first_body(self) -> int | None:
        """The index of the first passage of the body."""
        if self.reading is None:
            return None
        kept = (i for i, role in enumerate(self.reading.roles) if role in ("paragraph", "list_item", "quote"))
        return next(kept, None)

    @cached_property
    def last_body(self) -> int | None:
        """The index of the last passage of the body."""
        if self.reading is None:
            return None
        kept = [i for i, role in enumerate(self.reading.roles) if role in ("paragraph", "list_item", "quote")]
        return kept[-1] if kept else None


def _address(url: object) -> str:
    """Return *url* without scheme, query and trailing slash, for comparing."""
    return re.sub(r"(?s)^https?://(www\.)?|[?#].*$|(?<!/)/+$", "", url) if isinstance(url, str) else ""


def _main_article(page: Page, headings: tuple[Heading, ...]) -> Node:
    data = page.linked_data
    found = data.of_type(ARTICLE_TYPES)
    if not found:
        found = [(d, n) for d, n in data.of_type(PAGE_TYPES) if "datePublished" in n or "headline" in n]
    if len(found) == 1:
        return found[0][1]
    own = {_address(page.url), _address(page.meta("og:url"))} - {""}
    shown = {plain(heading.text) for heading in headings} | {plain(page.meta("og:title"))} - {""}

    def rank(item: tuple[int, Node]) -> tuple[int, int]:
        depth, node = item
        entity = node.get("mainEntityOfPage")
        places = [node.get("url"), node.get("@id"), entity.get("@id") if isinstance(entity, dict) else entity]
        at_home = any(_address(place) in own for place in places if place)
        named = any(plain(text) in shown for text in data.texts(node, "headline") + data.texts(node, "name"))
        return (-(2 * at_home + 2 * named + ("datePublished" in node) + ("headline" in node)), depth)

    return min(found, key=rank)[1] if found else {}


def element_text(element: Element) -> str:
    """Return the value of a microdata element: its ``content`` or ``datetime`` attribute, else its text."""
    for name in ("content", "datetime"):
        value = (attribute(element, name) or "").strip()
        if value:
            return value
    return beginning(element)
