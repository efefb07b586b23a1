"""Which key may make which call, and for how long a container remembers a key."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.served_calls import NOW, to_exchange

from clippings.settings import Settings
from clippings.storage.keys import ApiKey
from clippings.web import lookup
from clippings.web.key_check import KNOWN_SECONDS, MAX_KEYS, UNKNOWN_SECONDS, KeyCheck
from clippings.web.problems import Problem
from clippings.web.routing import Route

READER = ApiKey("reader", frozenset({"read"}))
WRITER = ApiKey("writer", frozenset({"read", "upload", "feeds"}))
UPLOADER = ApiKey("uploader", frozenset({"upload"}))
ENDED = ApiKey("ended", frozenset(), NOW)
KEYS = {key.id: key for key in (READER, WRITER, UPLOADER, ENDED)}
EVERY_CALL = {f"{call.method} {call.path}": call for call in (*lookup.CALLS, *lookup.ELSEWHERE)}
READ = EVERY_CALL["GET /v1/articles"]


class Table:
    """Knows KEYS by their values, which are their ids here, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def find(self, value: str) -> ApiKey | None:
        self.asked += 1
        return KEYS.get(value)


def to_request(key: str | None, table: Any = None, *, sam_local: bool = False, **more: Any) -> Any:
    settings = Settings("inbox", "parsed", "articles", sam_local=sam_local)
    wiring = SimpleNamespace(settings=settings, keys=table or Table())
    headers = {} if key is None else {"x-api-key": key}
    return to_exchange(headers=headers, open_wiring=lambda: wiring, **more)


def refusal(call: Route, key: str | None) -> str | None:
    try:
        KeyCheck().check(call, to_request(key))
    except Problem as problem:
        return problem.code
    return None


def allowed(key: str) -> set[str]:
    return {name for name, call in EVERY_CALL.items() if call.needs_key and refusal(call, key) is None}


KEYED = {name for name, call in EVERY_CALL.items() if call.needs_key}
WATCHES = {"POST /v1/watches", "GET /v1/watches", "GET /v1/watches/<watch>", "DELETE /v1/watches/<watch>"}
WRITING = {"POST /v1/uploads", "POST /v1/feeds", "GET /v1/feeds", *WATCHES}


def test_readers_may_make_every_call_but_uploads_feeds_and_watches() -> None:
    assert allowed("reader") == KEYED - WRITING


def test_writers_may_make_every_call() -> None:
    assert allowed("writer") == KEYED


def test_an_upload_key_may_create_uploads_and_read_ingestions() -> None:
    assert allowed("uploader") == {"POST /v1/uploads", "GET /v1/ingestions"}


def test_an_ended_key_has_no_access() -> None:
    assert allowed("ended") == set()
    assert refusal(READ, "ended") == "right-missing"


@pytest.mark.parametrize("key", [None, "", "nobody"])
def test_calls_with_a_key_reject_unknown_keys(key: str | None) -> None:
    assert {refusal(EVERY_CALL[name], key) for name in KEYED} == {"forbidden"}


def test_open_and_signed_calls_need_no_key() -> None:
    for name in EVERY_CALL.keys() - KEYED:
        assert KeyCheck().check(EVERY_CALL[name], to_exchange()) is None


def test_callers_authenticated_by_iam_need_no_key() -> None:
    assert KeyCheck().check(READ, to_request(None, admitted=True)) is None


def test_under_sam_local_no_key_is_needed() -> None:
    assert KeyCheck().check(READ, to_request(None, sam_local=True)) is None


@pytest.mark.parametrize(("value", "seconds"), [("reader", KNOWN_SECONDS), ("nobody", UNKNOWN_SECONDS)])
def test_a_key_is_cached_for_a_limited_time(value: str, seconds: int) -> None:
    now, table = [0.0], Table()
    check = KeyCheck(lambda: now[0])
    for moment, asked in ((0.0, 1), (seconds - 1, 1), (seconds, 2)):
        now[0] = moment
        try:
            check.check(READ, to_request(value, table))
        except Problem:
            assert value == "nobody"
        assert table.asked == asked


def test_the_number_of_cached_keys_is_limited() -> None:
    check = KeyCheck()
    for number in range(MAX_KEYS + 5):
        with pytest.raises(Problem):
            check.check(READ, to_request(f"nobody {number}"))
    assert len(check._known) <= MAX_KEYS
