"""The syntax of q: operators, punctuation, and invalid queries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.errors import InvalidRequest
from clippings.search.analysis import title_key
from clippings.search.query import MAX_WORDS, NotSearchable, parse_query


def read(text: str) -> list[list[str]]:
    """Return the clauses of a query, each a list of its alternatives; a wildcard is written after its word."""
    clauses = parse_query(text).clauses
    return [[" ".join(each.words) + "*" * each.is_prefix for each in clause] for clause in clauses]


def without(text: str) -> list[str]:
    return [" ".join(each.words) + "*" * each.is_prefix for each in parse_query(text).without]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("old bridges", [["old"], ["bridges"]]),
        ('"old bridges" port', [["old bridges"], ["port"]]),
        ("harbour OR port ferry", [["harbour", "port"], ["ferry"]]),
        ("a1 OR b1 OR c1", [["a1", "b1", "c1"]]),
        ('"old bridge" OR ferry', [["old bridge", "ferry"]]),
        ("harb*", [["harb*"]]),
        ("harb*, ferry", [["harb*"], ["ferry"]]),
        ("salt AND pepper", [["salt"], ["pepper"]]),
        ("e-mail OR fax", [["e mail", "fax"]]),
        ("COVID-19", [["covid"], ["19"]]),
        ("old OLD old", [["old"]]),
        ("東京タワー", [["東京 京タ タワ ワー"]]),
        ("橋", [["橋*"]]),
        ('"東京 橋"', [["東京 京 橋*"]]),
        ("“old bridges” port", [["old bridges"], ["port"]]),
        ("„alte Brücken“ Hafen", [["alte brucken"], ["hafen"]]),
        ("« vieux pont »", [["vieux pont"]]),
    ],
)
def test_words_phrases_alternatives_and_prefixes(text: str, clauses: list[list[str]]) -> None:
    assert read(text) == clauses


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("port -ferry", ["ferry"]),
        ('port -"old ferry"', ["old ferry"]),
        ("port -harb*", ["harb*"]),
        ("port -covid-19", ["covid 19"]),
        ("port - ferry", []),
        ("port–ferry", []),
        ("drops to -20 degrees", []),
        ("well-known port", []),
    ],
)
def test_a_minus_before_a_letter_excludes_a_word(text: str, words: list[str]) -> None:
    assert without(text) == words


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ('A 6" pipe bursts', ["a", "6", "pipe", "bursts"]),
        ("OR Tambo airport", ["or", "tambo", "airport"]),
        ("Trump | Biden", ["trump", "biden"]),
        ("What the f***?", ["what", "the", "f"]),
        ("Sh*t happens", ["sh", "t", "happens"]),
        ("(Analysis) [Video] Port", ["analysis", "video", "port"]),
        ("Port’s “new era”", ["port", "new era"]),
        ("5 * 7 = 35", ["5", "7", "35"]),
    ],
)
def test_marks_in_a_headline_are_punctuation(headline: str, words: list[str]) -> None:
    assert read(headline) == [[word] for word in words]


@pytest.mark.parametrize(
    "text", ["", "   ", "…!?", "*", "* *", "a", "a*", "the", "The", "der die", "der OR die", "-port", '""']
)
def test_a_query_without_searchable_words_is_rejected(text: str) -> None:
    with pytest.raises(NotSearchable) as refused:
        parse_query(text)
    assert refused.value.parameter == "q"


@pytest.mark.parametrize(
    "text",
    ["WHO", "war", "us", "uk", "new", "care", "mint", "to be or not to be", "EU", "9 11", "Vitamin C", "ね", "नदी"],
)
def test_acronyms_headlines_and_single_characters_are_looked_up(text: str) -> None:
    assert parse_query(text).clauses


@pytest.mark.parametrize(
    "text",
    [
        '"old bridges',
        'port "',
        'port -"old',
        " OR ".join(f"w{n}" for n in range(60)),
        "port " + " ".join(f"-w{n}" for n in range(40)),
        " ".join(f"word{n}*" for n in range(9)),
    ],
)
def test_invalid_and_expensive_queries_are_rejected(text: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        parse_query(text)
    assert refused.value.parameter == "q"
    assert not isinstance(refused.value, NotSearchable)


def test_words_beyond_the_limit_are_dropped_and_named() -> None:
    query = parse_query(" ".join(f"w{n:02}" for n in range(40)))
    assert len(query.clauses) == MAX_WORDS
    assert query.dropped == tuple(f"w{n}" for n in range(32, 40))


def test_the_whole_query_may_be_a_title() -> None:
    assert parse_query("Köln -Bonn OR nichts").title == title_key("KÖLN – Bonn or nichts")


@given(st.text(alphabet='ab"-* OR\u201c\u201d東京é1.', max_size=80))
def test_any_text_is_read_or_rejected_by_parameter(text: str) -> None:
    try:
        query = parse_query(text)
    except InvalidRequest as refused:
        assert refused.parameter == "q"  # noqa: PT017 - either outcome is right
    else:
        assert all(operand.words for operand in query.operands())
