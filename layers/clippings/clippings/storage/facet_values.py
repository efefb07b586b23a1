"""The values of facets with few values: the publishers, sections, languages, … of all articles.

A value has one item in the partition of its facet. Each container writes it once. It stays after the last article with
it is withdrawn, so facets that name people have no stored values. A publisher has one item for each host.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from clippings.errors import InvalidRequest
from clippings.facets import FACETS_BY_NAME
from clippings.search.folding import fold
from clippings.storage.article_record import ArticleRecord
from clippings.storage.attributes import Item
from clippings.storage.facet_keys import facet_value, split_token
from clippings.storage.table import Table

#: Most values of one facet that are read: at 100 bytes each, one megabyte.
MAX_VALUES = 10_000
#: Seconds for which a container caches the values of a facet.
KNOWN_SECONDS = 60
#: Most publishers to which one name may refer. The list reads a partition for each.
MAX_PUBLISHERS = 20
#: Least characters of a part of a publisher's name by which it is found.
MIN_PART = 2


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value. *key* is its form in keys, *name* its form on a page, *hosts* are the publisher's hosts."""

    key: str
    name: str
    hosts: tuple[str, ...] = ()


def value_items(record: ArticleRecord) -> Iterator[Item]:
    """Yield the items of the facet values of *record*."""
    if record.listed is None:
        return
    host = urlsplit(record.short.get("url") or "").hostname or ""
    for kind, key in map(split_token, record.listed.tokens):
        facet = FACETS_BY_NAME.get(kind)
        if facet is None or not facet.is_enumerated:
            continue
        name = record.short.get(kind) or key
        place = f"{key}#{host}" if kind == "publisher" else f"{key}#"
        yield {"pk": _partition(kind), "sk": place, "v": name}


class FacetValues:
    """The values in *table*; *clock* returns seconds."""

    def __init__(self, table: Table, clock: Callable[[], float] = time.monotonic) -> None:
        self.table = table
        self._clock = clock
        self._known: dict[str, tuple[tuple[FacetValue, ...], float]] = {}

    def of(self, kind: str) -> tuple[FacetValue, ...]:
        """Return the values of the facet *kind*, sorted by key; at most those of MAX_VALUES items."""
        known, until = self._known.get(kind, ((), 0.0))
        if self._clock() < until:
            return known
        found = tuple(self._read(kind))
        self._known[kind] = (found, self._clock() + KNOWN_SECONDS)
        return found

    def find_publishers(self, asked: str) -> tuple[str, ...]:
        """Return the keys of the publishers to which *asked* refers.

        It is compared with the names of publishers, then with their hosts and domains, then with parts of names and
        hosts. If nothing matches, *asked* itself is returned.

        Raises:
            InvalidRequest: It is a part of more than MAX_PUBLISHERS names.
        """
        key, part = facet_value("publisher", asked), fold(asked)
        publishers = self.of("publisher")
        if any(each.key == key for each in publishers) or len(part) < MIN_PART:
            return (key,)
        found = [each for each in publishers if any(_is_at(host, part) for host in each.hosts)]
        found = found or [each for each in publishers if part in fold(each.name) or part in " ".join(each.hosts)]
        if len(found) > MAX_PUBLISHERS:
            some = ", ".join(each.name for each in found[:5])
            detail = f"{asked!r} is a part of more than {MAX_PUBLISHERS} publishers' names: {some}, …"
            raise InvalidRequest(detail, "publisher")
        return tuple(each.key for each in found) or (key,)

    def _read(self, kind: str) -> Iterator[FacetValue]:
        names: dict[str, str] = {}
        hosts: dict[str, list[str]] = {}
        for item, _ in zip(self.table.query_all(_partition(kind)), range(MAX_VALUES), strict=False):
            key, _, host = item["sk"].partition("#")
            names[key] = item["v"]
            hosts.setdefault(key, []).extend([host] if host else [])
        for key in sorted(names):
            yield FacetValue(key, names[key], tuple(hosts[key]))


def _partition(kind: str) -> str:
    return f"VALUES#{kind}"


def _is_at(host: str, asked: str) -> bool:
    return host == asked or host.endswith(f".{asked}")
