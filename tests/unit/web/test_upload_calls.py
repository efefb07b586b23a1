"""A presigned URL for an upload: bound to the size and type that were declared, and accepted by S3."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from tests.support.gateway_client import Answer, Client
from tests.support.served_calls import serve, to_exchange

from clippings.storage.keys import ApiKey
from clippings.storage.page_store import _source_url
from clippings.web.upload_calls import CALLS, UPLOAD_SECONDS, UploadRequest, _object_key


def uploads(most: int = 1_000) -> tuple[Client, list[tuple[str, dict[str, Any]]]]:
    """Return a client, and what was signed for it: keys with what their addresses are bound to."""
    signed: list[tuple[str, dict[str, Any]]] = []

    def presign_upload(key: str, **bound: Any) -> str:
        signed.append((key, bound))
        return f"https://inbox.example/{key}?signed"

    settings = SimpleNamespace(max_page_bytes=most, inbox_bucket="inbox")
    return serve(CALLS, settings=settings, objects=SimpleNamespace(presign_upload=presign_upload)), signed


def ask(**body: Any) -> Answer:
    return uploads()[0].post("/v1/uploads", body)


def test_an_upload_has_an_address_a_unique_key_and_a_status_link() -> None:
    client, signed = uploads()
    answer = client.post("/v1/uploads", {"size": 17})
    ((key, bound),) = signed
    made = answer.json
    assert answer.status == 201
    assert (made["method"], made["bucket"], made["key"], made["size"]) == ("PUT", "inbox", key, 17)
    assert made["url"] == f"https://inbox.example/{key}?signed"
    assert bound == {"size": 17, "content_type": "text/html", "metadata": {}, "expires": UPLOAD_SECONDS}
    place = urlsplit(made["ingestion"])
    assert (place.path, parse_qs(place.query)) == ("/live/v1/ingestions", {"key": [key]})
    assert answer.headers["location"] == made["ingestion"]


def test_a_key_contains_the_day_and_is_unique() -> None:
    keys = {ask(size=1).json["key"] for _ in range(20)}
    assert len(keys) == 20
    day = f"{datetime.now(UTC):%Y/%m/%d}"
    assert all(re.fullmatch(rf"uploads/{day}/[0-9a-f]{{32}}\.html", key) for key in keys)


def test_an_upload_address_has_an_expiry() -> None:
    before = datetime.now(UTC)
    until = datetime.fromisoformat(ask(size=1).json["expires_at"])
    assert timedelta(0) <= until - before - timedelta(seconds=UPLOAD_SECONDS) < timedelta(seconds=10)


@pytest.mark.parametrize(
    ("size", "status"), [(1, 201), (1_000, 201), (1_001, 413), (0, 400), (-1, 400), (1.5, 400), ("9", 400)]
)
def test_the_size_of_a_page_is_limited(size: Any, status: int) -> None:
    answer = ask(size=size)
    assert answer.status == status
    if status == 413:
        assert answer.json["max_bytes"] == 1_000


def test_the_signed_headers_are_those_in_the_answer() -> None:
    client, signed = uploads()
    body = {
        "size": 1,
        "content_type": "text/plain",
        "url": "https://daily.example/a",
        "captured_at": "2026-03-01T12:00:00+02:00",
    }
    headers = client.post("/v1/uploads", body).json["headers"]
    ((_, bound),) = signed
    assert headers == {
        "Content-Type": "text/plain",
        "x-amz-meta-url": "https://daily.example/a",
        "x-amz-meta-captured-at": "2026-03-01T12:00:00+02:00",
    }
    assert {f"x-amz-meta-{name}": value for name, value in bound["metadata"].items()} | {
        "Content-Type": bound["content_type"]
    } == headers


@pytest.mark.parametrize(
    "url",
    [
        "https://daily.example/münchen?q=ö#ü",
        "https://daily.example/100%25",
        "https://daily.example/a b".replace(" ", "%20"),
    ],
)
def test_an_address_is_sent_as_ascii_and_read_unchanged(url: str) -> None:
    told = ask(size=1, url=url).json["headers"]["x-amz-meta-url"]
    assert told.isascii()
    assert unquote(_source_url(told) or "") == unquote(url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "daily.example", "ftp://daily.example/a", "https://a.example/\r\nx-evil: 1", ""]
)
def test_an_invalid_address_is_rejected_by_name(url: str) -> None:
    answer = ask(size=1, url=url)
    assert (answer.status, answer.json["errors"][0]["name"]) == (400, "url")


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://daily.example/".ljust(1_500, "a"), 201),
        ("https://daily.example/".ljust(1_501, "a"), 400),
        ("https://daily.example/".ljust(700, "ö"), 400),
        ("https://daily.example/".ljust(180, "ö"), 201),
    ],
)
def test_an_address_too_long_for_s3_is_rejected(url: str, status: int) -> None:
    """Metadata has 2 kB in all, and a letter beyond ASCII travels as six of its bytes."""
    answer = ask(size=1, url=url)
    assert answer.status == status
    if status == 201:
        assert sum(map(len, answer.json["headers"].values())) < 2_000


@pytest.mark.parametrize(
    "moment", ["2026-03-01T12:00:00", "2026-03-01", "yesterday", 1_772_366_400, "2026-03-01T25:00:00Z"]
)
def test_a_capture_time_without_a_zone_is_rejected_by_name(moment: Any) -> None:
    answer = ask(size=1, captured_at=moment)
    assert (answer.status, answer.json["errors"][0]["name"]) == (400, "captured_at")


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), 400),
        (datetime(1989, 12, 31, 23, 59, 59, tzinfo=UTC), 400),
        (datetime(1990, 1, 1, tzinfo=UTC), 201),
        (datetime.now(UTC) + timedelta(hours=23), 201),
        (datetime.now(UTC) + timedelta(days=2), 400),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))), 400),
    ],
)
def test_an_impossible_capture_time_is_rejected_by_name(moment: datetime, status: int) -> None:
    answer = ask(size=1, captured_at=moment.isoformat())
    assert answer.status == status
    if status == 400:
        assert answer.json["errors"][0]["name"] == "captured_at"


@pytest.mark.parametrize("kind", ["application/pdf", "text/html; charset=utf-8", "", None])
def test_an_unsupported_media_type_is_rejected_by_name(kind: Any) -> None:
    answer = ask(size=1, content_type=kind)
    assert (answer.status, answer.json["errors"][0]["name"]) == (400, "content_type")


def test_upload_addresses_are_not_cached() -> None:
    assert ask(size=1).headers["cache-control"] == "no-store"


def test_a_repeated_idempotency_key_returns_the_same_object() -> None:
    client, signed = uploads()
    for body in ({"size": 1}, {"size": 1}, {"size": 2}, {"size": 1, "url": "https://a.example/"}):
        assert client.post("/v1/uploads", body, {"Idempotency-Key": "crawl-7"}).status == 201
    client.post("/v1/uploads", {"size": 1}, {"Idempotency-Key": "crawl-8"})
    keys = [key for key, _ in signed]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 4
    assert all(re.fullmatch(r"uploads/idempotent/[0-9a-f]{32}\.html", key) for key in keys)


def test_idempotency_keys_belong_to_their_caller() -> None:
    asked = UploadRequest(size=1)
    one, other = (
        to_exchange(headers={"idempotency-key": "a"}, key=ApiKey(name, frozenset({"upload"}))) for name in ("k1", "k2")
    )
    assert _object_key(one, asked) != _object_key(other, asked)


@pytest.mark.parametrize("given", ["", "a b", "ü", "a" * 256])
def test_an_idempotency_key_is_visible_ascii_of_limited_length(given: str) -> None:
    answer = uploads()[0].post("/v1/uploads", {"size": 1}, {"Idempotency-Key": given})
    assert (answer.status, answer.json["parameter"]) == (400, "Idempotency-Key")
