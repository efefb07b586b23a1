"""The calls of the lookup function: all that only read, and none that needs the rights of another function."""

from __future__ import annotations

from clippings.web import admin_calls, lookup, open_feed_calls, upload_calls, watch_calls

KEYS = [(call.method, call.path) for call in (*lookup.CALLS, *lookup.ELSEWHERE)]


def test_methods_and_paths_of_calls_are_unique() -> None:
    assert len(set(KEYS)) == len(KEYS)


def test_writing_calls_are_documented_but_not_answered() -> None:
    writing = (upload_calls, open_feed_calls, watch_calls, admin_calls)
    assert set(lookup.ELSEWHERE) == {call for module in writing for call in module.CALLS}
    assert not set(lookup.ELSEWHERE) & set(lookup.CALLS)


def test_no_call_of_the_read_api_requires_a_signature() -> None:
    assert not any(call.signed for call in lookup.CALLS)


def test_only_pages_contract_and_open_feeds_need_no_key() -> None:
    assert {call.path for call in lookup.CALLS if call.open} == {"/", "/docs", "/openapi.json", "/v1/feeds/<feed>"}
