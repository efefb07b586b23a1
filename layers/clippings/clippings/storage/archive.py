"""Contents and captures of articles in the table, and the big contents in the bucket."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from clippings.article import EnrichedArticle
from clippings.errors import Conflict, UnreadableRecord
from clippings.storage import captures, contents
from clippings.storage.attributes import Item
from clippings.storage.buckets import Bucket
from clippings.storage.captures import CAPTURES, CaptureRecord
from clippings.storage.table import Table


class Archive:
    """What is kept under ``ARTICLE#<id>`` beside the record. Contents never change once they are written."""

    def __init__(self, table: Table, bucket: Bucket) -> None:
        self.table = table
        self.bucket = bucket

    def capture_records(self, article_id: str) -> Iterator[CaptureRecord]:
        """Yield every capture of the article."""
        items = self.table.query_all(f"ARTICLE#{article_id}", CAPTURES, consistent=True)
        return (captures.from_item(item) for item in items)

    def store(self, article_id: str, name: str, article: EnrichedArticle) -> None:
        """Store a content under *name*: in the table, or in the bucket where it is big.

        Each big one has a key of its own, so that two writers never touch the same object.
        """
        item: Item = {"pk": f"ARTICLE#{article_id}", "sk": f"CONTENT#{name}"}
        packed = contents.pack(article)
        if contents.is_inline(article, packed):
            self.table.put(item | {"packed": packed})
            return
        key = f"content/{article_id}/{name}/{uuid4().hex}.json.gz"
        self.bucket.put(key, contents.to_object(article), "application/json", encoding="gzip")
        self.table.put(item | {"object": key})

    def load(self, article_id: str, name: str) -> EnrichedArticle:
        """Return a stored content. Raises Conflict where it was replaced meanwhile: reading again helps."""
        article, _ = self.load_with_key(article_id, name)
        return article

    def load_with_key(self, article_id: str, name: str) -> tuple[EnrichedArticle, str | None]:
        """Return a stored content, and its key in the bucket where it lies there."""
        item = self.table.get(f"ARTICLE#{article_id}", f"CONTENT#{name}")
        item = item or self.table.get(f"ARTICLE#{article_id}", f"CONTENT#{name}", consistent=True)
        if item is None:
            raise Conflict(f"content {name} of {article_id} was replaced")
        if "object" not in item:
            return contents.unpack(item["packed"]), None
        data = self.bucket.get(item["object"])
        if data is None:
            raise UnreadableRecord(f"{item['object']} is gone from the bucket")
        return contents.from_object(data), item["object"]

    def copy_contents(self, source: str, target: str) -> None:
        """Copy every content of the article *source* to *target*; big ones are shared."""
        items = self.table.query_all(f"ARTICLE#{source}", ("CONTENT#", "CONTENT#~"), consistent=True)
        self.table.write_many(item | {"pk": f"ARTICLE#{target}"} for item in items)
