"""One upload at a time: what is tried, what the queue is answered, and what is recorded before the time is up."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest
from aws_lambda_powertools import Logger, Metrics, Tracer
from botocore.exceptions import EndpointConnectionError
from tests.support import queue_messages

from clippings.errors import OutOfTime, Unreached, UnreadableEvent
from clippings.queue_worker import ANSWER_SECONDS, STOPPED, Job, Outcome, make_handler
from clippings.settings import Settings
from clippings.storage import Wiring
from clippings.storage.clients import longest_call
from clippings.storage.s3_events import Upload

SETTINGS = Settings("inbox", "parsed", "articles", max_receives=5, call_attempts=2)
RESERVED = longest_call(2) + ANSWER_SECONDS


@dataclass
class Bench:
    """A handler whose job fails for the keys in *broken*. *told* is what happened, in order."""

    broken: dict[str, BaseException] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)

    def job(self, upload: Upload, *, last: bool) -> Job:
        bench = self

        class Recorded(Job):
            def run(self) -> Outcome:
                self.begin()
                bench.told.append(("run", self.upload.key))
                if self.upload.key == "endless":
                    threading.Event().wait()
                if self.upload.key in bench.broken:
                    raise bench.broken[self.upload.key]
                return Outcome(self.upload.key, self.upload.version, "parsed", title="A title")

            def fail(self, reason: str) -> None:
                bench.told.append((reason, self.upload.key))

            def names(self) -> dict[str, object]:
                return {"key": self.upload.key}

        return Recorded(upload, last=last)

    def handle(self, event: Any, seconds: float = 60) -> Any:
        wiring: Any = Wiring(replace(SETTINGS, **self.settings))
        handler = make_handler(
            self.job, lambda: wiring, Logger("test"), Metrics("Clippings", "test"), Tracer(disabled=True)
        )
        return handler(event, context(seconds))

    def failed(self, *messages: Any, seconds: float = 60) -> list[str]:
        answer = self.handle({"Records": list(messages)}, seconds)
        return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def context(seconds: float) -> Any:
    return SimpleNamespace(
        function_name="test",
        memory_limit_in_mb=128,
        invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:test",
        aws_request_id="1",
        get_remaining_time_in_millis=lambda: int(seconds * 1000),
    )


def notification(*keys: str) -> dict[str, Any]:
    return {
        "Records": [
            {
                "eventSource": "aws:s3",
                "eventName": "ObjectCreated:Put",
                "eventTime": "2026-03-02T06:00:00Z",
                "s3": {"bucket": {"name": "inbox"}, "object": {"key": key, "versionId": "v1"}},
            }
            for key in keys
        ]
    }


def message(*keys: str, receives: int = 1, body: str = "") -> dict[str, Any]:
    return queue_messages.message(body or json.dumps(notification(*keys)), "+".join(keys) or "unreadable", receives)


def test_the_answer_names_the_failed_messages() -> None:
    bench = Bench({"b": OSError("out of reach")})
    assert bench.failed(message("a"), message("b"), message("c")) == ["b"]
    assert bench.told == [("run", "a"), ("run", "b"), ("run", "c")]


def test_every_upload_of_a_message_is_processed() -> None:
    bench = Bench({"b": OSError("out of reach")})
    assert bench.failed(message("a", "b", "c")) == ["a+b+c"]
    assert [key for _, key in bench.told] == ["a", "b", "c"]


def test_the_last_attempt_is_recorded_as_failed_in_advance_and_then_with_its_cause() -> None:
    bench = Bench({"b": OSError("out of reach")})
    assert bench.failed(message("b", receives=4)) == ["b"]
    assert bench.told == [("run", "b")]
    bench.told.clear()
    assert bench.failed(message("b", receives=5)) == ["b"]
    assert bench.told == [(STOPPED, "b"), ("run", "b"), ("internal-error", "b")]


def test_a_function_killed_in_the_last_attempt_is_recorded_as_failed() -> None:
    bench = Bench({"b": SystemExit()})
    with pytest.raises(SystemExit):
        bench.failed(message("b", receives=5))
    assert bench.told[0] == (STOPPED, "b")


def test_endless_work_is_stopped_in_time_to_record_it() -> None:
    bench = Bench()
    assert bench.failed(message("endless", receives=5), message("after"), seconds=RESERVED + 0.2) == ["endless"]
    assert bench.told.count(("stopped", "endless")) == 2


def test_a_message_without_remaining_time_stays_in_the_queue() -> None:
    bench = Bench()
    assert bench.failed(message("a"), seconds=RESERVED - 0.1) == ["a"]
    assert bench.told == []


def test_a_direct_event_raises_its_first_failure_after_all_uploads() -> None:
    bench = Bench({"a": OSError("first"), "b": KeyError("second")})
    with pytest.raises(OSError, match="first"):
        bench.handle(notification("a", "b", "c"))
    assert [key for _, key in bench.told] == ["a", "b", "c"]


def test_a_direct_event_without_remaining_time_raises() -> None:
    with pytest.raises(OutOfTime):
        Bench().handle(notification("a"), seconds=1)


def test_an_empty_event_has_no_effect() -> None:
    event = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "inbox"}
    assert Bench().handle(event) == {"uploads": []}


def test_a_direct_event_returns_the_outcome_of_each_upload() -> None:
    """The fields that hold nothing are left out."""
    one, two = Bench().handle(notification("a", "b"))["uploads"]
    assert one == {"key": "a", "version": "v1", "status": "parsed", "title": "A title"}
    assert two["key"] == "b"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"sam_local": True}, "--env-vars local/sam-local.json"),
        ({"endpoint": "http://127.0.0.1:9"}, "AWS_ENDPOINT_URL"),
    ],
)
def test_outside_of_aws_a_connection_error_has_advice(settings: dict[str, Any], named: str) -> None:
    bench = Bench({"a": EndpointConnectionError(endpoint_url="http://127.0.0.1:9/inbox/a")}, settings=settings)
    with pytest.raises(Unreached, match=re.escape("No connection to http://127.0.0.1:9/inbox/a")) as raised:
        bench.handle(notification("a"))
    assert named in str(raised.value)


def test_in_aws_a_connection_error_is_raised_unchanged() -> None:
    bench = Bench({"a": EndpointConnectionError(endpoint_url="https://s3.amazonaws.com")})
    with pytest.raises(EndpointConnectionError):
        bench.handle(notification("a"))


def test_an_invalid_message_fails_without_its_batch() -> None:
    bench = Bench()
    assert bench.failed(message(body="no event"), message("a")) == ["unreadable"]
    assert bench.told == [("run", "a")]


def test_an_invalid_direct_event_is_rejected() -> None:
    with pytest.raises(UnreadableEvent):
        Bench().handle({"hello": "world"})
