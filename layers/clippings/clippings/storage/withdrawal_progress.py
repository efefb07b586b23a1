"""The progress of one call that takes an article down, and its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clippings.storage.article_record import ArticleRecord
from clippings.storage.buckets import Bucket


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The result of a takedown: the article and its *copies* (ids). If the time ran out, *done* is False: call again.

    *objects* is the number of versions that this call deleted. *left* lists uploads in buckets outside of the service,
    which were not deleted. *bundles* lists removed pages that a bundle still contains, as ``<bundle's key>#<place>``.
    """

    article_id: str
    withdrawn_at: datetime
    done: bool
    copies: tuple[str, ...] = ()
    objects: int = 0
    left: tuple[str, ...] = ()
    bundles: tuple[str, ...] = ()


class OutOfTimeError(Exception):
    """The time of the call is over. Its progress is kept."""


class WithdrawalProgress:
    """Counts what one call has deleted, and ends it when its time is over."""

    def __init__(self, is_late: Callable[[], bool]) -> None:
        self.is_late = is_late
        self.objects = 0
        self.left: list[str] = []
        self.bundles: list[str] = []

    def check(self) -> None:
        """Raise OutOfTimeError if the call has to end."""
        if self.is_late():
            raise OutOfTimeError

    def delete(self, bucket: Bucket, prefix: str) -> None:
        """Delete every version of every object under *prefix*."""
        for key, version in list(bucket.versions(prefix)):
            bucket.delete(key, version)
            self.objects += 1
            self.check()


def to_result(record: ArticleRecord, work: WithdrawalProgress, *, done: bool) -> Withdrawal:
    """Return the result of a call that did *work* on the withdrawn article in *record*."""
    if record.withdrawn_at is None:
        raise AssertionError("the article is not withdrawn")
    found = work.objects, tuple(work.left), tuple(work.bundles)
    return Withdrawal(record.id, record.withdrawn_at, done, record.copies or (), *found)
