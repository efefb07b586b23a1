"""Requests as the calls see them, and the API of one function over a store that a test makes up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from tests.integration.api.conftest import Client

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Author, Block, Capture, Image, Inline, Timestamp
from clippings.settings import Settings
from clippings.storage.article_record import ArticleRecord
from clippings.storage.articles import Stored
from clippings.storage.keys import RIGHTS, ApiKey
from clippings.web.api import Api
from clippings.web.api_request import ApiRequest, read_event
from clippings.web.problems import Problem
from clippings.web.routing import Route

NOW = datetime(2026, 3, 1, 12, 30, 15, 600_000, tzinfo=UTC)
ID = "a" * 26
OTHER_ID = "b" * 26


def no_store() -> Any:
    """An archive that a call must do without."""
    pytest.fail("the archive was asked")


def to_exchange(
    path: str = "/v1/articles",
    *,
    method: str = "GET",
    query: dict[str, list[str]] | None = None,
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    open_wiring: Callable[[], Any] = no_store,
    **more: Any,
) -> ApiRequest:
    """Return a request under the stage ``live`` of ``api.example``."""
    plain: dict[str, Any] = {"base": "/live", "stage": "live", "request_id": "request-1", "domain": "api.example"}
    return ApiRequest(
        method=method, path=path, query=query or {}, headers=headers or {}, body=body, open_wiring=open_wiring, now=NOW,
        **(plain | more),
    )  # fmt: skip


class AnyKey:
    """Stands for the keys in the table: each value is a key with every right."""

    def find(self, _value: str) -> ApiKey:
        return ApiKey("tests", frozenset(RIGHTS))


def only_keys(**stores: Any) -> Any:
    """An archive of *stores* that knows every key, and nothing else."""
    settings = stores.pop("settings", None) or Settings("inbox", "parsed", "articles")
    if isinstance(settings, SimpleNamespace):
        settings.sam_local = False
    return SimpleNamespace(**{"settings": settings, "keys": AnyKey(), **stores})


def serve(calls: Iterable[Route], **stores: Any) -> Client:
    """Return a client of a function that answers *calls* from *stores*; without any it must do without an archive.

    Whatever it answers has to be promised by the contract, under this status and as this media type.
    """
    calls = list(calls)
    made = only_keys(**stores)
    keyed = any(call.needs_key for call in calls)
    api = Api(calls, (lambda: made) if stores or keyed else no_store)

    def answer(event: dict[str, Any], context: Any) -> dict[str, Any]:
        returned = api.answer(event, context)
        try:
            call = api.table.find(read_event(event, no_store, NOW))
        except Problem:
            return returned
        promised = call.responses()
        assert returned["statusCode"] in promised, f"{call.method} {call.path} does not promise this: {returned}"
        media_type = returned["multiValueHeaders"].get("Content-Type", [""])[0].partition(";")[0]
        assert media_type in promised[returned["statusCode"]].get("content", {"": {}}), call.path
        return returned

    return Client(answer)


def to_parsed(*paragraphs: str, **fields: Any) -> ParsedArticle:
    """Return an article as a page of ``daily.example`` would give it."""
    texts = paragraphs or ("The river rose by two metres.", "The ferry was tied to the church.")
    plain: dict[str, Any] = {
        "title": "River floods the old town",
        "standfirst": "Two hundred people had to leave.",
        "authors": (Author("Kari Moe", url="https://daily.example/kari"), Author("News Agency", kind="organisation")),
        "published": Timestamp(NOW.date(), NOW, "minute", "explicit", "2026-03-01T12:30Z"),
        "blocks": tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts)),
        "images": (
            Image("https://daily.example/flood.jpg", caption="The quay", credit="K. Moe", alt="Water", lead=True),
        ),
        "canonical_url": "https://daily.example/news/river-floods",
        "publisher": "The Daily Example",
        "section": "News",
        "tags": ("floods", "weather"),
        "language": "en",
        "access": "free",
        "provenance": {},
    }
    return ParsedArticle(**(plain | fields))


def to_enriched(*paragraphs: str, **fields: Any) -> EnrichedArticle:
    """Return the article described, under the id ID."""
    import dataclasses

    described = enrich(to_parsed(*paragraphs, **fields), Capture("inbox", "page.html", NOW), NOW)
    return dataclasses.replace(described, id=ID)


def to_record(**fields: Any) -> ArticleRecord:
    """Return the record of the article ID."""
    plain: dict[str, Any] = {
        "id": ID, "version": 7, "change": "stored", "revision": "r2", "revisions": 2, "captures": 2, "fullest": 9,
        "content_hash": "h", "content": "digest-1.1", "captured_at": NOW, "first_seen": NOW, "stored_at": NOW,
    }  # fmt: skip
    return ArticleRecord(**(plain | fields))


def to_stored(article: EnrichedArticle | None = None, **fields: Any) -> Stored:
    """Return what is stored of the article ID in its current revision."""
    record = fields.pop("record", None) or to_record()
    plain: dict[str, Any] = {"etag": record.content, "content_key": None}
    return Stored(record, "r2", NOW, article or to_enriched(), **(plain | fields))
