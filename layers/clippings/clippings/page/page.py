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

#: An absolute address that a URL parser leaves as it is.
_WHOLE = re.compile(r"https?://[\w.-]+(?::\d+)?/[\w!$%&'()*+,./:;=?@~-]*[\w/]")
_SPACE = re.compile(r"\s")

_SCHEMES = ("http://", "https://")

#: Most contents that are kept of one meta.
MAX_CONTENTS = 100
#: Most tags and comments that become a tree: at most twice as many nodes. A book of 1,000 pages has 100,000.
MAX_TAGS = 1_000_000
#: A longer address leads nowhere: browsers and the API take no more.
MAX_ADDRESS_CHARS = 8_192
#: The longest address that others are resolved against, and the characters of all addresses that are resolved: each of
#: many links repeats the beginning of what it is relative to.
MAX_BASE_CHARS, MAX_RESOLVED_CHARS = 2_000, 50_000_000
#: Characters that are counted at once.
STRETCH = 100_000


@dataclass
class Page:
    """A decoded page. *url* is where it came from, if the caller knows; *truncated* names the guard that cut it."""

    tree: Document
    url: str | None = None
    encoding: str = "utf-8"
    truncated: str | None = None
    plain: bool = False  #: the bytes were plain text, which marks nothing up
    resolved: int = 0  #: characters of the addresses that were resolved against another
    noted: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  #: what was found :meth:`once`

    def once(self, name: str, find: Callable[[], T]) -> T:
        """Return what *find* returned when it was first called for *name*."""
        if name not in self.noted:
            self.noted[name] = find()
        found: T = self.noted[name]
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
                    said.append(content)
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
        # a widespread framework may write the JSON-LD into a meta instead of a script
        return read_linked_data((*(script.text for script in scripts), *self.metas.get("script:ld+json", ())))

    @cached_property
    def itemprops(self) -> dict[str, tuple[Element, ...]]:
        """The elements that carry microdata or RDFa properties, by the property's lower-cased name."""
        found: dict[str, list[Element]] = {}
        body = self.tree.find("body")
        for element in body.select("[itemprop],[property]") if body is not None else ():
            names = f"{attribute(element, 'itemprop') or ''} {attribute(element, 'property') or ''}"
            for name in names.lower().split():
                found.setdefault(name.removeprefix("schema:"), []).append(element)
        return {name: tuple(elements) for name, elements in found.items()}

    @cached_property
    def author_links(self) -> tuple[Element, ...]:
        """The links in the body that lead to an author, by their relation."""
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
        """The address that relative ones are resolved against, or None where none is known or it is too long."""
        base = self.tree.find("base")
        href = read_address(attribute(base, "href") or "") if base is not None else ""
        whole = self._join(self.address, href) if href else self.address
        return whole if whole is not None and len(whole) <= MAX_BASE_CHARS else None

    def absolute(self, address: str) -> str | None:
        """Return *address* as an absolute http(s) address, or None where that is not possible."""
        if len(address) > MAX_ADDRESS_CHARS:
            return None
        address = read_address(address)
        if _WHOLE.fullmatch(address):  # ten times faster than taking it apart
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
    """Return an address as a browser reads it: no space around it, no line break in it, other space encoded.

    https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    parts = written.split()
    if len(parts) < 2:
        return parts[0] if parts else ""
    return _SPACE.sub(lambda space: "" if space[0] in "\t\n\r" else quote(space[0]), written.strip())


def make_page(markup: str, url: str | None = None, encoding: str = "utf-8") -> Page:
    """Return *markup* as a Page. What follows the first :data:`MAX_TAGS` tags is left out."""
    end = nth_tag(markup, MAX_TAGS)
    if end is None:
        return Page(read_tree(markup), url, encoding)
    return Page(read_tree(markup[:end]), url, encoding, truncated="nodes")


def nth_tag(markup: str, number: int) -> int | None:
    """Return the position of the ``<`` after the first *number* in *markup*, or None where there is none."""
    for start in range(0, len(markup), STRETCH):
        signs = markup.count("<", start, start + STRETCH)
        if signs > number:
            place = start - 1
            for _ in range(number + 1):
                place = markup.index("<", place + 1)
            return place
        number -= signs
    return None
