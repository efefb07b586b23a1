"""The current state of one article: the table's ``RECORD`` item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from clippings.short_form import to_seconds
from clippings.storage.attributes import Item
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.rows import Listed
from clippings.storage.table import Key, Write


def record_key(article_id: str) -> Key:
    """Return the key of an article's record."""
    return (f"ARTICLE#{article_id}", "RECORD")


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article without its content. Everything but the version and *stored_at* follows from its captures.

    Attributes:
        id: 26 base32 characters; they never change.
        version: Counts writes; a write is conditional on the version that was read.
        change: The effect of the last write: ``stored``, ``revised``, ``unchanged``, ``withdrawn`` or ``removed``. The
            pipe on the table's stream reads it.
        revision: Name of the current revision; empty once the article is withdrawn and removed.
        revisions: How many revisions there are.
        captures: How many captures there are.
        fullest: The number of words of the longest capture.
        content_hash: The hash of the current content.
        content: Name of the current content.
        captured_at: Time of the latest capture of the current revision.
        first_seen: Time of the earliest capture.
        stored_at: When the last change that is reported to followers was written.
        added_at: When the article was first written; None if an earlier version of the service wrote it.
        short: The article's short form.
        listed: Where it is listed.
        stale: Where it was listed before. Its rows there may still exist, until a writer has deleted them.
        big: Whether any of its contents is or was in the bucket.
        withdrawn_at: When it was withdrawn, or None.
        removed_at: When a withdrawal had deleted everything, or None.
        reason: Why it was withdrawn.
        copies: Ids of the articles that are withdrawn with it; None if the copies were not requested.
    """

    id: str
    version: int
    change: str
    revision: str
    revisions: int
    captures: int
    fullest: int
    content_hash: str
    content: str
    captured_at: datetime
    first_seen: datetime
    stored_at: datetime
    added_at: datetime | None = None
    short: Mapping[str, Any] = field(default_factory=dict)
    listed: Listed | None = None
    stale: tuple[Listed, ...] = ()
    big: bool = False
    withdrawn_at: datetime | None = None
    removed_at: datetime | None = None
    reason: str | None = None
    copies: tuple[str, ...] | None = None

    @property
    def key(self) -> Key:
        """The record's key in the table."""
        return record_key(self.id)

    @property
    def is_listed(self) -> bool:
        """Whether lists show the article."""
        return self.withdrawn_at is None and self.listed is not None

    @property
    def bands(self) -> tuple[str, ...]:
        """The near-duplicate bands under which it is filed."""
        return self.listed.bands if self.listed else ()

    def to_short(self) -> dict[str, Any]:
        """Return the article's short form."""
        return dict(self.short) | ({"added_at": to_seconds(self.added_at)} if self.added_at else {})

    @property
    def etag(self) -> str:
        """An entity tag that changes with every stored change of the article."""
        return f"{self.content}-{self.version}"

    def to_item(self) -> Item:
        """Return the table's item."""
        pk, sk = self.key
        times = {name: to_stamp(value) for name in TIMES if (value := getattr(self, name)) is not None}
        item: Item = {name: getattr(self, name) for name in PLAIN} | times | {"pk": pk, "sk": sk}
        item |= {"short": dict(self.short), "copies": None if self.copies is None else list(self.copies)}
        if self.big:
            item["big"] = True
        if self.listed:
            item["listed_as"] = self.listed.to_item()
        if self.stale:
            item["stale"] = [each.to_item() for each in self.stale]
        return {name: value for name, value in item.items() if value is not None}

    @classmethod
    def from_item(cls, item: Item) -> ArticleRecord:
        """Return the record that :meth:`to_item` wrote."""
        plain: dict[str, Any] = {name: item.get(name) for name in PLAIN}
        plain |= {name: from_stamp(item[name]) for name in TIMES if name in item}
        return cls(
            **plain,
            short=item["short"],
            listed=Listed.from_item(item["listed_as"]) if "listed_as" in item else None,
            stale=tuple(Listed.from_item(each) for each in item.get("stale", ())),
            big=item.get("big", False),
            copies=tuple(item["copies"]) if "copies" in item else None,
        )


#: Fields that are stored unchanged, and fields that are times.
PLAIN = (
    *("id", "version", "change", "revision", "revisions", "captures", "fullest", "content_hash", "content"),
    "reason",
)
TIMES = ("captured_at", "first_seen", "stored_at", "added_at", "withdrawn_at", "removed_at")


def conditional_write(made: ArticleRecord, read: ArticleRecord | None) -> Write:
    """Return the write of *made*, on the condition that the table still has the record that was *read*."""
    if read is None:
        return Write(put=made.to_item(), condition="attribute_not_exists(pk)")
    return Write(
        put=made.to_item(),
        condition="#version = :version",
        names={"#version": "version"},
        values={":version": read.version},
    )
