"""Requests as the calls see them, and a client of some calls over stores that a test makes up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from tests.support.gateway_client import Client

from clippings.settings import Settings
from clippings.storage.keys import RIGHTS, ApiKey
from clippings.web.api import Api
from clippings.web.api_request import ApiRequest, read_event
from clippings.web.problems import Problem
from clippings.web.routing import Route

NOW = datetime(2026, 3, 1, 12, 30, 15, 600_000, tzinfo=UTC)


def no_store() -> Any:
    """Fail: the call must not open the stores."""
    pytest.fail("the stores were opened")


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
    """A fake of the keys in the table: each value is a key with every right."""

    def find(self, _value: str) -> ApiKey:
        return ApiKey("tests", frozenset(RIGHTS))


def only_keys(**stores: Any) -> Any:
    """Return the wiring of *stores*, which knows every key and has no other store."""
    settings = stores.pop("settings", None) or Settings("inbox", "parsed", "articles")
    if isinstance(settings, SimpleNamespace):
        settings.sam_local = False
    return SimpleNamespace(**{"settings": settings, "keys": AnyKey(), **stores})


def serve(calls: Iterable[Route], **stores: Any) -> Client:
    """Return a client of a function that answers *calls* from *stores*; without any it must not open them.

    Every answer must be in the OpenAPI document, with its status and media type.
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
