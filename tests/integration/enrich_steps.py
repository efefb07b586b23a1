"""The steps before an article is stored: a page is parsed, and the enrich function gets the notification."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote_plus

from tests.integration.conftest import Bench
from tests.support.queue_messages import ARTICLE, message, notification, queue_event


def parsed(bench: Bench, key: str, page: bytes = ARTICLE) -> str:
    """Put a page, have it parsed, and return the parsed object's key."""
    before = set(bench.parsed())
    news = json.dumps({"Records": [notification(bench, key, bench.put(key, page))]})
    assert bench.functions["ParseFunction"].invoke(queue_event(message(news))) == {"batchItemFailures": []}
    (made,) = set(bench.parsed()) - before
    return made


def notification_of(bench: Bench, key: str) -> str:
    bucket = bench.resources.ref("ParsedBucket")
    thing = {"key": quote_plus(key, safe="/"), "size": 1, "eTag": "e", "sequencer": "01"}
    record = {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "2026-03-02T06:00:00Z"}
    return json.dumps({"Records": [record | {"s3": {"bucket": {"name": bucket}, "object": thing}}]})


def enrich(bench: Bench, *messages: dict[str, Any]) -> list[str]:
    answer = bench.functions["EnrichFunction"].invoke(queue_event(*messages))
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]
