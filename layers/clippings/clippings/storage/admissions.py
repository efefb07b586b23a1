"""Which uploads are cut although they are no articles: by the stack's choice, the upload's own, or one made later."""

from __future__ import annotations

from clippings.records import ADMIT_CHOICES, Admit, Capture
from clippings.storage.s3_events import Upload
from clippings.storage.table import Table

#: The object's metadata that say what is let in: ``x-amz-meta-admit``.
ADMIT_METADATA = "admit"


class Admissions:
    """Remembers uploads that were admitted after they had been refused; *default* is what the stack lets in."""

    def __init__(self, table: Table, default: Admit = "articles") -> None:
        self.table = table
        self.default = default

    def admit(self, upload: Upload) -> None:
        """Admit this very version of an object, for good: a later delivery or replay does not refuse it again."""
        pk, sk = _key(upload)
        self.table.put({"pk": pk, "sk": sk})

    def is_admitted(self, upload: Upload | Capture) -> bool:
        """Return whether :meth:`admit` was told of this version of the object."""
        return self.table.get(*_key(upload), consistent=True) is not None

    def choice_for(self, capture: Capture) -> Admit:
        """Return what is let in: the upload's own choice, else the stack's."""
        chosen = capture.metadata.get(ADMIT_METADATA)
        return next((choice for choice in ADMIT_CHOICES if choice == chosen), self.default)


def _key(upload: Upload | Capture) -> tuple[str, str]:
    versioned = upload.version and upload.version != "null"
    return f"ADMITTED#{upload.bucket}/{upload.key}", upload.version if versioned else upload.etag
