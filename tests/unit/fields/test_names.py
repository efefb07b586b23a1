from __future__ import annotations

import pytest



@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("By Jane Doe and John Q. Public", ["Jane Doe", "John Q. Public"]),
        ("By Jane Doe, Staff Writer", ["Jane Doe"]),
        ("Von Jana Meyer und Karl Otto", ["Jana Meyer", "Karl Otto"]),
        ("Par Élise Martin et Jean Petit", ["Élise Martin", "Jean Petit"]),
        ("Por María López y Juan Pérez", ["María López", "Juan Pérez"]),
        ("Di Anna Rossi e Marco Bianchi", ["Anna Rossi", "Marco Bianchi"]),
        ("Door Jan de Vries", ["Jan de Vries"]),
        ("Av Kari Nordmann og Ola Hansen", ["Kari Nordmann", "Ola Hansen"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("文／山田太郎", ["山田太郎"]),
        ("Jane Doe, M.D., Ph.D.", ["Jane Doe"]),
        ("Jane Doe <jane@example.org>", ["Jane Doe"]),
        ("Jane Doe @janedoe", ["Jane Doe"]),
        ("By Jane Doe January 5, 2024", ["Jane Doe"]),
        ("By Jane Doe | Updated 3 hours ago", ["Jane Doe"]),
        ("By Jane Doe. Reviewed by Ann Other, RD", ["Jane Doe"]),
    ],
)
def test_a_byline_is_cut_down_to_its_names(byline: str, names: list[str]) -> None:
    assert list(split_names(byline)) == names


@pytest.mark.parametrize(
    "text",
    [
        "admin",
        "https://social.example/paper",
        "jane@example.org",
        "January 5, 2024",
        "Share",
        "3 min read",
        "Log in",
        "12",
        "",
    ],
)
def test_furniture_names_nobody(text: str) -> None:
    assert list(split_names(text)) == []


def test_controls_and_direction_marks_leave_a_name() -> None:
    assert list(split_names("Jane\u202e Doe\u0000\u200f")) == ["Jane Doe"]


def test_an_organisation_with_an_and_is_one() -> None:
    assert list(split_names("Center for Drug Evaluation and Research")) == ["Center for Drug Evaluation and Research"]


def test_an_agency_signs_as_one() -> None:
    assert (agency.role, agency.kind) == ("agency", "organisation")


def test_a_person_is_a_person_though_the_data_says_organisation() -> None:
