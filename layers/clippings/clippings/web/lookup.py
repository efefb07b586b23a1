"""All calls of the lookup function."""

from __future__ import annotations

from clippings.web import (
    admin_calls,
    article_calls,
    batch_calls,
    facet_calls,
    feed_calls,
    list_calls,
    open_feed_calls,
    page_calls,
    parse_calls,
    upload_calls,
    watch_calls,
)
from clippings.web.routing import Route

_KEYED = (
    *list_calls.CALLS,
    *facet_calls.CALLS,
    *batch_calls.CALLS,
    *article_calls.CALLS,
    *feed_calls.CALLS,
    *parse_calls.CALLS,
)

#: Calls of other functions, which have other permissions. The contract describes them too.
ELSEWHERE = (*upload_calls.CALLS, *open_feed_calls.CALLS, *watch_calls.CALLS, *admin_calls.CALLS)

CALLS: list[Route] = [*_KEYED, *page_calls.make_calls((*_KEYED, *ELSEWHERE))]
