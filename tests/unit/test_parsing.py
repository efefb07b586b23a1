"""From bytes to the article, as a user of the library sees it."""

from __future__ import annotations

import builtins
import dataclasses
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest

import clippings
from clippings.parsing import name_standfirst
from clippings.records import Block, Inline, Role

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8">
<title>Third quay opens in Port Ellis | The Bay Courier</title>
<meta property="og:site_name" content="The Bay Courier">
<meta property="og:title" content="Third quay opens in Port Ellis">
<meta property="article:published_time" content="2026-03-02T08:15:00+01:00">
<link rel="canonical" href="https://bay-courier.example/harbour/third-quay">
</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/harbour">Harbour</a></li></ul></nav></header>
<main><article>
<h1>Third quay opens in Port Ellis</h1>
<p class="byline">By <a rel="author" href="/staff/ines-quandt">Ines Quandt</a></p>
<p>The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one.</p>
<p>The quay is two hundred metres long, and it is deep enough for the larger ferries that the line has ordered.</p>
<h2>A long way</h2>
<p>The first ferry is expected on Friday, with three hundred people on board, and will leave again on Sunday.</p>
<p>“It was a long time for all of us,” the mayor said, and thanked the people who had worked through the winter.</p>
</article></main>
<footer><p>Copyright The Bay Courier. All rights reserved.</p></footer>
</body></html>"""


def test_a_page_becomes_an_article() -> None:
    article = clippings.parse(PAGE.encode())
    assert article.title == "Third quay opens in Port Ellis"
    assert [author.name for author in article.authors] == ["Ines Quandt"]
    assert article.published is not None
    assert article.published.day == date(2026, 3, 2)
    assert article.published.instant == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    assert article.canonical_url == "https://bay-courier.example/harbour/third-quay"
    assert article.publisher == "The Bay Courier"
    assert article.text.split("\n\n")[1:3] == [
        "The quay is two hundred metres long, and it is deep enough for the larger ferries that the line has ordered.",
        "A long way",
    ]
    assert "Copyright" not in article.text
    assert "Home" not in article.text


def test_text_and_bytes_have_the_same_article() -> None:
    assert clippings.parse(PAGE) == clippings.parse(PAGE.encode())


def test_a_date_after_the_capture_is_rejected() -> None:
    article = clippings.parse(PAGE, received=datetime(2026, 1, 1, tzinfo=UTC))
    assert article.published is None


def test_the_capture_s_time_must_have_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        clippings.parse(PAGE, received=datetime(2026, 3, 2))  # noqa: DTZ001 - the naive one is what is refused


@pytest.mark.parametrize("page", [None, 123, ["<p>Text</p>"], io.BytesIO(b"<p>Text</p>")])
def test_a_page_that_is_neither_bytes_nor_text_is_an_error(page: Any) -> None:
    with pytest.raises(TypeError, match="bytes-like object is required"):
        clippings.parse(page)


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_bytes_of_any_kind_are_read(kind: type) -> None:
    assert clippings.parse(kind(PAGE.encode())).title == "Third quay opens in Port Ellis"


def test_everything_admits_every_page_with_text() -> None:
    page = "<title>Log in</title><p>Log in to read on.</p>"
    with pytest.raises(clippings.RejectedPage) as rejected:
        clippings.parse(page)
    article = clippings.parse(page, admit="everything")
    assert (article.text, article.rejection_reason) == ("Log in to read on.", rejected.value.reason)
    assert article.article_score == rejected.value.score
    assert clippings.parse(PAGE, admit="everything") == clippings.parse(PAGE)


def test_admit_has_two_choices() -> None:
    with pytest.raises(ValueError, match="everything"):
        clippings.parse(PAGE, admit="all")  # type: ignore[arg-type]


def test_every_found_field_has_provenance() -> None:
    article = clippings.parse(PAGE)
    fields = {field.name for field in dataclasses.fields(article)}
    assert {"title", "authors", "published", "canonical_url", "publisher"} <= set(article.provenance) <= fields
    for name, finding in article.provenance.items():
        assert getattr(article, name) == finding.value
        assert finding.rule
        assert 0 <= finding.confidence <= 1


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-html"),
        (bytes(range(256)) * 40, "not-html"),
        (b'{"headline": "Third quay"}', "not-html"),
    ],
)
def test_other_formats_are_rejected_with_a_stable_reason(page: bytes, reason: str) -> None:
    with pytest.raises(clippings.RejectedPage) as rejected:
        clippings.parse(page)
    assert rejected.value.reason == reason
    assert rejected.value.detail


@pytest.mark.parametrize("cut", [0.75, 0.9, 0.97])
def test_a_truncated_page_keeps_its_content(cut: float) -> None:
    article = clippings.parse(PAGE[: int(len(PAGE) * cut)])
    assert article.title == "Third quay opens in Port Ellis"
    assert "two hundred metres long" in article.text


LEAD = "Two years after the storm the harbour has its third quay, and the ferries may come."


def test_the_standfirst_is_not_a_heading_of_the_text() -> None:
    page = PAGE.replace('<p class="byline">', f'<h2 class="dek">{LEAD}</h2><p class="byline">')
    article = clippings.parse(page)
    assert article.standfirst == LEAD
    assert [(block.role, block.level) for block in article.blocks if block.text == LEAD] == [("standfirst", None)]
    assert article.markdown.startswith(f"{LEAD}\n")


@pytest.mark.parametrize(
    ("role", "text", "standfirst", "expected"),
    [
        ("heading", LEAD, LEAD, "standfirst"),
        ("heading", LEAD.replace(", and", ",\nand"), LEAD, "standfirst"),
        ("heading", LEAD, "Another one.", "heading"),
        ("heading", "A long way", "A long way", "heading"),
        ("heading", LEAD, None, "heading"),
        ("paragraph", LEAD, LEAD, "paragraph"),
    ],
)
def test_only_the_first_block_of_the_text_becomes_the_standfirst(
    role: Role, text: str, standfirst: str | None, expected: Role
) -> None:
    head = Block("c", "caption", (Inline("The quay"),))
    first = Block("a", role, (Inline(text),), level=2 if role == "heading" else None)
    last = Block("b", "heading", (Inline(LEAD),), level=2)
    named = name_standfirst((head, first, last), standfirst)
    assert [block.role for block in named] == ["caption", expected, "heading"]
    assert [block.text for block in named] == [head.text, first.text, last.text]


def test_no_score_depends_on_how_a_version_of_python_adds_floats(monkeypatch: pytest.MonkeyPatch) -> None:
    """``sum`` adds floats from left to right up to Python 3.11, and compensates rounding errors from 3.12 on."""
    add = builtins.sum

    def add_integers(values: Iterable[Any], /, start: Any = 0) -> Any:
        values = list(values)
        assert not any(isinstance(value, float) for value in values), "floats are added by math.fsum"
        return add(values, start)

    monkeypatch.setattr(builtins, "sum", add_integers)
    article = clippings.parse(PAGE.encode(), url="https://bay-courier.example/harbour/third-quay")
    assert clippings.enrich(article, None, datetime(2026, 3, 3, tzinfo=UTC)).word_count > 80
