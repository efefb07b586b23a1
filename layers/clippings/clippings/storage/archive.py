"""Contents and captures of articles in the table, and large contents in the bucket."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from botocore.exceptions import ClientError

from clippings.article import EnrichedArticle
from clippings.errors import Conflict, UnreadableRecord
from clippings.storage import captures, contents
from clippings.storage.attributes import Item
from clippings.storage.buckets import Bucket
from clippings.storage.captures import CAPTURES, CaptureRecord
from clippings.storage.provenance import pack_provenance
from clippings.storage.table import Key, Table

#: The error codes that S3 returns for an object that does not exist if the role lacks ``s3:ListBucket``.
DENIED = frozenset({"AccessDenied", "403"})


def content_key(article_id: str, name: str) -> Key:
    """Return the key of a content in the table."""
    return (f"ARTICLE#{article_id}", f"CONTENT#{name}")


def provenance_key(article_id: str, name: str, provenance: str) -> Key:
    """Return the key of a provenance that is stored separately from the content *name*."""
    return (f"ARTICLE#{article_id}", f"PROVENANCE#{name}#{provenance}")


#: The bounds, in an article's partition, of its contents and of its separate provenances.
CONTENTS = ("CONTENT#", "PROVENANCE#~")


def content_prefix(article_id: str) -> str:
    """Return the prefix of an article's large contents in the bucket."""
    return f"content/{article_id}/"


class Archive:
    """The items under ``ARTICLE#<id>`` other than the record, and the objects that they refer to."""

    def __init__(self, table: Table, bucket: Bucket) -> None:
        self.table = table
        self.bucket = bucket

    def capture_records(self, article_id: str) -> Iterator[CaptureRecord]:
        """Yield every capture of the article."""
        items = self.table.query_all(f"ARTICLE#{article_id}", CAPTURES, consistent=True)
        return (captures.from_item(item) for item in items)

    def make_content(self, article_id: str, name: str, owner: str, article: EnrichedArticle) -> Item:
        """Return the table's item of the content *name*. A large content is put into the bucket first.

        The object's key is made of the content and of *owner*, the object hash of the capture with its provenance. So
        the same write, repeated, overwrites the same object, and a write for another capture does not.
        """
        pk, sk = content_key(article_id, name)
        packed = contents.pack(article)
        if contents.is_inline(article, packed):
            return {"pk": pk, "sk": sk, "packed": packed}
        key = f"{content_prefix(article_id)}{name}/{owner}.json.gz"
        self.bucket.put(key, contents.to_object(article), "application/json", encoding="gzip")
        return {"pk": pk, "sk": sk, "object": key}

    def make_provenance(self, article_id: str, name: str, provenance: str, article: EnrichedArticle) -> Item:
        """Return the table's item of a provenance that is stored separately from the content *name*."""
        pk, sk = provenance_key(article_id, name, provenance)
        return {"pk": pk, "sk": sk, "packed": pack_provenance(article)}

    def load_provenance(self, article_id: str, name: str, provenance: str) -> bytes:
        """Return a separate provenance.

        Raises:
            Conflict: It was removed. Read the record again.
        """
        item = self.table.get(*provenance_key(article_id, name, provenance), consistent=True)
        if item is None:
            raise Conflict(f"a provenance of {name} of {article_id} was removed")
        packed: bytes = item["packed"]
        return packed

    def load(self, article_id: str, name: str, *, consistent: bool = False) -> EnrichedArticle:
        """Return a stored content.

        Raises:
            Conflict: It was replaced meanwhile. Read the record again.
        """
        article, _ = self.load_with_key(article_id, name, consistent=consistent)
        return article

    def load_with_key(
        self, article_id: str, name: str, *, consistent: bool = False
    ) -> tuple[EnrichedArticle, str | None]:
        """Return a stored content, and its key in the bucket if it is there.

        Args:
            article_id: The article.
            name: The content's name.
            consistent: Whether the latest write must be returned. Under one name only the provenance can differ.

        Raises:
            Conflict: It was replaced or removed meanwhile. Read the record again.
            UnreadableRecord: The table refers to an object that does not exist or cannot be read.
        """
        item = self.table.get(*content_key(article_id, name), consistent=consistent)
        if item is not None and "object" in item:
            data = self._read_object(item["object"])
            if data is not None:
                return contents.from_object(data), item["object"]
        if item is None or "object" in item:
            item = self._read_again(article_id, name, item)
        return contents.unpack(item["packed"]), None

    def _read_again(self, article_id: str, name: str, seen: Item | None) -> Item:
        """Read the content's item again and return it.

        Raises:
            UnreadableRecord: It is still the one that was *seen*, whose object does not exist.
        """
        item = self.table.get(*content_key(article_id, name), consistent=True)
        if item is not None and "packed" in item:
            return item
        if item is not None and item == seen:
            raise UnreadableRecord(f"{item['object']} does not exist in the bucket")
        raise Conflict(f"content {name} of {article_id} was replaced")

    def _read_object(self, key: str) -> bytes | None:
        """Return an object's bytes, or None if it does not exist."""
        try:
            return self.bucket.get(key)
        except ClientError as refused:
            if refused.response.get("Error", {}).get("Code") in DENIED:
                return None
            raise

    def sweep(self, article_id: str, settled: Collection[str] | None, names: Collection[str] | None = None) -> None:
        """Delete the objects of an article to which no content refers.

        Args:
            article_id: The article.
            settled: Object hashes of the captures that are kept: objects of other captures may belong to a delivery
                in progress. None if the article takes no further captures.
            names: Contents whose objects are examined; None for all.
        """
        prefix = content_prefix(article_id)
        found: dict[str, list[str]] = {}
        for start in [prefix] if names is None else [f"{prefix}{name}/" for name in sorted(names)]:
            for key, version in self.bucket.versions(start):
                if settled is None or key.rpartition("/")[2].partition(".")[0] in settled:
                    found.setdefault(key, []).append(version)
        items = self.table.get_many(
            (content_key(article_id, key.removeprefix(prefix).partition("/")[0]) for key in found), consistent=True
        )
        used = {item.get("object") for item in items.values()}
        for key, versions in found.items():
            for version in versions if key not in used else ():
                self.bucket.delete(key, version)
