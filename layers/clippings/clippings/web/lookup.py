"""Every call that the lookup function answers."""

from __future__ import annotations

from clippings.web import article_calls, feed_calls, list_calls, parse_calls
from clippings.web.calls import Call

CALLS: list[Call] = [*list_calls.CALLS, *article_calls.CALLS, *feed_calls.CALLS, *parse_calls.CALLS]
