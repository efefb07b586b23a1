"""Short forms and rows: what a list shows, within one write unit a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from clippings.article import EnrichedArticle
from clippings.records import Author, Image, Timestamp
from clippings.settings import ListingCaps
from clippings.short_form import to_short, unpack
from clippings.storage import facet_keys, rows
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
    return next(iter(rows.listing_rows(article.id, listed(article), to_short(article, "2026-03-02"))))


def test_a_row_holds_the_whole_list_entry() -> None:
    shown = unpack(row(ARTICLE)["s"])
    assert (shown["title"], shown["published"], shown["authors"]) == (
        "The bridge opens",
        "2026-03-02T06:00:00+00:00",
        ["Maeve Oduya"],
    )
    assert shown["image"] == "https://news.example/i.jpg"
    assert "section" not in shown


def test_rows_are_sorted_by_published_day_and_instant() -> None:
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
    made = list(rows.listing_rows(article.id, listed(article, 32), to_short(article, "2026-03-02")))
    assert max(map(stored_size, made)) <= 1024
    assert all(unpack(each["s"])["id"] == article.id for each in made)


@pytest.mark.parametrize("case", LONG)
def test_every_row_has_all_its_filter_tokens_its_title_and_its_authors(case: str) -> None:
    article = replace(ARTICLE, **LONG[case])
    place = listed(article)
    for made in rows.listing_rows(article.id, place, to_short(article, "2026-03-02")):
        assert made["f"] == frozenset(map(facet_keys.row_token, place.tokens))
        shown = unpack(made["s"])
        assert shown["title"].startswith(article.title[:20])  # type: ignore[index]
        assert [name[:8] for name in shown["authors"]] == [author.name[:8] for author in article.authors[:5]]


def test_an_undated_article_is_sorted_by_its_capture_and_before_every_dated_one() -> None:
    undated = listed(replace(ARTICLE, published=None, dated=False))
    assert undated.at == f"0000-00-00#2026-03-02#{ARTICLE.id}"
    assert undated.at < rows.to_listed(ARTICLE, "1994-01-01", ListingCaps(), 1).at


def test_the_places_of_a_record_name_every_row() -> None:
    place = listed(ARTICLE, 4)
    made = rows.listing_rows(ARTICLE.id, place, to_short(ARTICLE, "2026-03-02"))
    assert {(each["pk"], each["sk"]) for each in made} == place.keys(ARTICLE.id)
    assert rows.Listed.from_item(place.to_item()) == place
