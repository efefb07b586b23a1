"""The answers of every engine, and where ``terms`` may find less: the contract of the search.

``terms`` knows whole words of titles, names and keywords. It does not look up words of the text alone, prefixes, or the
order of the words of a phrase; it does not rank, count, or mark passages of the text.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.integration.search.conftest import NOW, Library

from clippings.search.query import NotSearchable

HEADLINES = {
    "eu": "EU and UN to end AKW talks by 9 pm, G7 says",
    "who": "WHO: US war on TB – what next?",
    "operators": "Köln -Bonn OR nichts: das „Ende“ einer 6* Idee",
    "umlaut": "Müller wählt Österreich: Straßen für Łódź",
    "french": "L’État d’urgence n’est qu’un début",
    "turkish": "İstanbul'da ISPARTA ılık",
    "russian": "Ещё один мост через Неву",
    "greek": "Η οδός της Αθήνας",
    "arabic": "مُحَمَّد يفتح الجسر إلى المدينة",
    "hebrew": "הגשר הישן נפתח מחדש",
    "hindi": "नदी पर नया पुल बना",
    "bengali": "সেতুর ভোট পাস হলো আজ",
    "tamil": "பாராளுமன்றத்தில் வாக்கெடுப்பு நடந்தது",
    "thai": "สะพานใหม่เปิดแล้ววันนี้",
    "japanese": "2024年5月、東京の橋が開通",
    "chinese": "新大桥今天通车",
    "korean": "대통령이 새 다리를 열었다",
    "long": " ".join(f"word{n}" for n in range(60)),
    "dots": "U.S. and U.N. agree",
}


def test_every_article_is_found_by_its_own_headline(library: Library) -> None:
    for name, title in HEADLINES.items():
        library.file(name, "Nothing of it is in the text.", title=title)
    for name, title in HEADLINES.items():
        assert name in library.find(title), title
        assert name in library.find(title.upper()), title


WORDS = [
    ("EU", ["eu"]),
    ("UN", ["dots", "eu", "french"]),
    ("akw", ["eu"]),
    ("US", ["dots", "who"]),
    ("G7", ["eu"]),
    ("9 pm", ["eu"]),
    ("war", ["who"]),
    ("muller", ["umlaut"]),
    ("strassen lodz", ["umlaut"]),
    ("état urgence", ["french"]),
    ("istanbul", ["turkish"]),
    ("isparta ilik", ["turkish"]),
    ("еще мост", ["russian"]),
    ("ΟΔΟΣ", ["greek"]),
    ("محمد", ["arabic"]),
    ("पुल", ["hindi"]),
    ("ভোট", ["bengali"]),
    ("வாக்கெடுப்பு", ["tamil"]),
    ("สะพาน", ["thai"]),
    ("東京", ["japanese"]),
    ("大桥", ["chinese"]),
    ("대통령", ["korean"]),
]


def test_words_acronyms_and_numbers_of_titles_are_found_in_many_scripts(library: Library) -> None:
    for name, title in HEADLINES.items():
        library.file(name, "Nothing of it is in the text.", title=title)
    for query, names in WORDS:
        # In the French title `un` is a function word: it has no list, and filters alone.
        wanted = ["dots", "eu"] if library.engine.name == "terms" and query == "UN" else names
        assert sorted(library.find(query)) == wanted, query


#: Query → the articles that a full text search finds, and those that ``terms`` does.
QUERIES: dict[str, tuple[list[str], list[str]]] = {
    "bridge": (["bridge", "ferry"], ["bridge"]),  # the ferry's text alone speaks of the bridge
    "swing bridge": (["bridge"], ["bridge"]),
    '"swing bridge"': (["bridge"], ["bridge"]),
    '"bridge swing"': ([], ["bridge"]),  # the order is not known to the listings
    "ferry OR canal": (["canal", "ferry"], ["canal", "ferry"]),
    "harbour -ferry": (["bridge", "canal"], ["bridge", "canal"]),
    'harbour -"old ferry"': (["bridge", "canal"], ["bridge", "canal", "ferry"]),  # nor to what is left out
    "harbour ferry OR canal": (["canal", "ferry"], ["canal", "ferry"]),
    "harbour bri*": (["bridge", "ferry"], ["bridge", "canal", "ferry"]),  # a prefix is left aside, and named
    "kari": (["bridge"], []),  # names in the byline are a facet of the listings
    "tollbooth": (["canal"], []),
    "HARBOUR": (["bridge", "canal", "ferry"], ["bridge", "canal", "ferry"]),
    "lighthouse": ([], []),
}


@pytest.fixture
def harbour(library: Library) -> Library:
    """Three articles about a harbour."""
    library.file(
        "bridge",
        "The council voted on it.",
        title="Harbour swing bridge opens",
        authors=("Kari Moe",),
        entities=(),
        day="2026-03-01",
        tags=("Roads", "Port"),
    )
    library.file(
        "ferry",
        "The old ferry crosses below the bridge, and the bridge is closed.",
        title="Old ferry leaves the harbour",
        entities=(),
        day="2026-03-02",
        publisher="Herald",
        tags=("Port",),
    )
    library.file(
        "canal",
        "There is a tollbooth at its end.",
        title="Canal to the harbour",
        entities=(),
        day="2026-03-03",
        tags=("port",),
    )
    return library


def test_words_phrases_alternatives_and_exclusions_are_searched(harbour: Library) -> None:
    for query, (full, less) in QUERIES.items():
        assert sorted(harbour.find(query)) == (less if harbour.engine.name == "terms" else full), query


def test_engines_report_parts_that_they_cannot_look_up(harbour: Library) -> None:
    found = harbour.ask('harbour bri* -"old ferry"')
    assert found.ignored == (("bri", "old ferry") if harbour.engine.name == "terms" else ())
    assert found.engine == harbour.engine.name
    if harbour.engine.name == "terms":
        with pytest.raises(NotSearchable):
            harbour.ask("bri*")


@pytest.mark.parametrize(
    ("order", "names"),
    [("newest", ["canal", "ferry", "bridge"]), ("oldest", ["bridge", "ferry", "canal"])],
)
def test_days_order_the_articles(harbour: Library, order: Any, names: list[str]) -> None:
    assert harbour.find("harbour", order=order) == names
    assert harbour.find("harbour", order=order, limit=1) == names
    assert harbour.find(None, order=order, limit=2) == names


def test_the_most_relevant_comes_first_where_the_engine_ranks(harbour: Library) -> None:
    harbour.file("mention", "Far away there is a bridge. " + "Words " * 200, title="A walk", day="2026-03-04")
    found = harbour.ask("bridge", order="relevance")
    if harbour.engine.name == "terms":
        assert found.order == "newest"
        return
    assert found.order == "relevance"
    names = [harbour.ids[hit.short["id"]] for hit in found.hits]
    assert (names[0], names[-1]) == ("bridge", "mention")
    assert harbour.find("bridge", order="relevance", limit=1) == names


def test_an_article_whose_title_was_searched_for_comes_first(harbour: Library) -> None:
    if harbour.engine.name == "terms":
        return
    harbour.file("many", "bridge bridge bridge", title="Bridge bridge bridge", day="2026-03-04")
    harbour.file("exact", "Nothing.", title="Bridge", day="2020-01-01")
    assert harbour.find("bridge", order="relevance")[0] == "exact"


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"filters": (("publisher", ("GAZETTE",)),)}, ["bridge", "canal"]),
    ({"filters": (("publisher", ("gazette", "Herald")),)}, ["bridge", "canal", "ferry"]),
    ({"filters": (("tag", ("port",)), ("publisher", ("Gazette",)))}, ["bridge", "canal"]),
    ({"filters": (("tag", ("Roads",)),)}, ["bridge"]),
    ({"filters": (("tag", ("no such tag",)),)}, []),
    ({"first_day": "2026-03-02"}, ["canal", "ferry"]),
    ({"last_day": "2026-03-02"}, ["bridge", "ferry"]),
    ({"first_day": "2026-03-02", "last_day": "2026-03-02"}, ["ferry"]),
    ({"dated": False}, ["undated"]),
    ({"dated": True}, ["bridge", "canal", "ferry"]),
]


def test_filters_and_days_narrow_a_search(harbour: Library) -> None:
    harbour.file("undated", "Nothing.", title="Harbour of no day", day=None, publisher="Herald-Post")
    for rest, names in FILTERS:
        assert sorted(harbour.find("harbour", **rest)) == names, rest


def test_full_text_engines_count_what_they_find(harbour: Library) -> None:
    found = harbour.ask("harbour", limit=1, facets=("publisher", "tag"))
    if harbour.engine.name == "terms":
        assert (found.total, found.facets) == (None, None)
        assert harbour.ask("harbour").total == 3  # all of them on one page
        return
    assert (found.total, found.total_is_exact) == (3, True)
    assert found.facets is not None
    counts = {name: [(each.value, each.count) for each in values] for name, values in found.facets.items()}
    assert counts["publisher"] == [("Gazette", 2), ("Herald", 1)]
    assert counts["tag"] == [("Port", 3), ("Roads", 1)]


def test_highlights_contain_the_words(harbour: Library) -> None:
    (hit,) = harbour.ask("old ferry", highlights=True).hits
    assert hit.highlights["title"] == ("<mark>Old</mark> <mark>ferry</mark> leaves the harbour",)
    if harbour.engine.name != "terms":
        assert "<mark>old</mark> <mark>ferry</mark> crosses" in hit.highlights["text"][0]


def test_a_withdrawn_article_is_not_found(harbour: Library) -> None:
    article_id = next(key for key, name in harbour.ids.items() if name == "ferry")
    told = harbour.wiring.withdrawals.withdraw(article_id, "by order", NOW)
    assert told is not None
    assert told.done
    harbour.follower.follow([article_id])
    harbour.refresh()
    assert harbour.find("ferry") == []


def test_a_revised_article_is_found_only_by_its_new_words(harbour: Library) -> None:
    harbour.file("ferry", "Another text of other words.", title="Lighthouse reopens", entities=(), hours=2)
    assert harbour.find("lighthouse") == ["ferry"]
    assert harbour.find("leaves") == []
