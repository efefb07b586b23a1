"""Lists by several values, by when articles were added, by a publisher's host or a part of its name; and batches."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from tests.support.api_functions import NOW, Desk
from tests.support.gateway_client import Client

from clippings.records import Timestamp

ABSENT = "a" * 26


def file(desk: Desk, name: str, day: int = 1, *, later: int = 0, **changed: Any) -> str:
    """File an article of March 2026 and return its id."""
    published = Timestamp(date(2026, 2, day))
    url = f"https://daily.example/{name}"
    return desk.file(later=later, **{"canonical_url": url, "published": published, "title": name, **changed}).id


def ids(client: Client, path: str = "/v1/articles", **query: list[str]) -> list[str]:
    answer = client.ask("GET", path, query={name.rstrip("_"): values for name, values in query.items()})
    assert answer.status == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


def test_several_values_of_a_facet_find_articles_with_any_of_them(client: Client, desk: Desk) -> None:
    both = file(desk, "both", 3, tags=("ports", "rivers"))
    ports = file(desk, "one", 2, tags=("ports",))
    rivers = file(desk, "two", 1, tags=("rivers",))
    file(desk, "neither", 4, tags=("bridges",))
    assert ids(client, tag=["ports", "Rivers"]) == [both, ports, rivers]
    assert ids(client, tag=["ports", "rivers"], sort=["oldest"]) == [rivers, ports, both]


def test_several_values_filter_another_list_too(client: Client, desk: Desk) -> None:
    free = file(desk, "free", 3, access="free")
    metered = file(desk, "metered", 2, access="metered")
    file(desk, "paywalled", 1, access="paywalled")
    assert ids(client, author=["Kari Moe"], access=["free", "metered"]) == [free, metered]
    assert ids(client, access=["metered", "free"]) == [free, metered]


def test_pages_of_several_values_have_every_article_once(client: Client, desk: Desk) -> None:
    made = [file(desk, f"story-{day}", day, tags=("ports", "rivers")[: day % 2 + 1]) for day in range(9, 2, -1)]
    query, seen = {"tag": ["ports", "rivers"], "limit": ["2"]}, []
    while True:
        page = client.ask("GET", "/v1/articles", query=query).json
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        query = {**query, "cursor": [page["next_cursor"]]}
    assert seen == made


def test_the_link_to_the_next_page_keeps_every_value(client: Client, desk: Desk) -> None:
    file(desk, "one", 1, tags=("ports",))
    file(desk, "two", 2, tags=("rivers",))
    link = client.ask("GET", "/v1/articles", query={"tag": ["ports", "rivers"], "limit": ["1"]}).headers["link"]
    assert "tag=ports&tag=rivers" in link


def test_more_values_than_ten_are_refused_and_the_parameter_is_named(client: Client) -> None:
    answer = client.ask("GET", "/v1/articles", query={"tag": [f"tag {n}" for n in range(11)]})
    assert (answer.status, answer.json["parameter"]) == (400, "tag")


def test_added_since_leaves_out_older_articles(client: Client, desk: Desk) -> None:
    file(desk, "before", 5)
    after = file(desk, "after", 1, later=60)
    since = (NOW + timedelta(minutes=60)).isoformat()
    assert ids(client, added_since=[since]) == [after]
    assert ids(client, tag=["floods"], added_since=[since]) == [after]
    assert ids(client, added_since=[(NOW + timedelta(minutes=61)).isoformat()]) == []


def test_a_revision_does_not_add_an_article_again(client: Client, desk: Desk) -> None:
    file(desk, "story", 5)
    file(desk, "story", 5, later=60, title="Another title")
    assert ids(client, added_since=[(NOW + timedelta(minutes=60)).isoformat()]) == []


def test_added_since_is_a_moment_with_a_zone(client: Client) -> None:
    for moment in ("2026-03-01", "1700000000", "2026-03-01T08:00:00", "yesterday"):
        answer = client.get("/v1/articles", added_since=moment)
        assert (answer.status, answer.json["parameter"]) == (400, "added_since"), moment


@pytest.fixture
def recent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk of today: the order of adding is read off the changes of 90 days."""
    monkeypatch.setattr("tests.support.api_functions.NOW", datetime.now(UTC) - timedelta(hours=5))
    return desk


def test_sorting_by_added_puts_the_last_added_first(client: Client, recent: Desk) -> None:
    old = file(recent, "first", 20)
    undated = file(recent, "second", later=60, published=None)
    new = file(recent, "third", 1, later=120)
    assert ids(client, sort=["added"]) == [new, undated, old]
    assert ids(client, "/v1/feed.json", sort=["added"])[0] == f"urn:clippings:article:{new}"


def test_sorting_by_added_supports_filters_and_pages(client: Client, recent: Desk) -> None:
    made = [file(recent, f"story-{n}", n + 1, later=n, tags=(("ports", "rivers")[n % 2],)) for n in range(8)]
    first = client.ask("GET", "/v1/articles", query={"sort": ["added"], "tag": ["ports"], "limit": ["3"]}).json
    assert [item["id"] for item in first["items"]] == [made[6], made[4], made[2]]
    cursor = first["next_cursor"]
    assert ids(client, sort=["added"], tag=["ports"], limit=["3"], cursor=[cursor]) == [made[0]]
    assert ids(client, sort=["added"], from_=["2026-02-03"], to=["2026-02-04"]) == [made[3], made[2]]
    assert ids(client, sort=["added"], dated=["false"]) == []


def test_undated_articles_are_listed_separately(client: Client, desk: Desk) -> None:
    dated, undated = file(desk, "dated", 1), file(desk, "undated", published=None)
    assert ids(client) == [dated, undated]
    assert ids(client, dated=["true"]) == [dated]
    assert ids(client, dated=["false"]) == [undated]
    assert ids(client, dated=["any"]) == [dated, undated]


@pytest.fixture
def papers(desk: Desk) -> dict[str, str]:
    """One article of each of some publishers, by name."""
    hosts = {
        "DER SPIEGEL": "www.spiegel.example",
        "SPIEGEL Geschichte": "geschichte.spiegel.example",
        "The Times": "times.example",
        "The Times of Nowhere": "nowhere.example",
        "Écho du Nord": "echo.example",
    }
    return {
        name: file(desk, host, day, publisher=name, canonical_url=f"https://{host}/story")
        for day, (name, host) in enumerate(hosts.items(), 1)
    }


#: What a publisher is asked for by, and which publishers are found, the newest article first.
PUBLISHERS = {
    "der spiegel": ["DER SPIEGEL"],
    "ECHO DU NORD": ["Écho du Nord"],
    "spiegel": ["SPIEGEL Geschichte", "DER SPIEGEL"],
    "www.spiegel.example": ["DER SPIEGEL"],
    "spiegel.example": ["SPIEGEL Geschichte", "DER SPIEGEL"],
    "the times": ["The Times"],
    "times": ["The Times of Nowhere", "The Times"],
    "nobody": [],
}


def test_a_publisher_is_found_by_its_name_its_host_or_a_part_of_either(client: Client, papers: dict[str, str]) -> None:
    for asked, found in PUBLISHERS.items():
        assert ids(client, publisher=[asked]) == [papers[name] for name in found], asked


def test_a_part_of_too_many_publishers_is_rejected_with_some_of_their_names(client: Client, desk: Desk) -> None:
    for number in range(21):
        file(desk, f"p{number}", publisher=f"Local Paper {number}")
    answer = client.get("/v1/articles", publisher="paper")
    assert (answer.status, answer.json["parameter"]) == (400, "publisher")
    assert "Local Paper 1" in answer.json["detail"]


def test_the_values_of_a_facet_are_listed_as_pages_write_them(client: Client, papers: dict[str, str]) -> None:
    answer = client.get("/v1/facets/publisher")
    assert {item["value"] for item in answer.json["items"]} == set(papers)
    spiegel = next(item for item in answer.json["items"] if item["value"] == "DER SPIEGEL")
    assert spiegel == {"value": "DER SPIEGEL", "count": None, "hosts": ["www.spiegel.example"]}
    assert [item["value"] for item in client.get("/v1/facets/language").json["items"]] == ["en"]
    assert len(client.get("/v1/facets/host").json["items"]) == len(papers)


def test_the_values_of_a_facet_have_pages(client: Client, papers: dict[str, str]) -> None:
    seen, cursor = [], {}
    while True:
        page = client.get("/v1/facets/publisher", limit="2", **cursor).json
        seen += [item["value"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert (len(seen), set(seen)) == (len(papers), set(papers))


def test_a_facet_without_stored_values_is_not_found(client: Client) -> None:
    for kind in ("author", "entity", "nothing", "%20"):
        answer = client.get(f"/v1/facets/{kind}")
        assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-facet"), kind


def test_articles_are_answered_by_their_ids_in_the_order_that_was_asked_for(client: Client, desk: Desk) -> None:
    one, two = file(desk, "one", 1), file(desk, "two", 2)
    answer = client.get("/v1/articles", ids=",".join([one, ABSENT, two, "NOT-AN-ID", one]))
    assert [item["id"] for item in answer.json["items"]] == [one, two]
    assert answer.json["missing"] == [ABSENT, "NOT-AN-ID"]
    assert answer.json["items"][0]["title"] == "one"


def test_at_most_a_hundred_ids_are_accepted(client: Client) -> None:
    hundred = [f"{n:026}".translate(str.maketrans("0123456789", "abcdefghij")) for n in range(100)]
    assert len(client.get("/v1/articles", ids=",".join(hundred)).json["missing"]) == 100
    answer = client.get("/v1/articles", ids=",".join([*hundred, ABSENT]))
    assert (answer.status, answer.json["parameter"]) == (400, "ids")


def test_ids_and_filters_exclude_each_other(client: Client) -> None:
    assert client.get("/v1/articles", ids=ABSENT, tag="ports").json["parameter"] == "ids"
    assert client.get("/v1/articles", ids=ABSENT, fields="id").status == 200


def test_articles_are_answered_by_their_addresses(client: Client, desk: Desk) -> None:
    one = file(desk, "one")
    urls = ["http://www.daily.example/one?utm_source=x", "https://daily.example/none", "not an address"]
    answer = client.post("/v1/articles/by-urls", {"urls": urls})
    assert answer.status == 200, answer.text
    assert [(item["url"], (item["article"] or {}).get("id")) for item in answer.json["items"]] == [
        (urls[0], one),
        (urls[1], None),
        (urls[2], None),
    ]


def test_addresses_are_a_list_of_one_to_a_hundred(client: Client) -> None:
    for urls in ([], ["x"] * 101, "https://daily.example/", [""], None):
        answer = client.post("/v1/articles/by-urls", {"urls": urls})
        assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-body"), urls


def test_a_malformed_id_is_reported_as_missing(client: Client) -> None:
    names = (ABSENT, "x", "A" * 26, "1" * 26, "a" * 27, "%00", "a b")
    for name, below in product(names, ("", "/revisions", "/provenance", "/duplicates", "/diff")):
        answer = client.get(f"/v1/articles/{name}{below}")
        assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-article"), name + below


def test_rows_have_the_times_of_adding_and_revising(client: Client, desk: Desk) -> None:
    file(desk, "story", 5)
    file(desk, "story", 5, later=60, title="Another title")
    (item,) = client.get("/v1/articles").json["items"]
    assert (item["added_at"], item["updated_at"]) == ("2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z")


def test_a_revision_updates_the_feed_entry(client: Client, desk: Desk) -> None:
    file(desk, "story", 5)
    first = client.get("/v1/feed.atom").text
    file(desk, "story", 5, later=60)
    assert client.get("/v1/feed.atom").text == first
    file(desk, "story", 5, later=90, title="Another title")
    atom, (item,) = client.get("/v1/feed.atom").text, client.get("/v1/feed.json").json["items"]
    assert "<updated>2026-03-01T12:00:00Z</updated>" in first
    assert atom.count("<updated>2026-03-01T13:30:00Z</updated>") == 2
    assert "<published>2026-02-05T00:00:00Z</published>" in atom
    assert item["date_modified"].startswith("2026-03-01T13:30:00")


def test_undated_articles_have_no_publication_time_in_feeds(client: Client, desk: Desk) -> None:
    file(desk, "undated", published=None)
    assert "<published>" not in client.get("/v1/feed.atom").text
    assert "<pubDate>" not in client.get("/v1/feed.rss").text
    (item,) = client.get("/v1/feed.json").json["items"]
    assert "date_published" not in item


def test_an_open_feed_stores_several_values_and_the_order(client: Client, feeds: Client, recent: Desk) -> None:
    old = file(recent, "old", 20, tags=("ports",))
    new = file(recent, "new", 1, later=60, tags=("rivers",))
    file(recent, "other", 2, tags=("bridges",))
    asked = {"format": "json", "tag": ["ports", "rivers"], "sort": "added"}
    made = feeds.post("/v1/feeds", asked)
    assert made.status == 201, made.text
    token = made.json["address"].rpartition("/")[2]
    assert ids(client, f"/v1/feeds/{token}") == [f"urn:clippings:article:{each}" for each in (new, old)]
