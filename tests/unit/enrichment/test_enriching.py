"""Enriching as a whole: the derived facts of a good article, and of the worst input."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.clock import is_within

import clippings
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.enrichment import enrich
from clippings.enrichment.address import normalise_address
from clippings.records import Author, Block, Capture, Inline, Timestamp

MakeArticle = Callable[..., ParsedArticle]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXT = (
    "The harbour tunnel in Lisbon will open on Monday after eleven years of work, Mayor Laura Ostermann said.",
    "“We never gave up on this tunnel,” Ostermann said. It cost three billion crowns, twice what had been planned.",
    "Drivers will pay four crowns for the harbour tunnel, and the ferry will stop at the end of the year.",
    "The Nordic Ferry Alliance (NFA) objects to the price of the tunnel and wants the ferry to stay in service.",
)


@pytest.fixture
def article(make_article: MakeArticle) -> ParsedArticle:
    return make_article(*TEXT, title="Harbour tunnel opens", url="https://example.com/tunnel-opens", language="de")


def test_enrichment_derives_all_facts(article: ParsedArticle, capture: Capture) -> None:
    enriched = enrich(article, capture, NOW)
    assert enriched.language == "en"  # the text decides against the template's "de"
    assert enriched.word_count == sum(len(text.split()) for text in TEXT)
    assert enriched.sentence_count == 5
    assert enriched.reading_minutes == 1
    assert {(e.name, e.kind) for e in enriched.entities} == {
        ("Laura Ostermann", "person"),
        ("Lisbon", "place"),
        ("Nordic Ferry Alliance", "organisation"),
    }
    assert [(q.speaker, q.block) for q in enriched.quotes] == [("Laura Ostermann", "b2")]
    assert "Harbour tunnel" in enriched.keywords or "harbour tunnel" in enriched.keywords
    assert enriched.summary is not None
    assert len(enriched.fingerprint) == 2
    assert len(enriched.id) == 26


def test_enrichment_keeps_all_parsed_fields(article: ParsedArticle, capture: Capture) -> None:
    enriched = enrich(article, capture, NOW)
    for field in fields(ParsedArticle):
        if field.name != "language":
            assert getattr(enriched, field.name) == getattr(article, field.name)


def test_enrichment_is_a_pure_function(article: ParsedArticle, capture: Capture) -> None:
    assert enrich(article, capture, NOW) == enrich(article, capture, NOW)


def test_an_enriched_article_is_read_back_from_json(article: ParsedArticle, capture: Capture) -> None:
    enriched = enrich(article, capture, NOW)
    assert EnrichedArticle.from_dict(enriched.to_dict()) == enriched


def test_the_day_is_the_publishers_or_the_captures_or_todays(article: ParsedArticle, capture: Capture) -> None:
    dated = enrich(replace(article, published=Timestamp(date(2026, 2, 27))), capture, NOW)
    assert (dated.day, dated.dated) == (date(2026, 2, 27), True)
    assert (enrich(article, capture, NOW).day, enrich(article, capture, NOW).dated) == (date(2026, 3, 1), False)
    assert enrich(article, None, NOW).day == date(2026, 3, 2)


def test_an_empty_article_has_empty_fields(make_article: MakeArticle) -> None:
    enriched = enrich(make_article(), None, NOW)
    assert (enriched.word_count, enriched.sentence_count, enriched.reading_minutes) == (0, 0, 0)
    assert (enriched.keywords, enriched.entities, enriched.quotes, enriched.links, enriched.fingerprint) == (
        (),
        (),
    ) + ((),) * 3
    assert enriched.summary is None
    assert enriched.language is None


def test_five_hundred_authors_and_three_thousand_tags_are_kept(article: ParsedArticle, capture: Capture) -> None:
    authors = tuple(Author(f"Author {n}") for n in range(500))
    tags = tuple(f"tag {n}" for n in range(3000))
    enriched = enrich(replace(article, authors=authors, tags=tags), capture, NOW)
    assert (enriched.authors, enriched.tags) == (authors, tags)


def test_a_title_of_100_kilobytes_is_enriched_quickly(article: ParsedArticle, capture: Capture) -> None:
    started = time.process_time()
    enriched = enrich(replace(article, title="tunnel " * 15_000), capture, NOW)
    assert is_within(time.process_time() - started, 1)
    assert enriched.title == "tunnel " * 15_000


def test_a_text_in_no_language_keeps_its_words(make_article: MakeArticle) -> None:
    enriched = enrich(make_article(*["qwx zzkq vvtr plomp " * 30] * 3, title="zzkq"), None, NOW)
    assert enriched.language is None
    assert enriched.word_count == 360


@pytest.mark.slow
def test_a_live_blog_of_five_megabytes_is_enriched_in_seconds(make_article: MakeArticle) -> None:
    entry = " ".join(TEXT)
    blocks = tuple(Block(f"e{n}", "live_entry", (Inline(f"{n}: {entry}"),)) for n in range(5_000_000 // len(entry)))
    started = time.process_time()
    enriched = enrich(make_article(blocks=blocks, kind="live"), None, NOW)
    assert is_within(time.process_time() - started, 5)
    assert enriched.word_count > 800_000
    assert enriched.fingerprint


@pytest.mark.slow
def test_a_megabyte_without_a_full_stop_is_enriched_in_time(make_article: MakeArticle) -> None:
    started = time.process_time()
    for text in (
        "word " * 200_000,
        "Word " * 200_000,
        "“" * 1_000_000,
        "A." * 500_000,
        "港" * 300_000,
        "X" * 1_000_000,
    ):
        enrich(make_article(text, title="T"), None, NOW)
    assert is_within(time.process_time() - started, 30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    texts=st.lists(st.text(max_size=200), max_size=6),
    title=st.none() | st.text(max_size=80),
    url=st.none() | st.text(max_size=80),
    language=st.none() | st.text(max_size=12),
)
def test_any_text_is_enriched_without_errors(
    texts: list[str], title: str | None, url: str | None, language: str | None, make_article: MakeArticle
) -> None:
    article = make_article(*texts, title=title, url=url, canonical_url=url, language=language, standfirst=title)
    enriched = enrich(article, None, NOW)
    assert len(enriched.id) == 26


def test_the_package_exports_enrich() -> None:
    assert clippings.enrich is enrich
    assert normalise_address("example.com/x") == "https://example.com/x"
