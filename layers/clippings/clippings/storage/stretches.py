"""A stretch of a bundle, and the queue of stretches that the unpack function reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from clippings.errors import UnreadableEvent
from clippings.storage.page_store import PARSED
from clippings.storage.s3_events import Upload

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bundle that one invocation unpacks, with the numbers of the stretches before it.

    Attributes:
        upload: The bundle.
        kind: The kind of the bundle.
        extractor: The version of the extractor. A newer one unpacks the bundle again.
        number: The number of stretches before.
        offset: The offset at which reading begins. Always 0 in a bundle without offsets.
        passed: The number of entries from there on that earlier stretches have read. Always 0 in a bundle with offsets.
        pages: The number of pages that earlier stretches have sent.
        skipped: The number of entries without a page, by reason.
        listing: Whether it lists the bundle's pictures. These stretches precede those that send pages.
        listed: The ends of the earlier stretches that listed pictures.
    """

    upload: Upload
    kind: str
    extractor: int = PARSED.extractor
    number: int = 0
    offset: int = 0
    passed: int = 0
    pages: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    listing: bool = False
    listed: tuple[int, ...] = ()

    @property
    def counts(self) -> dict[str, Any]:
        """The numbers of the bundle so far, as its ingestion shows them."""
        return {"pages": self.pages, "skipped": self.skipped}


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The end of a stretch. *after* is the next one, with the numbers so far; *done* is True at the bundle's end."""

    after: Stretch
    done: bool


def stretches_in(body: str) -> tuple[Stretch, ...]:
    """Return the stretch in a message of the bundle queue, as a tuple of one.

    Raises:
        UnreadableEvent: The message has another form.
    """
    try:
        return (msgspec.json.decode(body, type=Stretch),)
    except msgspec.DecodeError as broken:
        raise UnreadableEvent(f"a message without a stretch of a bundle: {broken}") from broken


class BundleQueue:
    """The queue at *url*, which the unpack function reads; *client* is made on first use."""

    def __init__(self, client: Callable[[], SQSClient], url: str) -> None:
        self._client = client
        self.url = url

    def send(self, stretch: Stretch) -> None:
        """Send a message that requests the unpacking of *stretch*."""
        self._client().send_message(QueueUrl=self.url, MessageBody=msgspec.json.encode(stretch).decode())
