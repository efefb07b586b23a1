"""The place of a page in its bundle, read from the page's key and offset. Pure.

A page that can be read again from its bundle is not stored as an object: its key is ``<bundle's key>#<offset>``. A page
of a bundle without offsets is copied to an object, whose key is made here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Prefix of pages that were copied out of bundles into the inbox.
COPIES = "unpacked/"
#: The longest key of an object in S3, in bytes.
MAX_KEY_BYTES = 1_024

_COPY = re.compile(r"unpacked/(?P<bundle>.+)/(?P<upload>[^/]+)/(?P<number>[0-9]{8,12})\.html", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BundlePlace:
    """Where a page is in a bundle.

    Attributes:
        bundle: The key of the bundle.
        upload: What identifies the upload of the bundle: :func:`clippings.storage.ingestion_items.upload_id`.
        number: The offset of the page in bytes; of a copied page, its number in the bundle, from 0.
    """

    bundle: str
    upload: str
    number: int


def copy_key(place: BundlePlace) -> str:
    """Return the key of the copy of the page at *place*. It may be longer than S3 allows."""
    return f"{COPIES}{place.bundle}/{place.upload}/{place.number:08d}.html"


def find_copied_place(key: str) -> BundlePlace | None:
    """Return the place from which the object *key* was copied, or None if it is not a copy."""
    found = _COPY.fullmatch(key)
    return BundlePlace(found["bundle"], found["upload"], int(found["number"])) if found else None


def name_in_bundle(key: str, offset: int | None) -> str | None:
    """Return ``<bundle's key>#<number>`` of the page with this *key* and *offset*, or None if it is not in a bundle."""
    if offset is not None:
        return key
    copied = find_copied_place(key)
    return f"{copied.bundle}#{copied.number}" if copied else None
