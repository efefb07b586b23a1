"""Tasks of the unpack state machine: each unpacks a stretch of one bundle, in the inbox or in another bucket.

The state machine sends the answer of a task as the next task, until the bundle has ended. The last answer is the
bundle's row of the report. A task that is repeated has the same answer, and its numbers are counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from clippings.errors import RejectedPage
from clippings.storage.buckets import UNVERSIONED
from clippings.storage.page_store import PARSED
from clippings.storage.s3_events import Upload
from clippings.storage.stretches import Stretch

if TYPE_CHECKING:
    from clippings.storage.wiring import Wiring

#: A stretch begins only if fewer pages wait to be parsed: two minutes of parsing at the scale ``usual``. Pages that are
#: uploaded one by one wait behind them, and SQS deletes a message after seven days.
MOST_WAITING = 20_000


Outcome = Literal["unpacking", "waiting", "unpacked", "current", "rejected", "not-a-bundle"]


@dataclass(frozen=True, slots=True)
class BundleTask:
    """A task of the state machine, and the answer to one.

    Attributes:
        bucket: The bucket.
        key: The key of the object.
        outcome: ``unpacking`` means: send the task again; ``waiting``: send it again after a pause. With any other the
            bundle has ended: ``unpacked``; ``current`` if this extractor had unpacked it before; ``rejected`` for
            *reason*; ``not-a-bundle``.
        version: The version that is unpacked; empty if the bucket keeps no versions.
        pages: The number of pages that were sent to the parse queue.
        skipped: The number of entries without a page, by reason.
        stretch: The next stretch, or None after the last.
    """

    bucket: str
    key: str
    outcome: Outcome = "unpacking"
    version: str = ""
    pages: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    reason: str = ""
    stretch: Stretch | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return {name: value for name, value in plain.items() if value not in (None, "")}


def read_task(plain: Mapping[str, Any]) -> BundleTask:
    """Return the task in an event.

    Raises:
        msgspec.ValidationError: The event is anything else.
    """
    return msgspec.convert(plain, BundleTask)


def run_task(task: BundleTask, store: Wiring, is_late: Callable[[], bool] = lambda: False) -> BundleTask:
    """Unpack the next stretch of a bundle, and return the answer of the task.

    Args:
        task: The task that the state machine sent: a bucket and a key, or the answer to the previous task.
        store: The stores.
        is_late: Returns whether to end the stretch early.
    """
    if store.parse_queue.waiting() > MOST_WAITING:
        return _answer(task, "waiting", task.stretch)
    stretch = task.stretch
    try:
        if stretch is None:
            first = _begin(task, store)
            if isinstance(first, BundleTask):
                return first
            stretch = first
        ended = store.unpacker.advance(stretch, is_late)
    except RejectedPage as rejected:
        if stretch is not None:
            store.ingestions.put_rejected(stretch.upload, rejected, stretch.extractor, counts=stretch.counts)
        return _answer(task, "rejected", stretch, rejected.reason)
    return _answer(task, "unpacked" if ended.done else "unpacking", ended.after)


def _begin(task: BundleTask, store: Wiring) -> Stretch | BundleTask:
    """Return the first stretch of the newest version of an object, or the answer if there is nothing to unpack.

    Raises:
        RejectedPage: The object does not exist any more.
    """
    newest = store.inbox.find_newest(task.key, task.bucket)
    if newest is None:
        raise RejectedPage("gone", "the object was deleted before it was read")
    version = "" if newest.version == UNVERSIONED else newest.version
    written = newest.modified.replace(microsecond=999_999)  # S3 states whole seconds: not before the event
    upload = Upload(task.bucket, task.key, written, version, etag=newest.etag, size=newest.size)
    known = store.ingestions.find(upload)
    if known:
        upload = replace(upload, event_time=known.captured_at, sequencer=known.sequencer)
        if known.is_finished_by(PARSED.extractor):
            return BundleTask(task.bucket, task.key, "current", version)
    kind = store.unpacker.find_kind(upload)
    return (
        store.unpacker.first_stretch(upload, kind)
        if kind
        else BundleTask(task.bucket, task.key, "not-a-bundle", version)
    )


def _answer(task: BundleTask, outcome: Outcome, stretch: Stretch | None, reason: str = "") -> BundleTask:
    """Return the answer to *task* with the numbers of *stretch*. If the bundle has not ended, add *stretch* itself."""
    if stretch is None:
        return BundleTask(task.bucket, task.key, outcome, reason=reason)
    ongoing = stretch if outcome in ("unpacking", "waiting") else None
    numbers = stretch.upload.version, stretch.pages, stretch.skipped
    return BundleTask(task.bucket, task.key, outcome, *numbers, reason=reason, stretch=ongoing)
