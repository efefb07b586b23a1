"""The calls of the lookup function: all that only read, and none that needs the rights of another function."""

from __future__ import annotations

from clippings.web import admin_calls, lookup, open_feed_calls, upload_calls, watch_calls

KEYS = [(call.method, call.path) for call in (*lookup.CALLS, *lookup.ELSEWHERE)]


def test_no_two_calls_answer_one_method_and_path() -> None:
    assert len(set(KEYS)) == len(KEYS)


def test_writing_calls_are_documented_but_not_answered() -> None:
    writing = (upload_calls, open_feed_calls, watch_calls, admin_calls)
    assert set(lookup.ELSEWHERE) == {call for module in writing for call in module.CALLS}
    assert not set(lookup.ELSEWHERE) & set(lookup.CALLS)


def test_no_call_of_it_asks_for_a_signature() -> None:
    assert not any(call.signed for call in lookup.CALLS)


def test_what_is_open_to_everybody_is_the_pages_the_contract_and_signed_feeds() -> None:
    assert {call.path for call in lookup.CALLS if call.open} == {"/", "/docs", "/openapi.json", "/v1/feeds/<feed>"}
