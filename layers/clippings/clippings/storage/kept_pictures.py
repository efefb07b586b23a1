"""Pictures that were uploaded with a page. They are kept under ``pictures/`` in the parsed bucket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from clippings.article import ParsedArticle
from clippings.records import PICTURE_TYPES, Capture
from clippings.storage.buckets import Bucket, StoredObject
from clippings.storage.captures import capture_record_id, object_hash

if TYPE_CHECKING:
    from clippings.page.saved_pictures import SavedPicture

#: Maximum number of pictures of one article that are kept.
MAX_KEPT = 50


class Pictures:
    """Stores pictures in the bucket *parsed*. If *keeps* is False, no pictures are extracted from pages."""

    def __init__(self, parsed: Bucket, *, keeps: bool) -> None:
        self.parsed = parsed
        self.keeps = keeps

    def take(self, data: bytes) -> tuple[bytes, dict[str, SavedPicture]]:
        """Return the page to parse, and its pictures by their addresses.

        Raises:
            RejectedPage: The bytes are not a page.
        """
        if not self.keeps:
            return data, {}
        # Imported here because it loads the HTML parser, which functions that only read do not need.
        from clippings.page.saved_pictures import take_pictures

        return take_pictures(data)

    def keep(self, article: ParsedArticle, capture: Capture, found: Mapping[str, SavedPicture]) -> ParsedArticle:
        """Store the pictures in *found* that the article shows, and return the article with their names."""
        images, kept = [], 0
        for image in article.images:
            picture = found.get(image.url)
            if picture is None or kept >= MAX_KEPT:
                images.append(image)
                continue
            name = f"{object_hash(capture_record_id(capture))}-{picture.digest}"
            self.parsed.put(picture_key(name), picture.data, picture.media_type)
            images.append(replace(image, kept=name))
            kept += 1
        return replace(article, images=tuple(images))

    def get(self, name: str) -> StoredObject | None:
        """Return the picture with this name, or None."""
        found = self.parsed.read(self.parsed.name, picture_key(name))
        return found if found and found.data is not None and found.content_type in PICTURE_TYPES else None


def picture_key(name: str) -> str:
    """Return the object key of the picture that an image's ``kept`` names."""
    capture, _, digest = name.partition("-")
    return f"{picture_prefix(capture)}{digest}"


def picture_prefix(capture_hash: str) -> str:
    """Return the prefix of the pictures of the capture with this :attr:`CaptureRecord.object_hash`."""
    return f"pictures/{capture_hash}/"
