"""A page: its tree, and what its head and its markup declare."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from clippings.page.linked_data import LinkedData, read_linked_data
from clippings.page.tree import Document, Element, attribute, read_tree

T = TypeVar("T")

#: An absolute address that a URL parser does not change.
_WHOLE = re.compile(r"https?://[\w.-]+(?::\d+)?/[\w!$%&'()*+,./:;=?@~-]*[\w/]")
_SPACE = re.compile(r"\s")
_QUERY = re.compile(r"[?#]")
_SCHEMES = ("http://", "https://")

#: Maximum number of contents that are kept of metas with the same name.
MAX_CONTENTS = 100
#: Most characters of a meta's content that are read, unless it is JSON-LD; no field has more.
MAX_CONTENT_CHARS = 20_000
#: Most characters of the properties that an element has.
MAX_NAMES_CHARS = 2_000
#: Maximum number of tags and comments that are parsed; the tree has at most twice as many nodes. A book of 1,000 pages
#: has 100,000.
MAX_TAGS = 1_000_000
#: Longest address. Browsers and the API reject longer ones.
MAX_ADDRESS_CHARS = 8_192
#: Longest base address, and maximum number of characters of all resolved addresses of a page. Each relative link
#: repeats the beginning of the base address.
MAX_BASE_CHARS, MAX_RESOLVED_CHARS = 2_000, 50_000_000
#: Characters that are counted at once.
STRETCH = 100_000
#: The meta that holds JSON-LD: a widespread framework may write it there instead of into a script.
LINKED_DATA_META = "script:ld+json"


@dataclass
class Page:
    """A decoded page. *url* is its address, if the caller knows it; *truncated* names the limit that cut the page."""

    tree: Document
    url: str | None = None
    encoding: str = "utf-8"
    truncated: str | None = None
    plain: bool = False  #: whether the bytes were plain text, without markup
    resolved: int = 0  #: characters of the addresses that were resolved so far
    cache: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  #: results of :meth:`cached`

    def cached(self, name: str, find: Callable[[], T]) -> T:
        """Return the result of *find*, which is called once for each *name*."""
        if name not in self.cache:
            self.cache[name] = find()
        found: T = self.cache[name]
        return found

    @cached_property
    def metas(self) -> dict[str, tuple[str, ...]]:
        """``<meta>`` contents in document order by lower-cased name; those of microdata begin with ``itemprop:``."""
        found: dict[str, list[str]] = {}
        for element in self.tree.find_all("meta"):
            content = (element.attr("content") or "").strip()
            if not content:
                continue
            keys = {name.strip().lower() for name in (element.attr("name"), element.attr("property")) if name}
            item = element.attr("itemprop")
            if item and item.strip():
                keys.add(f"itemprop:{item.strip().lower()}")
            for key in keys:
                if key and len(said := found.setdefault(key, [])) < MAX_CONTENTS:
                    said.append(content if key == LINKED_DATA_META else content[:MAX_CONTENT_CHARS])
        return {name: tuple(contents) for name, contents in found.items()}

    def meta(self, name: str) -> str | None:
        """Return the first content of the meta *name*, or None."""
        return next(iter(self.metas.get(name, ())), None)

    @cached_property
    def head_links(self) -> tuple[tuple[str, Element], ...]:
        """Every ``<link>`` with its lower-cased ``rel``."""
        return tuple(((attribute(link, "rel") or "").lower(), link) for link in self.tree.find_all("link"))

    @cached_property
    def linked_data(self) -> LinkedData:
        """The page's JSON-LD, repaired where it is broken."""
        scripts = (s for s in self.tree.find_all("script") if "ld+json" in (s.attr("type") or "").lower())
        return read_linked_data((*(script.text for script in scripts), *self.metas.get(LINKED_DATA_META, ())))

    @cached_property
    def itemprops(self) -> dict[str, tuple[Element, ...]]:
        """The elements that carry microdata or RDFa properties, by the property's lower-cased name."""
        found: dict[str, list[Element]] = {}
        body = self.tree.find("body")
        for element in body.select("[itemprop],[property]") if body is not None else ():
            names = f"{attribute(element, 'itemprop') or ''} {(attribute(element, 'property') or '')[:MAX_NAMES_CHARS]}"
            for name in names.lower().split():
                found.setdefault(name.removeprefix("schema:"), []).append(element)
        return {name: tuple(elements) for name, elements in found.items()}

    @cached_property
    def author_links(self) -> tuple[Element, ...]:
        """The links in the body with the relation ``author``."""
        return tuple(self.tree.select("body a[rel~=author]"))

    @cached_property
    def address(self) -> str | None:
        """The address that the page came from, else the absolute address that it declares, else None."""
        canonical = [
            attribute(link, "href") or "" for relation, link in self.head_links if "canonical" in relation.split()
        ]
        declared = (read_address(address) for address in (*canonical, *self.metas.get("og:url", ())))
        return self.url or next(
            (
                address
                for address in declared
                if len(address) <= MAX_BASE_CHARS and address.startswith(_SCHEMES) and self._join(None, address)
            ),
            None,
        )

    @cached_property
    def base_url(self) -> str | None:
        """The base address of relative links, or None if it is unknown or too long."""
        base = self.tree.find("base")
        href = read_address(attribute(base, "href") or "") if base is not None else ""
        whole = self._join(self.address, href) if href else self.address
        return whole if whole is not None and len(whole) <= MAX_BASE_CHARS else None

    def absolute(self, address: str) -> str | None:
        """Return *address* as an absolute http(s) address, or None where that is not possible."""
        if len(address) > MAX_ADDRESS_CHARS:
            return None
        address = read_address(address)
        if _WHOLE.fullmatch(address):  # ten times faster than parsing it
            return address
        if self.resolved > MAX_RESOLVED_CHARS:
            return None
        joined = self._join(self.base_url, address)
        self.resolved += len(joined or "")
        return joined if joined is not None and joined.startswith(_SCHEMES) else None

    @staticmethod
    def _join(base: str | None, address: str) -> str | None:
        try:
            urlsplit(address)
            return urljoin(base or "", address)
        except ValueError:  # an unbalanced bracket in the host
            return None


def read_address(written: str) -> str:
    """Return an address as a browser reads it: without surrounding space and line breaks, other space encoded.

    A back slash in front of the query and the fragment is a slash, so that no host is hidden before an ``@``.
    https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    if "\\" in written:
        path = _QUERY.split(written, maxsplit=1)[0]
        written = path.replace("\\", "/") + written[len(path) :]
    parts = written.split()
    if len(parts) < 2:
        return parts[0] if parts else ""
    return _SPACE.sub(lambda space: "" if space[0] in "\t\n\r" else quote(space[0]), written.strip())


def make_page(markup: str, url: str | None = None, encoding: str = "utf-8") -> Page:
    """Return *markup* as a Page. Everything after the first :data:`MAX_TAGS` tags is left out."""
    end = find_nth_tag(markup, MAX_TAGS) if len(markup) > MAX_TAGS else None
    if end is None:
        return Page(read_tree(markup), url, encoding)
    return Page(read_tree(markup[:end]), url, encoding, truncated="nodes")


def find_nth_tag(markup: str, number: int) -> int | None:
    """Return the position of the ``<`` that follows the first *number* ones in *markup*, or None if there are fewer."""
    for start in range(0, len(markup), STRETCH):
        signs = markup.count("<", start, start + STRETCH)
        if signs > number:
            place = start - 1
            for _ in range(number + 1):
                place = markup.index("<", place + 1)
            return place
        number -= signs
    return None
