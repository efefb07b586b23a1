"""Responses: validators, compression, HEAD, and bodies that are too large for Lambda."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Set
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.served_calls import NOW, to_exchange

from clippings.web import responses
from clippings.web.problems import Problem

LONG = "The river rose. " * 200
#: Characters that a JSON string holds as they are, and that gzip cannot shorten below the limit.
INCOMPRESSIBLE = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(100_000)) * 30


def finish(
    body: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
    request_headers: dict[str, str] | None = None,
    parameters: Set[str] = frozenset(),
    **asked: Any,
) -> dict[str, Any]:
    several = {name: [value] for name, value in ({"Content-Type": "text/plain"} | (headers or {})).items()}
    answer = {"statusCode": status, "multiValueHeaders": several, "body": body}
    call: Any = SimpleNamespace(
        parameters=frozenset(parameters), needs_key=True, open=False, signed=False, rights=("read",)
    )
    return responses.finish(answer, to_exchange(headers=request_headers, **asked), call)


def header(answer: dict[str, Any], name: str) -> str | None:
    values: list[str] = answer["multiValueHeaders"].get(name, [None])
    return values[0]


def test_every_answer_has_nosniff_and_no_referrer() -> None:
    for answer in (finish("a"), finish("a", 404), finish("", 308), finish(INCOMPRESSIBLE)):
        assert header(answer, "X-Content-Type-Options") == "nosniff"
        assert header(answer, "Referrer-Policy") == "no-referrer"


@pytest.mark.parametrize(("domain", "sent"), [("api.example", "max-age=31536000"), ("127.0.0.1:8080", None)])
def test_answers_over_tls_require_tls_from_then_on(domain: str, sent: str | None) -> None:
    answer = finish("a", domain=domain)
    assert header(answer, "Strict-Transport-Security") == sent


def test_a_body_has_a_strong_etag_that_changes_with_it() -> None:
    one, same, other = (header(finish(body), "ETag") for body in ("a", "a", "b"))
    assert one == same != other
    assert str(one).startswith('"')
    assert str(one).endswith('"')


def test_the_etag_of_a_call_is_kept() -> None:
    assert header(finish("a", headers={"ETag": '"own"'}), "ETag") == '"own"'


@pytest.mark.parametrize(("method", "status"), [("POST", 200), ("POST", 201), ("GET", 404), ("GET", 308)])
def test_only_successful_reads_have_an_etag(method: str, status: int) -> None:
    assert header(finish("a", status, method=method), "ETag") is None


def test_a_read_has_a_vary_header() -> None:
    varies = {name.strip().lower() for name in str(header(finish("a"), "Vary")).split(",")}
    assert {"accept", "accept-encoding", "x-api-key"} <= varies


@pytest.mark.parametrize("asked", ['"tag"', 'W/"tag"', '"other", "tag"', "*", ' "tag" ,"x"', '"tag-gzip"'])
def test_a_matching_etag_answers_304(asked: str) -> None:
    answer = finish("a", headers={"ETag": '"tag"'}, request_headers={"if-none-match": asked})
    assert (answer["statusCode"], answer["body"]) == (304, "")
    assert header(answer, "Content-Type") is None


@pytest.mark.parametrize("asked", ['"other"', "tag", '"tag', "", '"TAG"', '"tag-gzip-gzip"'])
def test_another_etag_gets_the_full_answer(asked: str) -> None:
    answer = finish("a", headers={"ETag": '"tag"'}, request_headers={"if-none-match": asked})
    assert (answer["statusCode"], answer["body"]) == (200, "a")


def test_a_304_has_the_etag_of_the_client() -> None:
    """A cache updates the stored answer whose strong validator is named (RFC 9111, 4.3.4): here the compressed one."""
    packed = finish(LONG, request_headers={"accept-encoding": "gzip"})
    held = str(header(packed, "ETag"))
    again = finish(LONG, request_headers={"accept-encoding": "gzip", "if-none-match": held})
    assert (again["statusCode"], header(again, "ETag")) == (304, held)


def test_a_304_from_a_call_matches_the_compressed_answer_too() -> None:
    answer = finish("", 304, {"ETag": '"tag"'}, request_headers={"if-none-match": '"tag-gzip"'})
    assert header(answer, "ETag") == '"tag-gzip"'


def is_fresh(modified: datetime | None, **headers: str) -> bool:
    asked = to_exchange(headers={name.replace("_", "-"): value for name, value in headers.items()})
    return responses.is_fresh(asked, '"tag"', modified)


def test_a_date_is_compared_to_the_second() -> None:
    """HTTP's dates have no fractions: what was stored within the second that the client names is held."""
    second = NOW.replace(microsecond=0)
    assert is_fresh(NOW, if_modified_since=responses.http_date(second))
    assert is_fresh(NOW, if_modified_since=responses.http_date(second + timedelta(seconds=1)))
    assert not is_fresh(NOW, if_modified_since=responses.http_date(second - timedelta(seconds=1)))


