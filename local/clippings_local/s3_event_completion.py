"""Completes the S3 events that moto sends, so that handlers see what S3 would have told them.

moto's events say neither which version they speak of nor in which order versions of a key came.
"""

from __future__ import annotations

import json
import threading
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from clippings_local.account import ACCOUNT_ID


class EventCompletion:
    """Remembers which version each message speaks of, so that a redelivered message says the same again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._versions: dict[str, tuple[str, str]] = {}
        self._told: set[tuple[str, str, str, str]] = set()

    def completed(self, queue: str, message_id: str, body: str) -> str:
        """Return the message's *body* with ``versionId`` and ``sequencer`` in every S3 record; others as they are."""
        try:
            event = json.loads(body)
        except ValueError:
            return body
        records = event.get("Records") if isinstance(event, dict) else None
        if not isinstance(records, list):
            return body
        for number, record in enumerate(records):
            if isinstance(record, dict) and record.get("eventSource") == "aws:s3":
                self._complete(queue, f"{message_id}/{number}", record["s3"])
        return json.dumps(event)

    def _complete(self, queue: str, name: str, told: dict[str, Any]) -> None:
        thing = told["object"]
        if "versionId" in thing:
            return
        # moto encodes the slashes of a key, and S3 does not.
        thing["key"] = quote_plus(unquote_plus(thing["key"]), safe="/")
        with self._lock:
            if name not in self._versions:
                found = self._find_version(queue, told["bucket"]["name"], unquote_plus(thing["key"]), thing["eTag"])
                if found is None:
                    return
                self._versions[name] = found
            thing["versionId"], thing["sequencer"] = self._versions[name]

    def _find_version(self, queue: str, bucket: str, key: str, etag: str) -> tuple[str, str] | None:
        """The oldest version with this content that *queue* has not heard of; None where it is gone for good."""
        # Read from moto itself: its listing of versions copies the whole bucket at each call.
        from moto.backends import get_backend
        from moto.s3.exceptions import MissingBucket

        try:
            keys = get_backend("s3")[ACCOUNT_ID]["aws"].get_bucket(bucket).keys
        except MissingBucket:
            return None
        for place, version in enumerate(keys.getlist(key, [])):
            if getattr(version, "etag", "").strip('"') != etag or version.version_id == "null":
                continue
            if (queue, bucket, key, version.version_id) not in self._told:
                self._told.add((queue, bucket, key, version.version_id))
                # S3's sequencers are hexadecimal and grow from one version of a key to the next.
                return version.version_id, f"{place + 1:016X}"
        return None
