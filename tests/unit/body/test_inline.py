"""The text of a passage becomes runs: emphasis kept, links absolute, white space folded."""

from __future__ import annotations

import pytest

from clippings.body.inline import InlineReader, absolute, unbroken
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.records import Inline


def runs(markup: str, url: str | None = "https://news.example/a/b") -> tuple[Inline, ...]:
    page = make_page(markup, url)
    return InlineReader(page).read(read_flow(page)[0])


@pytest.mark.parametrize(
    ("tag", "mark"),
    [
        *(("b", "strong"), ("strong", "strong"), ("i", "emphasis"), ("em", "emphasis"), ("cite", "emphasis")),
        *(("code", "code"), ("kbd", "code"), ("sub", "subscript"), ("sup", "superscript")),
        *(("del", "deleted"), ("s", "deleted"), ("mark", "highlight")),
    ],
)
def test_elements_that_mark_text_are_kept_by_their_meaning(tag: str, mark: str) -> None:
    assert runs(f"<p>a <{tag}>b</{tag}> c")[1] == Inline("b", (mark,))  # type: ignore[arg-type]


def test_nested_marks_are_combined() -> None:
    assert runs("<p><b>a <i>b <b>c</b></i></b>") == (
        Inline("a ", ("strong",)),
        Inline("b c", ("strong", "emphasis")),
    )


def test_elements_without_meaning_leave_no_trace() -> None:
    assert runs("<p>a <span>b <font color=red>c</font></span> d") == (Inline("a b c d"),)


def test_white_space_is_folded_across_elements() -> None:
    assert runs("<p>\n a \n <b> b </b>\t c \n") == (Inline("a "), Inline("b ", ("strong",)), Inline("c"))


def test_a_break_is_a_line_end_without_space_around_it() -> None:
    assert runs("<p>a <br> b<br>c") == (Inline("a\nb\nc"),)


def test_invisible_characters_are_removed_except_joiners() -> None:
    assert runs("<p>har\u00adbour \u200b<i>👩\u200d👧</i>") == (Inline("harbour "), Inline("👩\u200d👧", ("emphasis",)))


def test_links_are_made_absolute_against_the_base_that_the_page_declares() -> None:
    assert runs("<base href=/c/><p>a <a href=d>b</a>")[1].href == "https://news.example/c/d"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("c", "https://news.example/a/c"),
        ("/c", "https://news.example/c"),
        ("//other.example/c", "https://other.example/c"),
        ("https://other.example/c d", "https://other.example/c%20d"),
        ("/c\n  /d ", "https://news.example/c%20%20/d"),
        ("?q=1", "https://news.example/a/b?q=1"),
        ("mailto:ann@news.example", "mailto:ann@news.example"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[broken", None),
        ("#part", None),
        ("", None),
    ],
)
def test_addresses_become_absolute_or_none(address: str, found: str | None) -> None:
    assert absolute(address, "https://news.example/a/b") == found


def test_without_an_address_of_the_page_links_stay_relative() -> None:
    assert runs("<p>a <a href=/c>b</a>", url=None)[1].href == "/c"


@pytest.mark.parametrize("sign", ["#", "¶", "<span aria-hidden=true>#</span>", " § "])
def test_permalinks_are_removed_from_headings(sign: str) -> None:
    assert runs(f'<h2>The third quay <a class=anchor href="#quay">{sign}</a></h2>') == (Inline("The third quay"),)
    assert runs(f'<h2><a href="#quay">{sign}</a> The third quay</h2>') == (Inline("The third quay"),)


@pytest.mark.parametrize(
    ("markup", "text"),
    [('<a href="#n1">1</a>', "1"), ('<a href="/tag">#</a>', "#"), ('<a href="#a">#Quay</a>', "#Quay"), ("#", "#")],
)
def test_notes_tags_and_single_signs_are_kept(markup: str, text: str) -> None:
    assert "".join(run.text for run in runs(f"<p>The third quay {markup}</p>")) == f"The third quay {text}"


def test_absolute_links_to_the_same_page_are_internal() -> None:
    assert runs("<p>a <a href='https://news.example/a/b#note-1'>1</a>") == (Inline("a 1"),)
    assert runs("<p>a <a href='b#note-1'>1</a>") == (Inline("a 1"),)
    assert runs("<p>a <a href='https://news.example/a/c#note-1'>1</a>")[1].href == "https://news.example/a/c#note-1"
    assert runs("<p>a <a href='https://news.example/a/b#'>1</a>")[1].href == "https://news.example/a/b#"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"From \[ t = n \\[2pt] s = m \] on", [("t = n \\\\[2pt] s = m", "display_math")]),
        (r"Take \(a\) and \(b\).", [("a", "math"), ("b", "math")]),
        (r"An open \( here, \(b\) there.", [("b", "math")]),
        (r"\[ x \text{ if \(y\) holds} \]", [(r"x \text{ if \(y\) holds}", "display_math")]),
        (r"Write \\(a\\) for a formula.", []),
        (r"\(" + "a" * 801 + r"\)", []),
    ],
    ids=["line break", "two in a line", "unclosed", "inline in display", "escaped", "too long"],
)
def test_delimiters_enclose_formulas_as_in_mathjax(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(run.text, mark) for run in runs(f"<p>{text}</p>") for mark in run.marks]
    assert found == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("轮渡将于十月一日\n  起停止，\n港务局表示。", "轮渡将于十月一日起停止，港务局表示。"),
        ("平日の\r\nフェリー", "平日のフェリー"),
        ("the ferry\nof 轮渡\nis late", "the ferry of 轮渡 is late"),
        ("페리는\n평일에", "페리는 평일에"),
    ],
)
def test_a_line_break_of_the_source_between_unspaced_letters_is_no_space(source: str, text: str) -> None:
    assert unbroken(source.replace("\r", "")) == text
