"""Calls that make and list open feeds. An open feed is read without a key, by its signed address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AwareDatetime, Field, create_model

from clippings.facets import FACET_NAMES
from clippings.search.query import parse_query
from clippings.web import responses
from clippings.web.api_request import ApiRequest, here
from clippings.web.bodies import Body, read_json
from clippings.web.feed_calls import to_address
from clippings.web.list_calls import page_answer
from clippings.web.list_parameters import MAX_VALUES, Cursor, Limit
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import described

if TYPE_CHECKING:
    from clippings.storage.open_feeds import OpenFeed

Value = Annotated[str, Field(min_length=1, max_length=200)]


class _FeedRequest(Body):
    """The list and the format of a feed. Facets and words are those of `GET /v1/articles`."""

    format: Literal["json", "atom", "rss"] = "atom"
    q: Value | None = None
    dated: Literal["true", "false", "any"] | None = Field(None, description="Like the parameter of the list.")
    sort: Literal["newest", "oldest", "added"] | None = Field(None, description="Like the parameter of the list.")
    ends_at: AwareDatetime | None = Field(None, description="When the feed ends, with a zone.")


Values = Annotated[list[Value], Field(min_length=1, max_length=MAX_VALUES)]
Wanted = Value | Values | None
_FILTERS: dict[str, Any] = dict.fromkeys(FACET_NAMES, (Wanted, None))
FeedRequest = create_model("FeedRequest", __base__=_FeedRequest, __doc__=_FeedRequest.__doc__, **_FILTERS)


def make_feed() -> Answer:
    """Store an open feed of the caller's key, and return its address."""
    api_request, key_id = here(), key_of_caller("An open feed")
    request = read_json(api_request, FeedRequest)
    filters = request.model_dump(exclude_none=True, exclude={"format", "ends_at"})
    if "q" in filters:
        parse_query(filters["q"])
    if request.ends_at and request.ends_at <= api_request.now:
        raise Problem("invalid-body", "ends_at: must be in the future", {"parameter": "ends_at"})
    feed = api_request.wiring.feeds.make(key_id, request.format, filters, api_request.now, request.ends_at)
    made = _to_dict(api_request, feed)
    return responses.json_response(made, responses.NO_CACHING, 201, {"Location": made["address"]})


def list_open_feeds(limit: Limit = 50, cursor: Cursor = None) -> Answer:
    """Return the feeds of the caller's key, newest first."""
    api_request, key_id = here(), key_of_caller("An open feed")
    binding = f"{api_request.stage} {api_request.base} feeds of {key_id}"
    position = api_request.wiring.cursors.read(cursor, binding) if cursor else None
    page = api_request.wiring.feeds.of_key(key_id, limit=limit, position=position)
    following = api_request.wiring.cursors.sign(page.position, binding) if page.position else None
    items = [_to_dict(api_request, feed) for feed in page.items]
    return page_answer(api_request, items, following, responses.NO_CACHING)


def key_of_caller(what: str) -> str:
    """Return the id of the caller's key.

    Raises:
        Problem: The caller has no key. *what*, such as "An open feed", can only be made with a key.
    """
    key = here().key
    if key is None:
        raise Problem("right-missing", f"{what} belongs to an API key, and this caller has none.")
    return key.id


def _to_dict(request: ApiRequest, feed: OpenFeed) -> dict[str, Any]:
    """Return the feed for the answer, with its address and whether it is valid now."""
    is_open = not feed.revoked_at and (feed.ends_at is None or feed.ends_at > request.now)
    return {**feed.to_dict(), "address": to_address(request, feed.id), "open": is_open}


CALLS = [
    Route(
        "POST",
        "/v1/feeds",
        make_feed,
        "Make the address of a feed for readers that send no key",
        described("OpenFeed", "The address. Everyone who has it can read the feed until it ends.", 201),
        ("invalid-body", "unsupported-media-type", "not-searchable"),
        request_body="FeedRequest",
        tag="feeds",
        rights=("feeds",),
    ),
    Route(
        "GET",
        "/v1/feeds",
        list_open_feeds,
        "The open feeds that this key made, newest first",
        described("OpenFeedList", "A page of feeds, with those that have ended."),
        ("invalid-cursor",),
        tag="feeds",
        rights=("feeds",),
    ),
]
