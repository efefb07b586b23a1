"""Decides whether an upload that is not an article is admitted: by the stack's setting, by its metadata, or later."""

from __future__ import annotations

from clippings.records import ADMIT_CHOICES, Admit, Capture
from clippings.storage.s3_events import Upload
from clippings.storage.table import Table

#: The metadata of an object with its own setting: ``x-amz-meta-admit``.
ADMIT_METADATA = "admit"


class Admissions:
    """Records uploads that were admitted after their rejection; *default* is the stack's setting."""

    def __init__(self, table: Table, default: Admit = "articles") -> None:
        self.table = table
        self.default = default

    def admit(self, upload: Upload) -> None:
        """Admit this version of an object permanently: later deliveries and replays do not reject it."""
        pk, sk = _key(upload)
        self.table.put({"pk": pk, "sk": sk})

    def is_admitted(self, upload: Upload | Capture) -> bool:
        """Return whether this version of the object was admitted by :meth:`admit`."""
        return self.table.get(*_key(upload), consistent=True) is not None

    def choice_for(self, capture: Capture) -> Admit:
        """Return which pages are admitted: by the upload's own setting, else by the stack's."""
        chosen = capture.metadata.get(ADMIT_METADATA)
        return next((choice for choice in ADMIT_CHOICES if choice == chosen), self.default)


def _key(upload: Upload | Capture) -> tuple[str, str]:
    versioned = upload.version and upload.version != "null"
    return f"ADMITTED#{upload.bucket}/{upload.key}", upload.version if versioned else upload.etag
