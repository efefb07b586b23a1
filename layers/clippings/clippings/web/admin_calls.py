"""Calls that need IAM, for operators: take an article down, replay one, revoke a feed or a key, fill the index."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field

from clippings.web import responses
from clippings.web.api_request import here
from clippings.web.article_calls import ArticleId
from clippings.web.bodies import Body, read_json
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import described

#: Seconds that are reserved for the answer, in addition to the longest time of a call in progress.
ANSWER_SECONDS = 2

_FEED = r"^[A-Za-z0-9]{1,64}\.[0-9a-f]{24}$"
FeedId = Annotated[str, Path(pattern=_FEED, description="The `id` that `POST /v1/feeds` answered.")]
KeyId = Annotated[str, Path(pattern="^[A-Za-z0-9]{1,64}$", description="The key's id in API Gateway, not its value.")]


class WithdrawalRequest(Body):
    """The reason of a withdrawal, and whether copies are included."""

    reason: str = Field(min_length=1, max_length=500, description="Kept in the tombstone, and shown to nobody by HTTP.")
    copies: bool = Field(default=False, description="Take its copies down too, and reject its text under any address.")


def withdraw_article(article_id: ArticleId) -> Answer:
    """Take the article down permanently. The answer 202 with `done: false` means that the call must be repeated."""
    api_request = here()
    request = read_json(api_request, WithdrawalRequest)
    reserved = api_request.wiring.longest_call + ANSWER_SECONDS
    withdrawn = api_request.wiring.withdrawals.withdraw(
        article_id,
        request.reason,
        api_request.now,
        copies=request.copies,
        is_late=lambda: api_request.seconds_left() < reserved,
    )
    if withdrawn is None:
        raise Problem("no-such-article", "No article has this id.")
    plain = asdict(withdrawn) | {"withdrawn_at": withdrawn.withdrawn_at.isoformat()}
    return responses.json_response(plain, responses.NO_CACHING, 200 if withdrawn.done else 202)


def replay_article(article_id: ArticleId) -> Answer:
    """Parse and file every capture of the article again, with the deployed version."""
    api_request = here()
    record = api_request.wiring.articles.get_record(article_id)
    if record is None:
        raise Problem("no-such-article", "No article has this id.")
    if record.withdrawn_at is not None:
        raise Problem("withdrawn", "The article was withdrawn.", {"withdrawn_at": record.withdrawn_at.isoformat()})
    captures = api_request.wiring.parse_queue.announce(api_request.wiring.archive.capture_records(record.id))
    return responses.json_response({"article_id": record.id, "captures": captures}, responses.NO_CACHING, 202)


def revoke_feed(feed_id: FeedId) -> Answer:
    """Revoke an open feed: its address answers 410 from now on."""
    api_request = here()
    if not api_request.wiring.feeds.revoke(feed_id, api_request.now):
        raise Problem("no-such-feed", "No feed has this id.")
    return responses.json_response({"id": feed_id, "revoked": True}, responses.NO_CACHING)


def revoke_key(key_id: KeyId) -> Answer:
    """End an API key and its feeds permanently: API Gateway rejects it, and so does every call of this API."""
    api_request = here()
    if not api_request.wiring.keys.revoke(key_id, api_request.now):
        raise Problem("no-such-key", "No usage plan of this service has a key of this id.")
    api_request.wiring.usage_plans.disable(key_id)
    return responses.json_response({"id": key_id, "revoked": True}, responses.NO_CACHING)


class ReindexRequest(Body):
    """Where to continue."""

    cursor: str | None = Field(default=None, max_length=4000, description="The `next_cursor` of the previous call.")


def reindex() -> Answer:
    """Write articles of the table to the search index. The call is repeated while there is a `next_cursor`."""
    api_request = here()
    request = read_json(api_request, ReindexRequest)
    reserved = api_request.wiring.longest_call + ANSWER_SECONDS
    wiring, binding = api_request.wiring, f"{api_request.stage} {api_request.base} reindex"
    position = wiring.cursors.read(request.cursor, binding) if request.cursor else None
    done = wiring.reindexer.step(position, is_late=lambda: api_request.seconds_left() < reserved)
    following = wiring.cursors.sign(done.position, binding) if done.position else None
    told = {"indexed": done.indexed, "removed": done.removed, "next_cursor": following}
    return responses.json_response(told, responses.NO_CACHING)


CALLS = [
    Route(
        "POST",
        "/v1/admin/reindex",
        reindex,
        "Fill or repair the search index; call again while there is a `next_cursor`",
        described("Reindexing", "The numbers of this call."),
        ("invalid-body", "invalid-cursor", "unsupported-media-type"),
        request_body="ReindexRequest",
        tag="administration",
        signed=True,
    ),
    Route(
        "POST",
        "/v1/admin/articles/<article_id>/withdrawal",
        withdraw_article,
        "Take an article down permanently; call again while `done` is false",
        {**described("Withdrawal", "It is gone.", 200), **described("Withdrawal", "There is more to delete.", 202)},
        ("no-such-article", "invalid-body", "unsupported-media-type"),
        request_body="WithdrawalRequest",
        tag="administration",
        signed=True,
    ),
    Route(
        "POST",
        "/v1/admin/articles/<article_id>/replay",
        replay_article,
        "Parse and file every capture of an article again",
        described("Replay", "The number of captures that are parsed again.", 202),
        ("no-such-article", "withdrawn"),
        tag="administration",
        signed=True,
    ),
    Route(
        "POST",
        "/v1/admin/feeds/<feed_id>/revocation",
        revoke_feed,
        "Revoke an open feed",
        described("Revocation", "Its address answers 410 from now on."),
        ("no-such-feed",),
        tag="administration",
        signed=True,
    ),
    Route(
        "POST",
        "/v1/admin/keys/<key_id>/revocation",
        revoke_key,
        "Revoke an API key, and the open feeds that it made",
        described("Revocation", "The key is rejected from now on."),
        ("no-such-key",),
        tag="administration",
        signed=True,
    ),
]
