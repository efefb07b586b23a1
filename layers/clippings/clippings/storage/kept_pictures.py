"""Pictures that were uploaded with a page. They are kept under ``pictures/`` in the parsed bucket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from clippings.article import ParsedArticle
from clippings.records import PICTURE_TYPES, Capture
from clippings.storage.buckets import Bucket, StoredObject
from clippings.storage.bundle_pictures import BundlePictures
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
        self._bundles = BundlePictures(parsed)

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

    def keep(
        self,
        article: ParsedArticle,
        capture: Capture,
        found: Mapping[str, SavedPicture],
        renditions: Callable[[], Mapping[str, tuple[str, ...]]],
    ) -> ParsedArticle:
        """Store the pictures of *article* that came along, and return it with their names.

        Args:
            article: The article.
            capture: The page that it is in. Pictures of a page of a WARC may be other records of it.
            found: The pictures in the page itself, by their addresses.
            renditions: Returns the other addresses of each picture, by the one that its image has. It is called if a
                picture did not come along under that one.
        """
        bundle = self._bundles.of_page(capture) if self.keeps and article.images else None
        if not found and bundle is None:
            return article
        from clippings.page.picture_addresses import comparable_address

        embedded = {comparable_address(address): picture for address, picture in found.items()}

        def find(addresses: Iterable[str]) -> SavedPicture | None:
            for address in addresses:
                picture = embedded.get(comparable_address(address)) or (bundle.find(address) if bundle else None)
                if picture:
                    return picture
            return None

        images, kept, others = [], 0, None
        for image in article.images:
            picture = find((image.url,)) if kept < MAX_KEPT else None
            if picture is None and kept < MAX_KEPT:
                others = renditions() if others is None else others
                picture = find(others.get(image.url, ()))
            if picture is None:
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
