"""Calls that return a list as a feed, with a key or by the signed address of an open feed."""

from __future__ import annotations

from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Path

from clippings.errors import InvalidRequest
from clippings.web import responses
from clippings.web.api_request import ApiRequest, here
from clippings.web.feeds import FEED_FORMATS, WRITERS, Feed
from clippings.web.list_parameters import Cursor, Limit, Selection, select, takes_filters
from clippings.web.list_reading import read_page
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route

#: The binding of the signed addresses and cursors of feeds. It contains no stage, so they are valid under every stage.
ADDRESS_BINDING = "open feed"

FeedToken = Annotated[str, Path(min_length=20, max_length=300, description="The address from `POST /v1/feeds`.")]


def to_address(request: ApiRequest, feed_id: str) -> str:
    """Return the address at which an open feed is read."""
    token = request.wiring.cursors.sign({"id": feed_id}, ADDRESS_BINDING)
    return request.origin + request.link(f"/v1/feeds/{token}")


@takes_filters
def get_json_feed(*, limit: Limit = 50, cursor: Cursor = None, **asked: Any) -> Answer:
    """Return a list as JSON Feed 1.1."""
    return _feed("json", limit, cursor, **asked)


@takes_filters
def get_atom_feed(*, limit: Limit = 50, cursor: Cursor = None, **asked: Any) -> Answer:
    """Return a list as an Atom feed."""
    return _feed("atom", limit, cursor, **asked)


@takes_filters
def get_rss_feed(*, limit: Limit = 50, cursor: Cursor = None, **asked: Any) -> Answer:
    """Return a list as RSS 2.0."""
    return _feed("rss", limit, cursor, **asked)


def get_open_feed(feed: FeedToken, cursor: Cursor = None) -> Answer:
    """Return the feed at a signed address if the feed and its key are still valid."""
    api_request = here()
    try:
        feed_id = api_request.wiring.cursors.read(feed, ADDRESS_BINDING)["id"]
    except InvalidRequest as wrong:
        raise Problem("no-such-feed", "The feed's address was altered or cut off.") from wrong
    found = api_request.wiring.feeds.find_open(feed_id, api_request.now)
    if found is None:
        raise Problem("withdrawn", "The feed was revoked or has ended, or the key that made it has.")
    binding = f"{ADDRESS_BINDING} {feed_id}"
    if "watch" in found.filters:
        answer = _write_matches(api_request, found.format, found.filters["watch"], cursor, binding)
    else:
        answer = _write(api_request, found.format, select(**found.filters), 50, cursor, binding)
    answer.headers["Cache-Control"] = responses.OPEN_CACHING
    return answer


def _feed(form: str, limit: int, cursor: str | None, /, **asked: Any) -> Answer:
    api_request, selection = here(), select(**asked)
    return _write(api_request, form, selection, limit, cursor, selection.binding(api_request))


def _write(
    api_request: ApiRequest, form: str, selection: Selection, limit: int, cursor: str | None, binding: str
) -> Answer:
    page = read_page(api_request, selection, limit, cursor, binding)
    return _to_answer(api_request, form, _title(selection), tuple(page.items), page.cursor)


def _to_answer(
    api_request: ApiRequest, form: str, title: str, items: tuple[dict[str, Any], ...], following: str | None
) -> Answer:
    older = api_request.origin + api_request.link_here(cursor=following) if following else None
    feed = Feed(
        title=title,
        address=api_request.origin + api_request.link_here(),
        home=api_request.origin + api_request.link("/"),
        items=items,
        older=older,
    )
    link = {"Link": f'<{older}>; rel="next"'} if older else {}
    return responses.text_response(WRITERS[form](feed), FEED_FORMATS[form], responses.LIST_CACHING, headers=link)


def _write_matches(api_request: ApiRequest, form: str, watch_id: str, cursor: str | None, binding: str) -> Answer:
    """Return the feed of the articles that matched a watch, newest match first."""
    wiring = api_request.wiring
    watch = wiring.watches.get(watch_id)
    if watch is None:
        raise Problem("withdrawn", "The watch was deleted.")
    position = wiring.cursors.read(cursor, binding) if cursor else None
    found = wiring.watches.matches(watch_id, limit=50, position=position)
    following = wiring.cursors.sign(found.position, binding) if found.position else None
    title = " · ".join(["Clippings", watch.name or watch.query.get("q") or "watch"])
    return _to_answer(api_request, form, title, found.items, following)


def _title(selection: Selection) -> str:
    wanted = [value for _, values in selection.facets for value in values]
    wanted += [selection.words] if selection.words else []
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
        "GET",
        "/v1/feeds/<feed>",
        get_open_feed,
        "A feed by its signed address",
        {
            200: {
                "description": "The feed in its own format.",
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
