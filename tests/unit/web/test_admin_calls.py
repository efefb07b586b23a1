"""Calls of operators: what is passed on, and what the answer says is left to do."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.gateway_client import Client
from tests.support.served_calls import NOW, serve, to_exchange
from tests.unit.web.conftest import ID, OTHER_ID, to_record

from clippings.errors import Conflict, InvalidRequest
from clippings.storage.withdrawal_progress import Withdrawal
from clippings.web.admin_calls import ANSWER_SECONDS, CALLS, withdraw_article
from clippings.web.api_request import enter

WITHDRAWAL = f"/v1/admin/articles/{ID}/withdrawal"
REPLAY = f"/v1/admin/articles/{ID}/replay"
#: Seconds of one call to AWS at its worst, and what is kept for the call under way and the answer.
LONGEST_CALL = 10.0
RESERVED = LONGEST_CALL + ANSWER_SECONDS


class Withdrawals:
    """Takes down what a test says, and remembers how it was asked."""

    def __init__(self, made: Withdrawal | Exception | None) -> None:
        self.made = made

    def withdraw(self, *asked: Any, **options: Any) -> Withdrawal | None:
        self.asked, self.options = asked, options
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


def admin(made: Withdrawal | Exception | None) -> tuple[Client, Withdrawals]:
    withdrawals = Withdrawals(made)
    return serve(CALLS, withdrawals=withdrawals, longest_call=LONGEST_CALL), withdrawals


def test_the_answer_to_a_withdrawal_has_deleted_and_remaining_parts() -> None:
    client, withdrawals = admin(Withdrawal(ID, NOW, True, (OTHER_ID,), 7, ("theirs/a.html",), ("crawl.warc.gz#12",)))
    answer = client.post(WITHDRAWAL, {"reason": "on request", "copies": True})
    assert (answer.status, answer.json) == (
        200,
        {
            "article_id": ID,
            "withdrawn_at": NOW.isoformat(),
            "done": True,
            "copies": [OTHER_ID],
            "objects": 7,
            "left": ["theirs/a.html"],
            "bundles": ["crawl.warc.gz#12"],
        },
    )
    assert withdrawals.asked[:2] == (ID, "on request")
    assert withdrawals.options["copies"] is True


def test_copies_are_kept_by_default() -> None:
    client, withdrawals = admin(Withdrawal(ID, NOW, True))
    client.post(WITHDRAWAL, {"reason": "on request"})
    assert withdrawals.options["copies"] is False


def test_an_unfinished_withdrawal_is_answered_with_202() -> None:
    answer = admin(Withdrawal(ID, NOW, False))[0].post(WITHDRAWAL, {"reason": "on request"})
    assert (answer.status, answer.json["done"]) == (202, False)


@pytest.mark.parametrize(
    ("left", "late"), [(RESERVED + 0.1, False), (RESERVED, False), (RESERVED - 0.1, True), (0.0, True)]
)
def test_the_work_stops_early_enough_to_answer(left: float, late: bool) -> None:
    withdrawals = Withdrawals(Withdrawal(ID, NOW, False))
    store = SimpleNamespace(withdrawals=withdrawals, longest_call=LONGEST_CALL)
    asked = to_exchange(
        WITHDRAWAL, method="POST", body=b'{"reason": "x"}', open_wiring=lambda: store, seconds_left=lambda: left
    )
    enter(asked)
    withdraw_article(ID)
    assert withdrawals.options["is_late"]() is late


def test_answers_about_withdrawals_are_not_cached() -> None:
    answer = admin(Withdrawal(ID, NOW, True))[0].post(WITHDRAWAL, {"reason": "on request"})
    assert answer.headers["cache-control"] == "no-store"


def test_an_unknown_article_is_reported() -> None:
    answer = admin(None)[0].post(WITHDRAWAL, {"reason": "on request"})
    assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-article")


@pytest.mark.parametrize(
    ("trouble", "status"),
    [(Conflict("changes faster than it is withdrawn"), 503), (InvalidRequest("text is gone", "copies"), 400)],
)
def test_errors_of_a_withdrawal_are_problems(trouble: Exception, status: int) -> None:
    assert admin(trouble)[0].post(WITHDRAWAL, {"reason": "on request"}).status == status


@pytest.mark.parametrize(
    "body", [{"reason": "x" * 501}, {"reason": None}, {"reason": "x", "copies": "yes"}, {"reason": 7}]
)
def test_reason_and_copies_are_validated(body: dict[str, Any]) -> None:
    client, withdrawals = admin(Withdrawal(ID, NOW, True))
    assert client.post(WITHDRAWAL, body).json["type"] == "urn:clippings:problem:invalid-body"
    assert not hasattr(withdrawals, "asked")


def replaying(record: Any) -> tuple[Client, list[str]]:
    """Return a client over an archive that holds *record*, and of which articles captures were asked for."""
    seen: list[str] = []

    def capture_records(article_id: str) -> list[str]:
        seen.append(article_id)
        return ["one", "two"]

    stores = {
        "articles": SimpleNamespace(get_record=lambda article_id: record if article_id == ID else None),
        "archive": SimpleNamespace(capture_records=capture_records),
        "parse_queue": SimpleNamespace(announce=len),
    }
    return serve(CALLS, **stores), seen


def test_a_replay_returns_the_number_of_captures() -> None:
    client, seen = replaying(to_record())
    answer = client.post(REPLAY, {})
    assert (answer.status, answer.json) == (202, {"article_id": ID, "captures": 2})
    assert seen == [ID]


@pytest.mark.parametrize(("record", "status"), [(None, 404), (to_record(withdrawn_at=NOW), 410)])
def test_missing_and_withdrawn_articles_are_not_replayed(record: Any, status: int) -> None:
    client, seen = replaying(record)
    assert client.post(REPLAY, {}).status == status
    assert seen == []


FEED = "abc123." + "0" * 24


class Revocable:
    """Feeds or keys of which one is known; remembers what was revoked and disabled."""

    def __init__(self, known: str) -> None:
        self.known = known
        self.revoked: list[str] = []
        self.disabled: list[str] = []

    def revoke(self, name: str, now: datetime) -> bool:
        assert now.tzinfo is not None
        self.revoked.append(name)
        return name == self.known

    def disable(self, name: str) -> None:
        self.disabled.append(name)


def test_a_feed_is_revoked_by_id_at_the_current_time() -> None:
    feeds = Revocable(FEED)
    answer = serve(CALLS, feeds=feeds).post(f"/v1/admin/feeds/{FEED}/revocation", {})
    assert (answer.status, answer.json) == (200, {"id": FEED, "revoked": True})
    assert feeds.revoked == [FEED]


def test_an_unknown_feed_is_reported() -> None:
    answer = serve(CALLS, feeds=Revocable("")).post(f"/v1/admin/feeds/{FEED}/revocation", {})
    assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-feed")


@pytest.mark.parametrize("feed_id", ["abc", "a.b", FEED + "0", "a-b." + "0" * 24])
def test_invalid_feed_ids_are_not_looked_up(feed_id: str) -> None:
    feeds = Revocable(feed_id)
    answer = serve(CALLS, feeds=feeds).post(f"/v1/admin/feeds/{feed_id}/revocation", {})
    assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-feed")
    assert feeds.revoked == []


def test_a_key_is_revoked_in_the_table_and_disabled_in_api_gateway() -> None:
    keys = Revocable("k1e2y3")
    answer = serve(CALLS, keys=keys, usage_plans=keys).post("/v1/admin/keys/k1e2y3/revocation", {})
    assert (answer.status, answer.json) == (200, {"id": "k1e2y3", "revoked": True})
    assert (keys.revoked, keys.disabled) == (["k1e2y3"], ["k1e2y3"])


def test_a_key_of_another_api_is_not_disabled() -> None:
    keys = Revocable("k1e2y3")
    answer = serve(CALLS, keys=keys, usage_plans=keys).post("/v1/admin/keys/theirs/revocation", {})
    assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-key")
    assert keys.disabled == []


def test_every_admin_call_requires_a_signature_and_writes() -> None:
    assert all(call.signed and call.method == "POST" for call in CALLS)
