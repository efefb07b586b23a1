"""What the rules of every field read: the page, what the body room found on it, and the article that it declares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from typing import Literal

from clippings.fields.dates.date_parsing import ParsedDate
from clippings.fields.title.headings import Heading, read_headings
from clippings.page.flow import Passage, Reading
from clippings.page.linked_data import ARTICLE_TYPES, PAGE_TYPES, Node
from clippings.page.page import Page
from clippings.page.tree import Element, attribute, inner_text
from clippings.page.word_splitting import split_words
from clippings.records import Role

#: The copyright line stands at the page's end: so many passages from there, and so many characters of each.
LAST_PASSAGES, MAX_COPYRIGHT = 20, 300
#: Headings looked at; a page that has more is a list.
MAX_HEADINGS = 8


@lru_cache(maxsize=2048)
def plain(text: str | None) -> str:
    """Return the words of *text* without case, accents and punctuation: what two spellings of a title share."""
    if not text:
        return ""
    if text.isascii():
        return " ".join(split_words(text.lower()))
    return " ".join(split_words(_marks().sub("", unicodedata.normalize("NFKD", text).casefold())))


def joined(name: str) -> str:
    """Return the letters of *name* alone, without an article: a host writes its name without spaces."""
    return plain(name).removeprefix("the ").replace(" ", "")


@cache
def _marks() -> re.Pattern[str]:
    """The combining marks of the basic plane; with those beyond, the pattern is no bitmap and ten times slower."""
    return re.compile("[" + "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.combining(c)) + "]+")


#: What the words before a date say that it is the date of.
Label = Literal["published", "updated", ""]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date as the page shows it, its label, and how many passages it stands below the headline; less than 0 above.

    *stamp* is what a ``<time>`` element around it says for machines.
    """

    moment: ParsedDate
    label: Label
    distance: int
    stamp: ParsedDate | None = None


@dataclass
class ArticleContext:
    """One page as the fields see it. *reading* is None while only the title is looked for."""

    page: Page
    reading: Reading | None = None
    received: datetime | None = None
    title: str | None = None
    date_lines: tuple[DateLine, ...] | None = field(default=None, repr=False)  #: read on first use
    sure_days: frozenset[date] | None = field(default=None, repr=False)  #: read on first use
    below: tuple[tuple[Passage, set[str]], ...] | None = field(default=None, repr=False)  #: read on first use
    published: date | None = None  #: the day that was found, for the fields that come after
    canonical: str | None = None  #: the article's address, empty where none was found; for the fields that come after
    marks: dict[Element, bool | None] = field(default_factory=dict, repr=False)  #: whether an element marks an author
    section: str | None = None  #: the section's name, empty where none was found; for the fields that come after

    @cached_property
    def article(self) -> Node:
        """The JSON-LD object of the page's own article; empty where there is none.

        Teasers are articles too: one whose address or headline is the page's wins, then the one least deep.
        """
        return self.page.once("article", lambda: _main_article(self.page, self.headings))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The page's first ``<h1>`` elements that say anything."""
        return self.page.once("headings", lambda: read_headings(self.page, MAX_HEADINGS))

    def linked(self, key: str) -> list[str]:
        """Return what the article's JSON-LD says under *key*, as texts."""
        return list(self.page.once(f"linked:{key}", lambda: self.page.linked_data.texts(self.article, key)))

    def metas(self, *names: str) -> list[str]:
        """Return the contents of the metas *names*, in the order of the names."""
        metas = self.page.metas
        return [content for name in names if name in metas for content in metas[name]]

    @cached_property
    def language(self) -> str | None:
        """The language that ``<html lang>`` declares."""
        html = self.page.tree.find("html")
        return attribute(html, "lang") if html is not None else None

    def itemprop(self, name: str) -> list[str]:
        """Return what the elements with the microdata property *name* (lower case) say, in document order."""
        return [text for element in self.page.itemprops.get(name, ()) if (text := element_text(element))]

    @cached_property
    def has_times(self) -> bool:
        """Whether the page has a ``<time>`` at all: most walks that look for one can be saved."""
        return self.page.tree.find("time") is not None

    def role(self, index: int) -> Role | None:
        """The part that the passage at *index* plays."""
        return self.reading.roles[index] if self.reading else None

    @cached_property
    def site_names(self) -> frozenset[str]:
        """The plain names that the page gives its site."""
        return frozenset(map(plain, self.metas("og:site_name", "application-name"))) - {""}

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The page's host, whole and as its most telling label."""
        host = re.sub(r"(?s)^[a-z]+://(?:www\.)?|[/?#:].*$", "", self.page.address or "")
        labels = [label for label in host.split(".")[:-1] if label not in ("co", "com", "org", "net", "blog", "news")]
        return (host, labels[-1]) if labels else (host,)

    @cached_property
    def path(self) -> str:
        """The path of the page's address, with its leading slash; empty where no address is known."""
        return re.sub(r"(?s)^[a-z]+://[^/]*|[?#].*$", "", self.page.address or "")

    @cached_property
    def copyright_lines(self) -> tuple[str, ...]:
        """The passages at the page's end that have a copyright's sign or word; of a long one its beginning."""
        tail = self.passages[-LAST_PASSAGES:]
        return tuple(p.text[:MAX_COPYRIGHT] for p in tail if "©" in p.text or "opyright" in p.text)

    @cached_property
    def passages(self) -> list[Passage]:
        """The page's text blocks in document order; none while only the title is looked for."""
        return self.reading.passages if self.reading else []

    @cached_property
    def headline(self) -> int | None:
        """The index of the passage that shows the headline: what the body room says, else the title's own words."""
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
    """Return an address without scheme, query and closing slash, for comparing."""
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
    """Return what an element says: microdata may say it in an attribute instead of the text."""
    for name in ("content", "datetime"):
        value = (attribute(element, name) or "").strip()
        if value:
            return value
    return inner_text(element)
