"""People, organizations and places, and the near misses of each rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clippings.article import Entity
from clippings.enrichment.entities import MAX_ENTITIES, find_entities
from clippings.records import Block

MakeBlocks = Callable[..., tuple[Block, ...]]


def named(found: tuple[Entity, ...], kind: str) -> list[str]:
    return [entity.name for entity in found if entity.kind == kind]


#: Text, language, kind, and the one name of that kind.
FOUND = {
    "a given name": ("The report by Laura Ostermann was late.", "en", "person", "Laura Ostermann"),
    "an office": ("It was Chancellor Ostermann who signed.", "en", "person", "Ostermann"),
    "an office in German": ("Das sagte Ministerpräsidentin Ostermann am Abend.", "de", "person", "Ostermann"),
    "an office in a compound": ("Das sagte US-Präsident Ostermann am Abend.", "de", "person", "Ostermann"),
    "an age": ("Police charged Xandu Ostermann, 28, with theft.", "en", "person", "Xandu Ostermann"),
    "a verb of saying": ("“Never,” said Xandu Ostermann in court.", "en", "person", "Xandu Ostermann"),
    "a function word in a name": ("The painter Jan van Ostermann died.", "en", "person", "Jan van Ostermann"),
    "a name after a compound": ("Her er NRK-kommentator Kristina Ostermann.", "nb", "person", "Kristina Ostermann"),
    "a given name of two parts": ("Hans-Peter Ostermann kam.", "de", "person", "Hans-Peter Ostermann"),
    "a given name after a noun": ("Das Buch des Autors Mario Ostermann ist neu.", "de", "person", "Mario Ostermann"),
    "a word of organisations": (
        "The Ostervik Harbour Authority was founded.",
        "en",
        "organisation",
        "Ostervik Harbour Authority",
    ),
    "a word with of": (
        "He studied at the University of Ostervik then.",
        "en",
        "organisation",
        "University of Ostervik",
    ),
    "a compound of organisations": (
        "Er leitet die Thüringer Sprenggesellschaft heute.",
        "de",
        "organisation",
        "Thüringer Sprenggesellschaft",
    ),
    "initials after the name": (
        "The Nordic Ferry Alliance (NFA) objects.",
        "en",
        "organisation",
        "Nordic Ferry Alliance",
    ),
    "a known organisation": ("It was bought by Google last year.", "en", "organisation", "Google"),
    "initials twice": ("The NFQA objects. Later the NFQA agreed.", "en", "organisation", "NFQA"),
    "a land": ("They moved to Portugal last year.", "en", "place", "Portugal"),
    "a country in its own language": ("Sie zogen nach Griechenland um.", "de", "place", "Griechenland"),
    "a country in the genitive": ("Die Hauptstadt Griechenlands ist alt.", "de", "place", "Griechenland"),
    "a town with a preposition": ("A tunnel opened in Lisbon today.", "en", "place", "Lisbon"),
    "a town in the dateline of a report": (
        "KATHMANDU, April 25 (Agency) - A plane landed.",
        "en",
        "place",
        "Kathmandu",
    ),
    "a town with a suffix": ("İzmir'in ilçesinde yangın çıktı.", "tr", "place", "İzmir"),
    "a country in a script without capitals": ("رئيس فرنسا يزور المدينة", "ar", "place", "فرنسا"),
}


@pytest.mark.parametrize("case", FOUND)
def test_each_rule_finds_the_name_of_its_example(case: str, make_blocks: MakeBlocks) -> None:
    text, language, kind, name = FOUND[case]
    assert named(find_entities(make_blocks(text), language), kind) == [name]


#: Text, language and the kind of which there is none.
NOT_FOUND = {
    "a sentence's first word": ("Nice weather returned.", "en", "place"),
    "a word that is a town too": ("Reading helps. Mobile phones do not.", "en", "place"),
    "an office and a street": ("They met in King Road.", "en", "person"),
    "a German noun behind a noun": ("Die Rede der Ministerin Ende Mai.", "de", "organisation"),
    "other acronyms": ("The TV and the TV and the DNA and the DNA.", "en", "organisation"),
    "initials once": ("The NFQA objects.", "en", "organisation"),
    "a shouted line": ("LAURA OSTERMANN WINS THE GREAT PRIZE", "en", "person"),
    "a given name alone": ("Then Laura left.", "en", "person"),
    "a given name and a verb": ("Laura Said nothing.", "en", "organisation"),
    "a mayor with a town's name": ("Mayor London Breed spoke.", "en", "place"),
    "the chief of something": ("Das meldet Finanzchef von Ostervik am Montag.", "de", "person"),
    "two places and a word of organisations": ("Aid reached Gaza and the West Bank.", "en", "organisation"),
    "a paper with a town's name": ("He wrote in the Atlanta Journal-Constitution.", "en", "person"),
    "a given name that is a country": ("They run Georgia Access.", "en", "person"),
    "a noun that begins with a given name": ("Nahe der Maya-Stätte Uaxactun.", "de", "person"),
    "an organisation that speaks": ("“No,” said World Health Organization staff.", "en", "person"),
    "without capitals": ("nothing to see in here", "en", "place"),
}


@pytest.mark.parametrize("case", NOT_FOUND)
def test_near_misses_are_not_found(case: str, make_blocks: MakeBlocks) -> None:
    text, language, kind = NOT_FOUND[case]
    assert named(find_entities(make_blocks(text), language), kind) == []


def test_mentions_include_last_names_alone(make_blocks: MakeBlocks) -> None:
    blocks = make_blocks("Laura Ostermann won.", "Nobody knew.", "Ostermann's team cheered, and Ostermann wept.")
    (person,) = find_entities(blocks, "en")
    assert (person.name, person.mentions) == ("Laura Ostermann", ("b1", "b3"))


def test_initials_count_as_mentions_of_the_organisation(make_blocks: MakeBlocks) -> None:
    blocks = make_blocks("The Nordic Ferry Alliance (NFA) objects.", "Later, NFA agreed.")
    (organisation,) = find_entities(blocks, "en")
    assert (organisation.name, organisation.mentions) == ("Nordic Ferry Alliance", ("b1", "b2"))


def test_the_most_mentioned_comes_first(make_blocks: MakeBlocks) -> None:
    blocks = make_blocks("Laura Ostermann met Jan Dahl.", "Dahl spoke.", "Dahl left.")
    assert named(find_entities(blocks, "en"), "person") == ["Jan Dahl", "Laura Ostermann"]


def test_two_people_with_the_same_last_name_are_separate(make_blocks: MakeBlocks) -> None:
    found = find_entities(make_blocks("Laura Ostermann met Jan Ostermann."), "en")
    assert sorted(named(found, "person")) == ["Jan Ostermann", "Laura Ostermann"]


def test_headings_and_related_links_are_not_searched_for_names(make_blocks: MakeBlocks) -> None:
    blocks = (*make_blocks("Laura Ostermann Wins Again", role="heading"), *make_blocks("By Jan Dahl", role="related"))
    assert find_entities(blocks, "en") == ()


@pytest.mark.parametrize(
    "text", ["", "…", "A", "A.", "’s", "X " * 5000, "\ud800", "Dr. ", "Mr Mr Mr", "(ABC)", "of the"]
)
def test_broken_text_has_no_entities(text: str, make_blocks: MakeBlocks) -> None:
    find_entities(make_blocks(text), None)


def test_the_number_of_entities_is_limited(make_blocks: MakeBlocks) -> None:
    letters = "bcdfghklmn"
    names = [f"Laura Os{a}e{b}i{c}" for a in letters for b in letters for c in letters]
    assert len(find_entities(make_blocks(*[f"Then {name} spoke." for name in names]), "en")) == MAX_ENTITIES
