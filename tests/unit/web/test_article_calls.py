"""Calls about one article: its record, redirects after a move, and which two revisions are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.support.gateway_client import Answer, Client
from tests.support.list_recorder import CURSORS
from tests.support.served_calls import NOW, serve
from tests.unit.web.conftest import ID, OTHER_ID, to_enriched, to_record, to_stored

from clippings.enrichment.similarity import Likeness
from clippings.records import Finding
from clippings.storage.article_record import ArticleRecord
from clippings.storage.articles import Duplicate, Stored
from clippings.storage.history import Changed, Revision
from clippings.storage.revisions import RevisionPage
from clippings.web import article_calls, responses
from clippings.web.article_calls import CALLS

PATH = f"/v1/articles/{ID}"
FORMS = ("json", "markdown", "html", "text", "jsonld")
PARTS = ("", "/revisions", "/revisions/r1", "/diff", "/duplicates", "/provenance")


def to_revision(number: int, *, extractor: int = 1, silent: bool = False) -> Revision:
    changed = Changed(edited=1, silent=silent) if number > 1 else None
    name = f"r{number}"
    return Revision(name, number, NOW, NOW, 1, "h", 1, extractor, changed, f"c{number}", (name, f"member-{number}"))


class Shelf:
    """Articles of one id; *asked* is what was read of it."""

    def __init__(self, stored: Stored | None = None, revisions: tuple[Revision, ...] = ()) -> None:
        self.stored = stored
        self.all = revisions
        self.asked: list[str] = []
        self.copies: tuple[Duplicate, ...] = ()
        self.addresses: dict[str, str] = {}

    def get_record(self, article_id: str) -> ArticleRecord | None:
        self.asked.append("record")
        return self.stored.record if self.stored and article_id == self.stored.record.id else None

    def get(self, article_id: str) -> Stored | None:
        self.asked.append("content")
        return self.stored if self.stored and article_id == self.stored.record.id else None

    def get_revision(self, _article_id: str, revision_id: str) -> Stored | None:
        self.asked.append(revision_id)
        found = next((each for each in self.all if revision_id in each.members), None)
        if found is None or self.stored is None:
            return None
        article = replace(to_enriched(f"The text of {found.id}."), title=f"Title {found.number}")
        return replace(self.stored, revision=found.id, article=article, etag=found.content)

    def revisions(self, _record: ArticleRecord, position: dict[str, Any] | None = None) -> Iterator[Revision]:
        for revision in self.all[position["after"] if position else 0 :]:
            self.asked.append(f"captures of {revision.id}")
            yield revision

    def revision_page(self, record: ArticleRecord, *, limit: int, position: dict[str, Any] | None) -> RevisionPage:
        start = position["after"] if position else 0
        items = tuple(islice(self.revisions(record, position), limit))
        return RevisionPage(items, {"after": start + limit} if start + limit < len(self.all) else None)

    def get_content(self, _record: ArticleRecord, revision: Revision) -> Stored | None:
        return self.get_revision(ID, revision.id)

    def duplicates(self, _article_id: str) -> tuple[Duplicate, ...]:
        return self.copies

    def find_by_address(self, url: str) -> str | None:
        return self.addresses.get(url)


def shelve(*revisions: Revision, article: Any = None, **fields: Any) -> tuple[Client, Shelf]:
    shelf = Shelf(to_stored(article, **fields), revisions)
    objects = SimpleNamespace(presign_content=lambda key, seconds: f"https://parsed.example/{key}?for={seconds}")
    return serve(CALLS, articles=shelf, objects=objects, cursors=CURSORS), shelf


def code(answer: Answer) -> str:
    return str(answer.json["type"]).removeprefix("urn:clippings:problem:")


@pytest.mark.parametrize("form", FORMS)
def test_a_matching_etag_takes_one_read(form: str) -> None:
    client, shelf = shelve()
    held = client.get(PATH, format=form).headers["etag"]
    shelf.asked.clear()
    answer = client.get(PATH, {"If-None-Match": held}, format=form)
    assert (answer.status, answer.content, answer.headers["etag"]) == (304, b"", held)
    assert shelf.asked == ["record"]


def test_a_matching_date_takes_one_read() -> None:
    client, shelf = shelve()
    assert client.get(PATH, {"If-Modified-Since": "Sun, 01 Mar 2026 12:30:15 GMT"}).status == 304
    assert shelf.asked == ["record"]
    assert client.get(PATH, {"If-Modified-Since": "Sun, 01 Mar 2026 12:30:14 GMT"}).status == 200


def test_a_first_request_reads_the_article_once() -> None:
    client, shelf = shelve()
    client.get(PATH)
    assert shelf.asked == ["content"]


def etag(client: Client, **query: str) -> str:
    return client.get(PATH, **query).headers["etag"]


@pytest.mark.parametrize(
    "record",
    [to_record(version=8), to_record(content="digest-1.2"),
     to_record(content="digest-2.1"), to_record(content="other-1.1")],
    ids=["another write", "another schema", "another extractor", "another text"],
)  # fmt: skip
def test_the_validator_changes_with_every_stored_value(record: ArticleRecord) -> None:
    assert etag(shelve()[0]) != etag(shelve(record=record)[0])


def test_the_validator_changes_with_the_version_of_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    before = etag(shelve()[0], format="html")
    monkeypatch.setattr(article_calls, "RENDERING", article_calls.RENDERING + 1)
    assert etag(shelve()[0], format="html") != before


def test_formats_have_different_validators() -> None:
    client, _ = shelve()
    held = etag(client, format="html")
    assert client.get(PATH, {"If-None-Match": held}, format="text").status == 200


def test_an_article_is_privately_cacheable_and_has_last_modified() -> None:
    answer = shelve()[0].get(PATH)
    assert answer.headers["cache-control"] == responses.ARTICLE_CACHING
    assert answer.headers["last-modified"] == "Sun, 01 Mar 2026 12:30:15 GMT"


def test_only_html_has_a_content_security_policy() -> None:
    client, _ = shelve()
    for form in FORMS:
        assert ("content-security-policy" in client.get(PATH, format=form).headers) == (form == "html")


@pytest.mark.parametrize("name", ["a" * 25, "a" * 27, "A" * 26, "a" * 25 + "1", "a" * 25 + "%00"])
def test_invalid_ids_are_not_looked_up(name: str) -> None:
    client, shelf = shelve()
    answer = client.get(f"/v1/articles/{name}")
    assert (answer.status, answer.json["type"]) == (404, "urn:clippings:problem:no-such-article")
    assert shelf.asked == []


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_missing_articles_are_not_found(part: str) -> None:
    answer = serve(CALLS, articles=Shelf()).get(PATH + part)
    assert (answer.status, code(answer)) == (404, "no-such-article")


@pytest.mark.parametrize("part", PARTS)
def test_a_withdrawn_article_shows_only_its_withdrawal_time(part: str) -> None:
    client, shelf = shelve(to_revision(1), record=to_record(withdrawn_at=NOW))
    shelf.stored = replace(shelf.stored, article=None)  # type: ignore[type-var]
    answer = client.get(PATH + part)
    assert (answer.status, code(answer), answer.json["withdrawn_at"]) == (410, "withdrawn", NOW.isoformat())
    assert "River" not in answer.text


def test_an_unclaimed_address_is_not_found() -> None:
    answer = shelve()[0].get("/v1/articles/by-url", url="https://daily.example/unknown")
    assert (answer.status, code(answer)) == (404, "no-such-article")


@pytest.mark.parametrize(("length", "status"), [(2048, 404), (2049, 400)])
def test_an_address_of_the_maximum_length_is_looked_up(length: int, status: int) -> None:
    url = "https://daily.example/".ljust(length, "a")
    assert shelve()[0].get("/v1/articles/by-url", url=url).status == status


def test_an_invalid_web_address_is_explained() -> None:
    answer = shelve()[0].get("/v1/articles/by-url", url="daily.example/x")
    assert (answer.status, answer.json["parameter"]) == (400, "url")
    assert answer.json["detail"] == "url: an address begins with http:// or https:// and a host"


def test_an_unknown_format_is_rejected_by_name_before_any_read() -> None:
    client, shelf = shelve()
    answer = client.get(PATH, format="pdf")
    assert (answer.status, answer.json["parameter"]) == (400, "format")
    assert client.get(PATH, {"Accept": "application/pdf"}).status == 406
    assert shelf.asked == []


def test_json_too_large_for_lambda_redirects_to_its_content_for_five_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = shelve(content_key="content/a/one.json.gz")
    assert client.get(PATH).status == 200
    monkeypatch.setattr(responses, "MAX_ANSWER_BYTES", 100)
    answer = client.get(PATH)
    assert (answer.status, answer.headers["location"]) == (307, "https://parsed.example/content/a/one.json.gz?for=300")
    assert answer.headers["cache-control"] == "no-store"


def test_json_that_exceeds_the_limit_when_encoded_redirects_to_its_content() -> None:
    """It travels as a string of JSON, in which every quote is two characters: three megabytes of it may be six."""
    client, _ = shelve(article=to_enriched(*['"' * 1_000] * 800), content_key="content/a/one.json.gz")
    answer = client.get(PATH)
    assert answer.status == 307, len(answer.content)


def test_a_too_large_answer_without_stored_content_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = shelve()
    monkeypatch.setattr(responses, "MAX_ANSWER_BYTES", 100)
    answer = client.get(PATH)
    assert (answer.status, code(answer)) == (406, "answer-too-large")


def test_an_old_revision_is_found_by_any_of_its_captures() -> None:
    client, _ = shelve(to_revision(2), to_revision(1))
    answer = client.get(f"{PATH}/revisions/member-1")
    assert (answer.json["revision"], answer.json["title"]) == ("r1", "Title 1")


def test_revisions_have_validators_of_their_own() -> None:
    client, _ = shelve(to_revision(2), to_revision(1))
    tags = [client.get(f"{PATH}/revisions/r{number}").headers["etag"] for number in (1, 2)]
    assert tags[0] != tags[1]
    assert client.get(f"{PATH}/revisions/r1", {"If-None-Match": tags[0]}).status == 304


def pair(client: Client, **query: str) -> list[str]:
    found = client.get(f"{PATH}/diff", **query).json
    return [found["from"]["id"], found["to"]["id"]]


@pytest.mark.parametrize(
    ("query", "compared"),
    [
        ({}, ["r2", "r3"]),
        ({"to": "r2"}, ["r1", "r2"]),
        ({"from_": "r1"}, ["r1", "r3"]),
        ({"from_": "r1", "to": "r2"}, ["r1", "r2"]),
        ({"from_": "r3", "to": "r1"}, ["r3", "r1"]),
        ({"from_": "member-1", "to": "member-3"}, ["r1", "r3"]),
        ({"to": "r1"}, ["r1", "r1"]),
    ],
)
def test_by_default_the_last_two_revisions_are_compared(query: dict[str, str], compared: list[str]) -> None:
    client, _ = shelve(to_revision(3), to_revision(2), to_revision(1))
    assert pair(client, **query) == compared


def test_an_unchanged_article_has_an_empty_difference() -> None:
    found = shelve(to_revision(1))[0].get(f"{PATH}/diff").json
    assert found["from"] == found["to"]
    assert (found["headline"], found["blocks"]) == (None, [])


def test_revisions_of_different_rules_are_not_compared() -> None:
    client, shelf = shelve(to_revision(2, extractor=2), to_revision(1))
    found = client.get(f"{PATH}/diff").json
    assert found["comparable"] is False
    assert "blocks" not in found
    assert shelf.asked == ["record", "captures of r2", "captures of r1"]


def test_only_the_compared_revisions_and_newer_ones_are_read() -> None:
    client, shelf = shelve(*(to_revision(number, extractor=number) for number in (4, 3, 2, 1)))
    client.get(f"{PATH}/diff")
    assert shelf.asked == ["record", "captures of r4", "captures of r3"]


def test_revisions_are_listed_by_pages() -> None:
    client, _ = shelve(to_revision(3), to_revision(2), to_revision(1))
    first = client.get(f"{PATH}/revisions", limit="2")
    assert [each["number"] for each in first.json["items"]] == [3, 2]
    cursor = first.json["next_cursor"]
    assert first.headers["link"] == f'</live{PATH}/revisions?limit=2&cursor={cursor}>; rel="next"'
    last = client.get(f"{PATH}/revisions", limit="2", cursor=cursor)
    assert [each["number"] for each in last.json["items"]] == [1]
    assert (last.json["next_cursor"], "link" in last.headers) == (None, False)


def test_a_cursor_of_revisions_is_invalid_for_another_article() -> None:
    client, shelf = shelve(to_revision(2), to_revision(1))
    cursor = client.get(f"{PATH}/revisions", limit="1").json["next_cursor"]
    shelf.stored = to_stored(record=to_record(id=OTHER_ID))
    answer = client.get(f"/v1/articles/{OTHER_ID}/revisions", cursor=cursor)
    assert (answer.status, code(answer)) == (400, "invalid-cursor")


@pytest.mark.parametrize("limit", ["0", "101", "x"])
def test_the_size_of_a_page_of_revisions_is_limited(limit: str) -> None:
    answer = shelve(to_revision(1))[0].get(f"{PATH}/revisions", limit=limit)
    assert (answer.status, answer.json["parameter"]) == (400, "limit")


def test_a_difference_names_both_revisions() -> None:
    found = shelve(to_revision(2), to_revision(1))[0].get(f"{PATH}/diff").json
    assert (found["headline"]["before"], found["headline"]["after"]) == ("Title 1", "Title 2")


@pytest.mark.parametrize("name", ["from_", "to"])
def test_a_missing_revision_is_named(name: str) -> None:
    answer = shelve(to_revision(1))[0].get(f"{PATH}/diff", **{name: "r9"})
    assert (answer.status, code(answer)) == (404, "no-such-revision")
    assert "'r9'" in answer.json["detail"]


def test_copies_have_short_form_similarity_and_likely_original() -> None:
    client, shelf = shelve()
    likeness = Likeness(0.9, 1.0, 0.9, "same")
    shelf.copies = (Duplicate(OTHER_ID, likeness, ID, {"id": OTHER_ID, "title": "A copy"}),)
    assert client.get(f"{PATH}/duplicates").json == {
        "items": [{"id": OTHER_ID, "title": "A copy", "likeness": asdict(likeness), "original": ID}],
        "next_cursor": None,
    }


def test_provenance_names_its_revision() -> None:
    article = replace(to_enriched(), provenance={"title": Finding("River", "h1", "River", 0.9)})
    found = serve(CALLS, articles=Shelf(to_stored(article))).get(f"{PATH}/provenance").json
    assert (found["id"], found["revision"]) == (ID, "r2")
    assert found["fields"]["title"]["rule"] == "h1"


def test_the_canonical_link_of_a_lookup_keeps_the_format() -> None:
    client, shelf = shelve()
    shelf.addresses = {"https://daily.example/x": ID}
    answer = client.get("/v1/articles/by-url", {"Accept": "text/html"}, url="https://daily.example/x")
    place = urlsplit(answer.headers["content-location"])
    assert (place.path, parse_qs(place.query)) == (f"/live{PATH}", {"format": ["html"]})
