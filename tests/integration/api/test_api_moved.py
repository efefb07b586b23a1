"""An article that files under another id now: its older id leads there for good, and its addresses still answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.integration.api.conftest import NOW, story

from clippings import enrich
from clippings.records import Capture
from clippings.storage.captures import Extraction

CANONICAL = "https://daily.example/news/river-floods"
EARLIER = "https://daily.example/p/4711"
VARIANT = "https://daily.example/short/9"


@pytest.fixture
def moved(store: Any) -> tuple[str, str]:
    """File a page by where it came from, another by its canonical address, then the first with that address, too.

    Return the id that the first one had, and the one that both have now.
    """

    def file(minutes: int, key: str, **changed: Any) -> str:
        at = NOW + timedelta(minutes=minutes)
        article = story(**changed)
        capture = Capture("inbox", key, at, version=f"v{minutes}", source_url=article.url)
        return str(store.articles.file(enrich(article, capture, at), capture, Extraction(1, 1), at).article_id)

    first = file(0, "saved.html", url=EARLIER, canonical_url=None, addresses=(VARIANT,))
    second = file(1, "crawled.html", url=CANONICAL)
    assert file(2, "saved.html", url=EARLIER) == second != first
    return first, second


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "rest", ["", "/revisions", "/revisions/any-name", "/diff", "/duplicates", "/provenance"], ids=str
)
def test_the_older_id_leads_to_the_newer_for_good(client: Any, moved: Any, method: str, rest: str) -> None:
    older, newer = moved
    answer = client.ask(method, f"/v1/articles/{older}{rest}")
    assert (answer.status, answer.content) == (308, b"")
    assert answer.headers["location"] == f"/live/v1/articles/{newer}{rest}"
    assert "max-age" in answer.headers["cache-control"]


@pytest.mark.parametrize("form", ["json", "markdown", "html", "text", "jsonld"])
def test_the_form_that_was_asked_for_is_kept(client: Any, moved: Any, form: str) -> None:
    older, newer = moved
    answer = client.get(f"/v1/articles/{older}", format=form)
    assert answer.headers["location"] == f"/live/v1/articles/{newer}?format={form}"


def test_every_parameter_is_kept(client: Any, moved: Any) -> None:
    older, newer = moved
    answer = client.get(f"/v1/articles/{older}/diff", from_="a-name", to="another~name")
    assert answer.headers["location"] == f"/live/v1/articles/{newer}/diff?from=a-name&to=another~name"


def test_what_a_client_holds_of_the_older_id_does_not_keep_it_there(client: Any, moved: Any) -> None:
    older, _ = moved
    assert client.get(f"/v1/articles/{older}", {"If-None-Match": "*"}).status == 308


def test_a_form_that_is_not_on_offer_is_refused_before(client: Any, moved: Any) -> None:
    assert client.get(f"/v1/articles/{moved[0]}", {"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", [CANONICAL, EARLIER, VARIANT, f"{CANONICAL}?utm_source=x"], ids=str)
def test_every_address_answers_the_article_and_says_under_which_id(
    client: Any, moved: Any, method: str, address: str
) -> None:
    answer = client.ask(method, "/v1/articles/by-url", query={"url": [address], "format": ["text"]})
    assert answer.status == 200
    assert answer.headers["content-location"] == f"/live/v1/articles/{moved[1]}?format=text"


def test_the_article_is_listed_once(client: Any, moved: Any) -> None:
    assert [item["id"] for item in client.get("/v1/articles").json["items"]] == [moved[1]]


def test_under_a_base_path_of_a_domain_the_way_holds_too(client: Any, moved: Any) -> None:
    client.mapped = "/archive"
    assert client.get(f"/v1/articles/{moved[0]}").headers["location"] == f"/archive/v1/articles/{moved[1]}"
