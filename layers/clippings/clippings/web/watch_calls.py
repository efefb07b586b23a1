"""Calls for watches: saved searches that report each matching article, on the event bus and in a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field, create_model

from clippings.facets import FACET_NAMES
from clippings.search.query import MAX_QUERY, parse_query
from clippings.web import responses
from clippings.web.api_request import ApiRequest, here
from clippings.web.bodies import Body, read_json
from clippings.web.feed_calls import to_address
from clippings.web.list_calls import page_answer
from clippings.web.list_parameters import MAX_VALUES
from clippings.web.open_feed_calls import Value, key_of_caller
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import described

if TYPE_CHECKING:
    from clippings.storage.watches import Watch

#: Most facets of one watch, with MAX_VALUES values each.
MAX_FILTERS = len(FACET_NAMES)
WatchId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,64}\.[0-9a-f]{16}$", description="A watch's id.")]
#: The name of the filter of an open feed that shows the matches of a watch.
WATCH = "watch"


class _WatchRequest(Body):
    """The search: words as in `q` of `GET /v1/articles`, and facets. An article must match all of them."""

    name: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(None, description="A name of your choice.")
    q: Annotated[str, Field(min_length=1, max_length=MAX_QUERY)] | None = None


Values = Annotated[list[Value], Field(min_length=1, max_length=MAX_VALUES)]
_FILTERS: dict[str, Any] = dict.fromkeys(FACET_NAMES, (Value | Values | None, None))
WatchRequest = create_model("WatchRequest", __base__=_WatchRequest, __doc__=_WatchRequest.__doc__, **_FILTERS)


def make_watch() -> Answer:
    """Store a search of the caller's key, and return it with the address of its feed."""
    from clippings.storage.watches import TooManyWatches, new_watch_id

    request, key_id = here(), key_of_caller("A watch")
    asked = read_json(request, WatchRequest).model_dump(exclude_none=True)
    name, text = asked.pop("name", None), asked.pop("q", None)
    if text is None and not asked:
        raise Problem("invalid-body", "Give `q` or a facet. For all articles use GET /v1/changes.")
    query = parse_query(text) if text else None
    if query and query.dropped:
        detail = f"q: a watch has at most 32 words; {query.dropped[0]!r} is one too many"
        raise Problem("invalid-body", detail, {"parameter": "q"})
    filters = {kind: [values] if isinstance(values, str) else values for kind, values in asked.items()}
    stored = ({"q": text} if text else {}) | ({"filters": filters} if filters else {})
    watch_id = new_watch_id(key_id)
    feed = request.wiring.feeds.make(key_id, "atom", {WATCH: watch_id}, request.now)
    try:
        watch = request.wiring.watches.make(watch_id, name, stored, request.now, feed.id)
    except TooManyWatches as full:
        request.wiring.feeds.revoke(feed.id, request.now)
        raise Problem("too-many-watches", f"{full}. Delete one first.") from full
    location = request.link(f"/v1/watches/{watch.id}")
    return responses.json_response(_to_dict(request, watch), responses.NO_CACHING, 201, {"Location": location})


def list_watches() -> Answer:
    """Return the watches of the caller's key, newest first."""
    request, key_id = here(), key_of_caller("A watch")
    items = [_to_dict(request, watch) for watch in request.wiring.watches.of_key(key_id)]
    return page_answer(request, items, None, responses.NO_CACHING)


def get_watch(watch: WatchId) -> Answer:
    """Return one watch of the caller's key."""
    request = here()
    return responses.json_response(_to_dict(request, _own(request, watch)), responses.NO_CACHING)


def delete_watch(watch: WatchId) -> Answer:
    """Delete a watch of the caller's key, and revoke its feed."""
    request = here()
    found = _own(request, watch)
    request.wiring.watches.delete(found.id)
    request.wiring.feeds.revoke(found.feed, request.now)
    return responses.json_response({"id": found.id, "deleted": True}, responses.NO_CACHING)


def _own(request: ApiRequest, watch_id: str) -> Watch:
    """Return a watch of the caller's key.

    Raises:
        Problem: The caller's key has no such watch.
    """
    key_id = key_of_caller("A watch")
    found = request.wiring.watches.get(watch_id)
    if found is None or found.key_id != key_id:
        raise Problem("no-such-watch", "This key has no watch of this id.")
    return found


def _to_dict(request: ApiRequest, watch: Watch) -> dict[str, Any]:
    return {
        "id": watch.id,
        "name": watch.name,
        "q": watch.query.get("q"),
        "filters": dict(watch.query.get("filters", {})),
        "made_at": watch.made_at.isoformat(),
        "feed": to_address(request, watch.feed),
    }


_COMMON: dict[str, Any] = {"tag": "watches", "rights": ("feeds",)}

CALLS = [
    Route(
        "POST",
        "/v1/watches",
        make_watch,
        "Save a search: each article that matches when it is stored or revised becomes an event and an entry of a feed",
        described("Watch", "The watch. Everyone who has its address can read its feed without a key.", 201),
        ("invalid-body", "invalid-parameter", "unsupported-media-type", "not-searchable", "too-many-watches"),
        request_body="WatchRequest",
        **_COMMON,
    ),
    Route(
        "GET",
        "/v1/watches",
        list_watches,
        "The watches that this key made, newest first",
        described("WatchList", "All of them."),
        **_COMMON,
    ),
    Route(
        "GET",
        "/v1/watches/<watch>",
        get_watch,
        "One watch of this key",
        described("Watch", "The watch."),
        ("no-such-watch",),
        **_COMMON,
    ),
    Route(
        "DELETE",
        "/v1/watches/<watch>",
        delete_watch,
        "Delete a watch of this key, and revoke its feed",
        described("WatchDeletion", "It reports no articles from now on."),
        ("no-such-watch",),
        **_COMMON,
    ),
]
