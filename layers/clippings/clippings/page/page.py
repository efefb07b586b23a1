"""One page, read once: its tree and the vocabularies in which it describes itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from clippings.page.tree import Document, Element, attribute, read_tree


@dataclass
class Page:
    """A decoded page. *url* is where it came from, if the caller knows; *truncated* names the guard that cut it."""

    tree: Document
    url: str | None = None
    encoding: str = "utf-8"
    truncated: str | None = None
    plain: bool = field(default=False)  #: the bytes were plain text, one line a block

    @cached_property
    def metas(self) -> dict[str, tuple[str, ...]]:
        """``<meta>`` contents by lower-cased ``name``, ``property`` or ``itemprop``, in document order."""
        found: dict[str, list[str]] = {}
        for element in self.tree.find_all("meta"):
            content = (attribute(element, "content") or "").strip()
            names = {attribute(element, key) for key in ("name", "property", "itemprop")} - {None, ""}
            for name in names if content else ():
                found.setdefault((name or "").strip().lower(), []).append(content)
        return {name: tuple(contents) for name, contents in found.items()}

    def meta(self, name: str) -> str | None:
        """Return the first content of the meta *name*, or None."""
        return next(iter(self.metas.get(name, ())), None)

    @cached_property
    def head_links(self) -> tuple[tuple[str, Element], ...]:
        """Every ``<link>`` with its lower-cased ``rel``."""
        return tuple(((attribute(link, "rel") or "").lower(), link) for link in self.tree.find_all("link"))


def make_page(markup: str, url: str | None = None, encoding: str = "utf-8") -> Page:
    """Return *markup* as a Page."""
    return Page(read_tree(markup), url, encoding)
