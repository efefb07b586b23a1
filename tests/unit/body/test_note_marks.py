"""Marks that may refer to a note, and marks that a line begins with."""

from __future__ import annotations

import pytest

from clippings.body.note_marks import find_notes, find_references, has_emphasis_by_signs, may_have_references
from clippings.languages.word_lists import all_words
from clippings.records import Inline


def raised(before: str, mark: str, after: str = "") -> tuple[Inline, ...]:
    return Inline(before), Inline(mark, ("superscript",)), Inline(after)


@pytest.mark.parametrize(
    ("content", "style", "label"),
    [
        ((Inline("It was deep[1] and old."),), "bracket", "1"),
        ((Inline("It was deep [12]."),), "bracket", "12"),
        ((Inline("It was deep [Note 3]."),), "bracket", "3"),
        ((Inline("深い［１］"),), "bracket", "1"),
        ((Inline("It was deep[*]"),), "sign", "*"),
        ((Inline("It was deep* and old."),), "sign", "*"),
        ((Inline("It was “deep”†"),), "sign", "†"),
        ((Inline("深い（注2）と"),), "labelled", "2"),
        ((Inline("深い注2"),), "labelled", "2"),
        ((Inline("深い※1、"),), "labelled", "1"),
        ((Inline("It was deep (1)."),), "paren", "1"),
        ((Inline("它很深③。"),), "circled", "3"),
        ((Inline("It was deep³."),), "raised", "3"),
        (raised("It was deep", "4", " then"), "raised", "4"),
        (raised("It was deep", "[b]"), "raised", "b"),
        (raised("It was deep", "*"), "sign", "*"),
        (raised("In 1911", "2"), "raised", "2"),
    ],
)
def test_marks_after_text_may_refer_to_notes(content: tuple[Inline, ...], style: str, label: str) -> None:
    assert [(mark.style, mark.label) for mark in find_references(content)] == [(style, label)]
    is_raised = any("superscript" in run.marks for run in content)
    assert is_raised or may_have_references("".join(run.text for run in content))


@pytest.mark.parametrize("word", sorted(all_words("notes", "labels")))
def test_references_with_the_words_of_every_language_are_searched(word: str) -> None:
    text = f"It was deep ({word}. 7)."
    assert [mark.label for mark in find_references((Inline(text),))] == ["7"]
    assert may_have_references(text)
    assert may_have_references(text.upper())


def test_text_without_marks_is_not_searched() -> None:
    assert not may_have_references("The weir (of 1911, they said) was 10 m wide; it cost 5 {2} or so.")


@pytest.mark.parametrize(
    "content",
    [
        (Inline("[1] It was deep."),),
        (Inline("It was deep.\n[1] It was old."),),
        (Inline("It was built in [1911]."),),
        (Inline("He wrote: it was deap [sic]."),),
        (Inline("It is for: (1) ships, (2) boats."),),
        (Inline("It is 30 m² large."),),
        (Inline("* It was deep."),),
        (Inline("It was 2*3 deep."),),
        (Inline("It was "), Inline("a[1]", ("code",))),
        (Inline("It was "), Inline("[1]", (), "https://a.example/")),
        raised("It is 30 m", "2", " large"),
        raised("It is 10", "3", " deep"),
        raised("", "1", " It was deep"),
        raised("On the 1", "st", " of May"),
    ],
)
def test_other_marks_refer_to_nothing(content: tuple[Inline, ...]) -> None:
    assert find_references(content) == []


@pytest.mark.parametrize(
    ("line", "style", "label", "note"),
    [
        ("[1] A letter.", "bracket", "1", "A letter."),
        ("[Footnote 2: A letter.]", "bracket", "2", "A letter.]"),
        ("(3) A letter.", "paren", "3", "A letter."),
        ("4. A letter.", "number", "4", "A letter."),
        ("a) A letter.", "number", "a", "A letter."),
        ("5 A letter.", "bare", "5", "A letter."),
        ("* A letter.", "sign", "*", "A letter."),
        ("**A letter.", "sign", "**", "A letter."),
        ("¹ A letter.", "raised", "1", "A letter."),
        ("注1　手紙である。", "labelled", "1", "手紙である。"),
        ("Note 6: A letter.", "labelled", "6", "A letter."),
        ("② 参见书信。", "circled", "2", "参见书信。"),
        ("[٣] رسالة العمدة", "bracket", "3", "رسالة العمدة"),
    ],
)
def test_lines_may_begin_as_notes(line: str, style: str, label: str, note: str) -> None:
    (mark,) = find_notes((Inline(line),))
    assert mark is not None
    assert (mark.style, mark.label, line[mark.end :]) == (style, label, note)


@pytest.mark.parametrize(
    "line", ["A letter.", "1911. A letter.", "1.5 metres deep", "[sic] A letter.", "[1]", "I am here."]
)
def test_other_lines_do_not(line: str) -> None:
    assert find_notes((Inline(line),)) == [None]


def test_each_line_of_a_content_is_read() -> None:
    marks = find_notes((Inline("Notes:\n1. A letter.\n2. A log of 1911."),))
    assert [mark and mark.label for mark in marks] == [None, "1", "2"]


def test_asterisks_around_words_are_emphasis() -> None:
    assert has_emphasis_by_signs((Inline("It is *very* deep."),))
    assert not has_emphasis_by_signs((Inline("It is very* deep."),))