def test_the_etag_has_priority_over_the_date() -> None:
    later = responses.http_date(NOW + timedelta(days=1))
    assert not is_fresh(NOW, if_none_match='"other"', if_modified_since=later)


@pytest.mark.parametrize(
    "date", ["", "yesterday", "2026-03-01", "Sun, 01 Mar 2026 99:00:00 GMT", "Sun, 01 Mar 2026 12:30:15"]
)
def test_invalid_dates_are_ignored(date: str) -> None:
    assert not is_fresh(NOW, if_modified_since=date)


def test_answers_without_last_modified_ignore_if_modified_since() -> None:
    assert not is_fresh(None, if_modified_since=responses.http_date(NOW))


def test_dates_are_written_in_gmt() -> None:
    assert responses.http_date(NOW) == "Sun, 01 Mar 2026 12:30:15 GMT"


def unpacked(answer: dict[str, Any]) -> str:
    return gzip.decompress(base64.b64decode(answer["body"])).decode()


def test_a_long_answer_is_compressed_on_request_with_its_own_etag() -> None:
    plain, packed = finish(LONG), finish(LONG, request_headers={"accept-encoding": "gzip"})
    assert (plain["isBase64Encoded"], packed["isBase64Encoded"]) == (False, True)
    assert unpacked(packed) == LONG
    assert header(packed, "Content-Encoding") == "gzip"
    assert header(packed, "ETag") not in (None, header(plain, "ETag"))


def test_compression_is_deterministic(monkeypatch: pytest.MonkeyPatch) -> None:
    """A strong validator promises equal bytes."""
    found = []
    for seconds in (1e9, 2e9):
        monkeypatch.setattr("time.time", lambda seconds=seconds: seconds)
        found.append(finish(LONG, request_headers={"accept-encoding": "gzip"}))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("length", "packed"), [(responses.MIN_COMPRESSED - 1, False), (responses.MIN_COMPRESSED, True)]
)
def test_a_short_answer_is_not_compressed(length: int, packed: bool) -> None:
    assert finish("a" * length, request_headers={"accept-encoding": "gzip"})["isBase64Encoded"] is packed


def test_a_problem_is_compressed_too_and_has_no_etag() -> None:
    answer = finish(LONG, 404, request_headers={"accept-encoding": "gzip"})
    assert unpacked(answer) == LONG
    assert header(answer, "ETag") is None


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_head_has_the_headers_of_get_and_no_body(encoding: str) -> None:
    get, head = (
        finish(LONG, method=method, request_headers={"accept-encoding": encoding}) for method in ("GET", "HEAD")
    )
    assert head["multiValueHeaders"] == get["multiValueHeaders"]
    assert (head["body"], head["isBase64Encoded"]) == ("", False)


def problem(answer: dict[str, Any]) -> Any:
    assert header(answer, "Content-Type") == "application/problem+json"
    return json.loads(answer["body"])


def test_an_answer_over_the_lambda_limit_links_to_the_json() -> None:
    answer = finish(
        INCOMPRESSIBLE, parameters={"format"}, path="/v1/articles/x", query={"format": ["text"], "a": ["b"]}
    )
    assert answer["statusCode"] == 406
    told = problem(answer)
    assert told["type"] == "urn:clippings:problem:answer-too-large"
    assert told["alternative"] == "/live/v1/articles/x?format=json&a=b"
    assert "alternative" in told["detail"]


