"""``clippings status`` and ``export`` with a running service, and the metric that counts rejections by reason."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3
from tests.integration.conftest import Bench
from tests.support.queue_messages import message, news, queue_event

from clippings_local.command import main
from clippings_local.project import find_project, sample_pages
from clippings_local.stack import LocalStack, Options, running_stack


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    with running_stack(find_project().template) as running:
        yield running


@pytest.fixture
def small_limits() -> Iterator[LocalStack]:
    limits = {"ThrottleRate": "1", "ThrottleBurst": "1"}
    with running_stack(find_project().template, Options(values=limits, triggers=False)) as running:
        yield running


def ask(stack: LocalStack, capsys: pytest.CaptureFixture[str], *given: str) -> list[dict[str, Any]]:
    main([given[0], "--api", stack.api, "--api-key", stack.api_key, *given[1:]])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def put(stack: LocalStack, key: str, body: bytes) -> None:
    stack.account.s3.put_object(Bucket=stack.inbox_bucket, Key=key, Body=body)
    assert stack.settle()


def test_rejections_are_found_by_day_with_their_reason(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    put(stack, "photo.jpg", b"\xff\xd8\xff\xe0" + bytes(2_000))

    (row,) = ask(stack, capsys, "status", "--rejected", "--output", "json")

    assert (row["key"], row["status"], row["reason"]) == ("photo.jpg", "rejected", "not-html")
    assert row["at"].startswith(datetime.now(UTC).date().isoformat())
    assert ask(stack, capsys, "status", "--rejected", "--day", "2001-01-01", "--output", "json") == []
    assert ask(stack, capsys, "status", "--failed", "--output", "json") == []


def test_requests_over_the_rate_limit_are_rejected(small_limits: LocalStack) -> None:
    def ask_once(_: int) -> urllib3.BaseHTTPResponse:
        key = {"x-api-key": small_limits.api_key}
        return urllib3.request("GET", f"{small_limits.api}/v1/ingestions?key=a", headers=key, retries=False)

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(ask_once, range(6)))
    refused = [answer for answer in answers if answer.status == 429]
    assert 2 <= len(refused) <= 5
    assert sorted({answer.status for answer in answers}) == [200, 429]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"second";q=1;w=1, "day";q=1000000;w=86400'}
    assert {answer.json()["type"] for answer in refused} == {"urn:clippings:problem:throttled"}
    assert {answer.headers["retry-after"] for answer in refused} == {"1"}


def test_an_export_continues_where_the_last_one_ended(
    stack: LocalStack, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clippings.storage.changes.SETTLING_TIME", datetime.resolution)
    out, state = tmp_path / "articles.jsonl", tmp_path / "state"
    first, second = sample_pages()[:2]

    put(stack, "first.html", first.read_bytes())
    ask(stack, capsys, "export", "--output", str(out), "--state", str(state))
    assert [json.loads(line)["publisher"] for line in out.read_text().splitlines()] == ["The Harbour Gazette"]

    put(stack, "second.html", second.read_bytes())
    put(stack, "first again.html", first.read_bytes())  # unchanged: no news
    ask(stack, capsys, "export", "--output", str(out), "--state", str(state))
    assert [json.loads(line)["publisher"] for line in out.read_text().splitlines()] == [
        "The Harbour Gazette",
        "Fluss & Land",
    ]


def test_rejections_are_counted_by_reason(bench: Bench) -> None:
    log = io.StringIO()
    function = bench.functions["ParseFunction"]
    counted = {name: value for name, value in function.environment.items() if name != "POWERTOOLS_METRICS_DISABLED"}
    parse = replace(function, environment=counted, log=log, _handler=None)
    version = bench.put("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(2_000))

    parse.invoke(queue_event(message(news(bench, "photo.jpg", version))))

    lines = [json.loads(line) for line in log.getvalue().splitlines() if '"_aws"' in line]
    (told,) = [line for line in lines if "Rejected" in line]
    assert (told["Rejected"], told["reason"], told["service"]) == ([1.0], "not-html", "parse")
    assert told["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Clippings"
