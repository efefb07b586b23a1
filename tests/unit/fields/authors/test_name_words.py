"""The words of bylines, each with a near miss that is somebody's name or a sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.fields.authors.name_words import (
    AGENCY,
    BY,
    FURNITURE,
    JOB,
    NOT_A_NAME,
    ORGANISATION,
    OTHERS,
    RUN_IN,
    SPLIT,
    TAIL,
    TRAILING_JOB,
    trailing_words,
)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("ByJane Doe", "Jane Doe"),
        ("Story by: Jane Doe", "Jane Doe"),
        ("– Reported and written by Jane Doe", "Jane Doe"),
        ("Photos and text: Jane Doe", "Jane Doe"),
        ("Von Jana Meyer", "Jana Meyer"),
        ("Ein Gastbeitrag von Jana Meyer", "Jana Meyer"),
        ("Autorin: Jana Meyer", "Jana Meyer"),
        ("Propos recueillis par Élise Martin", "Élise Martin"),
        ("Escrito por María López", "María López"),
        ("A cura di Anna Rossi", "Anna Rossi"),
        ("Skriven av Kari Berg", "Kari Berg"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("Γράφει ο Νίκος Παππάς", "Νίκος Παππάς"),
        ("Tác giả: Nguyễn An", "Nguyễn An"),
        ("بقلم محمد علي", "محمد علي"),
        ("文／山田太郎", "山田太郎"),
        ("作者：张伟", "张伟"),
    ],
)
def test_words_before_a_name_are_removed(line: str, rest: str) -> None:
    assert BY.sub("", line, count=1) == rest


@pytest.mark.parametrize("name", ["Byron Doe", "Vonnegut Doe", "Parker Doe", "Diana Doe", "Avery Doe", "Storey Doe"])
def test_a_name_that_begins_like_such_a_word_is_complete(name: str) -> None:
    assert BY.sub("", name) == name


@pytest.mark.parametrize(
    "behind",
    [
        " (Berlin)", " [at] mail", " <jane@a.example>", " https://a.example", " jane@a.example", " @janedoe",
        " Published 3 March", " aktualisiert am Montag", " mis à jour", " in Berlin", " | Opinion", " - 3 March",
        " 2024",
    ],
)  # fmt: skip
def test_text_after_a_name_is_removed(behind: str) -> None:
    assert TAIL.sub("", f"Jane Doe{behind}") == "Jane Doe"


@pytest.mark.parametrize("name", ["Paramita (Guha) Ghosh", "Jean-Luc Martin", "Inga Forsberg", "Isabel Hasler"])
def test_parts_of_a_name_are_kept(name: str) -> None:
    assert TAIL.sub("", name) == name


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe and Jo Dyk", "Jane Doe & Jo Dyk", "Jane Doe / Jo Dyk", "Jane Doe; Jo Dyk", "Jane Doe und Jo Dyk",
        "Jane Doe y Jo Dyk", "Jane Doe e Jo Dyk", "Jane Doe og Jo Dyk", "Jane Doe, and Jo Dyk", "Jane Doe·Jo Dyk",
    ],
)  # fmt: skip
def test_joined_names_are_split(line: str) -> None:
    assert SPLIT.split(line) == ["Jane Doe", "Jo Dyk"]


@pytest.mark.parametrize("name", ["Jane Anderson", "Ortega y gasset", "Sandy Holland", "Jane Doe-Dyk"])
def test_single_names_are_not_split(name: str) -> None:
    assert SPLIT.split(name) == [name]


@pytest.mark.parametrize("line", ["Jane Doe. Reviewed by Ann Other", "Jane Doe | Fact-checked by Ann Other"])
def test_contributors_with_other_roles_follow_authors(line: str) -> None:
    assert OTHERS.split(line, maxsplit=1)[0] == "Jane Doe"


@pytest.mark.parametrize("words", ["Staff Writer", "Chefredakteurin", "correspondante", "M.D.", "PhD", "корреспондент"])
def test_jobs_and_degrees_are_known(words: str) -> None:
    assert JOB.search(words.lower())


@pytest.mark.parametrize("name", ["Jane Doe", "Maria Stafford", "Dorothea Leader", "Иван Петров"])
def test_names_contain_no_job_titles(name: str) -> None:
    assert JOB.search(name.lower()) is None


@pytest.mark.parametrize(
    "text", ["admin", "WP-Admin", "Share", "Log in", "Our Team", "3 Kommentare", "12 June 2024", "x"]
)
def test_furniture_words_are_not_names(text: str) -> None:
    assert NOT_A_NAME.match(text.lower())


@pytest.mark.parametrize("name", ["Adminah Doe", "Roote Doe", "Homer Doe", "Newman", "Yvonne Et"])
def test_names_that_begin_like_furniture_words_are_names(name: str) -> None:
    assert NOT_A_NAME.match(name.lower()) is None


@pytest.mark.parametrize("text", ["Subscribe to Jane", "3 minutes", "Jane Doe?", "photo.jpg 2", "heute in Berlin"])
def test_furniture_is_recognized_at_any_position(text: str) -> None:
    assert FURNITURE.search(text.lower())


def test_a_by_joined_to_a_name_is_distinguished_from_its_letters() -> None:
    assert RUN_IN.search("JaneBy Doe")
    assert RUN_IN.search("Jane Derby") is None


@pytest.mark.parametrize("name", ["Jane Doe", "Jane Reader", "Clickson Doe", "Harry Agostini"])
def test_names_contain_no_furniture(name: str) -> None:
    assert FURNITURE.search(name.lower()) is None


@pytest.mark.parametrize(
    "line",
    ["Jane Doe Staff Writer", "Jane Doe senior political correspondent", "Jane DoeReporter", "Jane Doe editor, arts"],
)
def test_a_job_joined_to_a_name_is_removed(line: str) -> None:
    assert TRAILING_JOB.sub("", line) == "Jane Doe"


@pytest.mark.parametrize(
    "name",
    ["The Meridian News", "Podium Staff", "Redaktion", "Ostervik University", "example.com", "央视新闻", "وكالة أنباء"],
)
def test_organisations_are_known_by_a_word(name: str) -> None:
    assert ORGANISATION.search(name.lower())


@pytest.mark.parametrize("name", ["Jane Doe", "Anna Reuter", "Tim Newson", "Boarding Jane", "Teamsley Doe"])
def test_names_of_people_contain_no_organization_words(name: str) -> None:
    assert ORGANISATION.search(name.lower()) is None


@pytest.mark.parametrize(
    "name", ["Reuters", "AFP", "dpa/AFP", "The Associated Press", "Deutsche Presse-Agentur", "Kyodo"]
)
def test_agencies_are_known_by_the_names_they_sign_with(name: str) -> None:
    assert AGENCY.match(name.lower())


@pytest.mark.parametrize("name", ["Apolline Doe", "Annie Doe", "Effie Doe", "Sidney Doe"])
def test_a_name_that_begins_like_an_agency_is_of_a_person(name: str) -> None:
    assert AGENCY.match(name.lower()) is None


@pytest.mark.slow
@settings(max_examples=750)  # each word of the pattern is drawn some five times
@given(st.from_regex(re.compile(TRAILING_JOB.pattern)))
def test_every_trailing_job_has_a_prefilter_word(text: str) -> None:
    assert any(word in text.lower() for word in trailing_words())
