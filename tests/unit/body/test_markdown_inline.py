"""Inline content as Markdown: marks, links and code are kept, and text is never read as one of them."""

from __future__ import annotations

import html
import re

import pytest
from tests.support.made_blocks import block, item, paragraph, shown, table

from clippings.body.markdown import write_markdown
from clippings.records import Block, Cell, Inline, Mark


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
        "[x](https://injected.example) and [x] [y]",
        "[a][b] and [a]: b",
        "[^1] and [ ^1 ]",
        "![x]",
        "<3@injected.example>",
        "~~gone~~ and ~gone~",
        "*both* of them",
        "السلام عليكم *ورحمة* الله",
        "中文，**不是**粗体。",
        "𝒜stral 👩‍👩‍👧",
    ],
)
def test_text_is_escaped(text: str) -> None:
    assert shown(write_markdown(paragraph(text))) == f"<p>{html.escape(text.strip()).replace('&#x27;', chr(39))}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "He said [the mayor] had left […]",
        "Then (he said [so])",
        "From ~5 to ~6 metres",
        "With love <3 and a < b <= c, or <5% of it",
        "Athlet*innen",
        "*Offer ends on Monday",
        "Price* of all",
    ],
)
def test_unambiguous_text_is_not_escaped(text: str) -> None:
    assert write_markdown(paragraph(text)) == text
    assert html.unescape(shown(write_markdown(paragraph(text)))) == f"<p>{text}</p>"


def test_brackets_of_neighbouring_runs_make_no_link() -> None:
    blocks = paragraph(
        "[a", Inline("b]", ("strong",)), "(https://injected.example) ", Inline("c [d]", (), "https://a.example/")
    )
    written = shown(write_markdown(blocks))
    assert "injected.example)" in written
    assert written.endswith('<a href="https://a.example/">c [d]</a></p>')


def test_asterisks_beside_marks_and_in_code_are_text() -> None:
    assert shown(write_markdown(paragraph("a* ", Inline("b", ("emphasis",)), " c"))) == "<p>a* <em>b</em> c</p>"
    assert shown(write_markdown(paragraph(Inline("a\\*b", ("code",))))) == "<p><code>a\\*b</code></p>"
    assert shown(write_markdown([item("* no item")])) == "<ul><li>* no item</li></ul>"


def test_marks_work_inside_words() -> None:
    blocks = paragraph(Inline("I", ("strong",)), "f you un", Inline("believ", ("emphasis",)), "ably can")
    assert write_markdown(blocks) == "**I**f you un*believ*ably can"
    assert shown(write_markdown(blocks)) == "<p><strong>I</strong>f you un<em>believ</em>ably can</p>"


@pytest.mark.parametrize("text", ["the \ufdd0old\ufdd0 quay", "5*3 is \ufdd0not\ufdd0 two", "\ufdd0 no item"])
def test_noncharacters_are_text(text: str) -> None:
    assert shown(write_markdown(paragraph(text))) == f"<p>{text}</p>"


def test_noncharacters_in_addresses_are_kept() -> None:
    link = Inline("a link", (), "https://daily.example/\ufdd0a")
    assert "(https://daily.example/\ufdd0a)" in write_markdown(paragraph("5*3 and ", link))


def test_marks_that_cannot_close_cover_only_words() -> None:
    blocks = paragraph("他说", Inline("“中文。”", ("strong",)), "下 and ", Inline("so on…", ("emphasis",)), "then")
    assert write_markdown(blocks) == "他说“**中文**。”下 and *so on*…then"
    assert shown(write_markdown(blocks)) == "<p>他说“<strong>中文</strong>。”下 and <em>so on</em>…then</p>"


def test_marks_beside_punctuation_cover_all_text() -> None:
    blocks = paragraph("He said ", Inline("“No.”", ("strong",)), ", and left")
    assert write_markdown(blocks) == "He said **“No.”**, and left"


@pytest.mark.parametrize("mark", ["strong", "emphasis"])
def test_single_punctuation_has_no_marks(mark: Mark) -> None:
    assert write_markdown(paragraph("the end", Inline(". ", (mark,)), Inline("“", (mark,)), "So")) == "the end. “So"
    assert shown(write_markdown(paragraph("see ", Inline("1", (mark,)), " there"))).count(">1</") == 1


def test_adjacent_marks_are_separated() -> None:
    blocks = paragraph("x", Inline("a", ("emphasis",)), Inline("b", ("strong",)), " c")
    assert shown(write_markdown(blocks)) == "<p>x<em>a</em><strong>b</strong> c</p>"


def test_adjacent_code_is_separated() -> None:
    blocks = paragraph(Inline("a", ("code",)), Inline("b", ("strong", "code")), Inline("c", ("code",)))
    written = re.sub("</?strong>", "", shown(write_markdown(blocks)))
    assert written == "<p><code>a</code><code>b</code><code>c</code></p>"


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
def test_links_keep_their_address(url: str) -> None:
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
    assert shown(write_markdown(blocks)) == "<p><strong><em>1</em><sub>:</sub></strong></p>"
    blocks = paragraph(Inline("1", ("strong", "emphasis")), Inline("(a)", ("strong", "subscript", "emphasis")))
    assert shown(write_markdown(blocks)) == "<p><strong><em>1</em><sub><em>(a)</em></sub></strong></p>"


def test_brackets_in_the_text_of_a_link_do_not_end_it() -> None:
    (written,) = [shown(write_markdown(paragraph(Inline("a [b](c", (), "https://a.example/"))))]
    assert written == '<p><a href="https://a.example/">a [b](c</a></p>'


def test_a_mark_after_a_line_break_in_a_cell_does_not_end_the_one_around_it() -> None:
    content = (
        Inline("b", ("emphasis", "strong")),
        Inline("\n", ("emphasis",)),
        Inline("a", ("emphasis", "strong", "subscript")),
        Inline("c", ("subscript", "strong")),
    )
    written = shown(write_markdown([table((Cell(content), "2"), header=False)]))
    assert "<em><strong>b</strong><br>" in written
    assert written.count("<em>") == written.count("</em>") == 1


def test_the_number_of_a_note_in_brackets_is_not_raised() -> None:
    raised = ("superscript",)
    assert write_markdown(paragraph("old", Inline("[5]", raised), Inline("[6]", raised), ".")) == "old[5][6]."
    assert write_markdown(paragraph("old", Inline("[23-24, 30]", raised))) == "old[23-24, 30]"
    assert write_markdown(paragraph("old", Inline("[5]", raised, "https://a.example/"), " and")) == (
        "old[\\[5\\]](https://a.example/) and"
    )
    assert write_markdown(paragraph("E = mc", Inline("2", raised), " [y]")) == "E = mc<sup>2</sup> [y]"


def test_note_numbers_are_not_links() -> None:
    raised = Inline("[5]", ("superscript",))
    for after in ("(b)", "[b]", ": b"):
        assert html.unescape(shown(write_markdown(paragraph("a", raised, after)))) == f"<p>a[5]{after}</p>"
    blocks = [block("paragraph", "a", raised, Inline("1", (), "#n")), Block("n", "paragraph", (Inline("A note."),))]
    assert write_markdown(blocks) == "a[5\\][^1]\n\n[^1]: A note."
