"""Pictures that were uploaded with a page. They are kept under ``pictures/`` in the parsed bucket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from clippings.article import ParsedArticle
from clippings.records import PICTURE_TYPES, Capture
from clippings.storage.buckets import Bucket, StoredObject
from clippings.storage.bundle_pictures import BundlePictures, PagePictures
from clippings.storage.captures import capture_record_id, object_hash

if TYPE_CHECKING:
    from clippings.page.saved_pictures import SavedPicture

#: Returns the other addresses of each picture of a page, by the one that its image has.
Renditions = Callable[[], Mapping[str, tuple[str, ...]]]
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
        renditions: Renditions,
    ) -> ParsedArticle:
        """Store the pictures of *article* that came along, and return it with their names.

        Args:
            article: The article.
            capture: The page that it is in. Pictures of a page of a WARC may be other records of it.
            found: The pictures in the page itself, by their addresses.
            renditions: It is called if a picture did not come along under the address that its image has.
        """
        bundle = self._bundles.of_page(capture) if self.keeps and article.images else None
        if not found and bundle is None:
            return article
        sources = _Sources(found, bundle, renditions)
        images, kept = [], 0
        for image in article.images:
            picture = sources.find(image.url) if kept < MAX_KEPT else None
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


class _Sources:
    """Where the pictures of one page may be: in its own bytes, and in other records of its *bundle*."""

    def __init__(
        self, embedded: Mapping[str, SavedPicture], bundle: PagePictures | None, renditions: Renditions
    ) -> None:
        # Imported here, as in `take`.
        from clippings.page.picture_addresses import location_key, location_keys

        self._keys_of = location_keys
        self._embedded = {location_key(address): picture for address, picture in embedded.items()}
        self._bundle = bundle
        self._renditions = renditions
        self._others: Mapping[str, tuple[str, ...]] | None = None

    def find(self, url: str) -> SavedPicture | None:
        """Return the picture at *url*, or another rendition of it, or None."""
        found = self._find_at(url)
        if found is not None:
            return found
        if self._others is None:
            self._others = self._renditions()
        return next(filter(None, map(self._find_at, self._others.get(url, ()))), None)

    def _find_at(self, url: str) -> SavedPicture | None:
        for key in self._keys_of(url):
            if key in self._embedded:
                return self._embedded[key]
        return self._bundle.find(url) if self._bundle else None


def picture_key(name: str) -> str:
    """Return the object key of the picture that an image's ``kept`` names."""
    capture, _, digest = name.partition("-")
    return f"{picture_prefix(capture)}{digest}"


def picture_prefix(capture_hash: str) -> str:
    """Return the prefix of the pictures of the capture with this :attr:`CaptureRecord.object_hash`."""
    return f"pictures/{capture_hash}/"
