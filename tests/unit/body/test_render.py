"""A body is read as text, as Markdown and as HTML, and says the same in each."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clippings.body.render import to_html, to_markdown, to_text
from clippings.records import Block, Cell, Inline, ListPlace, Mark, Role


def block(role: Role, *content: Inline | str, **more: object) -> Block:
    runs = tuple(Inline(run) if isinstance(run, str) else run for run in content)
    return Block("b", role, runs, **more)  # type: ignore[arg-type]


def paragraph(*content: Inline | str) -> list[Block]:
    return [block("paragraph", *content)]


def item(text: str, depth: int = 1, ordinal: int | None = None, continued: bool = False) -> Block:
    return block("list_item", text, place=ListPlace(depth, ordinal, continued))


def table(*rows: tuple[Cell | str, ...], header: bool = True) -> Block:
    cells = tuple(
        tuple(cell if isinstance(cell, Cell) else Cell((Inline(cell),), header and number == 0) for cell in row)
        for number, row in enumerate(rows)
    )
    return Block("t", "table", rows=cells)


def shown(markdown: str) -> str:
    """What a reader of CommonMark makes of *markdown*, on one line."""
    return re.sub(r">\s+<", "><", MarkdownIt("commonmark").enable("table").render(markdown)).strip()


# --- text --------------------------------------------------------------------------------------------------------


def test_text_has_the_body_and_leaves_out_what_stands_around_it() -> None:
    blocks = [
        block("headline", "Bridge opens"),
        block("standfirst", "After two years."),
        block("paragraph", "It was raining."),
        block("caption", "The bridge"),
        block("heading", "What next", level=2),
        item("Paint"),
        block("quote", "At last!"),
        table(("Year", "Cost"), ("2024", "3")),
        block("code", "x = 1\ny = 2"),
        block("author_note", "Ann writes."),
        block("comment", "First!"),
        block("related", "More bridges"),
        block("pull_quote", "At last!"),
        block("embed", Inline("Video", (), "https://video.example/1")),
    ]
    assert to_text(blocks) == (
        "After two years.\n\nIt was raining.\n\nWhat next\n\nPaint\n\nAt last!\n\nYear\tCost\n2024\t3\n\nx = 1\ny = 2"
    )


def test_an_empty_body_is_empty_in_every_form() -> None:
    assert (to_text([]), to_markdown([]), to_html([])) == ("", "", "")


@pytest.mark.parametrize("role", ["paragraph", "heading", "list_item", "quote", "code", "table"])
def test_a_block_without_content_leaves_no_trace(role: Role) -> None:
    blocks = [block("paragraph", "a"), block(role, ""), block("paragraph", "b")]
    assert to_text(blocks) == "a\n\nb"
    assert to_markdown(blocks) == "a\n\nb"
    assert to_html(blocks) == "<p>a</p>\n<p>b</p>\n"


# --- Markdown: blocks ----------------------------------------------------------------------------------------------


def test_headings_keep_their_level() -> None:
    assert to_markdown([block("heading", "One", level=3)]) == "### One"


def test_hashes_that_end_a_heading_are_text() -> None:
    assert shown(to_markdown([block("heading", "The language C #", level=2)])) == "<h2>The language C #</h2>"


def test_a_heading_of_nothing_but_a_hash_is_text() -> None:
    assert shown(to_markdown([block("heading", "#", level=2)])) == "<h2>#</h2>"


def test_a_heading_stays_on_one_line() -> None:
    assert to_markdown([block("heading", "One\ntwo", level=2)]) == "## One two"


def test_a_nested_list_is_indented_below_its_item() -> None:
    blocks = [item("a"), item("b", 2), item("c", 2), item("d")]
    assert to_markdown(blocks) == "- a\n  - b\n  - c\n- d"


def test_a_nested_numbered_list_that_starts_late_is_still_a_list() -> None:
    assert shown(to_markdown([item("a"), item("b", 2, 4)])) == (
        '<ul><li><p>a</p><ol start="4"><li>b</li></ol></li></ul>'
    )


def test_a_list_counted_down_keeps_its_numbers() -> None:
    numbers = re.findall(r"\d+", to_markdown([item("x", 1, 3), item("y", 1, 2), item("z", 1, 1)]))
    assert numbers == ["3", "2", "1"]
    assert shown(to_markdown([item("x", 1, 3), item("y", 1, 2)])) == (
        '<ol start="3"><li>x</li></ol><ol start="2"><li>y</li></ol>'
    )


def test_a_second_paragraph_of_an_item_has_no_bullet() -> None:
    blocks = [item("a", 1, 10), item("more of a", 1, 10, continued=True), item("b", 1, 11)]
    assert shown(to_markdown(blocks)) == ('<ol start="10"><li><p>a</p><p>more of a</p></li><li><p>b</p></li></ol>')


def test_an_item_without_its_outer_item_is_an_item_all_the_same() -> None:
    assert to_markdown([item("deep", 3)]) == "- deep"


def test_a_quote_in_a_quote_stands_inside_of_it() -> None:
    blocks = [block("quote", "outer", quoted=1), block("quote", "inner", quoted=2), block("paragraph", "after")]
    assert shown(to_markdown(blocks)) == (
        "<blockquote><p>outer</p><blockquote><p>inner</p></blockquote></blockquote><p>after</p>"
    )


def test_a_list_in_a_quote_stays_in_the_quote() -> None:
    blocks = [
        block("list_item", "a\nb", place=ListPlace(1), quoted=1),
        block("list_item", "c", place=ListPlace(1), quoted=1),
    ]
    assert to_markdown(blocks) == "> - a\\\n>   b\n> - c"


def test_code_keeps_its_lines_and_its_language() -> None:
    assert to_markdown([block("code", "if x:\n    y()", language="python")]) == "```python\nif x:\n    y()\n```"


def test_code_with_a_fence_in_it_gets_a_longer_fence() -> None:
    assert shown(to_markdown([block("code", "````\n</pre>")])) == "<pre><code>````\n&lt;/pre&gt;\n</code></pre>"


def test_a_table_has_its_header_row_first() -> None:
    assert to_markdown([table(("Year", "Cost"), ("2024", "3"))]) == "| Year | Cost |\n| --- | --- |\n| 2024 | 3 |"


def test_a_table_without_headers_gets_an_empty_header_row() -> None:
    written = to_markdown([table(("2024", "3"), header=False)])
    assert written == "|  |  |\n| --- | --- |\n| 2024 | 3 |"


def test_a_bar_in_a_cell_does_not_end_the_cell() -> None:
    written = shown(to_markdown([table(("a|b", "c"), ("d", "e"))]))
    assert "<th>a|b</th><th>c</th>" in written


def test_a_line_break_in_a_cell_does_not_end_the_row() -> None:
    assert "| d<br>e | f |" in to_markdown([table(("a", "b"), ("d\ne", "f"))])


def test_a_short_row_is_filled_up() -> None:
    assert to_markdown([table(("a", "b"), ("c",))]) == "| a | b |\n| --- | --- |\n| c |  |"


def test_a_cell_that_spans_stands_where_it_begins() -> None:
    wide = Cell((Inline("wide"),), header=True, columns=2)
    tall = Cell((Inline("tall"),), rows=2)
    written = to_markdown([table((wide,), (tall, "1"), ("2",))])
    assert [re.split(r"\s*\|\s*", line)[1:-1] for line in written.splitlines()] == [
        ["wide", ""],
        ["---", "---"],
        ["tall", "1"],
        ["", "2"],
    ]


def test_spans_beyond_reason_are_cut() -> None:
    huge = Cell((Inline("x"),), columns=10**9, rows=10**9)
    written = to_markdown([table((huge, "y"), ("z",))])
    assert len(written) < 10_000


def test_an_embed_is_a_link_with_its_title() -> None:
    embed = block("embed", Inline("A video", (), "https://video.example/1"))
    assert to_markdown([embed]) == "[A video](https://video.example/1)"


# --- Markdown: inline ----------------------------------------------------------------------------------------------


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
    assert shown(to_markdown(paragraph(text))) == f"<p>{html.escape(text.strip()).replace('&#x27;', chr(39))}</p>"


@pytest.mark.parametrize("second", ["---", "===", "--- | ---", ":-: | :-:", "1. b", "- b", "# b", "> b", "```"])
def test_a_second_line_is_never_read_as_markup(second: str) -> None:
    assert shown(to_markdown(paragraph(f"a | b\n{second}"))) == f"<p>a | b<br />\n{html.escape(second)}</p>"


@pytest.mark.parametrize(
    ("mark", "tag"),
    [
        ("strong", "strong"),
        ("emphasis", "em"),
        ("code", "code"),
        ("subscript", "sub"),
        ("superscript", "sup"),
        ("deleted", "del"),
        ("highlight", "mark"),
    ],
)
def test_marks_hold_in_both_forms(mark: Mark, tag: str) -> None:
    blocks = paragraph("a ", Inline("b c", (mark,)), " d")
    assert shown(to_markdown(blocks)) == f"<p>a <{tag}>b c</{tag}> d</p>"
    assert to_html(blocks) == f"<p>a <{tag}>b c</{tag}> d</p>\n"


def test_marks_hold_inside_a_word_and_between_letters_without_spaces() -> None:
    blocks = paragraph("un", Inline("believ", ("emphasis",)), "able ", Inline("“中文。”", ("strong",)), "下")
    assert shown(to_markdown(blocks)) == "<p>un<em>believ</em>able <strong>“中文。”</strong>下</p>"


def test_marks_side_by_side_stay_apart() -> None:
    blocks = paragraph(Inline("a", ("emphasis",)), Inline("b", ("strong",)), Inline("c", ("emphasis",)))
    assert shown(to_markdown(blocks)) == "<p><em>a</em><strong>b</strong><em>c</em></p>"


def test_a_mark_around_another_is_written_once() -> None:
    blocks = paragraph(
        Inline("all ", ("strong",)), Inline("of", ("strong", "emphasis")), Inline(" this", ("strong",)), " and that"
    )
    assert to_markdown(blocks) == "**all *of* this** and that"


def test_spaces_at_the_ends_of_a_mark_move_out_of_it() -> None:
    assert to_markdown(paragraph("a", Inline(" b ", ("strong",)), "c")) == "a **b** c"


def test_a_link_around_marked_text_is_one_link() -> None:
    blocks = paragraph(Inline("see ", (), "https://a.example/"), Inline("this", ("emphasis",), "https://a.example/"))
    assert to_markdown(blocks) == "[see *this*](https://a.example/)"
    assert to_html(blocks).count("<a ") == 1


@pytest.mark.parametrize(
    "url", ["https://a.example/x_(y)", "https://a.example/?a=1&copy;=2", "https://a.example/\\<b>"]
)
def test_a_link_leads_where_it_led(url: str) -> None:
    written = html.unescape(shown(to_markdown(paragraph(Inline("x", (), url)))))
    assert url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E") in written


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
     "vbscript:x", "file:///etc/passwd", "http://[broken"],
)  # fmt: skip
def test_a_link_that_does_more_than_lead_on_is_text(url: str) -> None:
    blocks = paragraph(Inline("click", (), url))
    assert to_markdown(blocks) == "click"
    assert to_html(blocks) == "<p>click</p>\n"


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    blocks = paragraph("Wow!", Inline("look", (), "https://a.example/"))
    assert shown(to_markdown(blocks)) == '<p>Wow!<a href="https://a.example/">look</a></p>'


def test_backticks_in_code_stay_in_the_code() -> None:
    assert shown(to_markdown(paragraph(Inline("a `b` c`", ("code",))))) == "<p><code>a `b` c`</code></p>"


def test_linked_code_is_not_read_as_the_definition_of_a_reference() -> None:
    written = shown(to_markdown(paragraph(Inline("]:", ("code",), "https://a.example/"))))
    assert written == '<p><a href="https://a.example/"><code>]:</code></a></p>'


def test_a_sentence_that_is_strong_and_emphasised_is_written_with_asterisks() -> None:
    assert to_markdown(paragraph(Inline("Follow below.", ("strong", "emphasis")))) == "***Follow below.***"


def test_a_mark_inside_another_does_not_end_it() -> None:
    blocks = paragraph(Inline("1", ("strong", "emphasis")), Inline(":", ("strong", "subscript", "emphasis")))
    assert shown(to_markdown(blocks)) == "<p><strong><em>1</em><sub><em>:</em></sub></strong></p>"


# --- HTML ------------------------------------------------------------------------------------------------------------


def test_lists_and_quotes_are_nested_in_html() -> None:
    blocks = [
        item("a"),
        item("b", 2, 3),
        item("more b", 2, 3, continued=True),
        item("c"),
        block("quote", "q", quoted=1),
    ]
    assert re.sub(r"\s*\n\s*", "", to_html(blocks)) == (
        '<ul><li>a<ol start="3"><li>b<p>more b</p></li></ol></li><li>c</li></ul><blockquote><p>q</p></blockquote>'
    )


def test_terms_and_descriptions_are_a_list_of_definitions_in_html() -> None:
    blocks = [
        block("list_item", "Quay", place=ListPlace(1, definition="term")),
        block("list_item", "Where ships lie.", place=ListPlace(1, continued=True, definition="description")),
        block("list_item", "Made of stone.", place=ListPlace(1, continued=True)),
        block("list_item", "Pier", place=ListPlace(1, definition="term")),
        block("list_item", "On piles.", place=ListPlace(1, continued=True, definition="description")),
    ]
    assert re.sub(r"\s*\n\s*", "", to_html(blocks)) == (
        "<dl><dt>Quay</dt><dd>Where ships lie.<p>Made of stone.</p></dd><dt>Pier</dt><dd>On piles.</dd></dl>"
    )
    assert to_markdown(blocks[:2]) == "- Quay\n\n  Where ships lie."


def test_an_entry_of_a_live_blog_shows_its_time() -> None:
    at = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    blocks = [block("live_entry", "Gates open", level=3, time=at), block("live_entry", "He speaks.", time=at)]
    assert to_markdown(blocks) == "### 14:05 Gates open\n\n**14:05** He speaks."
    assert to_html(blocks) == (
        '<h3><time datetime="2026-03-01T14:05:00+00:00">14:05</time> Gates open</h3>\n'
        '<p><time datetime="2026-03-01T14:05:00+00:00">14:05</time> He speaks.</p>\n'
    )
    assert to_text(blocks) == "Gates open\n\nHe speaks."


def test_numbers_that_do_not_follow_are_kept_in_html() -> None:
    assert '<li value="5">' in to_html([item("a", 1, 1), item("b", 1, 5)])


def test_spans_and_headers_are_kept_in_html() -> None:
    written = to_html([table((Cell((Inline("wide"),), header=True, columns=2),), ("1", "2"))])
    assert '<thead><tr><th colspan="2">wide</th></tr></thead>' in written


def test_code_says_its_language_in_html() -> None:
    assert to_html([block("code", "a<b\n", language="c")]) == '<pre><code class="language-c">a&lt;b\n</code></pre>\n'


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</p><iframe src=//x>",
        "<svg/onload=x>",
        "<!--",
        "]]>",
    ],
)
def test_markup_in_the_text_is_shown_and_does_nothing(text: str) -> None:
    assert to_html(paragraph(text)) == f"<p>{html.escape(text, quote=False)}</p>\n"


@pytest.mark.parametrize("language", ['x" onmouseover="alert(1)', "'><script>", "a b"])
def test_a_language_cannot_leave_its_attribute(language: str) -> None:
    written = to_html([block("code", "x", language=language)])
    assert re.fullmatch(r'<pre><code class="language-[^"<]*">x</code></pre>\n', written)


def test_quotes_in_an_address_cannot_leave_the_attribute() -> None:
    written = to_html(paragraph(Inline("x", (), 'https://a.example/"onclick="alert(1)')))
    assert re.fullmatch(r'<p><a href="[^"]*" rel="noopener noreferrer">x</a></p>\n', written)


# --- both: any content at all ----------------------------------------------------------------------------------------

LETTERS = st.text(st.sampled_from("ab \n*_`~[]()<>!#-+=|\\&;:.1中文“。é"), min_size=1, max_size=8)
MARKS = st.lists(st.sampled_from(["strong", "emphasis", "code", "subscript", "deleted"]), unique=True, max_size=3).map(
    tuple
)
RUNS = st.builds(Inline, LETTERS, MARKS, st.none() | st.just("https://a.example/(x)"))


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(RUNS, min_size=1, max_size=6).map(tuple), st.sampled_from(["paragraph", "list_item", "quote", "heading"])
)
def test_whatever_the_text_is_markdown_says_the_same(content: tuple[Inline, ...], role: Role) -> None:
    place = ListPlace(1) if role == "list_item" else None
    blocks = [Block("b", role, content, level=2 if role == "heading" else None, place=place)]
    read = html.unescape(re.sub(r"<[^<>]+>", "", shown(to_markdown(blocks)).replace("<br />", " ")))
    assert squeezed(read) == squeezed(to_text(blocks))
    read = html.unescape(re.sub(r"<[^<>]+>", "", to_html(blocks).replace("<br>", " ")))
    assert squeezed(read) == squeezed(to_text(blocks))
