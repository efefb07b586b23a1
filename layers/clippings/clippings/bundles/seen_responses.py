"""Remembers the responses of a WARC, for the revisit records that refer to them."""

from __future__ import annotations

from collections import OrderedDict

from clippings.bundles.headers import Headers


class SeenResponses:
    """The offsets of the last responses, by record id, by payload digest, and by URI with date.

    Args:
        most: The number of responses that are remembered.
        only: The offset of the response of every revisit, if a single record is read.
    """

    def __init__(self, most: int, only: int | None = None) -> None:
        self._most = most
        self._only = only
        self._offsets: OrderedDict[tuple[str, ...], int] = OrderedDict()

    def remember(self, record: Headers, url: str, offset: int) -> None:
        """Record that the response with the headers *record* begins at *offset*."""
        digest = record.get("warc-payload-digest")
        keys = (("id", record.get("warc-record-id")), ("digest", digest), ("at", url, record.get("warc-date")))
        for key in keys:
            if key[1]:
                self._offsets.setdefault(key, offset)
        while len(self._offsets) > self._most * len(keys):
            self._offsets.popitem(last=False)

    def find(self, revisit: Headers) -> int | None:
        """Return the offset of the response that *revisit* refers to, or None if it is not known."""
        if self._only is not None:
            return self._only
        uri = revisit.get("warc-refers-to-target-uri").strip("<>")
        keys = (
            ("id", revisit.get("warc-refers-to")),
            ("at", uri, revisit.get("warc-refers-to-date")),
            ("digest", revisit.get("warc-payload-digest")),
        )
        return next((self._offsets[key] for key in keys if key in self._offsets), None)