@pytest.mark.parametrize(("parameters", "method"), [({"from", "to"}, "GET"), ({"limit"}, "GET"), ({"format"}, "POST")])
def test_a_link_that_would_fail_is_left_out(parameters: set[str], method: str) -> None:
    """Most calls know no ``format``, and what was posted is not had again by an address."""
    told = problem(finish(INCOMPRESSIBLE, parameters=parameters, method=method))
    assert "alternative" not in told
    assert "alternative" not in told["detail"]
    assert ("`limit`" in told["detail"]) is ("limit" in parameters)


def test_clients_that_accept_gzip_are_not_advised_to() -> None:
    assert "gzip" in problem(finish(INCOMPRESSIBLE))["detail"]
    assert "gzip" not in problem(finish(INCOMPRESSIBLE, request_headers={"accept-encoding": "gzip"}))["detail"]


def test_a_large_answer_that_fits_after_compression_is_sent() -> None:
    body = LONG * 4_000
    assert finish(body)["statusCode"] == 406
    assert finish(body, request_headers={"accept-encoding": "gzip"})["statusCode"] == 200


def test_an_answer_too_large_after_compression_is_a_readable_problem() -> None:
    answer = finish(INCOMPRESSIBLE, request_headers={"accept-encoding": "gzip"})
    assert (answer["statusCode"], answer["isBase64Encoded"]) == (406, False)
    assert "Content-Encoding" not in answer["multiValueHeaders"]
    assert problem(answer)["status"] == 406


@pytest.mark.parametrize(
    ("character", "bytes_each"), [("a", 1), ("é", 2), ("橋", 3), ("🌉", 4), ('"', 2), ("\n", 2), ("\x01", 6)]
)
def test_sizes_are_counted_in_the_json_of_lambda(character: str, bytes_each: int) -> None:
    fits = responses.MAX_ANSWER_BYTES // bytes_each - 2  # two bytes are for the quotes
    assert finish(character * fits)["statusCode"] == 200
    assert finish(character * (fits + 3))["statusCode"] == 406


def test_the_limit_leaves_room_for_headers() -> None:
    """API Gateway lets headers have 10,240 bytes in all."""
    assert responses.MAX_ANSWER_BYTES + 10_240 <= 6 * 1024 * 1024


def test_the_default_status_is_200() -> None:
    assert responses.json_response([], responses.NO_CACHING).status_code == 200
    assert responses.text_response("", "text/plain", responses.NO_CACHING).status_code == 200


def test_a_large_answer_to_head_has_no_body() -> None:
    answer = finish(INCOMPRESSIBLE, method="HEAD")
    assert (answer["statusCode"], answer["body"]) == (406, "")


def test_answers_may_have_single_value_headers() -> None:
    """Powertools answers some of them so."""
    answer = responses.finish(
        {"statusCode": 404, "headers": {"Content-Type": "text/plain"}, "body": None}, to_exchange()
    )
    assert (header(answer, "Content-Type"), answer["body"]) == ("text/plain", "")


def test_a_problem_is_not_cached_and_has_its_headers() -> None:
    answer = responses.problem_response(Problem("method-not-allowed", "No.", headers={"Allow": "GET"}), to_exchange())
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
    assert (answer.headers["Cache-Control"], answer.headers["Allow"]) == ("no-store", "GET")
    assert json.loads(answer.body)["request_id"] == "request-1"


def test_an_unreadable_request_is_answered_with_a_problem() -> None:
    answer = responses.problem_response(Problem("invalid-body", "No."), None)
    assert json.loads(answer.body)["documentation"] == "/docs#problem-invalid-body"


def test_answers_to_calls_with_a_key_are_privately_cached() -> None:
    for caching in (responses.ARTICLE_CACHING, responses.LIST_CACHING):
        assert caching.startswith("private")
    assert responses.OPEN_CACHING.startswith("public")
    assert responses.NO_CACHING == "no-store"
