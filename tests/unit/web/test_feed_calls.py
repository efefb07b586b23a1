"""Lists as feeds, and feeds for readers that send no key: what their address contains, and what it permits."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.support.feed_client import MadeFeeds, make, path_of, shelve

from clippings.facets import FACET_NAMES
from clippings.storage.cursors import Cursors
from clippings.web import responses

FORMS = {"json": "application/feed+json", "atom": "application/atom+xml", "rss": "application/rss+xml"}
EVERYTHING = {facet: f"the {facet}" for facet in FACET_NAMES} | {"q": "old bridges"}


@pytest.mark.parametrize(("form", "media_type"), FORMS.items())
def test_a_list_is_available_as_a_feed_of_each_type(form: str, media_type: str) -> None:
    answer = shelve()[0].get(f"/v1/feed.{form}", tag="a b", limit="7")
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "https://api.example/live/v1/feed." in answer.text
    assert re.search(r"tag=a\+b&(amp;)?limit=7", answer.text)
    assert answer.headers["cache-control"] == responses.LIST_CACHING


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_accepts_all_filters_and_days_of_a_list(form: str) -> None:
    client, recorder = shelve()
    days = {"from_": "2026-02-01", "to": "2026-02-28"}
    assert client.get(f"/v1/feed.{form}", **EVERYTHING, **days, limit="7").status == 200
    ((kind, value, *filters),) = recorder.asked
    asked = {(kind, value), *filters}
    words = {("term", ("bridges",)), ("term", ("old",))}
    assert asked == {(facet, (f"the {facet}",)) for facet in FACET_NAMES} | words
    assert (recorder.options["first_day"], recorder.options["last_day"]) == ("2026-02-01", "2026-02-28")
    assert (recorder.options["limit"], recorder.options["newest_first"]) == (7, True)


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_links_to_its_older_page_in_the_header_too(form: str) -> None:
    client, recorder = shelve({"sk": "2026-02-01#00#a"})
    answer = client.get(f"/v1/feed.{form}", tag="a")
    link = answer.headers["link"]
    assert link.endswith('>; rel="next"')
    address = link[1 : link.index(">")]
    assert address in answer.text.replace("&amp;", "&")
    query = dict(part.split("=") for part in urlsplit(address).query.split("&"))
    client.get(f"/v1/feed.{form}", tag="a", cursor=query["cursor"])
    assert recorder.options["position"] == {"sk": "2026-02-01#00#a"}


def test_the_last_page_of_a_feed_has_no_link_to_an_older_one() -> None:
    assert "link" not in shelve()[0].get("/v1/feed.atom").headers


def test_the_title_of_a_feed_names_its_selection() -> None:
    client, _ = shelve()
    assert client.get("/v1/feed.json", tag="floods", q="river").json["title"] == "Clippings · floods · river"
    assert client.get("/v1/feed.json").json["title"] == "Clippings"


@pytest.mark.parametrize(("form", "media_type"), FORMS.items())
def test_an_open_feed_has_its_stored_format_and_filters(form: str, media_type: str) -> None:
    client, recorder = shelve()
    made = make(client, format=form, **EVERYTHING)
    assert made["filters"] == EVERYTHING
    answer = client.get(path_of(made["address"]))
    assert answer.headers["content-type"].partition(";")[0] == media_type
    ((kind, value, *filters),) = recorder.asked
    assert {(kind, value), *filters} >= {(facet, (f"the {facet}",)) for facet in FACET_NAMES}


def test_by_default_a_feed_is_atom() -> None:
    client, _ = shelve()
    answer = client.get(path_of(make(client)["address"]))
    assert ET.fromstring(answer.text).tag == "{http://www.w3.org/2005/Atom}feed"  # noqa: S314 - our own document


def test_the_address_of_a_feed_works_under_every_stage_and_domain() -> None:
    """It is written down in people's readers, and must outlive a change of either."""
    client, _ = shelve()
    token = make(client, tag="floods")["address"].rpartition("/")[2]
    client.stage, client.mapped = "other", "/archive"
    assert client.get(f"/v1/feeds/{token}").status == 200


@pytest.mark.parametrize(
    "change",
    [lambda token: token[:-3], lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda _: "x" * 30],
)
def test_an_altered_feed_address_is_not_found(change: Any) -> None:
    client, recorder = shelve()
    answer = client.get(f"/v1/feeds/{change(make(client, tag='floods')['address'].rpartition('/')[2])}")
    assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-feed")
    assert recorder.asked == []


def test_cursors_and_feed_addresses_are_not_interchangeable() -> None:
    client, _ = shelve({"sk": "2026-02-01#00#a"})
    cursor = re.search(r"cursor=([\w-]+)", client.get("/v1/feed.json", tag="floods").text)
    assert cursor
    assert client.get(f"/v1/feeds/{cursor[1]}").status == 404
    token = make(client, tag="floods")["address"].rpartition("/")[2]
    assert client.get("/v1/feed.json", tag="floods", cursor=token).status == 400


def test_a_feed_of_another_secret_is_not_found() -> None:
    token = make(shelve()[0], tag="floods")["address"].rpartition("/")[2]
    other, _ = shelve(cursors=Cursors(lambda: "another secret, as long as that"))
    assert other.get(f"/v1/feeds/{token}").status == 404


def test_a_revoked_feed_is_gone_before_its_list_is_read() -> None:
    feeds = MadeFeeds()
    client, recorder = shelve(feeds=feeds)
    made = make(client, tag="floods")
    del feeds.made[made["id"]]
    answer = client.get(path_of(made["address"]))
    assert (answer.status, answer.json["type"]) == (410, "urn:clippings:problem:withdrawn")
    assert recorder.asked == []


def test_open_feeds_are_publicly_cacheable() -> None:
    client, _ = shelve()
    assert client.get(path_of(make(client)["address"])).headers["cache-control"] == responses.OPEN_CACHING


def test_the_older_page_of_an_open_feed_needs_no_key() -> None:
    client, recorder = shelve({"sk": "2026-02-01#00#a"})
    feed = client.get(path_of(make(client, format="json", tag="floods")["address"])).json
    older = urlsplit(feed["next_url"])
    assert older.path.startswith("/live/v1/feeds/")
    client.get(older.path.removeprefix("/live"), cursor=older.query.removeprefix("cursor="))
    assert recorder.options["position"] == {"sk": "2026-02-01#00#a"}


def test_the_paging_link_of_an_open_feed_works_under_every_stage_and_domain() -> None:
    client, recorder = shelve({"sk": "2026-02-01#00#a"})
    path = path_of(make(client, format="json", tag="floods")["address"])
    cursor = urlsplit(client.get(path).json["next_url"]).query.removeprefix("cursor=")
    client.stage, client.mapped = "other", "/archive"
    assert client.get(path, cursor=cursor).status == 200
    assert recorder.options["position"] == {"sk": "2026-02-01#00#a"}


def test_the_cursor_of_an_open_feed_is_invalid_for_another() -> None:
    client, _ = shelve({"sk": "2026-02-01#00#a"})
    one, other = (path_of(make(client, format="json", tag="floods")["address"]) for _ in range(2))
    cursor = urlsplit(client.get(one).json["next_url"]).query.removeprefix("cursor=")
    answer = client.get(other, cursor=cursor)
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-cursor")
    assert client.get("/v1/feed.json", tag="floods", cursor=cursor).status == 400


def test_an_open_feed_rejects_further_filters() -> None:
    client, _ = shelve()
    path = path_of(make(client, tag="floods")["address"])
    assert client.get(path, tag="everything").json["type"] == "urn:clippings:problem:unknown-parameter"
