"""Writes the rows that update_rows from a record: its listings, and the rows of its near-duplicate bands.

They are written after the record's transaction. If a function is killed in between, the next delivery writes them. At
the end a writer reads the record again. If another writer has changed it meanwhile, it writes the rows of the newer
record. The record's ``stale`` keeps the places where it was listed before, until a writer has deleted those rows.
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

#: Maximum number of newer records that a writer writes the rows of. Then it raises Conflict, so that the queue delivers
#: the message again. The other writers write the rows meanwhile.
MAX_PASSES = 10
#: Most months and facet values that a container remembers as written.
MAX_REMEMBERED = 20_000
#: Returns the content of the band rows of a record.
Sketcher = Callable[[ArticleRecord], Item]


class Lister:
    """Writes and deletes the rows of records."""

    def __init__(self, table: Table, shards: int, caps: ListingCaps) -> None:
        self.table = table
        self.shards = shards
        self.caps = caps
        self._written: set[Key] = set()

    def update_rows(
        self,
        record: ArticleRecord,
        before: ArticleRecord | None,
        sketch: Sketcher,
        extra: frozenset[Listed] = frozenset(),
    ) -> None:
        """Write the rows of *record*, and delete the article's other rows.

        Args:
            record: The record that was written.
            before: The record whose rows are in the table, or None to write all rows.
            sketch: Returns the content of the band rows of a record.
            extra: Places where an interrupted delivery may have left rows.

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
        raise Conflict("other writers changed the record while its rows were written")

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
        """Return the keys of rows to delete. For a withdrawn article these are all rows."""
        gone = [record.listed] if record.listed and not record.is_listed else []
        return {key for listed in (*record.stale, *gone) for key in listed.keys(record.id)}

    def _directory(self, record: ArticleRecord) -> list[Item]:
        """Return the items of the month and the facet values, without those that this container has written.

        The list without a filter finds its months by these items.
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
        """Clear ``stale``. If another writer has changed the record meanwhile, that writer clears it."""
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
