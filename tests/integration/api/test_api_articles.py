"""One article over HTTP: its formats, addresses, validators, history and withdrawal."""

from __future__ import annotations

import random
from typing import Any

import pytest

from clippings.records import Block, Inline


def test_an_article_is_answered_by_its_id_as_json(client: Any, desk: Any) -> None:
    filed = desk.file()
    answer = client.get(f"/v1/articles/{filed.id}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json["title"] == "River Ålna floods the old town"
    assert answer.json["text"].startswith("The river rose by two metres")
    assert {"revision", "captured_at", "stored_at"} <= answer.json.keys()


@pytest.mark.parametrize(
    ("asked", "accept", "media_type", "start"),
    [
        ("markdown", None, "text/markdown; charset=utf-8", "---\ntitle: "),
        (None, "text/markdown", "text/markdown; charset=utf-8", "---\ntitle: "),
        ("html", None, "text/html; charset=utf-8", "<!doctype html>"),
        (None, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8", "<!doctype html>"),
        ("text", None, "text/plain; charset=utf-8", "River Ålna floods"),
        ("jsonld", None, "application/ld+json", '{"@context"'),
        ("json", "text/html", "application/json", '{"schema"'),
        (None, "*/*", "application/json", '{"schema"'),
    ],
)
def test_the_format_parameter_overrides_accept(
    client: Any, desk: Any, asked: str | None, accept: str | None, media_type: str, start: str
) -> None:
    filed = desk.file()
    query = {"format": asked} if asked else {}
    answer = client.get(f"/v1/articles/{filed.id}", {"Accept": accept} if accept else {}, **query)
    assert answer.headers["content-type"] == media_type
    assert answer.text.startswith(start)


def test_an_unsatisfiable_accept_is_rejected_with_the_offered_formats(client: Any, desk: Any) -> None:
    answer = client.get(f"/v1/articles/{desk.file().id}", {"Accept": "image/png"})
    assert answer.status == 406
    assert answer.json["formats"] == ["json", "markdown", "html", "text", "jsonld"]


def test_a_malformed_accept_header_does_not_fail(client: Any, desk: Any) -> None:
    assert client.get(f"/v1/articles/{desk.file().id}", {"Accept": ";;,q=/, text"}).status == 406


def test_an_article_is_found_by_its_address_with_tracking_parameters(client: Any, desk: Any) -> None:
    filed = desk.file()
    answer = client.get("/v1/articles/by-url", url="https://daily.example/news/river-floods?utm_source=x")
    assert answer.status == 200
    assert answer.json["id"] == filed.id
    assert answer.headers["content-location"] == f"/live/v1/articles/{filed.id}?format=json"


@pytest.mark.parametrize("url", ["ftp://daily.example/x", "javascript:alert(1)", "daily", "https://"])
def test_invalid_addresses_are_rejected_by_parameter_name(client: Any, url: str) -> None:
    answer = client.get("/v1/articles/by-url", url=url)
    assert answer.status == 400
    assert answer.json["parameter"] == "url"


def test_an_address_of_eight_kilobytes_is_rejected(client: Any) -> None:
    assert client.get("/v1/articles/by-url", url="https://daily.example/" + "a" * 8000).status == 400


@pytest.mark.parametrize("url", ["https://user:word@daily.example/x", "https://daily.example/%2541%252f"])
def test_odd_addresses_are_answered_without_a_crash(client: Any, url: str) -> None:
    assert client.get("/v1/articles/by-url", url=url).status in {400, 404}


def test_an_unchanged_answer_is_not_sent_again(client: Any, desk: Any) -> None:
    path = f"/v1/articles/{desk.file().id}"
    first = client.get(path)
    again = client.get(path, {"If-None-Match": first.headers["etag"]})
    assert again.status == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


def test_each_format_has_its_own_etag(client: Any, desk: Any) -> None:
    path = f"/v1/articles/{desk.file().id}"
    tags = {client.get(path, format=form).headers["etag"] for form in ("json", "markdown", "html", "text", "jsonld")}
    assert len(tags) == 5


def test_the_etag_of_a_compressed_answer_matches_the_plain_one(client: Any, desk: Any) -> None:
    path = f"/v1/articles/{desk.file().id}"
    packed = client.get(path, {"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json["language"] == "en"
    assert packed.headers["etag"] != client.get(path).headers["etag"]
    assert client.get(path, {"If-None-Match": packed.headers["etag"]}).status == 304


def test_gzip_is_not_sent_if_it_is_not_accepted(client: Any, desk: Any) -> None:
    answer = client.get(f"/v1/articles/{desk.file().id}", {"Accept-Encoding": "gzip;q=0, br"})
    assert "content-encoding" not in answer.headers


def test_if_modified_since_returns_304(client: Any, desk: Any) -> None:
    path = f"/v1/articles/{desk.file().id}"
    first = client.get(path)
    assert client.get(path, {"If-Modified-Since": first.headers["last-modified"]}).status == 304
    assert client.get(path, {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}).status == 200
    assert client.get(path, {"If-Modified-Since": "yesterday"}).status == 200


def test_head_returns_only_headers(client: Any, desk: Any) -> None:
    path = f"/v1/articles/{desk.file().id}"
    head = client.ask("HEAD", path)
    assert (head.status, head.content) == (200, b"")
    assert head.headers["etag"] == client.get(path).headers["etag"]


def test_an_unknown_id_answers_no_such_article(client: Any) -> None:
    answer = client.get(f"/v1/articles/{'a' * 26}")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["type"] == "urn:clippings:problem:no-such-article"
    assert answer.json["request_id"] == "request-1"
    assert answer.json["retryable"] is False


def test_a_second_text_is_a_second_revision_and_the_difference_shows_it(client: Any, desk: Any) -> None:
    filed = desk.file()
    blocks = (*filed.blocks[:2], Block("b9", "paragraph", (Inline("The bridge was closed on Sunday."),)))
    desk.file(later=60, blocks=blocks)
    revisions = client.get(f"/v1/articles/{filed.id}/revisions").json["items"]
    assert [revision["number"] for revision in revisions] == [2, 1]
    old = client.get(f"/v1/articles/{filed.id}/revisions/{revisions[1]['id']}").json
    assert "whether the old bridge" in old["text"]
    difference = client.get(f"/v1/articles/{filed.id}/diff").json
    assert difference["comparable"] is True
    assert difference["from"]["id"] == revisions[1]["id"]
    shown = [edit["after"] for edit in difference["blocks"] if edit["after"]]
    assert shown == ["The bridge was closed on Sunday."]


def test_an_unknown_revision_answers_no_such_revision(client: Any, desk: Any) -> None:
    filed = desk.file()
    assert client.get(f"/v1/articles/{filed.id}/revisions/none").json["type"].endswith(":no-such-revision")
    assert client.get(f"/v1/articles/{filed.id}/diff", from_="none").json["type"].endswith(":no-such-revision")


def test_copies_are_listed_with_their_similarity(client: Any, desk: Any) -> None:
    words = [f"Sentence number {n} tells of the flood at place {n * 7} and of the boats there." for n in range(30)]
    blocks = tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(words))
    first = desk.file(blocks=blocks)
    copy = desk.file(later=5, blocks=blocks, canonical_url="https://other.example/a", publisher="Other")
    found = client.get(f"/v1/articles/{first.id}/duplicates").json["items"]
    assert [item["id"] for item in found] == [copy.id]
    assert found[0]["likeness"]["similarity"] == 1.0


def test_provenance_says_where_each_field_came_from(client: Any, desk: Any) -> None:
    answer = client.get(f"/v1/articles/{desk.file().id}/provenance")
    assert answer.status == 200
    assert answer.json["fields"] == {}


def test_links_contain_the_base_path_of_a_custom_domain(client: Any, desk: Any) -> None:
    filed = desk.file()
    client.mapped = "/archive"
    answer = client.get("/v1/articles/by-url", url="https://daily.example/news/river-floods")
    assert answer.headers["content-location"] == f"/archive/v1/articles/{filed.id}?format=json"


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
@pytest.mark.parametrize("role", ["standfirst", "paragraph"])
def test_a_standfirst_repeated_in_the_body_is_written_once(client: Any, desk: Any, form: str, role: Any) -> None:
    standfirst = "Two hundred people had to leave their homes."
    blocks = (Block("b1", role, (Inline(standfirst),)), Block("b2", "paragraph", (Inline("The river rose."),)))
    shown = client.get(f"/v1/articles/{desk.file(blocks=blocks).id}", format=form).text
    body = shown.rpartition("\n---\n")[2] if form == "markdown" else shown
    assert body.count(standfirst) == 1


def test_an_article_over_six_megabytes_is_redirected_as_json_only(client: Any, desk: Any) -> None:
    letters = random.Random(7)
    texts = ("".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=6_500)) for _ in range(1_000))
    filed = desk.file(blocks=tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts)))
    answer = client.get(f"/v1/articles/{filed.id}")
    assert answer.status == 307
    assert answer.headers["location"].startswith("https://parsed.s3.")
    assert "X-Amz-Signature=" in answer.headers["location"]
    refused = client.get(f"/v1/articles/{filed.id}", format="text")
    assert (refused.status, refused.json["type"]) == (406, "urn:clippings:problem:answer-too-large")
    assert refused.json["alternative"] == f"/live/v1/articles/{filed.id}?format=json"
