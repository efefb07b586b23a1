"""The call that extracts the article from the page in its body, and stores nothing."""

from __future__ import annotations

from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Query

from clippings.errors import RejectedPage
from clippings.records import Admit
from clippings.web import responses
from clippings.web.addresses import WebAddress
from clippings.web.api_request import here
from clippings.web.article_calls import Format
from clippings.web.bodies import PAGE_TYPES, read_page_bytes
from clippings.web.escaping import to_json, web_address
from clippings.web.negotiation import ARTICLE_FORMATS, choose_format
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Route
from clippings.web.schema_parts import article_content

PageAddress = Annotated[WebAddress | None, Query(description="Where the page came from.")]
Explain = Annotated[bool, Query(description="Name the rule that found each field, and the rejected candidates.")]
AdmitPages = Annotated[Admit, Query(alias="admit", description="`everything` also admits pages that are not articles.")]


def parse_page(
    url: PageAddress = None, explain: Explain = False, form: Format = None, admitted: AdmitPages = "articles"
) -> Answer:
    """Return the article in the page of the body."""
    request = here()
    chosen = choose_format(request.headers.get("accept"), form, ARTICLE_FORMATS)
    if url is not None and web_address(url) is None:
        raise Problem("invalid-parameter", "`url` is not an http or https address.", {"parameter": "url"})
    page, charset = read_page_bytes(request)
    # Imported on demand: extraction loads the parser, the rules and the models, which other calls do not need.
    from clippings import enrich, parse

    try:
        article = enrich(parse(page, url, request.now, charset=charset, admit=admitted), None, request.now)
    except RejectedPage as rejected:
        if rejected.reason == "too-large":
            raise Problem("too-large", rejected.detail) from rejected
        extra: dict[str, Any] = {"reason": rejected.reason, "score": rejected.score}
        raise Problem("rejected-page", rejected.detail, extra) from rejected
    plain = article.to_dict() if explain else {**article.to_dict(), "provenance": {}}
    if chosen == "json":
        return responses.text_response(to_json(plain), responses.JSON, responses.NO_CACHING)
    from clippings.web.representations import CONTENT_SECURITY_POLICY, WRITERS

    policy = {"Content-Security-Policy": CONTENT_SECURITY_POLICY} if chosen == "html" else {}
    return responses.text_response(
        WRITERS[chosen](plain), ARTICLE_FORMATS[chosen], responses.NO_CACHING, headers=policy
    )


CALLS = [
    Route(
        "POST",
        "/v1/parse",
        parse_page,
        "The article in a page, without storing it; at most 4 MiB",
        {200: {"description": "The article.", "content": article_content()}},
        ("not-acceptable", "answer-too-large", "too-large", "unsupported-media-type", "invalid-body", "rejected-page"),
        request_body=PAGE_TYPES,
        tag="parsing",
    )
]
