"""Short forms and rows: what a list shows, within one write unit a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from clippings.article import EnrichedArticle
from clippings.records import Author, Image, Timestamp
from clippings.settings import ListingCaps
from clippings.storage import rows
from clippings.storage.attributes import stored_size

INSTANT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
ARTICLE = EnrichedArticle(
    id="a" * 26,
    content_hash="h",
    word_count=1,
    reading_minutes=1,
    provenance={},
    title="The bridge opens",
    published=Timestamp(date(2026, 3, 2), INSTANT, "minute", "explicit", "2026-03-02T06:00Z"),
    canonical_url="https://news.example/the-bridge-opens",
    publisher="Gazette",
    authors=(Author("Maeve Oduya"),),
    images=(Image("https://news.example/i.jpg", lead=True),),
    tags=("Bridges",),
)


def listed(article: EnrichedArticle, shards: int = 1) -> rows.Listed:
    return rows.to_listed(article, "2026-03-02", ListingCaps(), shards)


def row(article: EnrichedArticle) -> Any:
    return next(iter(rows.listing_rows(article.id, listed(article), rows.to_short(article, "2026-03-02"))))


def test_a_row_answers_a_list_without_a_second_read() -> None:
    shown = msgspec.json.decode(row(ARTICLE)["s"])
    assert (shown["title"], shown["published"], shown["authors"]) == (
        "The bridge opens",
        "2026-03-02T06:00:00+00:00",
        ["Maeve Oduya"],
    )
    assert shown["image"] == "https://news.example/i.jpg"
    assert "section" not in shown


def test_rows_are_sorted_by_the_publishers_day_then_the_instant() -> None:
    assert listed(ARTICLE).at == f"2026-03-02#2026-03-02T06:00:00Z#{ARTICLE.id}"
    undated = replace(ARTICLE, published=Timestamp(date(2026, 3, 2), raw="2 March"))
    assert listed(undated).at == f"2026-03-02#00#{ARTICLE.id}"


ENDLESS = "https://news.example/" + "a" * 8_000
LONG: dict[str, dict[str, Any]] = {
    "a title of 100 kB": {"title": "Long " * 20_000},
    "a title of 100 kB in three bytes a letter": {"title": "橋" * 33_000},
    "names of 10 kB": {"publisher": "P" * 10_000, "section": "S" * 10_000, "authors": (Author("A" * 10_000),) * 9},
    "tags of 10 kB": {"tags": tuple(f"{n} {'t' * 10_000}" for n in range(3_000))},
    "addresses of 8 kB": {"canonical_url": ENDLESS, "images": (Image(ENDLESS, lead=True),)},
}


@pytest.mark.parametrize("case", LONG)
def test_every_row_stays_within_one_write_unit(case: str) -> None:
    article = replace(ARTICLE, **LONG[case])
    made = list(rows.listing_rows(article.id, listed(article, 32), rows.to_short(article, "2026-03-02")))
    assert max(map(stored_size, made)) <= 1024
    assert all(msgspec.json.decode(each["s"])["id"] == article.id for each in made)


def test_a_row_that_is_too_long_loses_its_standfirst_first_and_its_title_last() -> None:
    short = rows.to_short(replace(ARTICLE, standfirst="Stand " * 60, section="Port"), "2026-03-02")
    tokens = tuple(f"q:word{n:019d}" for n in range(22))
    body, kept = rows.fitted(short, rows.Listed(listed(ARTICLE).at, tokens))
    shown = msgspec.json.decode(body)
    assert "standfirst" not in shown
    assert shown["title"] == "The bridge opens"
    assert kept == frozenset(tokens)


def test_what_a_record_is_listed_as_names_every_row() -> None:
    place = listed(ARTICLE, 4)
    made = rows.listing_rows(ARTICLE.id, place, rows.to_short(ARTICLE, "2026-03-02"))
    assert {(each["pk"], each["sk"]) for each in made} == place.keys(ARTICLE.id)
    assert rows.Listed.from_item(place.to_item()) == place


def test_a_cut_address_would_be_none_and_is_left_out() -> None:
    assert "url" not in rows.to_short(replace(ARTICLE, canonical_url="https://n.example/" + "a" * 400), "2026-03-02")
