"""The short form: the fields of an article that a list shows, within the size of a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.article import EnrichedArticle
from clippings.records import Author, Image, Timestamp
from clippings.short_form import SHORT_FIELDS, fit, pack, to_short, unpack

ARTICLE = EnrichedArticle(
    id="a" * 26,
    content_hash="h",
    word_count=1,
    reading_minutes=1,
    provenance={},
    title="The bridge opens",
    published=Timestamp(date(2026, 3, 2), datetime(2026, 3, 2, 6, 0, tzinfo=UTC), "minute", "explicit", "2026-03-02"),
    canonical_url="https://news.example/the-bridge-opens",
    publisher="Gazette",
    section="Port",
    standfirst="It was shut for eleven months.",
    authors=(Author("Maeve Oduya"),),
    images=(Image("https://news.example/i.jpg", lead=True),),
)
REVISED = datetime(2026, 3, 3, 7, 30, 15, 600_000, tzinfo=UTC)
#: The bytes that a row has for its short form in the worst case.
LEAST_ROOM = 480


def shown(room: int = LEAST_ROOM, **fields: Any) -> dict[str, Any]:
    return unpack(fit(to_short(replace(ARTICLE, **fields), "2026-03-02", REVISED), room))


def test_an_ordinary_article_is_not_shortened() -> None:
    assert set(shown()) == set(SHORT_FIELDS) - {"language", "access", "more"}


def test_a_shortened_title_is_named() -> None:
    row = shown(title="Long " * 100)
    assert row["title"].endswith("…")
    assert row["more"] == ["title"]


def test_authors_beyond_the_fifth_are_counted() -> None:
    row = shown(authors=tuple(Author(f"Author {n}") for n in range(9)))
    assert (len(row["authors"]), row["more"]) == (5, ["authors"])


def test_a_too_long_address_is_left_out_and_named() -> None:
    row = shown(canonical_url="https://n.example/" + "a" * 400)
    assert "url" not in row
    assert row["more"] == ["url"]


def test_the_standfirst_is_left_out_first_and_named() -> None:
    row = shown(standfirst="Stand " * 33, title="A title of some length " * 6)
    assert "standfirst" not in row
    assert "image" in row
    assert "standfirst" in row["more"]
    assert row["authors"] == ["Maeve Oduya"]


@pytest.mark.parametrize("letter", ["x", "ü", "橋", "😀"])
def test_title_and_authors_are_always_shown(letter: str) -> None:
    fields = {"title": letter * 500, "authors": (Author(letter * 90),) * 9, "publisher": letter * 90}
    row = shown(**fields)
    assert row["title"].startswith(letter * 10)
    assert all(name.startswith(letter * 3) for name in row["authors"])
    assert len(fit(to_short(replace(ARTICLE, **fields), "2026-03-02", REVISED), LEAST_ROOM)) <= LEAST_ROOM


VALUES = st.one_of(st.none(), st.text(max_size=20), st.booleans(), st.integers(0, 99))


@given(st.fixed_dictionaries(dict.fromkeys(SHORT_FIELDS, VALUES)))
def test_a_short_form_survives_packing(short: dict[str, Any]) -> None:
    wanted = {name: value for name, value in short.items() if value is not None}
    assert unpack(pack(wanted)) == wanted


def test_a_row_of_an_older_version_with_fewer_fields_is_read() -> None:
    assert unpack(msgspec.msgpack.encode(["i", "t"])) == {"id": "i", "title": "t"}


def test_the_time_of_a_revision_is_always_shown_to_the_second() -> None:
    assert shown(title="Long " * 100, authors=(Author("x" * 90),) * 9)["updated_at"] == "2026-03-03T07:30:15Z"
