"""Writing the rows that follow from a record: listings and near-duplicate bands.

They follow the transaction, so a crash leaves them behind; the redelivery writes them again. A writer that was
overtaken sees it when it reads the record again at the end, and then sees to the newer record's rows. What a
record was listed under before stays in its ``stale`` until some writer has removed it.
"""

from __future__ import annotations

from collections.abc import Callable

from clippings.errors import Conflict
from clippings.settings import ListingCaps
from clippings.storage.attributes import Item
from clippings.storage.rows import Listed, band_rows, listing_rows
from clippings.storage.table import Key, Table, Write

#: A writer that is overtaken more often leaves the rows to those who overtake it, and its message to the queue's retry.
MAX_PASSES = 10


class Lister:
    """Keeps the rows of records; *sketch* gives what a record's bands hold."""

    def __init__(self, table: Table, shards: int, caps: ListingCaps) -> None:
        self.table = table
        self.shards = shards
        self.caps = caps
        self._months: set[str] = set()

    def follow(
        self,
        article_id: str,
        record: Item,
        before: Item | None,
        sketch: Callable[[Item], Item],
        extra: frozenset[Listed] = frozenset(),
    ) -> None:
        """Make the rows those of *record*.

        *before* is the record whose rows are known to be written, None for none: all are written again. *extra* are
        places that a crashed delivery may have written. *sketch* answers with what the bands of a record hold.
        Raises Conflict after MAX_PASSES passes.
        """
        leftover = {key for listed in extra for key in listed.keys(article_id)}
        for _ in range(MAX_PASSES):
            rows = self._rows(article_id, record, sketch)
            wanted = {(row["pk"], row["sk"]) for row in rows}
            leftover |= self._stale_keys(article_id, record)
            written = self._rows(article_id, before, lambda _: {}) if before else []
            puts = [row for row in rows if row not in written]
            month = self._month(record)
            self.table.write_many([*puts, *month], sorted(leftover - wanted))
            self._months |= {row["sk"] for row in month}
            newest = self.table.get(record["pk"], record["sk"], consistent=True) or record
            if newest["version"] == record["version"]:
                self._settle(record)
                return
            leftover |= wanted
            record, before = newest, None
        raise Conflict("overtaken while listing")

    def _rows(self, article_id: str, record: Item, sketch: Callable[[Item], Item]) -> list[Item]:
        if not _is_listed(record):
            return []
        listed = Listed.from_item(record["listed_as"])
        rows = list(listing_rows(article_id, listed, record["short"]))
        held = sketch(record) if listed.bands else {}
        return rows + (list(band_rows(article_id, listed, held)) if held else [])

    def _stale_keys(self, article_id: str, record: Item) -> set[Key]:
        """A tombstone whose text is gone names no place any more; who was overtaken by it knows their own."""
        gone = [record["listed_as"]] if not _is_listed(record) and "listed_as" in record else []
        places = [Listed.from_item(item) for item in [*record.get("stale", []), *gone]]
        return {key for listed in places for key in listed.keys(article_id)}

    def _month(self, record: Item) -> list[Item]:
        """The months that have rows, so that the list without a filter knows where to look; once a container."""
        if not _is_listed(record):
            return []
        month = str(record["listed_as"]["at"])[:7]
        return [] if month in self._months else [{"pk": "MONTHS", "sk": month}]

    def _settle(self, record: Item) -> None:
        """Forget what is no longer listed, unless somebody wrote meanwhile: then it is theirs to do."""
        if not record.get("stale"):
            return
        settle = Write(
            update=((record["pk"], record["sk"]), "REMOVE stale SET #change = :settled"),
            condition="#version = :version",
            names={"#version": "version", "#change": "change"},
            values={":version": record["version"], ":settled": "settled"},
        )
        try:
            self.table.write_one(settle)
        except Conflict:
            return


def _is_listed(record: Item) -> bool:
    return "withdrawn_at" not in record and "moved_to" not in record
