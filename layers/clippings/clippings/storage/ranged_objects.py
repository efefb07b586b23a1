"""An S3 object as a file that is read block by block, never as a whole."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from clippings.errors import RejectedPage
from clippings.storage.buckets import Bucket, StoredObject

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Number of blocks that are cached, those read last. A ZIP is read alternately at its end and at its entries.
MAX_BLOCKS = 4


class RangedObject(io.RawIOBase):
    """One version of an object as a seekable file; at most ``MAX_BLOCKS`` blocks of *block_size* bytes are in memory.

    All blocks are of one version: of *version*, or in a bucket without versions of the object with *etag*, or else of
    the object that the first read finds. A read raises RejectedPage with the reason ``gone`` if that does not exist.
    """

    def __init__(
        self, bucket: Bucket, name: str, key: str, *, version: str = "", etag: str = "", block_size: int
    ) -> None:
        super().__init__()
        self._bucket = bucket
        self._name = name
        self._key = key
        self._block_size = block_size
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._place = 0
        self._size: int | None = None
        self.version = version
        self.etag = etag
        self.metadata: Mapping[str, str] = {}
        self.modified = datetime.max.replace(tzinfo=UTC)
        #: Bytes that were read from S3.
        self.fetched = 0
        self._failure: Exception | None = None

    @property
    def size(self) -> int:
        """The size of the whole object in bytes."""
        if self._size is None:
            self._block(self._place // self._block_size)
        return self._size or 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position of the next read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set the position of the next read. Nothing is read from S3, except the size for a position from the end."""
        start = 0
        if whence != io.SEEK_SET:
            start = self._place if whence == io.SEEK_CUR else self.size
        if start + offset < 0:
            raise ValueError(f"negative seek position {start + offset}")
        self._place = start + offset
        return self._place

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read into *buffer*, at most to the end of a block. Return the number of bytes, 0 at the end of the object."""
        view = memoryview(buffer).cast("B")
        if not len(view) or (self._size is not None and self._place >= self._size):
            return 0
        number, start = divmod(self._place, self._block_size)
        found = self._block(number)[start : start + len(view)]
        view[: len(found)] = found
        self._place += len(found)
        return len(found)

    def _block(self, number: int) -> bytes:
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        try:
            found = self._fetch(number * self._block_size)
        except Exception as failure:
            self._failure = failure
            raise
        self._size, self.version, self.etag = found.size, found.version, found.etag
        self.metadata, self.modified = found.metadata, found.modified
        data = found.data or b""
        self.fetched += len(data)
        self._blocks[number] = data
        while len(self._blocks) > MAX_BLOCKS:
            self._blocks.popitem(last=False)
        return data

    def _fetch(self, start: int) -> StoredObject:
        found = self._bucket.read_range(
            self._name, self._key, start, self._block_size, version=self.version, etag=self.etag
        )
        if found is None:
            raise RejectedPage("gone", "the object, or its version, was deleted or replaced before it was read")
        return found

    def check(self) -> None:
        """Raise the exception that a read of S3 raised, if any.

        Readers of archives report any error of their file as a damaged archive, so the caller checks this first.
        """
        if self._failure is not None:
            raise self._failure
