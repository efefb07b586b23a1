"""Articles as search engines store them."""

from __future__ import annotations

from tests.unit.search.conftest import document

from clippings.search.document import FIELDS


def test_words_are_grouped_by_field() -> None:
    made = document(
        title="The old bridge",
        standfirst="A vote on the port.",
        authors=["Kari Moe"],
        entities=["Port of Ålesund"],
        keywords=("tolls",),
        tags=("Traffic",),
    )
    assert {name: made.words[name] for name in FIELDS if made.words[name]} == {
        "title": ["the", "old", "bridge"],
        "standfirst": ["a", "vote", "on", "the", "port"],
        "names": ["port", "of", "alesund", "tolls", "traffic"],
        "authors": ["kari", "moe"],
    }


def test_german_words_are_found_by_both_spellings_of_umlauts() -> None:
    made = document("a", "Frau Müller wohnt hier.", language="de")
    assert "muller" in made.words["text"]
    assert made.words["variants"] == ["mueller"]


def test_a_publisher_is_counted_by_name_and_filtered_by_name_or_domain() -> None:
    made = document(publisher="The Gazette", canonical_url="https://www.gazette.example/a")
    found = [facet for facet in made.facets if facet[0] == "publisher"]
    assert found == [("publisher", "the gazette", "The Gazette"), ("publisher", "gazette.example", "")]
