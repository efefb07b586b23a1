"""Every call that the lookup function answers."""

from __future__ import annotations

from clippings.web import article_calls, feed_calls, list_calls, page_calls, parse_calls, upload_calls
from clippings.web.calls import Call

_KEYED = (*list_calls.CALLS, *article_calls.CALLS, *feed_calls.CALLS, *parse_calls.CALLS)

#: The contract covers the whole API; uploads are answered by a function of their own.
CALLS: list[Call] = [*_KEYED, *page_calls.make_calls((*_KEYED, *upload_calls.CALLS))]
