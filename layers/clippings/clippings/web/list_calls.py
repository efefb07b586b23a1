"""Calls that return lists: articles by facets and words, changes, ingestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query

from clippings.web import responses
from clippings.web.api_request import ApiRequest, here
from clippings.web.batch_calls import read_ids
from clippings.web.list_parameters import (
    Cursor,
    Day,
    Facets,
    Fields,
    FormerSort,
    Highlights,
    Ids,
    Limit,
    select,
    takes_filters,
)
from clippings.web.list_reading import ListPage, read_page
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import described


@takes_filters
def list_articles(
    *,
    ids: Ids = None,
    order: FormerSort = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    fields: Fields = None,
    facets: Facets = None,
    highlights: Highlights = "false",
    **asked: Any,
) -> Answer:
    """Return a page of short forms: of a list, or of the articles with the given *ids*."""
    request = here()
    if ids is not None:
        if request.query.keys() - {"ids", "fields"}:
            raise Problem("invalid-parameter", "`ids` can be combined with `fields` only.", {"parameter": "ids"})
        found, missing = read_ids(request, ids.split(","))
        return page_answer(request, _cut(found, fields), None, responses.LIST_CACHING, {"missing": missing})
    selection = select("relevance" if asked.get("q") else "newest", order=order, **asked)
    counted = tuple(dict.fromkeys(facets.split(","))) if facets else ()
    page = read_page(
        request,
        selection,
        limit,
        cursor,
        selection.binding(request),
        facets=counted,
        highlights=highlights == "true",
    )
    shown = _cut(page.items, fields)
    if highlights == "true":
        shown = [item | {"highlights": hit.highlights} for item, hit in zip(shown, page.found.hits, strict=True)]
    return page_answer(request, shown, page.cursor, responses.LIST_CACHING, _described(page, counted))


def _described(page: ListPage, counted: tuple[str, ...]) -> dict[str, Any]:
    """Return the members that describe the list: the engine, the order, and the number of articles."""
    found = page.found
    told: dict[str, Any] = {"engine": found.engine, "sort": found.order, "total": found.total}
    if not found.total_is_exact:
        told["total_is_exact"] = False
    if counted:
        told["facets"] = found.facets and {
            name: [{"value": each.value, "count": each.count} for each in counts]
            for name, counts in found.facets.items()
        }
    return told | ({"dropped": list(page.dropped)} if page.dropped else {})


def _cut(items: Iterable[dict[str, Any]], fields: str | None) -> list[dict[str, Any]]:
    """Return *items* with only the requested *fields*."""
    if fields is None:
        return list(items)
    return [{name: item[name] for name in fields.split(",") if name in item} for item in items]


def list_changes(limit: Limit = 100, cursor: Cursor = None) -> Answer:
    """Return a page of changes, oldest first. The cursor of the last page continues with later changes."""
    request = here()
    binding = f"{request.stage} {request.base} changes"
    position = request.wiring.cursors.read(cursor, binding) if cursor else None
    rows = request.wiring.changes.page(position=position, limit=limit, now=request.now)
    following = request.wiring.cursors.sign(rows.position, binding) if rows.position else None
    link = {"Link": _next_link(request, following)} if following and not rows.caught_up else {}
    page = {"items": list(rows.items), "next_cursor": following, "caught_up": rows.caught_up}
    return responses.json_response(page, responses.NO_CACHING, headers=link)


def list_ingestions(
    key: Annotated[str | None, Query(min_length=1, max_length=1024, description="An object's key.")] = None,
    bucket: Annotated[str | None, Query(min_length=3, max_length=63, description="By default the inbox.")] = None,
    status: Annotated[Literal["rejected", "failed"] | None, Query(description="The ingestion status.")] = None,
    day: Annotated[Day | None, Query(description="The day in UTC; requires `status`.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Answer:
    """Return the ingestions of one object key, or those of a day with a status, newest first."""
    request = here()
    ingestions = request.wiring.ingestions
    asked = f"{request.stage} {request.base} ingestions {(bucket, key, status, str(day))!r}"
    position = request.wiring.cursors.read(cursor, asked) if cursor else None
    if key is not None and status is None and day is None:
        rows = ingestions.for_key(bucket or request.wiring.settings.inbox_bucket, key, limit=limit, position=position)
    elif status is not None and day is not None and key is None and bucket is None:
        rows = ingestions.on_day(status, day.isoformat(), limit=limit, position=position)
    else:
        raise Problem("invalid-parameter", "Give `key` (and `bucket`), or `status` and `day`.", {"parameter": "key"})
    following = request.wiring.cursors.sign(rows.position, asked) if rows.position else None
    return page_answer(request, list(rows.items), following, responses.NO_CACHING)


def page_answer(
    request: ApiRequest,
    items: list[dict[str, Any]],
    following: str | None,
    caching: str,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> Answer:
    """Return one page of a list with *more* members. If there may be a next page, add its address."""
    link = {"Link": _next_link(request, following)} if following else {}
    return responses.json_response({"items": items, "next_cursor": following, **more}, caching, headers=link)


def _next_link(request: ApiRequest, cursor: str) -> str:
    return f'<{request.link_here(cursor=cursor)}>; rel="next"'


CALLS = [
    Route(
        "GET",
        "/v1/articles",
        list_articles,
        "Articles by facet, word and day; a page may be empty and still have a next one",
        described("ArticleList", "A page of short forms."),
        ("invalid-cursor", "not-searchable"),
    ),
    Route(
        "GET",
        "/v1/changes",
        list_changes,
        "What was stored, revised or withdrawn, in the order of storing",
        described("ChangeList", "A page of changes."),
        ("invalid-cursor",),
        tag="changes",
    ),
    Route(
        "GET",
        "/v1/ingestions",
        list_ingestions,
        "The ingestions of an upload, or those of a day by status",
        described("IngestionList", "A page of ingestions."),
        ("invalid-cursor",),
        tag="ingestions",
        rights=("read", "upload"),
    ),
]
