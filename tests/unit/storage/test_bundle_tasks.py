"""A task of the unpack state machine, read from an event and answered as one."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import pytest

from clippings.storage.bundle_tasks import BundleTask, read_task
from clippings.storage.s3_events import Upload
from clippings.storage.stretches import Stretch

BUNDLE = Upload("inbox", "crawl.warc", datetime(2026, 3, 2, 6, tzinfo=UTC), "v1")


def test_a_task_names_a_bucket_and_a_key() -> None:
    assert read_task({"bucket": "inbox", "key": "a.warc"}) == BundleTask("inbox", "a.warc")
    with pytest.raises(msgspec.ValidationError):
        read_task({"bucket": "inbox"})


def test_an_answer_becomes_the_next_task_through_json() -> None:
    stretch = Stretch(BUNDLE, "warc", offset=4_096, pages=7, skipped={"not-ok": 2})
    answer = BundleTask("inbox", "crawl.warc", pages=7, skipped={"not-ok": 2}, stretch=stretch)
    assert read_task(json.loads(json.dumps(answer.to_dict()))) == answer


def test_a_report_row_has_no_stretch_and_no_empty_member() -> None:
    row = BundleTask("inbox", "crawl.warc", "unpacked", pages=7).to_dict()
    assert row == {"bucket": "inbox", "key": "crawl.warc", "outcome": "unpacked", "pages": 7, "skipped": {}}
