"""Several articles at once, by their ids or by their addresses."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field

from clippings.web import responses
from clippings.web.api_request import ApiRequest, here
from clippings.web.bodies import Body, read_json
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import described

#: Maximum number of articles of one call, which is what DynamoDB reads at once.
MAX_ARTICLES = 100
_ID = re.compile("[a-z2-7]{26}")
Url = Annotated[str, Field(min_length=1, max_length=2048)]


class UrlsRequest(Body):
    """The addresses of some articles."""

    urls: list[Url] = Field(min_length=1, max_length=MAX_ARTICLES, description="At most 100 addresses, in any variant.")


def read_ids(request: ApiRequest, ids: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the short forms of the articles with these ids, in their order, and the ids without an article."""
    wanted = list(dict.fromkeys(ids))
    found = request.wiring.articles.get_shorts(each for each in wanted if _ID.fullmatch(each))
    return [found[each] for each in wanted if each in found], [each for each in wanted if each not in found]


def find_articles() -> Answer:
    """Return the article at each address, or None."""
    request = here()
    urls = list(dict.fromkeys(read_json(request, UrlsRequest).urls))
    found = request.wiring.articles.find_shorts(urls)
    items = [{"url": url, "article": found.get(url)} for url in urls]
    return responses.json_response({"items": items, "next_cursor": None}, responses.NO_CACHING)


CALLS = [
    Route(
        "POST",
        "/v1/articles/by-urls",
        find_articles,
        "Articles by up to 100 of their addresses",
        described("ArticlesByUrl", "For each address the article, or null."),
        ("invalid-body", "unsupported-media-type"),
        request_body="UrlsRequest",
    )
]
