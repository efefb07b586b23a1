"""A client of the feed calls, with stores in memory."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tests.support.gateway_client import Client
from tests.support.list_recorder import CURSORS, AnyPublisher, Recorder
from tests.support.served_calls import serve

from clippings.storage.cursors import Cursors
from clippings.storage.lists import Rows
from clippings.storage.open_feeds import OpenFeed
from clippings.storage.terms_engine import TermsEngine
from clippings.web.feed_calls import CALLS
from clippings.web.open_feed_calls import CALLS as MAKING

SHORT = {"id": "a" * 26, "title": "River", "url": "https://daily.example/river", "day": "2026-03-01"}


class MadeFeeds:
    """Keeps the feeds that were made. A feed is open until it is removed from *made*."""

    def __init__(self) -> None:
        self.made: dict[str, OpenFeed] = {}

    def make(self, key_id: str, *asked: Any) -> OpenFeed:
        feed = OpenFeed(f"{key_id}.{len(self.made):024x}", *asked)
        self.made[feed.id] = feed
        return feed

    def find_open(self, feed_id: str, _now: datetime) -> OpenFeed | None:
        return self.made.get(feed_id)


def shelve(
    position: Any = None, *, items: Any = (SHORT,), feeds: MadeFeeds | None = None, cursors: Cursors = CURSORS
) -> tuple[Client, Recorder]:
    recorder = Recorder(Rows(tuple(items), position, 1))
    engine = TermsEngine(recorder)  # type: ignore[arg-type]
    stores: dict[str, Any] = {"search": engine, "listings": engine, "facet_values": AnyPublisher()}
    stores |= {"feeds": feeds or MadeFeeds(), "cursors": cursors}
    return serve([*CALLS, *MAKING], **stores), recorder


def make(client: Client, **asked: Any) -> Any:
    answer = client.post("/v1/feeds", asked)
    assert answer.status == 201, answer.text
    return answer.json


def path_of(address: str, base: str = "/live") -> str:
    assert address.startswith(f"https://api.example{base}/v1/feeds/")
    return urlsplit(address).path.removeprefix(base)
