"""The index of a bundle's pictures, and the pictures of one page, over S3 as moto has it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from tests.support.bundle_files import members
from tests.support.picture_records import page_record, picture, picture_address, picture_record
from tests.unit.storage.conftest import MORNING, to_capture

from clippings.bundles import BundleKind, picture_index
from clippings.bundles.warc_pictures import list_pictures
from clippings.errors import UnreadableRecord
from clippings.records import Capture
from clippings.storage import Wiring, bundle_pictures
from clippings.storage.bundle_pictures import INDEXES, PARTS, BundlePictures
from clippings.storage.page_parsing import parse_uploaded
from clippings.storage.s3_events import Upload

PAGE = page_record(0, *(f"src='{picture_address(number)}'" for number in range(2)))
RECORDS = [PAGE, picture_record(0), picture_record(1)]


@pytest.fixture
def wiring(store: Wiring, clients: dict[str, Any]) -> Wiring:
    """The stores of a stack that keeps pictures."""
    queue = clients["sqs"].create_queue(QueueName="bundles")["QueueUrl"]
    settings = replace(store.settings, bundle_queue_url=queue, parse_queue_url=queue, keeps_images=True)
    return Wiring(settings, lambda service, _: clients[service])


def put(wiring: Wiring, records: list[bytes] = RECORDS) -> Upload:
    answer = wiring._s3.put_object(Bucket="inbox", Key="crawl.warc.gz", Body=members(records))
    return Upload("inbox", "crawl.warc.gz", MORNING, answer["VersionId"], etag=answer["ETag"].strip('"'))


def unpack(wiring: Wiring, upload: Upload) -> None:
    stretch, done = wiring.unpacker.first_stretch(upload, "warc"), False
    while not done:
        ended = wiring.unpacker.advance(stretch)
        stretch, done = ended.after, ended.done


def page_of(upload: Upload) -> Capture:
    return replace(to_capture(), key="crawl.warc.gz#0", version=upload.version, bundle="warc", offset=0)


def keys(wiring: Wiring) -> set[str]:
    return {key for key, _ in wiring.parsed.versions("picture")}


def test_a_page_of_an_unpacked_warc_is_stored_with_its_pictures(wiring: Wiring) -> None:
    upload = put(wiring)
    unpack(wiring, upload)
    page = wiring.objects.read_upload(replace(upload, key="crawl.warc.gz#0", bundle="warc", offset=0))
    article = parse_uploaded(page, wiring.admissions, wiring.pictures)
    assert [image.url for image in article.images if image.kept] == [picture_address(0), picture_address(1)]
    stored = [wiring.pictures.get(image.kept or "") for image in article.images]
    assert [each.data for each in stored if each] == [picture(0), picture(1)]
    assert {key.partition("/")[0] + "/" for key in keys(wiring)} == {INDEXES, "pictures/"}


def test_a_bundle_that_was_unpacked_when_no_pictures_were_kept_has_none(wiring: Wiring) -> None:
    assert BundlePictures(wiring.parsed).of_page(page_of(put(wiring))) is None


def test_a_page_of_no_bundle_asks_for_no_index(wiring: Wiring) -> None:
    assert BundlePictures(wiring.parsed).of_page(to_capture()) is None


def test_an_index_of_a_later_version_is_ignored(wiring: Wiring) -> None:
    upload = put(wiring)
    unpack(wiring, upload)
    (key,) = keys(wiring)
    wiring.parsed.put(key, b"PICTURE\x02" + bytes(5_000), "application/octet-stream")
    assert BundlePictures(wiring.parsed).of_page(page_of(upload)) is None


def test_the_pictures_of_a_page_are_bounded_by_the_bytes_that_are_read(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle_pictures, "MAX_PAGE_BYTES", 6_000)
    upload = put(wiring)
    unpack(wiring, upload)
    pictures = BundlePictures(wiring.parsed).of_page(page_of(upload))
    assert pictures is not None
    assert [pictures.find(picture_address(number)) is not None for number in range(2)] == [True, False]


def test_a_picture_of_a_missing_bundle_is_none(wiring: Wiring) -> None:
    upload = put(wiring)
    unpack(wiring, upload)
    pictures = BundlePictures(wiring.parsed).of_page(page_of(upload))
    assert pictures is not None
    wiring.inbox.delete(upload.key, upload.version)
    assert pictures.find(picture_address(0)) is None


def test_a_part_that_has_expired_is_said_and_no_index_is_written_without_it(wiring: Wiring) -> None:
    upload = put(wiring)
    pictures = BundlePictures(wiring.parsed)
    pictures.put_part(upload, (0, 100), [])
    with pytest.raises(UnreadableRecord, match="unpack the bundle again"):
        pictures.put_index(upload, (100, 200), [])
    assert all(key.startswith(PARTS) for key in keys(wiring))


def test_two_versions_of_a_bundle_have_two_indexes(wiring: Wiring) -> None:
    first, second = put(wiring), put(wiring, [PAGE, picture_record(0, picture(7))])
    for upload in (second, first):
        unpack(wiring, upload)
    found = [BundlePictures(wiring.parsed).of_page(page_of(upload)) for upload in (first, second)]
    pictures = [each.find(picture_address(0)) for each in found if each]
    assert [each.data for each in pictures if each] == [picture(0), picture(7)]


def test_an_index_is_made_of_the_first_pictures_of_a_bundle_and_needs_no_part_after_them(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_index, "MAX_PICTURES", 2)
    upload = put(wiring)
    pictures = BundlePictures(wiring.parsed)
    listed = [each.picture for each in list_pictures(io.BytesIO(members(RECORDS)), BundleKind.WARC) if each.picture]
    first, second = listed
    pictures.put_part(upload, (0, 100), [first, second._replace(offset=0)])
    pictures.put_index(upload, (100, 200), [second])
    found = pictures.of_page(page_of(upload))
    assert found is not None
    assert [found.find(picture_address(number)) is not None for number in range(2)] == [True, False]
