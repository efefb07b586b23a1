"""The call that lists the values of a facet."""

from __future__ import annotations

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path

from clippings.facets import FACETS
from clippings.web import responses
from clippings.web.api_request import here
from clippings.web.list_calls import page_answer
from clippings.web.list_parameters import Cursor, Limit
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import described

#: The facets whose values are stored, so that they can be listed.
ENUMERATED = tuple(facet.name for facet in FACETS if facet.is_enumerated)
FacetKind = Annotated[Literal[ENUMERATED], Path(description="The facet.")]  # type: ignore[valid-type]


def list_facet_values(kind: FacetKind, limit: Limit = 100, cursor: Cursor = None) -> Answer:
    """Return a page of the values of a facet, sorted."""
    request = here()
    binding = f"{request.stage} {request.base} facets {kind}"
    after = request.wiring.cursors.read(cursor, binding)["key"] if cursor else ""
    left = [each for each in request.wiring.facet_values.of(kind) if each.key > after]
    following = request.wiring.cursors.sign({"key": left[limit - 1].key}, binding) if len(left) > limit else None
    shown = left[:limit]
    counts = request.wiring.search.count_values(kind, [each.name for each in shown]) if shown else None
    items = [
        {"value": each.name, "count": counts[each.name] if counts else None}
        | ({"hosts": list(each.hosts)} if kind == "publisher" else {})
        for each in shown
    ]
    return page_answer(request, items, following, responses.LIST_CACHING)


CALLS = [
    Route(
        "GET",
        "/v1/facets/<kind>",
        list_facet_values,
        "The values of a facet, as articles are listed by them",
        described("FacetValueList", "A page of values."),
        ("invalid-cursor", "no-such-facet"),
    )
]
