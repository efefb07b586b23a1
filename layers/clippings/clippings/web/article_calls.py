"""Calls about one article: the article in every format, its history, its copies, and its provenance."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from clippings.records import PICTURE_TYPES
from clippings.web import responses
from clippings.web.addresses import WebAddress
from clippings.web.api_request import ApiRequest, here
from clippings.web.escaping import to_json
from clippings.web.list_calls import page_answer
from clippings.web.list_parameters import Cursor, Limit
from clippings.web.negotiation import ARTICLE_FORMATS, choose_format
from clippings.web.problems import Problem
from clippings.web.routing import Answer, Moved, Route
from clippings.web.schema_parts import article_content, described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clippings.storage.article_record import ArticleRecord
    from clippings.storage.articles import Stored
    from clippings.storage.history import Revision

#: Part of ETags. It is raised when a writer in ``representations`` changes its output, so that caches become invalid.
RENDERING = 1

#: How long the URL of a content that is too large for an answer is valid, in seconds.
CONTENT_ADDRESS_SECONDS = 300

ArticleId = Annotated[str, Path(pattern="^[a-z2-7]{26}$", description="The article's id: 26 lower-case characters.")]
_REVISION = "^[A-Za-z0-9_.~-]{1,128}$"
PictureName = Annotated[
    str, Path(pattern="^[0-9a-f]{12}-[0-9a-f]{32}$", description="The `kept` of one of the article's images.")
]
RevisionId = Annotated[str, Path(pattern=_REVISION, description="A revision's id, from the list of revisions.")]
Older = Annotated[str | None, Query(alias="from", pattern=_REVISION, description="By default the one before `to`.")]
Newer = Annotated[str | None, Query(alias="to", pattern=_REVISION, description="By default the current revision.")]
Format = Annotated[
    Literal["json", "markdown", "html", "text", "jsonld"] | None,
    Query(alias="format", description="The format of the answer; it overrides `Accept`."),
]
Address = Annotated[WebAddress, Query(description="Any address of the article.")]


def get_article(article_id: ArticleId, form: Format = None) -> Answer:
    """Return the current revision. If the client has it already, one read is enough for the answer 304."""
    request = here()
    chosen = choose_format(request.headers.get("accept"), form, ARTICLE_FORMATS)
    if {"if-none-match", "if-modified-since"} & request.headers.keys():
        record = _standing(request.wiring.articles.get_record(article_id))
        etag = _etag(record.etag, chosen)
        if responses.is_fresh(request, etag, record.stored_at):
            return _not_modified(etag)
    return _represent(request, _stored(request, article_id), chosen)


def get_article_by_url(url: Address, form: Format = None) -> Answer:
    """Return the article at *url*, with its id."""
    request = here()
    chosen = choose_format(request.headers.get("accept"), form, ARTICLE_FORMATS)
    article_id = request.wiring.articles.find_by_address(url)
    if article_id is None:
        raise Problem("no-such-article", "No article is stored under this address.")
    stored = _standing_content(request.wiring.articles.get(article_id))
    answer = _represent(request, stored, chosen)
    answer.headers["Content-Location"] = request.link(f"/v1/articles/{stored.record.id}", format=chosen)
    return answer


def list_revisions(article_id: ArticleId, limit: Limit = 50, cursor: Cursor = None) -> Answer:
    """Return a page of revisions, newest first."""
    request = here()
    binding = f"{request.stage} {request.base} revisions {article_id}"
    position = request.wiring.cursors.read(cursor, binding) if cursor else None
    record = _standing(request.wiring.articles.get_record(article_id))
    page = request.wiring.articles.revision_page(record, limit=limit, position=position)
    following = request.wiring.cursors.sign(page.position, binding) if page.position else None
    items = [revision.to_dict() for revision in page.items]
    return page_answer(request, items, following, responses.ARTICLE_CACHING)


def get_revision(article_id: ArticleId, revision_id: RevisionId, form: Format = None) -> Answer:
    """Return the article in one of its revisions."""
    request = here()
    chosen = choose_format(request.headers.get("accept"), form, ARTICLE_FORMATS)
    return _represent(request, _stored_revision(request, article_id, revision_id), chosen)


def get_difference(article_id: ArticleId, older: Older = None, newer: Newer = None) -> Answer:
    """Return the changes between two revisions, by default between the current one and the one before it."""
    request = here()
    record = _standing(request.wiring.articles.get_record(article_id))
    before, after = _pair(request.wiring.articles.revisions(record), older, newer)
    return responses.json_response(_difference(request, record, before, after), responses.ARTICLE_CACHING)


def list_duplicates(article_id: ArticleId) -> Answer:
    """Return the copies of an article at other addresses, the most probable first."""
    request = here()
    _standing(request.wiring.articles.get_record(article_id))
    copies = request.wiring.articles.duplicates(article_id)
    return _list([{**copy.short, "likeness": asdict(copy.likeness), "original": copy.original} for copy in copies])


def get_provenance(article_id: ArticleId) -> Answer:
    """Return for each field the rule that found it, the text that it read, and the candidates that it rejected."""
    stored = _stored(here(), article_id)
    plain = stored.to_dict()
    found = {name: plain[name] for name in ("id", "revision", "captured_at", "stored_at")}
    return responses.json_response({**found, "fields": plain["provenance"]}, responses.ARTICLE_CACHING)


def get_picture(article_id: ArticleId, picture: PictureName) -> Answer:
    """Return a kept picture of the current revision."""
    request = here()
    article = _stored(request, article_id).article
    named = article is not None and any(image.kept == picture for image in article.images)
    found = request.wiring.pictures.get(picture) if named else None
    if found is None or found.data is None:
        raise Problem("no-such-picture", "The article has no kept picture of this name.")
    return responses.bytes_response(found.data, found.content_type, responses.PICTURE_CACHING)


def _list(items: list[dict[str, Any]]) -> Answer:
    """Return a list that has no further page."""
    return responses.json_response({"items": items, "next_cursor": None}, responses.ARTICLE_CACHING)


def _standing(record: ArticleRecord | None) -> ArticleRecord:
    """Return *record*.

    Raises:
        Problem: There is no article, or it was withdrawn.
    """
    if record is None:
        raise Problem("no-such-article", "No article has this id.")
    if record.withdrawn_at is not None:
        raise Problem("withdrawn", "The article was withdrawn.", {"withdrawn_at": record.withdrawn_at.isoformat()})
    return record


def _stored(request: ApiRequest, article_id: str) -> Stored:
    return _standing_content(request.wiring.articles.get(article_id))


def _standing_content(stored: Stored | None) -> Stored:
    _standing(stored.record if stored else None)
    if stored is None or stored.article is None:
        raise Problem("no-such-article", "No article has this id.")
    return stored


def _stored_revision(request: ApiRequest, article_id: str, revision_id: str) -> Stored:
    stored = request.wiring.articles.get_revision(article_id, revision_id)
    if stored is None or stored.article is None:
        _standing(request.wiring.articles.get_record(article_id))
        raise Problem("no-such-revision", "The article has no revision of this id.")
    _standing(stored.record)
    return stored


def _represent(request: ApiRequest, stored: Stored, chosen: str) -> Answer:
    etag = _etag(f"{stored.etag}-{stored.record.version}", chosen)
    modified = responses.http_date(stored.record.stored_at)
    if responses.is_fresh(request, etag):
        return _not_modified(etag)
    if chosen == "json":
        body = to_json(stored.to_dict())
        if stored.content_key and responses.is_too_large(body):
            address = request.wiring.objects.presign_content(stored.content_key, CONTENT_ADDRESS_SECONDS)
            raise Moved(address)
    else:
        # The renderer and the sanitizer are imported on demand, because most answers are JSON.
        from clippings.web.representations import CONTENT_SECURITY_POLICY, WRITERS

        body = WRITERS[chosen](stored.to_dict())
    media_type = ARTICLE_FORMATS[chosen]
    headers = {"ETag": etag, "Last-Modified": modified}
    answer = responses.text_response(body, media_type, responses.ARTICLE_CACHING, headers=headers)
    if chosen == "html":
        answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return answer


def _not_modified(etag: str) -> Answer:
    return Answer(304, None, "", {"ETag": etag, "Cache-Control": responses.ARTICLE_CACHING})


def _etag(stored: str, chosen: str) -> str:
    """Return a strong ETag. *stored* changes with every stored field; the rest depends on the format."""
    return f'"{stored.strip(chr(34))}-{chosen}{RENDERING}"'


def _pair(revisions: Iterator[Revision], older: str | None, newer: str | None) -> tuple[Revision, Revision]:
    """Return the two revisions to compare: the requested ones, or the newest and the one before it."""
    before: Revision | None = None
    after: Revision | None = None
    for revision in revisions:
        if before is None and (older in revision.members if older else after):
            before = revision
        if after is None and (newer is None or newer in revision.members):
            after = revision
        if before and after:
            return before, after
    for asked, found in ((older, before), (newer, after)):
        if asked is not None and found is None:
            raise Problem("no-such-revision", f"The article has no revision {asked!r}.")
    if after is None:
        raise Problem("no-such-revision", "The article has no revision.")
    return before or after, after


def _difference(request: ApiRequest, record: ArticleRecord, older: Revision, newer: Revision) -> dict[str, Any]:
    """Return the differences of two revisions, or that they are not comparable because of different extractors."""
    comparable = older.extractor == newer.extractor
    shown: dict[str, Any] = {"from": older.to_dict(), "to": newer.to_dict(), "comparable": comparable}
    if comparable:
        from clippings.enrichment.difference import compare_contents

        before = request.wiring.articles.get_content(record, older).article
        after = request.wiring.articles.get_content(record, newer).article
        if before is not None and after is not None:
            shown |= asdict(compare_contents(before, after))
    return shown


_BYTES = {"schema": {"type": "string", "format": "binary"}}
_FAILS = ("no-such-article", "withdrawn")
_ARTICLE: dict[int, dict[str, Any]] = {
    200: {"description": "The article.", "content": article_content()},
    307: {"description": "The answer is over 6 MB; Location is valid for five minutes."},
}
_FORM_FAILS = (*_FAILS, "not-acceptable", "answer-too-large")

CALLS = [
    Route(
        "GET",
        "/v1/articles/by-url",
        get_article_by_url,
        "An article by any of its addresses",
        _ARTICLE,
        _FORM_FAILS,
    ),
    Route("GET", "/v1/articles/<article_id>", get_article, "An article", _ARTICLE, _FORM_FAILS),
    Route(
        "GET",
        "/v1/articles/<article_id>/revisions",
        list_revisions,
        "The revisions of an article, newest first",
        described("RevisionList", "A page of revisions."),
        (*_FAILS, "invalid-cursor"),
    ),
    Route(
        "GET",
        "/v1/articles/<article_id>/revisions/<revision_id>",
        get_revision,
        "An article in one of its revisions",
        _ARTICLE,
        (*_FORM_FAILS, "no-such-revision"),
    ),
    Route(
        "GET",
        "/v1/articles/<article_id>/diff",
        get_difference,
        "What changed between two revisions; by default the last two",
        described("Difference", "The changes."),
        (*_FAILS, "no-such-revision", "answer-too-large"),
    ),
    Route(
        "GET",
        "/v1/articles/<article_id>/duplicates",
        list_duplicates,
        "The copies of an article, and how similar they are",
        described("DuplicateList", "The copies."),
        _FAILS,
    ),
    Route(
        "GET",
        "/v1/articles/<article_id>/pictures/<picture>",
        get_picture,
        "A picture that was uploaded with the page, if the stack keeps them",
        {200: {"description": "The picture.", "content": dict.fromkeys(sorted(PICTURE_TYPES), _BYTES)}},
        (*_FAILS, "no-such-picture"),
    ),
    Route(
        "GET",
        "/v1/articles/<article_id>/provenance",
        get_provenance,
        "Which rule found each field of an article, and in which text",
        described("Provenance", "The findings."),
        _FAILS,
    ),
]
