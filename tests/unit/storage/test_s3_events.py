"""Events in every form in which the notification of an object arrives."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from clippings.errors import UnreadableEvent
from clippings.storage.s3_events import Upload, uploads_in

NOTIFICATION = {
    "Records": [
        {
            "eventSource": "aws:s3",
            "eventName": "ObjectCreated:Put",
            "eventTime": "2026-03-02T06:00:00.123Z",
            "s3": {
                "bucket": {"name": "inbox"},
                "object": {
                    "key": "my+folder/100%25+%C5%81%C3%B3d%C5%BA%2B.html",
                    "size": 12,
                    "eTag": "e",
                    "versionId": "v",
                    "sequencer": "0A",
                },
            },
        }
    ]
}
MOMENT = datetime(2026, 3, 2, 6, 0, 0, 123000, tzinfo=UTC)
UPLOAD = Upload("inbox", "my folder/100% Łódź+.html", MOMENT, "v", "0A", "e", 12)


def test_the_keys_of_a_notification_are_unquoted():
    assert uploads_in(NOTIFICATION) == (UPLOAD,)
    assert uploads_in(json.dumps(NOTIFICATION)) == (UPLOAD,)


def test_a_notification_may_be_wrapped_by_sns():
    assert uploads_in(json.dumps({"Type": "Notification", "Message": json.dumps(NOTIFICATION)})) == (UPLOAD,)


def test_sns_may_invoke_the_function_itself():
    event = {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": json.dumps(NOTIFICATION)}}]}
    assert uploads_in(event) == (UPLOAD,)


def test_keys_from_eventbridge_are_not_quoted():
    event = {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "time": "2026-03-02T06:00:00.123Z",
        "detail": {
            "bucket": {"name": "inbox"},
            "object": {"key": "a+b%20c.html", "size": 12, "etag": "e", "version-id": "v", "sequencer": "0A"},
        },
    }
    assert uploads_in(event) == (Upload("inbox", "a+b%20c.html", MOMENT, "v", "0A", "e", 12),)


def test_the_test_event_of_s3_has_no_uploads():
    assert uploads_in({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "inbox"}) == ()


def test_a_deletion_event_has_no_uploads():
    record = NOTIFICATION["Records"][0] | {"eventName": "ObjectRemoved:Delete"}
    assert uploads_in({"Records": [record]}) == ()


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"text"', "{}", '{"Records": [{}]}', '{"Records": [{"eventSource": "aws:sns"}]}']
)
def test_an_invalid_event_is_rejected(body):
    with pytest.raises(UnreadableEvent):
        uploads_in(body)


def test_a_failed_direct_event_is_read_from_the_record_of_lambda():
    kept = {"version": "1.0", "requestContext": {"condition": "RetriesExhausted"}, "requestPayload": NOTIFICATION}
    assert uploads_in(json.dumps(kept | {"responsePayload": {"errorType": "Timeout"}})) == (UPLOAD,)
