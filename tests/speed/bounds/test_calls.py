"""Every call of the API answers for the largest article in two thirds of what its function may take.

``pytest -s tests/speed/bounds/test_calls.py`` prints the seconds. `make bounds` takes an article at the limits.
"""

from __future__ import annotations

import gzip
import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.speed.bounds.limits import MOST_CALL_SECONDS, NOW
from tests.support.api_functions import Desk, load
from tests.support.clock import slowness
from tests.support.gateway_client import Answer, Client

from clippings import parse
from clippings.page.flow import MAX_PASSAGES

#: Paragraphs of the article. `make bounds` takes as many as a page may have.
PARAGRAPHS = min(int(os.environ.get("CLIPPINGS_BOUNDS_PARAGRAPHS", "600")), MAX_PASSAGES - 100)
PARAGRAPH = (
    "<p>The mayor opened <a href='/quay/{0}'>quay {0}</a> of <b>the harbour</b> on Monday, two years after storm {0} "
    "had broken the old one, and said that {1} would follow.</p>"
)
#: Shares of a limit that a smaller article takes, and what every call takes beside: imports and the table.
MOST_SECONDS = 1.0 + MOST_CALL_SECONDS * PARAGRAPHS / MAX_PASSAGES
ROWS = 50


def page(word: str) -> bytes:
    head = "<title>Third quay opens</title><h1>Third quay opens</h1>"
    return (head + "".join(PARAGRAPH.format(number, word) for number in range(PARAGRAPHS))).encode()


def calls(api: Client, article: str, revisions: list[str]) -> dict[str, Callable[[], Answer]]:
    path = f"/v1/articles/{article}"

    def get(path: str, **query: str) -> Callable[[], Answer]:
        return lambda: api.get(path, **query)

    forms = ("json", "markdown", "html", "text")
    body = gzip.compress(page("no other"))  # the largest page is longer than a request may be
    lists = {"limit": str(ROWS)}
    return {
        **{f"GET article as {form}": get(path, format=form) for form in forms},
        **{f"GET revision as {form}": get(f"{path}/revisions/{revisions[0]}", format=form) for form in forms},
        "GET by-url": get("/v1/articles/by-url", url="https://example.org/news/1"),
        "GET revisions": get(f"{path}/revisions"),
        "GET diff": get(f"{path}/diff", from_=revisions[1], to=revisions[0]),
        "GET duplicates": get(f"{path}/duplicates"),
        "GET provenance": get(f"{path}/provenance"),
        "GET articles": get("/v1/articles", **lists),
        "GET articles by words": get("/v1/articles", q="quay", **lists),
        "GET changes": get("/v1/changes"),
        "GET feed.json": get("/v1/feed.json", **lists),
        "GET feed.atom": get("/v1/feed.atom", **lists),
        "GET feed.rss": get("/v1/feed.rss", **lists),
        "GET openapi.json": get("/openapi.json"),
        **{
            f"POST parse to {form}": lambda form=form: api.post("/v1/parse", body, format=form)  # type: ignore[misc]
            for form in forms
        },
    }


def test_every_call_takes_a_share_of_its_functions_time(store: Any, desk: Desk) -> None:  # noqa: ARG001 - fixtures
    for number in range(ROWS):
        desk.file(canonical_url=f"https://daily.example/story-{number}")
    url = "https://example.org/news/1"
    last = [
        desk.file(parse(page(word), url, NOW, admit="everything"), later=60 * (1 + turn)).id
        for turn, word in enumerate(("none", "another"))
    ]
    assert last[0] == last[1]
    api = Client(load("lookup").handler)
    revisions = [item["id"] for item in api.get(f"/v1/articles/{last[0]}/revisions").json["items"]]
    assert len(revisions) == 2
    slow = slowness()
    taken = {}
    for name, ask in calls(api, last[0], revisions).items():
        began = time.process_time()
        answer = ask()
        taken[name] = (time.process_time() - began) / slow
        assert answer.status in (200, 307, 406), (name, answer.text)  # an answer that is too large says so
    print(*(f"{name:<28}{seconds:>8.2f} s" for name, seconds in taken.items()), sep="\n")  # noqa: T201
    if any(seconds > MOST_SECONDS for seconds in taken.values()):
        pytest.fail(f"more than {MOST_SECONDS:.1f} s: {taken}")
