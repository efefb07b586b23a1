"""The outcomes of a bundle's pages: a small row for each page whose processing has ended, in one partition.

The numbers of a bundle are counted over these rows when they are requested. So a page that is delivered several times
is counted once.
"""

from __future__ import annotations

from collections import Counter

from clippings.errors import Conflict
from clippings.storage.attributes import Item
from clippings.storage.bundle_places import BundlePlace
from clippings.storage.table import Table

#: Attributes of the page's ingestion that a row contains.
KEPT = ("key", "status", "rank", "article_id", "reason", "at", "expires_at")


class BundlePages:
    """Writes and counts the rows in *table*."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def put(self, bucket: str, place: BundlePlace, ingestion: Item) -> None:
        """Store the outcome of the page at *place*. An outcome that is older than the stored one is ignored."""
        row = {name: ingestion[name] for name in KEPT if name in ingestion}
        row |= {"pk": _partition(bucket, place.bundle, place.upload), "sk": f"{place.number:020d}"}
        newer = "attribute_not_exists(pk) OR #rank < :rank"
        try:
            self.table.put(row, newer, {":rank": row["rank"]}, {"#rank": "rank"})
        except Conflict:
            return

    def count(self, bucket: str, bundle: str, upload: str) -> dict[str, int]:
        """Return how many pages of one upload of *bundle* have ended, by status. It reads 200 bytes per page."""
        rows = self.table.query_all(_partition(bucket, bundle, upload))
        return dict(sorted(Counter(row["status"] for row in rows).items()))


def _partition(bucket: str, bundle: str, upload: str) -> str:
    return f"BUNDLE#{bucket}/{bundle}#{upload}"
