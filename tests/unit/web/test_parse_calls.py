"""An article of the page that was sent, from its bytes and without the archive, or the reason for its rejection."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.gateway_client import Answer
from tests.support.served_calls import serve

from clippings.web.negotiation import ARTICLE_FORMATS
from clippings.web.parse_calls import CALLS

WORDS = "The river rose by two metres in one night, and the ferry was tied to the church for the third time this year."
PAGE = (
    '<html lang="en"><head><title>River floods the old town</title><meta name="author" content="Kari Moe"></head>'
    f"<body><article><h1>River floods the old town</h1>{''.join(f'<p>{n}. {WORDS}</p>' for n in range(8))}"
    '<p><a href="/ferry">The ferry</a> runs again.</p></article></body></html>'
).encode()
CLIENT = serve(CALLS)


def parse(page: bytes = PAGE, headers: dict[str, str] | None = None, **query: str) -> Answer:
    return CLIENT.post("/v1/parse", page, headers, **query)


def code(answer: Answer) -> str:
    return str(answer.json["type"]).removeprefix("urn:clippings:problem:")


def test_a_page_is_answered_with_its_article_and_not_cached() -> None:
    """The client of this test has no archive."""
    answer = parse()
    assert answer.status == 200
    assert answer.json["title"] == "River floods the old town"
    assert answer.json["text"].count(WORDS) == 8
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_a_declared_charset_that_cannot_be_guessed_is_used() -> None:
    """The bytes are letters in every one of them."""
    text = "Река поднялась за ночь на два метра, и паром привязали к церкви третий раз за этот год. " * 3
    page = f"<title>Наводнение</title><article><h1>Наводнение</h1>{f'<p>{text}</p>' * 6}</article>"
    answer = parse(page.encode("cp866"), {"content-type": "text/html; charset=ibm866"})
    assert text.strip() in answer.json["text"]


def test_provenance_is_included_on_request() -> None:
    assert parse().json["provenance"] == {}
    assert parse(explain="true").json["provenance"]["title"]["rule"]
    assert parse(explain="false").json["provenance"] == {}


def test_links_are_resolved_against_the_address_of_the_page() -> None:
    found = parse(url="https://daily.example/news/river").json
    assert found["url"] == "https://daily.example/news/river"
    assert "https://daily.example/ferry" in [link["url"] for link in found["links"]]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "daily.example/river", "ftp://daily.example", "https://", "x" * 2049, ""]
)
def test_an_invalid_address_is_rejected_by_name(url: str) -> None:
    answer = parse(url=url)
    assert (answer.status, answer.json["parameter"]) == (400, "url")


@pytest.mark.parametrize(("form", "media_type"), ARTICLE_FORMATS.items())
def test_the_article_is_available_in_every_format(form: str, media_type: str) -> None:
    for answer in (parse(format=form), parse(headers={"Accept": media_type})):
        assert answer.headers["content-type"] == media_type
        assert "River floods the old town" in answer.text
        assert answer.text.count(WORDS) == (16 if form == "json" else 8)  # in the blocks, and in the text made of them
        assert ("content-security-policy" in answer.headers) == (form == "html")


def test_an_unsatisfiable_accept_is_rejected_before_parsing() -> None:
    answer = parse(b"", {"Accept": "image/png"})
    assert (answer.status, code(answer)) == (406, "not-acceptable")


@pytest.mark.parametrize("charset", ["shift_jis", "utf-8", "euc-jp", "utf-16"])
def test_the_charset_of_the_media_type_is_used(charset: str) -> None:
    text = "川の水位が一晩で二メートル上がり、渡し船は今年三度目に教会につながれた。" * 3
    page = f"<title>川の洪水</title><article><h1>川の洪水</h1>{f'<p>{text}</p>' * 6}</article>"
    answer = parse(page.encode(charset), {"content-type": f"text/html; charset={charset}"})
    assert answer.json["title"] == "川の洪水"
    assert text in answer.json["text"]


@pytest.mark.parametrize(
    ("page", "reason"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, None), (b"<p>Log in.</p>", None)]
)
def test_a_page_without_an_article_is_answered_with_the_reason(page: bytes, reason: str | None) -> None:
    answer = parse(page)
    assert (answer.status, code(answer)) == (422, "rejected-page")
    assert answer.json["reason"] == (reason or answer.json["reason"])
    assert answer.json["detail"]
    assert answer.json["retryable"] is False


def test_an_admitted_page_is_answered_with_the_reason_of_its_rejection() -> None:
    page = b"<title>Log in</title><p>Log in.</p>"
    reason = parse(page).json["reason"]
    answer = parse(page, admit="everything")
    assert (answer.status, answer.json["text"], answer.json["rejection_reason"]) == (200, "Log in.", reason)
    assert answer.json["article_score"] < 1
    assert parse(admit="everything").json["rejection_reason"] is None


def test_a_page_without_text_is_always_rejected() -> None:
    assert parse(b"<title>x</title>", admit="everything").json["reason"] == "empty-shell"


def test_admit_has_two_choices() -> None:
    answer = parse(admit="all")
    assert (answer.status, answer.json["parameter"]) == (400, "admit")


def test_other_media_types_are_rejected_with_the_supported_ones() -> None:
    answer = parse(headers={"content-type": "application/pdf"})
    assert (answer.status, code(answer)) == (415, "unsupported-media-type")
    assert "text/html" in answer.json["supported"]


def test_a_page_over_four_mebibytes_is_referred_to_uploads() -> None:
    answer = parse(b"a" * (4 * 1024 * 1024 + 1))
    assert (answer.status, code(answer), answer.json["uploads"]) == (413, "too-large", "/live/v1/uploads")


def test_future_dates_are_ignored() -> None:
    """The page is taken as captured now."""
    for days, day in ((-2, True), (2, False)):
        moment = datetime.now(UTC) + timedelta(days=days)
        told = f'<meta property="article:published_time" content="{moment.isoformat()}"></head>'
        found = parse(PAGE.replace(b"</head>", told.encode())).json["published"]
        assert (found is not None) == day, found


def test_the_same_page_gives_the_same_article() -> None:
    plain: list[dict[str, Any]] = [parse().json for _ in range(2)]
    assert plain[0] == plain[1]
