"""What articles are listed by: folded values, words of a search, partitions."""

from __future__ import annotations

from typing import Any

import pytest

from clippings.article import EnrichedArticle, Entity
from clippings.records import Author
from clippings.settings import ListingCaps
from clippings.storage import facet_keys

CAPS = ListingCaps()


def article(**fields: Any) -> EnrichedArticle:
    plain: dict[str, Any] = {"id": "i", "content_hash": "h", "word_count": 1, "reading_minutes": 1, "provenance": {}}
    return EnrichedArticle(**(plain | fields))


def test_a_language_is_listed_without_its_region() -> None:
    assert {facet_keys.facet_value("language", tag) for tag in ("en", "en-GB", "en_US", "EN")} == {"en"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor's 12 bridges", ("the", "mayor", "12", "bridges")),
        ("Vitamin C", ("vitamin", "c")),
        ("東京の橋", ("東京", "京の", "の橋")),
        ("東京 Tower", ("東京", "tower")),
        ("橋", ("橋",)),
        ("2024年5月", ("2024", "年", "5", "月")),
        ("대통령이", ("대통", "통령", "령이")),
        ("l’eau l'eau", ("eau",)),
        ("…!?", ()),
        ("नदी पर पुल", ("नदी", "पर", "पुल")),
        ("সেতুর ভোট পাস", ("সেতুর", "ভোট", "পাস")),
    ],
)
def test_search_words_are_folded(text: str, words: tuple[str, ...]) -> None:
    assert facet_keys.terms(text) == words


def test_each_kind_is_listed_up_to_its_cap() -> None:
    made = article(
        title=" ".join(f"word{n}" for n in range(40)),
        authors=tuple(Author(f"Author {n}") for n in range(500)),
        tags=tuple(f"tag {n}" for n in range(3_000)),
        keywords=tuple(f"keyword {n}" for n in range(8)),
        entities=tuple(Entity(f"Entity {n}", "person") for n in range(60)),
        publisher="Gazette",
        section="Port",
        language="en",
    )
    kinds = [facet_keys.split_token(token)[0] for token in facet_keys.tokens(made, CAPS)]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts == {
        "author": 5,
        "tag": 8,
        "keyword": 4,
        "entity": 8,
        "term": 32,
        "publisher": 1,
        "section": 1,
        "language": 1,
        "kind": 1,
    }


def test_spellings_with_the_same_folding_are_listed_once() -> None:
    tokens = facet_keys.tokens(article(tags=("Bridges", "BRIDGES", "bridges ")), CAPS)
    assert [token for token in tokens if token.startswith("t:")] == ["t:bridges"]


def test_without_a_publisher_the_domain_is_listed() -> None:
    tokens = facet_keys.tokens(article(canonical_url="https://news.gazette.co.uk/2026/a-story"), CAPS)
    assert "p:gazette.co.uk" in tokens


def listed_terms(made: EnrichedArticle) -> list[str]:
    pairs = map(facet_keys.split_token, facet_keys.tokens(made, CAPS))
    return [value for kind, value in pairs if kind == "term" and facet_keys.is_listed(kind, value)]


def test_every_word_of_a_title_is_listed_including_acronyms_and_numbers() -> None:
    made = article(title="EU and UN to end AKW talks by 9 pm, G 7 says")
    assert listed_terms(made) == ["eu", "un", "to", "end", "akw", "talks", "pm", "says"]


def test_names_and_keywords_fill_the_list_after_a_short_title() -> None:
    made = article(
        title="A short title",
        entities=tuple(Entity(f"Entity{n}", "person") for n in range(9)),
        keywords=tuple(f"keyword{n}" for n in range(9)),
    )
    tokens = facet_keys.tokens(made, ListingCaps(terms=16))
    assert len([token for token in tokens if token.startswith("q:")]) == 16


@pytest.mark.parametrize(
    ("title", "listed"),
    [
        ("The port of the city", ["port", "city"]),
        ("To be or not to be", ["to", "be", "or", "not"]),
        ("THAT is a port", ["that", "port"]),
        ("This and that", ["this", "and", "that"]),
    ],
)
def test_function_words_are_listed_only_alone_or_in_capitals(title: str, listed: list[str]) -> None:
    made = article(title=title)
    assert listed_terms(made) == listed
    held = {facet_keys.row_token(token) for token in facet_keys.tokens(made, CAPS)}
    assert held >= {facet_keys.row_token(facet_keys.term_token(word)) for word in facet_keys.terms(title)}


def test_a_long_word_is_listed_under_the_key_of_its_search() -> None:
    word = "பாராளுமன்றத்தில்"
    assert len(word.encode()) > facet_keys.MAX_VALUE_BYTES
    (listed,) = listed_terms(article(title=word))
    assert listed == facet_keys.facet_value("term", word)


def test_tokens_of_a_row_are_short_and_distinct() -> None:
    made = {facet_keys.row_token(f"q:word{n}") for n in range(10_000)}
    assert len(made) == 10_000
    assert {len(token) for token in made} == {facet_keys.ROW_TOKEN_CHARS}


@pytest.mark.parametrize(
    ("kind", "shards", "count"), [("month", 1, 1), ("month", 8, 8), ("language", 3, 3), ("tag", 8, 1)]
)
def test_only_months_and_languages_are_sharded(kind: str, shards: int, count: int) -> None:
    places = facet_keys.partitions(kind, "x", shards)
    assert len(set(places)) == count
    assert {facet_keys.partition(kind, "x", shards, f"article {n}") for n in range(500)} == set(places)


@pytest.mark.parametrize("kind", ["month", "language"])
def test_more_shards_contain_the_keys_of_fewer(kind: str) -> None:
    """What one shard was written to is among the four that are read."""
    assert set(facet_keys.partitions(kind, "x", 1)) <= set(facet_keys.partitions(kind, "x", 4))
    assert set(facet_keys.partitions(kind, "x", 4)) <= set(facet_keys.partitions(kind, "x", 9))
