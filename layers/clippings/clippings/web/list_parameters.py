"""The parameters of lists and feeds, and the selection of articles that they define."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime, BeforeValidator, Field

from clippings.facets import FACET_NAMES, FACETS
from clippings.search.engine import Order
from clippings.search.query import MAX_QUERY
from clippings.short_form import SHORT_FIELDS
from clippings.web.api_request import ApiRequest
from clippings.web.batch_calls import MAX_ARTICLES
from clippings.web.problems import Problem
from clippings.web.routing import Answer

if TYPE_CHECKING:
    from clippings.storage.lists import Place

#: The values of ``fields=``: the fields of a short form, and when the article was added.
FIELDS = (*SHORT_FIELDS, "added_at")

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d", re.ASCII)


def _only_a_day(value: object) -> object:
    """Return *value* if it is written as a day. Pydantic also accepts seconds since 1970 and a time at midnight.

    Raises:
        ValueError: It has another form.
    """
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


def _only_a_moment(value: object) -> object:
    """Return *value* if it is written as a time. Pydantic also accepts seconds since 1970.

    Raises:
        ValueError: It has another form.
    """
    if isinstance(value, str) and not _MOMENT.match(value):
        raise ValueError("a moment is written YYYY-MM-DDThh:mm:ss and a zone, as in 2026-03-01T08:00:00Z")
    return value


def _only_fields(value: object) -> object:
    """Return *value*, or raise an error that names the unknown field. The error of the pattern does not name it."""
    unknown = [name for name in value.split(",") if name not in FIELDS] if isinstance(value, str) else []
    if unknown:
        raise ValueError(f"unknown field {unknown[0][:40]!r}; by commas, without spaces: {', '.join(FIELDS)}")
    return value


Day = Annotated[date, BeforeValidator(_only_a_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_only_a_moment)]
#: Longest value of a facet, in characters. Storage does not read more.
MAX_NAME = 200
#: Most values of one facet in a list.
MAX_VALUES = 10
Value = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
Words = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=MAX_QUERY,
        description=(
            'Words, all of which must occur; `"a phrase"`, `-without`, `this OR that`, `begin*`. '
            "The searched text depends on the engine: docs/api.md."
        ),
    ),
]
FromDay = Annotated[Day | None, Query(alias="from", description="The first day, in the publisher's calendar.")]
ToDay = Annotated[Day | None, Query(alias="to", description="The last day, in the publisher's calendar.")]
Sort = Annotated[
    Order | None,
    Query(
        description=(
            "By day, the newest or the oldest first; what was added last first, of 90 days; or by `relevance`, the "
            "default with `q`. The answer's `sort` says which it is: the engine `terms` knows no relevance."
        )
    ),
]
FormerSort = Annotated[
    Literal["newest", "oldest"] | None, Query(description="The former name of `sort`.", deprecated=True)
]
_ONE_FACET = f"({'|'.join(FACET_NAMES)})"
Facets = Annotated[
    str | None,
    Query(
        pattern=f"^{_ONE_FACET}(,{_ONE_FACET})*$",
        max_length=200,
        description=f"Count the values of these facets among the articles found: {', '.join(FACET_NAMES)}, by commas.",
    ),
]
Highlights = Annotated[
    Literal["true", "false"], Query(description="Return the passages in which the words of `q` occur, as HTML.")
]
AddedSince = Annotated[
    Moment | None, Query(description="Only articles that were added then or later: RFC 3339, with a time zone.")
]
Dated = Annotated[
    Literal["true", "false", "any"] | None,
    Query(description="Only articles with a date of their own, or only those without. The latter come last."),
]
Limit = Annotated[int, Query(ge=1, le=100, description="The largest number of items.")]
Cursor = Annotated[
    str | None, Query(min_length=1, max_length=4000, description="The `next_cursor` of the previous page.")
]
_ONE_FIELD = f"({'|'.join(FIELDS)})"
_Fields = Annotated[
    str, Field(pattern=f"^{_ONE_FIELD}(,{_ONE_FIELD})*$", max_length=300), BeforeValidator(_only_fields)
]
Fields = Annotated[_Fields | None, Query(description=f"Only these fields, separated by commas: {', '.join(FIELDS)}.")]


#: The parameters of every list and feed besides the facets.
FILTERS: dict[str, Any] = {
    "q": Words,
    "first": FromDay,
    "last": ToDay,
    "dated": Dated,
    "added_since": AddedSince,
    "sort": Sort,
}


Ids = Annotated[
    str | None,
    Query(
        pattern=rf"^[^,]{{1,64}}(,[^,]{{1,64}}){{0,{MAX_ARTICLES - 1}}}$",
        max_length=65 * MAX_ARTICLES,
        description="At most 100 ids, separated by commas. Only `fields` can be combined with it.",
    ),
]


@dataclass(frozen=True)
class Selection:
    """The articles of a list, and their order."""

    facets: tuple[Place, ...]
    words: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    sort: Order = "newest"
    dated: bool | None = None
    added_since: datetime | None = None

    def __post_init__(self) -> None:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise Problem("invalid-parameter", "`from` is after `to`.", {"parameter": "from"})

    def binding(self, request: ApiRequest) -> str:
        """Return the binding of this list's cursors: all parameters that select its rows, and the stage."""
        days = (str(self.first_day), str(self.last_day))
        asked = (self.facets, self.words, days, self.sort, self.dated, str(self.added_since))
        return f"{request.stage} {request.base} {asked!r}"


def select(by_default: Order = "newest", **asked: Any) -> Selection:
    """Return the selection that the parameters of a list define. Without ``sort`` the order is *by_default*."""
    facets = tuple((name, _values(asked[name])) for name in FACET_NAMES if asked.get(name) is not None)
    return Selection(
        facets,
        asked.get("q"),
        asked.get("first"),
        asked.get("last"),
        sort=asked.get("sort") or asked.get("order") or by_default,
        dated={"true": True, "false": False}.get(asked.get("dated") or "any"),
        added_since=asked.get("added_since"),
    )


def _values(asked: str | list[str]) -> tuple[str, ...]:
    """Return the distinct values of one facet. In a stored feed, a single value is a string."""
    return (asked,) if isinstance(asked, str) else tuple(dict.fromkeys(asked))


def takes_filters(call: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return *call* with the parameters of lists before its own: one for each facet, ``q``, days and order.

    The router and the contract read the parameters of a call from its signature. *call* gets them as keywords.
    """
    own = inspect.signature(call, eval_str=True)
    kept = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]

    @wraps(call)
    def filtered(**asked: Any) -> Answer:
        return call(**asked)

    keyword = inspect.Parameter.KEYWORD_ONLY
    filters = [
        inspect.Parameter(facet.name, keyword, default=None, annotation=_name_of(facet.description)) for facet in FACETS
    ]
    filters += [
        inspect.Parameter(name, keyword, default=None, annotation=annotation) for name, annotation in FILTERS.items()
    ]
    parameters = [*filters, *(each.replace(kind=keyword) for each in kept)]
    filtered.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    return filtered


def _name_of(description: str) -> Any:
    text = f"{description} Case and accents do not matter. If it is repeated, an article must have one of the values."
    return Annotated[list[Value] | None, Query(max_length=MAX_VALUES, description=text)]
