"""Pictures that came along with an upload are kept with its article, named by it, and withdrawn with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.saved_pages import PICTURED as PAGE
from tests.support.saved_pages import QUAY
from tests.unit.storage.conftest import NOW, to_capture

from clippings.storage import Wiring
from clippings.storage.captures import capture_record_id, object_hash
from clippings.storage.kept_pictures import Pictures, picture_key
from clippings.storage.page_parsing import parse_uploaded
from clippings.storage.page_store import UploadedPage


@pytest.fixture
def pictures(store: Wiring) -> Pictures:
    return Pictures(store.parsed, keeps=True)


def test_a_picture_of_the_article_is_stored_and_its_image_has_the_key(store: Wiring, pictures: Pictures) -> None:
    capture = to_capture()
    (image,) = parse_uploaded(UploadedPage(PAGE, capture, None, NOW), store.admissions, pictures).images
    assert image.caption == "The new wall"
    assert image.kept
    assert image.kept.startswith(object_hash(capture_record_id(capture)))
    kept = pictures.get(image.kept)
    assert kept is not None
    assert (kept.data, kept.content_type) == (QUAY, "image/png")


def test_by_default_no_pictures_are_kept(store: Wiring) -> None:
    article = parse_uploaded(UploadedPage(PAGE, to_capture(), None, NOW), store.admissions, store.pictures)
    assert [image for image in article.images if image.kept] == []
    assert list(store.parsed.versions("pictures/")) == []


def test_missing_and_invalid_pictures_are_none(store: Wiring, pictures: Pictures) -> None:
    name = "0123456789ab-" + "0" * 32
    assert pictures.get(name) is None
    store.parsed.put(picture_key(name), b"<script>", "text/html")
    assert pictures.get(name) is None


def test_repeated_uploads_write_the_same_objects(store: Wiring, pictures: Pictures) -> None:
    for _ in range(2):
        parse_uploaded(UploadedPage(PAGE, replace(to_capture(), metadata={}), None, NOW), store.admissions, pictures)
    assert len({key for key, _ in store.parsed.versions("pictures/")}) == 1
