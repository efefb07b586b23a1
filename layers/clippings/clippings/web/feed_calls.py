"""Calls that answer a list as a feed, and the one that makes a feed's address for readers that send no key."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field, create_model

from clippings.errors import InvalidRequest
from clippings.facets import FACET_NAMES
from clippings.web import responses
from clippings.web.api_request import ApiRequest, here
from clippings.web.bodies import Body, read_json
from clippings.web.feeds import FEED_FORMATS, WRITERS, Feed
from clippings.web.list_calls import Cursor, Limit, Selection, read_page, read_words, select, takes_filters
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route
from clippings.web.schemas import described

#: What signs a feed's address and its cursors is bound to this. It names no stage: both hold under every one.
BINDING = "open feed"

#: Bytes of chance in a feed's id, by which it is revoked.
FEED_ID_BYTES = 9

#: Longest end of a feed's address, in characters: with host, stage and cursor it stays an address that readers take.
MAX_TOKEN = 4000

Value = Annotated[str | None, Field(min_length=1, max_length=200)]
FeedToken = Annotated[str, Path(min_length=20, max_length=MAX_TOKEN, description="What `POST /v1/feeds` answered.")]


class _FeedRequest(Body):
    """Which list is to be a feed, in which format. The facets and words are those of `GET /v1/articles`."""

    format: Literal["json", "atom", "rss"] = "atom"
    q: Value = None


_FILTERS: dict[str, Any] = dict.fromkeys(FACET_NAMES, (Value, None))
FeedRequest = create_model("FeedRequest", __base__=_FeedRequest, __doc__=_FeedRequest.__doc__, **_FILTERS)


@takes_filters
def get_json_feed(*, limit: Limit = 50, cursor: Cursor = None, **asked: Any) -> Answer:
    """Answer a list as JSON Feed 1.1."""
    return _feed("json", limit, cursor, **asked)


@takes_filters
def get_atom_feed(*, limit: Limit = 50, cursor: Cursor = None, **asked: Any) -> Answer:
    """Answer a list as an Atom feed."""
    return _feed("atom", limit, cursor, **asked)


@takes_filters
def get_rss_feed(*, limit: Limit = 50, cursor: Cursor = None, **asked: Any) -> Answer:
    """Answer a list as RSS 2.0."""
    return _feed("rss", limit, cursor, **asked)


def make_feed() -> Answer:
    """Answer the address of a feed that needs no key: its filters are in the address, signed."""
    api_request = here()
    request = read_json(api_request, FeedRequest)
    filters = request.model_dump(exclude_none=True, exclude={"format"})
    if "q" in filters:
        read_words(api_request, filters["q"])
    feed_id = secrets.token_urlsafe(FEED_ID_BYTES)
    token = api_request.wiring.cursors.sign({"id": feed_id, "format": request.format, "filters": filters}, BINDING)
    if len(token) > MAX_TOKEN:
        raise Problem("invalid-body", "The filters are too long to stand in one address together.")
    address = api_request.origin + api_request.link(f"/v1/feeds/{token}")
    made = {"id": feed_id, "address": address, "format": request.format, "filters": filters}
    return responses.json_response(made, responses.NO_CACHING, 201, {"Location": address})


def get_open_feed(feed: FeedToken, cursor: Cursor = None) -> Answer:
    """Answer the feed that a signed address stands for, as long as nobody revoked it."""
    api_request = here()
    try:
        made = api_request.wiring.cursors.read(feed, BINDING)
    except InvalidRequest as wrong:
        raise Problem("no-such-feed", "The feed's address was altered or cut off.") from wrong
    if api_request.wiring.feeds.is_revoked(made["id"]):
        raise Problem("withdrawn", "The feed was revoked.")
    binding = f"{BINDING} {made['id']}"
    answer = _write(api_request, made["format"], select(**made["filters"]), 50, cursor, binding)
    answer.headers["Cache-Control"] = responses.OPEN_CACHING
    return answer


def _feed(form: str, limit: int, cursor: str | None, **asked: Any) -> Answer:
    api_request, selection = here(), select(**asked)
    return _write(api_request, form, selection, limit, cursor, selection.binding(api_request))


def _write(
    api_request: ApiRequest, form: str, selection: Selection, limit: int, cursor: str | None, binding: str
) -> Answer:
    rows, following = read_page(api_request, selection, limit, cursor, binding)
    older = api_request.origin + api_request.link_here(cursor=following) if following else None
    feed = Feed(
        title=_title(selection),
        address=api_request.origin + api_request.link_here(),
        home=api_request.origin + api_request.link("/"),
        items=tuple(rows.items),
        older=older,
    )
    link = {"Link": f'<{older}>; rel="next"'} if older else {}
    return responses.text_response(WRITERS[form](feed), FEED_FORMATS[form], responses.LIST_CACHING, headers=link)


def _title(selection: Selection) -> str:
    wanted = [value for _, value in selection.facets] + ([selection.words] if selection.words else [])
    return " · ".join(["Clippings", *wanted])


def _text_of(media_type: str) -> dict[int, dict[str, Any]]:
    content = {media_type.split(";")[0]: {"schema": {"type": "string"}}}
    return {200: {"description": "The feed.", "content": content}}


_JSON_FEED: dict[int, dict[str, Any]] = {
    200: {
        "description": "The feed.",
        "content": {FEED_FORMATS["json"]: {"schema": {"$ref": "#/components/schemas/JsonFeed"}}},
    },
}
_FAILS = ("invalid-cursor", "not-searchable")

CALLS = [
    Route("GET", "/v1/feed.json", get_json_feed, "A list as JSON Feed 1.1", _JSON_FEED, _FAILS, tag="feeds"),
    Route("GET", "/v1/feed.atom", get_atom_feed, "A list as Atom", _text_of(FEED_FORMATS["atom"]), _FAILS, tag="feeds"),
    Route("GET", "/v1/feed.rss", get_rss_feed, "A list as RSS 2.0", _text_of(FEED_FORMATS["rss"]), _FAILS, tag="feeds"),
    Route(
        "POST",
        "/v1/feeds",
        make_feed,
        "Make the address of a feed for readers that send no key",
        described("OpenFeed", "The address; who has it can read the feed until it is revoked.", 201),
        ("invalid-body", "unsupported-media-type", "not-searchable"),
        request_body="FeedRequest",
        tag="feeds",
    ),
    Route(
        "GET",
        "/v1/feeds/<feed>",
        get_open_feed,
        "A feed by its signed address",
        {
            200: {
                "description": "The feed, in the format that it was made for.",
                "content": {
                    **_JSON_FEED[200]["content"],
                    **_text_of(FEED_FORMATS["atom"])[200]["content"],
                    **_text_of(FEED_FORMATS["rss"])[200]["content"],
                },
            },
        },
        ("no-such-feed", "withdrawn", "invalid-cursor"),
        open=True,
        tag="feeds",
    ),
]
