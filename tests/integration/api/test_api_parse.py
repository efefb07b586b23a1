"""A page is sent in any charset and its article is returned, or the reason for its rejection."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

RUSSIAN = (
    "Ночью вода в реке поднялась на два метра, и жителям старого города пришлось покинуть свои дома.",
    "Паромщица Анна Берг сказала, что за двадцать лет работы она никогда не видела такой высокой воды.",
    "В понедельник городской совет решит, нужно ли закрыть старый мост, построенный больше века назад.",
)
JAPANESE = (
    "昨夜、川の水位が一晩で二メートル上昇し、旧市街の住民二百人が自宅から避難しなければならなかった。",
    "渡し船を運航するアンナさんは、二十年間働いてきたが、これほど高い水位は見たことがないと語った。",
    "市議会は月曜日に、百年以上前に建てられた古い橋を閉鎖する必要があるかどうかを決定する予定である。",
)
ENGLISH = (
    "The river rose by two metres in one night, and two hundred people had to leave their homes in the old town.",
    "Anna Berg, who has run the ferry for twenty years, said that she had never seen the water stand so high.",
    "The council will decide on Monday whether the old bridge, which is a hundred years old, has to be closed.",
)


def page(paragraphs: tuple[str, ...], language: str, head: str = "") -> str:
    """Return a whole page around *paragraphs*, each of them twice as long as a caption would be."""
    told = "".join(f"<p>{text} {text}</p>" for text in paragraphs)
    title = paragraphs[0][:30]
    return (
        f'<!doctype html><html lang="{language}"><head>{head}<title>{title}</title>'
        '<meta property="article:published_time" content="2026-02-20T09:30:00+01:00"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{told}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("charset", "paragraphs", "language", "declared"),
    [
        ("windows-1251", RUSSIAN, "ru", "header"),
        ("windows-1251", RUSSIAN, "ru", "page"),
        ("koi8-r", RUSSIAN, "ru", "header"),
        ("shift_jis", JAPANESE, "ja", "header"),
        ("shift_jis", JAPANESE, "ja", "page"),
        ("euc-jp", JAPANESE, "ja", "page"),
        ("utf-16", RUSSIAN, "ru", "mark"),
        ("utf-16", JAPANESE, "ja", "mark"),
        ("utf-8", JAPANESE, "ja", "nothing"),
    ],
)
def test_the_page_is_decoded_by_its_charset(
    client: Any, charset: str, paragraphs: tuple[str, ...], language: str, declared: str
) -> None:
    head = f'<meta charset="{charset}">' if declared == "page" else ""
    kind = f"text/html; charset={charset}" if declared == "header" else "text/html"
    answer = client.post("/v1/parse", page(paragraphs, language, head).encode(charset), {"content-type": kind})
    assert answer.status == 200, answer.text
    for text in paragraphs:
        assert text in answer.json["text"]
    assert answer.json["language"] == language


def test_a_compressed_page_is_expanded(client: Any) -> None:
    body = gzip.compress(page(RUSSIAN, "ru").encode("windows-1251"))
    headers = {"content-type": "text/html; charset=windows-1251", "content-encoding": "gzip"}
    answer = client.post("/v1/parse", body, headers)
    assert answer.status == 200
    assert RUSSIAN[1] in answer.json["text"]


def test_a_page_that_expands_beyond_the_limit_is_too_large(client: Any) -> None:
    bomb = gzip.compress(b"<p>a</p>" * (3 * 1024 * 1024))
    assert len(bomb) < 100_000
    answer = client.post("/v1/parse", bomb, {"content-encoding": "gzip"})
    assert (answer.status, answer.json["type"]) == (413, "urn:clippings:problem:too-large")


def test_a_body_with_a_wrong_content_encoding_is_rejected(client: Any) -> None:
    answer = client.post("/v1/parse", page(ENGLISH, "en").encode(), {"content-encoding": "gzip"})
    assert (answer.status, answer.json["type"]) == (400, "urn:clippings:problem:invalid-body")


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "nonsense"])
def test_an_unsupported_encoding_is_rejected_with_the_supported_ones(client: Any, coding: str) -> None:
    answer = client.post("/v1/parse", page(ENGLISH, "en").encode(), {"content-encoding": coding})
    assert (answer.status, answer.json["type"]) == (415, "urn:clippings:problem:unsupported-media-type")
    assert answer.json["supported_encodings"] == ["identity", "gzip"]


def test_a_page_over_four_mebibytes_is_referred_to_uploads(client: Any) -> None:
    filler = f"<!-- {'x' * (4 * 1024 * 1024)} -->"
    answer = client.post("/v1/parse", (page(ENGLISH, "en") + filler).encode())
    assert (answer.status, answer.json["type"]) == (413, "urn:clippings:problem:too-large")
    assert answer.json["uploads"] == "/live/v1/uploads"


@pytest.mark.parametrize(
    "kind", ["application/json", "image/png", "application/pdf", "text/html2", "multipart/form-data"]
)
def test_an_unsupported_media_type_is_rejected_with_the_supported_ones(client: Any, kind: str) -> None:
    answer = client.post("/v1/parse", json.dumps({"html": page(ENGLISH, "en")}).encode(), {"content-type": kind})
    assert (answer.status, answer.json["type"]) == (415, "urn:clippings:problem:unsupported-media-type")
    assert "text/html" in answer.json["supported"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not-html"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj << /Type /Catalog >> endobj\n" * 50, "not-html"),
        (json.dumps({"address": "https://daily.example/", "pages": 3}).encode(), "not-html"),
    ],
    ids=["nothing", "white space", "a picture", "a PDF", "JSON"],
)
def test_a_body_with_a_wrong_media_type_is_rejected_by_its_content(client: Any, body: bytes, reason: str) -> None:
    answer = client.post("/v1/parse", body)
    assert (answer.status, answer.json["type"]) == (422, "urn:clippings:problem:rejected-page")
    assert answer.json["reason"] == reason
    assert answer.json["retryable"] is False


def test_a_page_without_an_article_is_rejected_with_reason_and_score(client: Any) -> None:
    links = "".join(f'<li><a href="/{n}">Story number {n} of the day</a></li>' for n in range(60))
    answer = client.post("/v1/parse", f"<html><title>News</title><body><ul>{links}</ul></body></html>".encode())
    assert (answer.status, answer.json["type"]) == (422, "urn:clippings:problem:rejected-page")
    assert answer.json["reason"]
    assert answer.json["detail"]
    assert 0 <= answer.json["score"] <= 1


def test_explain_names_the_rule_of_each_field(client: Any) -> None:
    body = page(ENGLISH, "en").encode()
    plain = client.post("/v1/parse", body).json
    told = client.post("/v1/parse", body, explain="true").json
    assert plain["provenance"] == {}
    finding = told["provenance"]["published"]
    assert "2026-02-20T09:30:00+01:00" in finding["raw"]
    assert finding["rule"]
    assert {**told, "provenance": {}} == plain


def test_the_address_that_the_page_came_from_resolves_its_links(client: Any) -> None:
    body = page((f'{ENGLISH[0]} <a href="/map">A map</a> shows where.', *ENGLISH[1:]), "en").encode()
    answer = client.post("/v1/parse", body, url="https://daily.example/2026/river")
    assert "https://daily.example/map" in [link["url"] for link in answer.json["links"]]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://daily.example/", "daily.example", "https://", "x" * 3000]
)
def test_an_address_with_another_scheme_is_rejected(client: Any, url: str) -> None:
    answer = client.post("/v1/parse", page(ENGLISH, "en").encode(), url=url)
    assert (answer.status, answer.json["parameter"]) == (400, "url")


def test_parsing_stores_nothing_and_is_not_cached(client: Any, store: Any) -> None:
    answer = client.post("/v1/parse", page(ENGLISH, "en").encode())
    assert answer.headers["cache-control"] == "no-store"
    assert store.lists.month_page().items == ()


@pytest.mark.parametrize(
    ("form", "start"), [("markdown", "---\ntitle: "), ("html", "<!doctype html>"), ("text", "The")]
)
def test_the_parsed_article_is_returned_in_any_format(client: Any, form: str, start: str) -> None:
    assert client.post("/v1/parse", page(ENGLISH, "en").encode(), format=form).text.startswith(start)
