"""Which texts are names, and how a line of several names is split."""

from __future__ import annotations

import pytest

from clippings.fields.authors.person_names import (
    begins_byline,
    clean,
    ends_byline,
    from_by,
    in_natural_order,
    is_agency,
    is_given,
    is_login,
    is_organisation,
    looks_personal,
    split_names,
)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("By Jane Doe and John Q. Public", ["Jane Doe", "John Q. Public"]),
        ("By Jane Doe, Anna Other, and John Public", ["Jane Doe", "Anna Other", "John Public"]),
        ("By Jane Doe, Staff Writer", ["Jane Doe"]),
        ("By Jane Doe, Associated Press", ["Jane Doe"]),
        ("Von Jana Meyer und Karl Otto", ["Jana Meyer", "Karl Otto"]),
        ("Par Élise Martin et Jean Petit", ["Élise Martin", "Jean Petit"]),
        ("Por María López y Juan Pérez", ["María López", "Juan Pérez"]),
        ("Di Anna Rossi e Marco Bianchi", ["Anna Rossi", "Marco Bianchi"]),
        ("Door Jan de Vries", ["Jan de Vries"]),
        ("Av Kari Nordmann og Ola Hansen", ["Kari Nordmann", "Ola Hansen"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("文／山田太郎", ["山田太郎"]),
        ("بقلم: محمد علي", ["محمد علي"]),
        ("김철수 선임기자 kim@courier.example", ["김철수"]),
        ("이영희기자", ["이영희"]),
        ("本报记者 王小明", ["王小明"]),
        ("Piše: Ana Novak", ["Ana Novak"]),
        ("Höfundur: Anna Jónsdóttir", ["Anna Jónsdóttir"]),
        ("Müəllif: Aysel Quliyeva", ["Aysel Quliyeva"]),
        ("Аутор: Ана Јовић", ["Ана Јовић"]),
        ("రచయిత: సీత రావు", ["సీత రావు"]),
        ("ໂດຍ: ສົມຈິດ ແກ້ວ", ["ສົມຈິດ ແກ້ວ"]),
        ("山田太郎記者", ["山田太郎"]),
        ("Photos and Story By Jane Doe", ["Jane Doe"]),
        ("Text und Fotos: Jana Meyer", ["Jana Meyer"]),
        ("Contributors: Jane Doe", ["Jane Doe"]),
        ("Alle Beiträge von Jana Meyer", ["Jana Meyer"]),
        ("Jane Doe, M.D., Ph.D.", ["Jane Doe"]),
        ("Paramita (Guha) Ghosh", ["Paramita (Guha) Ghosh"]),
        ("Jane Doe (Berlin)", ["Jane Doe"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Jane Doe <jane@example.org>", ["Jane Doe"]),
        ("Jane Doe @janedoe", ["Jane Doe"]),
        ("By Jane Doe January 5, 2024", ["Jane Doe"]),
        ("By Tom May", ["Tom May"]),
        ("By Jane Doe | Updated 3 hours ago", ["Jane Doe"]),
        ("By Jane Doe. Reviewed by Ann Other, RD", ["Jane Doe"]),
        ("Center for Drug Evaluation and Research", ["Center for Drug Evaluation and Research"]),
        ("Jane\u202e Doe\u0000\u200f", ["Jane Doe"]),
        ("Jane &amp; John", ["Jane", "John"]),
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
        "Monday",
        "Share",
        "3 min read",
        "Log in",
        "Article and Disclosure Information",
        "Keine Kommentare",
        "content: Jane Doe",
        "© Jane Doe",
        "12",
        "",
    ],
)
def test_furniture_contains_no_names(text: str) -> None:
    assert list(split_names(text)) == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Posted on January 5, 2024 by Jane Doe", "by Jane Doe"),
        ("Veröffentlicht am 13. März 2019 von Jana Meyer", "von Jana Meyer"),
        ("05.02.2020 - Redaktion: Eberhard Fuhr", "Redaktion: Eberhard Fuhr"),
    ],
)
def test_a_date_before_the_by_is_left_out(text: str, rest: str) -> None:
    assert from_by(text) == rest


def test_a_sentence_that_contains_by_is_unchanged() -> None:
    text = "The bridge was built by John Public in spring"
    assert from_by(text) is text


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("김철수 특파원", True),
        ("山田太郎記者", True),
        ("기자", False),
        ("시의회 출입 기자단", False),
        ("Jane Doe, reporter", False),
    ],
)
def test_a_reporters_title_behind_a_name_makes_a_byline(text: str, ends: bool) -> None:
    assert ends_byline(text) is ends


@pytest.mark.parametrize(
    ("text", "begins"), [("By Jane Doe", True), ("ByJane Doe", True), ("Bystanders saw", False), ("Jane", False)]
)
def test_a_byline_is_known_by_its_first_word(text: str, begins: bool) -> None:
    assert begins_byline(text) is begins


@pytest.mark.parametrize(
    ("name", "agency", "organisation"),
    [
        ("Reuters", True, True),
        ("The Associated Press", True, True),
        ("dpa", True, True),
        ("Example Clinic", False, True),
        ("Podium Staff", False, True),
        ("Jane Doe", False, False),
        ("Anna Reuter", False, False),
    ],
)
def test_agencies_and_organisations_are_told_from_people(name: str, agency: bool, organisation: bool) -> None:
    assert (is_agency(name), is_organisation(name)) == (agency, organisation)


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Quill, Ada", "Ada Quill"),
        ("Quill, A. J.", "A. J. Quill"),
        ("Vries, Jan de", "Jan de Vries"),
        ("García Márquez, Gabriel", "Gabriel García Márquez"),
        ("Ada Quill", "Ada Quill"),
        ("Ada Quill, Jane Doe", "Ada Quill, Jane Doe"),
        ("Ada Quill, Editor", "Ada Quill, Editor"),
        ("Quill, Ada; Doe, Jane", "Quill, Ada; Doe, Jane"),
        ("Quill, Doe, Roe", "Quill, Doe, Roe"),
        ("Example GmbH, Sample GmbH", "Example GmbH, Sample GmbH"),
    ],
)
def test_only_names_of_catalogs_are_reordered(name: str, turned: str) -> None:
    assert in_natural_order(name) == turned


@pytest.mark.parametrize(
    ("name", "login"), [("webadmin7", True), ("riverfox", True), ("Jane", False), ("j.doe", False), ("山田太郎", False)]
)
def test_a_login_is_one_lower_case_word(name: str, login: bool) -> None:
    assert is_login(name) is login


@pytest.mark.parametrize(
    ("name", "personal"),
    [("Jane Doe", True), ("Jan de Vries", True), ("山田太郎", True), ("Jane", False), ("the old bridge", False)],
)
def test_names_of_people_have_two_capitalized_words(name: str, personal: bool) -> None:
    assert looks_personal(name) is personal


def test_a_month_alone_is_not_a_given_name() -> None:
    assert is_given("Julia")
    assert not is_given("August")


def test_a_text_becomes_one_line_without_entities_and_controls() -> None:
    assert clean("Jane\n &amp;\u202e  John\u0007") == "Jane & John"
