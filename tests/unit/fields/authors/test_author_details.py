"""The details of an author on the page: kind, role, own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Author, Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def authors(found: dict[str, Finding[Any]]) -> tuple[Author, ...]:
    return found["authors"].value  # type: ignore[no-any-return]


def test_an_agency_is_an_organization(read: Read, linked: Linked) -> None:
    (agency,) = authors(read(linked('"author":{"@type":"Person","name":"Reuters"}')))
    assert (agency.role, agency.kind) == ("agency", "organisation")


def test_people_are_recognized_despite_wrong_data(read: Read, linked: Linked) -> None:
    (author,) = authors(read(linked('"author":{"@type":"Organization","name":"Jane Doe"}')))
    assert author.kind == "person"


def test_publishers_are_recognized_despite_wrong_data(read: Read, linked: Linked) -> None:
    head = linked('"author":{"@type":"Person","name":"Le Exemple"},"publisher":{"name":"Le Exemple"}')
    (author,) = authors(read(head))
    assert author.kind == "organisation"


def test_a_publisher_that_begins_like_a_given_name_is_one_where_the_data_says_so(read: Read, linked: Linked) -> None:
    name = '{"@type":"Organization","name":"Les Exemples"}'
    (author,) = authors(read(linked(f'"author":{name},"publisher":{name}')))
    assert author.kind == "organisation"


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Von Jana Meyer (Text) und Karl Otto (Fotos)", ["writer", "photographer"]),
        ("Von Jana Meyer und Karl Otto (Text und Fotos)", ["writer", "writer"]),
        ("Por María López (texto) y Juan Pérez (ilustraciones)", ["writer", "illustrator"]),
        ("By Jane Doe and John Public (translation)", ["writer", "translator"]),
        ("By Jane Doe and John Public (Berlin)", ["writer", "writer"]),
    ],
)
def test_roles_are_read_from_the_byline(read: Read, line: str, roles: list[str]) -> None:
    assert [author.role for author in authors(read(above=f"{H1}<div>{line}</div>"))] == roles


def test_the_author_page_is_read_from_the_data(read: Read, linked: Linked) -> None:
    (author,) = authors(read(linked('"author":{"@type":"Person","name":"Jane Doe","url":"/people/jane-doe"}')))
    assert author.url == "https://news.example/people/jane-doe"


def test_the_author_page_is_read_from_the_byline_link(read: Read) -> None:
    (author,) = authors(read(above=f'{H1}<div>By <a href="/author/jane-doe">Jane Doe</a></div>'))
    assert author.url == "https://news.example/author/jane-doe"


def test_a_social_account_is_not_the_author_page(read: Read) -> None:
    above = f'{H1}<div>By <a href="https://social.invalid/janedoe">Jane Doe</a></div>'
    (author,) = authors(read(above=above))
    assert author.url is None


def test_a_link_around_two_names_is_not_an_author_page(read: Read) -> None:
    above = f'{H1}<div>By <a href="/author/doe-and-public">Jane Doe and John Public</a></div>'
    assert [author.url for author in authors(read(above=above))] == [None, None]
