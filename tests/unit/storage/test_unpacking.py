"""Stretches of bundles: their messages, their ends, and which objects are bundles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.bundle_files import http, members, numbered, record
from tests.unit.storage.conftest import MORNING

from clippings.errors import RejectedPage
from clippings.settings import Settings
from clippings.storage import Wiring, unpacking
from clippings.storage.s3_events import Upload, uploads_in
from clippings.storage.stretches import Stretch

BUNDLE = Upload("inbox", "crawl.warc.gz", MORNING, "v1", "0A", "e", 12)


@pytest.fixture
def wiring(store: Wiring, clients: dict[str, Any]) -> Wiring:
    """The stores with a queue for bundles."""
    queue = clients["sqs"].create_queue(QueueName="bundles")["QueueUrl"]
    settings: Settings = replace(store.settings, bundle_queue_url=queue)
    return Wiring(settings, lambda service, _: clients[service])


def put(wiring: Wiring, key: str, data: bytes) -> Upload:
    version = wiring._s3.put_object(Bucket="inbox", Key=key, Body=data)["VersionId"]
    return replace(BUNDLE, key=key, version=version)


def messages(clients: dict[str, Any], url: str) -> list[str]:
    found = clients["sqs"].receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [each["Body"] for each in found]


@pytest.mark.parametrize(
    ("key", "data", "kind"),
    [
        ("crawl.warc.gz", members(numbered(1)), "warc"),
        ("CRAWL.WARC", b"".join(numbered(1)), "warc"),
        ("crawl.warc.gz", b"<p>a page", None),
        ("page.html", members(numbered(1)), None),
        ("unpacked/a.tar.gz/v/00000001.warc.gz", members(numbered(1)), None),
    ],
)
def test_a_bundle_is_recognized_by_name_and_first_bytes(wiring: Wiring, key: str, data: bytes, kind: str) -> None:
    assert wiring.unpacker.find_kind(put(wiring, key, data)) == kind


def test_a_page_of_a_bundle_is_not_a_bundle(wiring: Wiring) -> None:
    assert wiring.unpacker.find_kind(replace(BUNDLE, bundle="warc", offset=12)) is None


def test_a_bundle_that_is_gone_is_rejected(wiring: Wiring) -> None:
    with pytest.raises(RejectedPage, match="gone"):
        wiring.unpacker.find_kind(BUNDLE)


def test_pages_are_announced_by_their_offsets_with_the_bundles_version_and_time(
    wiring: Wiring, clients: dict[str, Any]
) -> None:
    records = numbered(3)
    upload = put(wiring, "crawl.warc", b"".join(records))
    assert wiring.unpacker.unpack(Stretch(upload, "warc")).done
    found = [each for body in messages(clients, wiring.settings.parse_queue_url) for each in uploads_in(body)]
    offsets = [0, len(records[0]), len(records[0] + records[1])]
    expected = [replace(upload, key=f"crawl.warc#{n}", size=None, bundle="warc", offset=n) for n in offsets]
    assert sorted(found, key=lambda each: each.offset or 0) == expected
    assert {each.object_key for each in found} == {"crawl.warc"}


def test_the_first_recorded_end_of_a_stretch_is_kept(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = put(wiring, "crawl.warc", b"".join(numbered(5)))
    monkeypatch.setattr(unpacking, "STRETCH_PAGES", 2)
    first = wiring.unpacker.unpack(Stretch(upload, "warc"))
    monkeypatch.setattr(unpacking, "STRETCH_PAGES", 4)
    assert wiring.unpacker.unpack(Stretch(upload, "warc")) == first
    assert (first.after.pages, first.after.number, first.done) == (2, 1, False)


def test_a_stretch_without_remaining_time_ends_after_one_entry(wiring: Wiring) -> None:
    upload = put(wiring, "crawl.warc", b"".join(numbered(5)))
    assert wiring.unpacker.unpack(Stretch(upload, "warc"), lambda: True).after.pages == 1


def test_a_stretch_without_pages_ends_at_the_limit_of_bytes(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = record(http(b"GIF89a" + bytes(300_000), media_type="image/gif"))
    monkeypatch.setattr(unpacking, "STRETCH_BYTES", 1_000_000)
    monkeypatch.setattr(unpacking, "BLOCK", 100_000)
    stretch, stretches = Stretch(put(wiring, "crawl.warc", picture * 20), "warc"), 0
    while not (ended := wiring.unpacker.unpack(stretch)).done:
        stretch, stretches = ended.after, stretches + 1
    assert stretches >= 4
    assert ended.after.skipped == {"not-html": 20}


def test_a_key_too_long_for_the_keys_of_copies_is_rejected(wiring: Wiring) -> None:
    from tests.support.bundle_files import HTML, tarred

    upload = put(wiring, f"{'k' * 1_000}.tar.gz", tarred({"a.html": HTML}))
    with pytest.raises(RejectedPage, match="key-too-long"):
        wiring.unpacker.unpack(Stretch(upload, "tar"))
