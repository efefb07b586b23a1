"""Calls without a key: the reader page, and the contract in two formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clippings.web import responses
from clippings.web.api_request import here
from clippings.web.routing import Answer, Route

if TYPE_CHECKING:
    from collections.abc import Callable


def make_calls(others: tuple[Route, ...]) -> tuple[Route, ...]:
    """Return the open calls; the contract describes *others* and these."""

    def get_contract() -> Answer:
        """Return the contract as OpenAPI 3.1."""
        from clippings.web.openapi import to_openapi

        return responses.json_response(to_openapi(every(), here().base), responses.OPEN_CACHING)

    def get_docs() -> Answer:
        """Return the contract as an HTML page."""
        from clippings.web.docs import STYLE, to_page
        from clippings.web.reader import policy

        body = to_page(every(), here().base)
        headers = {"Content-Security-Policy": policy(STYLE)}
        return responses.text_response(body, "text/html; charset=utf-8", responses.OPEN_CACHING, headers=headers)

    calls = (
        _open("/", get_reader, "The reader page", "text/html"),
        _open("/openapi.json", get_contract, "This contract", "application/json"),
        _open("/docs", get_docs, "This contract as a page", "text/html"),
    )

    def every() -> tuple[Route, ...]:
        return (*others, *calls)

    return calls


def get_reader() -> Answer:
    """Return the reader page: one document that uses only this API, the inbox and the articles' pictures."""
    from clippings.web.reader import reader_page

    body, headers = reader_page(here())
    return responses.text_response(body, "text/html; charset=utf-8", responses.OPEN_CACHING, headers=headers)


def _open(path: str, function: Callable[[], Answer], summary: str, media_type: str) -> Route:
    content = {media_type: {"schema": {"type": "object" if media_type == "application/json" else "string"}}}
    described: dict[int, dict[str, Any]] = {200: {"description": summary, "content": content}}
    return Route("GET", path, function, summary, described, open=True, tag="open")
