"""Pictures that are records of their own in a WARC or WACZ: the index of a bundle's, and those of one page.

The index is made before the first page is announced. So every reading of a page finds the same pictures, wherever in
the bundle they are. It is kept as long as the bundle may be read again: it has no text and no address, only digests.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from clippings.errors import RejectedPage, UnreadableBundle, UnreadableRecord
from clippings.records import Capture
from clippings.storage.buckets import UNVERSIONED, Bucket
from clippings.storage.bundle_places import find_copied_place
from clippings.storage.ranged_objects import RangedObject
from clippings.storage.s3_events import Upload

if TYPE_CHECKING:
    from clippings.bundles.picture_index import ListedPicture, PictureIndex
    from clippings.page.saved_pictures import SavedPicture

#: Prefixes in the parsed bucket. Parts are needed until the index is written, and expire.
PARTS = "picture-parts/"
INDEXES = "picture-indexes/"
#: Kinds of bundles whose pictures are records.
WITH_INDEX = frozenset({"warc", "wacz"})
MEDIA_TYPE = "application/octet-stream"
#: Bytes that are read at once of an index: some 8,000 pictures.
BLOCK = 256 * 1024
#: Most bytes that are read of a bundle for the pictures of one page.
MAX_PAGE_BYTES = 40_000_000


@dataclass(frozen=True, slots=True)
class BundleVersion:
    """One version of a bundle; where the bucket keeps none, *version* is empty and *etag* is that of the object."""

    bucket: str
    key: str
    version: str
    etag: str

    @classmethod
    def of(cls, bucket: str, key: str, version: str, etag: str) -> BundleVersion:
        """Return the bundle as an event or a capture names it."""
        return cls(bucket, key, "", etag) if version in ("", UNVERSIONED) else cls(bucket, key, version, "")

    @property
    def name(self) -> str:
        """A digest that no other bundle has."""
        named = f"{self.bucket}\n{self.key}\n{self.version or self.etag}"
        return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def index_key(self) -> str:
        """The key of its index in the parsed bucket."""
        return f"{INDEXES}{self.name}"

    def part_key(self, span: tuple[int, int]) -> str:
        """Return the key of the part of its index that *span* of the bundle gives."""
        return f"{PARTS}{self.name}/{span[0]}-{span[1]}"


class BundlePictures:
    """Writes and finds the indexes of bundles in the bucket *parsed*."""

    def __init__(self, parsed: Bucket) -> None:
        self.parsed = parsed

    def put_part(self, upload: Upload, span: tuple[int, int], listed: Iterable[ListedPicture]) -> None:
        """Store the pictures of the bundle *upload* that begin in *span*. The same part is always the same."""
        from clippings.bundles.picture_index import write_part

        self.parsed.put(_bundle_of(upload).part_key(span), write_part(listed), MEDIA_TYPE)

    def put_index(self, upload: Upload, ends: Sequence[int], last: Iterable[ListedPicture]) -> None:
        """Store the index of a bundle: of the parts before each of *ends*, and of the *last* one.

        Raises:
            UnreadableRecord: A part has expired.
        """
        from clippings.bundles.picture_index import MAX_PICTURES, write_index

        bundle = _bundle_of(upload)
        listed = list(islice(chain(self._read_parts(bundle, ends), last), MAX_PICTURES))
        self.parsed.put(bundle.index_key, write_index(listed), MEDIA_TYPE)

    def _read_parts(self, bundle: BundleVersion, ends: Sequence[int]) -> Iterator[ListedPicture]:
        """Yield the pictures of the parts before each of *ends*; a part is read when it is needed."""
        from clippings.bundles.picture_index import read_part

        for span in pairwise((0, *ends)):
            data = self.parsed.get(bundle.part_key(span))
            if data is None:
                raise UnreadableRecord(f"the pictures in {span} of {bundle.key} are gone: unpack the bundle again")
            yield from read_part(data)

    def of_page(self, capture: Capture) -> PagePictures | None:
        """Return the pictures of a page of a bundle, or None where the page is of none or there is no index."""
        copied = find_copied_place(capture.key)
        if capture.bundle in WITH_INDEX:
            bundle = BundleVersion.of(capture.bucket, capture.object_key, capture.version, capture.etag)
        elif copied:
            # A version, or where the bucket keeps none, a sequencer and the ETag.
            _, unversioned, etag = copied.upload.rpartition("#")
            bundle = BundleVersion.of(capture.bucket, copied.bundle, "" if unversioned else copied.upload, etag)
        else:
            return None
        from clippings.bundles.picture_index import PictureIndex

        stream = RangedObject(self.parsed, self.parsed.name, bundle.index_key, block_size=BLOCK)
        try:
            index = PictureIndex(io.BufferedReader(stream))
        except (RejectedPage, UnreadableBundle):
            # The bundle was unpacked when the stack kept no pictures, or has none; or another version wrote its index.
            return None
        return PagePictures(self.parsed, bundle, index, capture.captured_at)


class PagePictures:
    """The pictures for a page that was captured at *captured_at*, in the *bundle* that *index* is of."""

    def __init__(self, any_bucket: Bucket, bundle: BundleVersion, index: PictureIndex, captured_at: datetime) -> None:
        self._any_bucket = any_bucket
        self._bundle = bundle
        self._index = index
        self._captured_at = captured_at
        self._left = MAX_PAGE_BYTES

    def find(self, url: str) -> SavedPicture | None:
        """Return the picture at *url*, or None where the bundle has none that is kept."""
        from clippings.bundles.warc_pictures import read_picture

        place = self._index.find(url, self._captured_at)
        if place is None or place.length > self._left:
            return None
        self._left -= place.length
        bundle = self._bundle
        found = self._any_bucket.read_range(
            bundle.bucket, bundle.key, place.offset, place.length, version=bundle.version, etag=bundle.etag
        )
        return read_picture(found.data) if found and found.data else None


def _bundle_of(upload: Upload) -> BundleVersion:
    return BundleVersion.of(upload.bucket, upload.key, upload.version, upload.etag)
