"""Which of the people named on a page are its authors: a page for each decision, and a near miss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def names(found: dict[str, Finding[Any]]) -> list[str]:
    return [author.name for author in found["authors"].value] if "authors" in found else []


def test_the_byline_replaces_the_publisher_in_the_data(read: Read, linked: Linked) -> None:
    head = linked(
        '"author":{"@type":"Organization","name":"The Daily Example"},"publisher":{"name":"The Daily Example"}'
    )
    found = read(head, f"{H1}<div>By Jane Doe</div>")
    assert names(found) == ["Jane Doe"]
    assert found["authors"].rule == "byline:by"


def test_overruled_authors_are_rejected_candidates(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"Karl Meyer"}')
    refused = read(head, f"{H1}<div>By Jane Doe</div>")["authors"].rejected
    assert [(r.rule, r.raw) for r in refused] == [("json-ld:author", "Karl Meyer")]


def test_the_publisher_is_the_author_if_nobody_is_named(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Organization","name":"The Daily Example"}')
    found = read(head)
    assert names(found) == ["The Daily Example"]
    assert found["authors"].value[0].kind == "organisation"


def test_a_byline_that_names_more_completes_the_data(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"Jane Doe"}')
    assert names(read(head, f"{H1}<div>By Jane Doe and John Public</div>")) == ["Jane Doe", "John Public"]


def test_words_after_the_name_are_not_authors(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"Jane Doe"}')
    assert names(read(head, f"{H1}<div>By Jane Doe, Bridges and Rivers</div>")) == ["Jane Doe"]


def test_a_byline_of_one_given_name_is_completed_by_the_note_on_the_author(read: Read) -> None:
    below = "<div>Julia Miller</div><div>Julia Miller is a reporter who has covered rivers and bridges for years.</div>"
    assert names(read(above=f"{H1}<div>By Julia</div>", below=below)) == ["Julia Miller"]


def test_a_byline_of_one_given_name_stays_where_no_other_place_knows_more(read: Read) -> None:
    assert names(read(above=f"{H1}<div>By Julia</div>")) == ["Julia"]


def test_an_author_beside_the_headline_has_priority_over_a_byline_in_the_body(read: Read) -> None:
    above = f'{H1}<div><a href="/author/jane-doe">Jane Doe</a></div>'
    inside = "<p>by Peter Miller</p>"
    first, second = "The council met in the old hall. " * 6, "The gallery was full to the last bench. " * 6
    body = f"<p>{first}</p>{inside}<p>{second}</p>"
    assert names(read(above=above, body=body)) == ["Jane Doe"]


def test_a_byline_element_with_more_names_than_its_first_line_is_used(read: Read) -> None:
    line = '<div class="authors">Jane Doe, John Public</div>'
    assert names(read(above=f"{H1}<div>By Jane Doe</div>{line}")) == ["Jane Doe", "John Public"]


def test_a_link_completes_the_data_with_those_it_left_out(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"Jane Doe"}')
    links = '<div><a href="/author/jane-doe">Jane Doe</a> <a href="/author/john-public">John Public</a></div>'
    assert names(read(head, H1 + links)) == ["Jane Doe", "John Public"]


def test_a_staff_byline_outweighs_a_name_in_a_note(read: Read) -> None:
    below = "<div>Shalom Japan</div><div>Shalom Japan is a restaurant by the river, and a good one at that.</div>"
    assert names(read(above=f"{H1}<div>By Example Staff</div>", below=below)) == ["Example Staff"]


def test_people_and_an_agency_replace_the_publisher(read: Read, linked: Linked) -> None:
    head = linked('"author":[{"name":"Reuters"},{"name":"Jane Doe"},{"name":"Example News"}]')
    assert names(read(head)) == ["Reuters", "Jane Doe"]


def test_a_photographer_is_not_an_author(read: Read) -> None:
    assert names(read(above=f"{H1}<div>Photo by Jane Doe</div>")) == []


def test_a_login_that_the_page_does_not_show_is_not_an_author(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"webadmin7"}')
    assert names(read(head)) == []


def test_a_visible_lower_case_pen_name_is_an_author(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"riverfox"}')
    assert names(read(head, f"{H1}<div>by riverfox</div>")) == ["riverfox"]


def test_a_page_without_names_has_no_authors(read: Read) -> None:
    assert "authors" not in read()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Von Jana Meyer und Karl Otto", ["Jana Meyer", "Karl Otto"]),
        ("Par Élise Martin et Jean Petit", ["Élise Martin", "Jean Petit"]),
        ("Por María López y Juan Pérez", ["María López", "Juan Pérez"]),
        ("Di Anna Rossi e Marco Bianchi", ["Anna Rossi", "Marco Bianchi"]),
        ("Av Kari Nordmann og Ola Hansen", ["Kari Nordmann", "Ola Hansen"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("文／山田太郎", ["山田太郎"]),
        ("Veröffentlicht am 13. März 2019 von Jana Meyer", ["Jana Meyer"]),
        ("jeudi 13 juin 2019, par Élise Martin", ["Élise Martin"]),
        ("March 15, 2022 · 3 min read · By Jane Doe", ["Jane Doe"]),
    ],
)
def test_bylines_are_read_in_many_languages(read: Read, line: str, expected: list[str]) -> None:
    assert names(read(above=f"{H1}<div>{line}</div>")) == expected


def test_control_characters_are_removed_from_names(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"Jane\\u202e Doe\\u0000\\u200f"}')
    assert names(read(head)) == ["Jane Doe"]


def test_people_in_the_data_have_priority_over_an_unknown_name_after_a_label(read: Read, linked: Linked) -> None:
    label = f"{H1}<div>Posted by:</div><div>Idle Ferryman</div>"
    assert names(read(above=label)) == ["Idle Ferryman"]
    assert names(read(linked('"author":{"@type":"Person","name":"Karl Meyer"}'), label)) == ["Karl Meyer"]


def test_a_pen_name_after_by_has_priority_over_a_class(read: Read) -> None:
    above = f'{H1}<div>by jferry</div><div class="byline-group">River Watch Forum</div>'
    assert names(read(above=above)) == ["jferry"]


@pytest.mark.parametrize("name", ["articleauthor", "citation_author", "citation_authors", "author"])
def test_metas_name_authors_one_by_one(read: Read, name: str) -> None:
    head = f'<meta name="{name}" content="Jane Doe"><meta name="{name}" content="Karl Meyer">'
    assert names(read(head)) == ["Jane Doe", "Karl Meyer"]


def test_a_meta_with_a_property_names_the_author(read: Read) -> None:
    assert names(read('<meta itemprop="author" content="Jane Doe">')) == ["Jane Doe"]


@pytest.mark.parametrize(("name", "kind"), [("LBCI", "organisation"), ("JANE DOE", "person"), ("Jane", "person")])
def test_one_word_in_capitals_abbreviates_an_organisation(read: Read, linked: Linked, name: str, kind: str) -> None:
    (author,) = read(linked(f'"author":{{"@type":"Person","name":"{name}"}}'))["authors"].value
    assert author.kind == kind
