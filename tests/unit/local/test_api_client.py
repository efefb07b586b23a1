"""The client of ``clippings get`` and similar commands, with answers that an API may give."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import urllib3

from clippings_local.api_client import ApiClient, Retries
from clippings_local.cli_errors import CommandError

ITEMS = [{"id": str(number)} for number in range(5)]


class Answers(BaseHTTPRequestHandler):
    """Lists two items a page; other paths answer as they are called."""

    throttled = 0

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if Answers.throttled:
            Answers.throttled -= 1
            self.send_response(429)
            self.send_header("retry-after", "1")
            self.send_header("content-length", "0")
            self.end_headers()
            return
        status, body = self._answer(asked.path, {name: values[0] for name, values in parse_qs(asked.query).items()})
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def _answer(self, path: str, query: dict[str, str]) -> tuple[int, str]:
        if path == "/v1/articles":
            at = int(query.get("cursor", 0))
            after = str(at + 2) if at + 2 < len(ITEMS) else None
            return 200, json.dumps({"items": ITEMS[at : at + 2], "next_cursor": after})
        if path == "/v1/articles/by-url":
            return 200, json.dumps({"url": query["url"], "key": self.headers["x-api-key"]})
        if path.startswith("/v1/articles/"):
            return 404, json.dumps({"title": "No such article", "detail": "No article has this id."})
        return {"/forbidden": (403, '{"message": "Forbidden"}'), "/page": (200, "<html>")}[path]

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def api() -> Iterator[ApiClient]:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield ApiClient(f"http://127.0.0.1:{server.server_port}/", "the key")
        server.shutdown()
        thread.join()


def test_a_list_is_followed_to_its_end(api: ApiClient) -> None:
    assert list(api.items("/v1/articles", {})) == ITEMS


def test_the_number_of_items_is_limited(api: ApiClient) -> None:
    assert list(api.items("/v1/articles", {}, 3)) == ITEMS[:3]


def test_an_address_is_looked_up_by_url_and_with_the_key(api: ApiClient) -> None:
    assert api.article("https://a.example/x y").plain == {"url": "https://a.example/x y", "key": "the key"}


def test_an_unknown_article_is_reported_with_the_message_of_the_api(api: ApiClient) -> None:
    with pytest.raises(CommandError, match=r"404: No article has this id\.") as told:
        api.article("rfxpsqslv66f2mi5vyy4hmyjxi")
    assert told.value.status == 1


@pytest.mark.parametrize("name", ["", "abc", "page.html", "YSYXBTUSDF5EMKVFRHBVCSYMJU", "../v1/changes"])
def test_other_names_than_ids_and_addresses_are_rejected(api: ApiClient, name: str) -> None:
    with pytest.raises(CommandError, match="neither an article's id nor an address"):
        api.article(name)


def test_a_rejected_key_gets_a_hint(api: ApiClient) -> None:
    with pytest.raises(CommandError, match="is the API key correct"):
        api.get("/forbidden")


def test_a_throttled_request_is_retried_after_the_given_time(api: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answers, "throttled", 1)
    began = time.monotonic()
    assert next(api.items("/v1/articles", {})) == ITEMS[0]
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize(("told", "waited"), [("1", 1), ("10", 10), ("3600", None), ("", None)])
def test_a_long_retry_after_is_not_waited_for(told: str, waited: int | None) -> None:
    answer = urllib3.HTTPResponse(status=429, headers={"retry-after": told} if told else {})
    assert Retries().get_retry_after(answer) == waited


def test_an_answer_without_json_is_reported(api: ApiClient) -> None:
    with pytest.raises(CommandError, match="is this address a Clippings API"):
        _ = api.get("/page").plain
