"""Inline content as Markdown: marks, links and code stay what they are, and text is never read as one of them."""

from __future__ import annotations

import html

import pytest
from tests.unit.body.made_blocks import paragraph, shown

from clippings.body.markdown import write_markdown
from clippings.records import Inline


@pytest.mark.parametrize(
    "text",
    [
        "1. not a list",
        "12) nor this",
        "- nor this",
        "+ nor this",
        "* nor this",
        "# no heading",
        "> no quote",
        "--- no rule",
        "***",
        "___",
        "===",
        "[x]: https://injected.example",
        "![picture](https://injected.example)",
        "<script>alert(1)</script>",
        "<https://injected.example>",
        "`code`",
        "~~~",
        "&copy; &#65; AT&T",
        "snake_case_name and _emphasis_",
        "2 * 3 * 4",
        "back\\slash \\* and \\",
        "| a | b |",
        "    indented",
        "السلام عليكم *ورحمة* الله",
        "中文，**不是**粗体。",
        "𝒜stral 👩‍👩‍👧",
    ],
)
def test_text_is_never_read_as_markup(text: str) -> None:
    assert shown(write_markdown(paragraph(text))) == f"<p>{html.escape(text.strip()).replace('&#x27;', chr(39))}</p>"


def test_marks_hold_inside_a_word_and_between_letters_without_spaces() -> None:
    blocks = paragraph("un", Inline("believ", ("emphasis",)), "able ", Inline("“中文。”", ("strong",)), "下")
    assert shown(write_markdown(blocks)) == "<p>un<em>believ</em>able <strong>“中文。”</strong>下</p>"


def test_marks_side_by_side_stay_apart() -> None:
    blocks = paragraph(Inline("a", ("emphasis",)), Inline("b", ("strong",)), Inline("c", ("emphasis",)))
    assert shown(write_markdown(blocks)) == "<p><em>a</em><strong>b</strong><em>c</em></p>"


def test_a_mark_around_another_is_written_once() -> None:
    blocks = paragraph(
        Inline("all ", ("strong",)), Inline("of", ("strong", "emphasis")), Inline(" this", ("strong",)), " and that"
    )
    assert write_markdown(blocks) == "**all *of* this** and that"


def test_spaces_at_the_ends_of_a_mark_move_out_of_it() -> None:
    assert write_markdown(paragraph("a", Inline(" b ", ("strong",)), "c")) == "a **b** c"


@pytest.mark.parametrize(
    "url", ["https://a.example/x_(y)", "https://a.example/?a=1&copy;=2", "https://a.example/\\<b>"]
)
def test_a_link_leads_where_it_led(url: str) -> None:
    written = html.unescape(shown(write_markdown(paragraph(Inline("x", (), url)))))
    assert url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E") in written


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    blocks = paragraph("Wow!", Inline("look", (), "https://a.example/"))
    assert shown(write_markdown(blocks)) == '<p>Wow!<a href="https://a.example/">look</a></p>'


def test_backticks_in_code_stay_in_the_code() -> None:
    assert shown(write_markdown(paragraph(Inline("a `b` c`", ("code",))))) == "<p><code>a `b` c`</code></p>"


def test_linked_code_is_not_read_as_the_definition_of_a_reference() -> None:
    written = shown(write_markdown(paragraph(Inline("]:", ("code",), "https://a.example/"))))
    assert written == '<p><a href="https://a.example/"><code>]:</code></a></p>'


def test_a_sentence_that_is_strong_and_emphasised_is_written_with_asterisks() -> None:
    assert write_markdown(paragraph(Inline("Follow below.", ("strong", "emphasis")))) == "***Follow below.***"


def test_a_mark_inside_another_does_not_end_it() -> None:
    blocks = paragraph(Inline("1", ("strong", "emphasis")), Inline(":", ("strong", "subscript", "emphasis")))
    assert shown(write_markdown(blocks)) == "<p><strong><em>1</em><sub><em>:</em></sub></strong></p>"


def test_brackets_in_the_text_of_a_link_do_not_end_it() -> None:
    (written,) = [shown(write_markdown(paragraph(Inline("a [b](c", (), "https://a.example/"))))]
    assert written == '<p><a href="https://a.example/">a [b](c</a></p>'
