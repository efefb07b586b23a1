"""``clippings event``: what it prints is what the functions read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from clippings.storage.s3_events import Upload, uploads_in
from clippings_local.command import main
from clippings_local.event_command import s3_event

MOMENT = datetime(2026, 6, 12, 7, 31, 4, tzinfo=UTC)


@pytest.mark.parametrize("key", ["page.html", "a b/c+d 100%.html", "Ålesund/été.html", "parsed/0c/null/1-1.json"])
def test_the_event_names_the_object_and_no_version(key: str) -> None:
    assert uploads_in(s3_event("inbox", key, MOMENT)) == (Upload("inbox", key, MOMENT),)


def test_the_time_is_written_in_utc() -> None:
    event = s3_event("inbox", "a.html", MOMENT.astimezone(timezone(timedelta(hours=2))))
    assert event["Records"][0]["eventTime"] == "2026-06-12T07:31:04.000Z"


@pytest.mark.parametrize(
    ("given", "bucket"),
    [
        (["parse", "a.html"], "clippings-inbox-123456789012-us-east-1"),
        (["enrich", "a.html"], "clippings-parsed-123456789012-us-east-1"),
        (["parse", "a.html", "--bucket", "mine"], "mine"),
    ],
)
def test_the_bucket_is_that_of_the_local_service_or_the_given_one(
    given: list[str], bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["event", *given]) == 0
    (upload,) = uploads_in(json.loads(capsys.readouterr().out))
    assert (upload.bucket, upload.key) == (bucket, "a.html")
