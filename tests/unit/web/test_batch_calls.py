"""Many articles at once: which are looked up, and the answer for those that do not exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.support.served_calls import serve, to_exchange
from tests.unit.web.conftest import ID, OTHER_ID

from clippings.web.batch_calls import CALLS, read_ids

URL = "https://daily.example/a"


class Shelf:
    """Articles that has ID alone, at URL; it remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def get_shorts(self, ids: Iterable[str]) -> dict[str, Any]:
        self.asked = list(ids)
        return {each: {"id": each} for each in self.asked if each == ID}

    def find_shorts(self, urls: Iterable[str]) -> dict[str, Any]:
        self.asked = list(urls)
        return {each: {"id": ID} for each in self.asked if each == URL}


def test_impossible_ids_are_missing_and_not_looked_up() -> None:
    shelf = Shelf()
    request = to_exchange(open_wiring=lambda: type("Wiring", (), {"articles": shelf})())
    assert read_ids(request, [OTHER_ID, "x", ID, OTHER_ID]) == ([{"id": ID}], [OTHER_ID, "x"])
    assert shelf.asked == [OTHER_ID, ID]


def test_a_repeated_address_is_answered_once() -> None:
    shelf = Shelf()
    answer = serve(CALLS, articles=shelf).post("/v1/articles/by-urls", {"urls": [URL, "https://b.example/", URL]})
    assert answer.json == {
        "items": [{"url": URL, "article": {"id": ID}}, {"url": "https://b.example/", "article": None}],
        "next_cursor": None,
    }
    assert shelf.asked == [URL, "https://b.example/"]
