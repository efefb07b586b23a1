"""Writes the rows that follow from a record: those of its lists, and those of its near-duplicate bands.

They are written after the record's transaction. Where a function is killed in between, the redelivery writes them. A
writer reads the record again at the end. Where another writer has changed it meanwhile, it writes the rows of the newer
record. The places under which a record was listed before stay in its ``stale`` until a writer has deleted those rows.
"""

from __future__ import annotations

from collections.abc import Callable

from clippings.errors import Conflict
from clippings.settings import ListingCaps
from clippings.storage.article_record import ArticleRecord
from clippings.storage.attributes import Item
from clippings.storage.facet_values import value_items
from clippings.storage.rows import Listed, band_rows, listing_rows
from clippings.storage.table import Key, Table, Write

#: A writer that finds a newer record more often raises Conflict: the others write the rows, and the queue tries again.
MAX_PASSES = 10
#: Months and values of facets that a container remembers to have written.
MAX_REMEMBERED = 20_000
#: Returns what the band rows of a record hold.
Sketcher = Callable[[ArticleRecord], Item]


class Lister:
    """Writes and deletes the rows of records."""

    def __init__(self, table: Table, shards: int, caps: ListingCaps) -> None:
        self.table = table
        self.shards = shards
        self.caps = caps
        self._written: set[Key] = set()

    def follow(
        self,
        record: ArticleRecord,
        before: ArticleRecord | None,
        sketch: Sketcher,
        extra: frozenset[Listed] = frozenset(),
    ) -> None:
        """Make the article's rows those of *record*.

        Args:
            record: The record as it was written.
            before: The record whose rows are in the table already, or None to write all of them.
            sketch: Returns what the band rows of a record hold.
            extra: Places at which an interrupted delivery may have left rows.

        Raises:
            Conflict: Others wrote the record MAX_PASSES times meanwhile.
        """
        leftover = {key for listed in extra for key in listed.keys(record.id)}
        for _ in range(MAX_PASSES):
            rows = self._rows(record, sketch)
            wanted = {(row["pk"], row["sk"]) for row in rows}
            leftover |= self._stale_keys(record)
            written = self._rows(before, lambda _: {}) if before else []
            puts = [row for row in rows if row not in written]
            named = self._directory(record)
            self.table.write_many([*puts, *named], sorted(leftover - wanted))
            self._remember(named)
            newest = self._read(record)
            if newest.version == record.version:
                self._settle(record)
                return
            leftover |= wanted
            record, before = newest, None
        raise Conflict("overtaken while listing")

    def _read(self, record: ArticleRecord) -> ArticleRecord:
        item = self.table.get(*record.key, consistent=True)
        return ArticleRecord.from_item(item) if item else record

    def _rows(self, record: ArticleRecord, sketch: Sketcher) -> list[Item]:
        if record.listed is None or not record.is_listed:
            return []
        rows = list(listing_rows(record.id, record.listed, dict(record.short), record.added_at))
        held = sketch(record) if record.listed.bands else {}
        return rows + (list(band_rows(record.id, record.listed, held)) if held else [])

    def _stale_keys(self, record: ArticleRecord) -> set[Key]:
        """Return the keys of rows to delete. A withdrawn article has none to keep."""
        gone = [record.listed] if record.listed and not record.is_listed else []
        return {key for listed in (*record.stale, *gone) for key in listed.keys(record.id)}

    def _directory(self, record: ArticleRecord) -> list[Item]:
        """Return the items of the month and the values that have rows, without those that this container has written.

        By the months, the list without a filter knows where to look.
        """
        if record.listed is None or not record.is_listed:
            return []
        named = [{"pk": "MONTHS", "sk": record.listed.at[:7]}, *value_items(record)]
        return [item for item in named if (item["pk"], item["sk"]) not in self._written]

    def _remember(self, named: list[Item]) -> None:
        if len(self._written) > MAX_REMEMBERED:
            self._written.clear()
        self._written |= {(item["pk"], item["sk"]) for item in named}

    def _settle(self, record: ArticleRecord) -> None:
        """Clear ``stale``, unless another writer has changed the record meanwhile, who then does it."""
        if not record.stale:
            return
        settle = Write(
            update=(record.key, "REMOVE stale SET #change = :settled"),
            condition="#version = :version",
            names={"#version": "version", "#change": "change"},
            values={":version": record.version, ":settled": "settled"},
        )
        try:
            self.table.write_one(settle)
        except Conflict:
            return
