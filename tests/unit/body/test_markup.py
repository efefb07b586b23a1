"""Blocks become HTML with their nesting, and nothing of the page is executed in it."""

from __future__ import annotations

import html
import re

import pytest
from tests.support.made_blocks import block, item, paragraph, table

from clippings.body.markup import MAX_STRETCH, write_html
from clippings.records import Block, Cell, Inline, ListPlace, Role


def test_lists_and_quotes_are_nested_in_html() -> None:
    blocks = [
        item("a"),
        item("b", 2, 3),
        item("more b", 2, 3, continued=True),
        item("c"),
        block("quote", "q", quoted=1),
    ]
    assert re.sub(r"\s*\n\s*", "", write_html(blocks)) == (
        '<ul><li>a<ol start="3"><li>b<p>more b</p></li></ol></li><li>c</li></ul><blockquote><p>q</p></blockquote>'
    )


def test_numbers_that_do_not_follow_are_kept_in_html() -> None:
    assert '<li value="5">' in write_html([item("a", 1, 1), item("b", 1, 5)])


def test_spans_and_headers_are_kept_in_html() -> None:
    written = write_html([table((Cell((Inline("wide"),), header=True, columns=2),), ("1", "2"))])
    assert '<thead><tr><th colspan="2">wide</th></tr></thead>' in written


def test_code_says_its_language_in_html() -> None:
    assert write_html([block("code", "a<b\n", language="c")]) == '<pre><code class="language-c">a&lt;b\n</code></pre>\n'


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
def test_markup_in_text_is_escaped(text: str) -> None:
    assert write_html(paragraph(text)) == f"<p>{html.escape(text, quote=False)}</p>\n"


@pytest.mark.parametrize("language", ['x" onmouseover="alert(1)', "'><script>", "a b"])
def test_a_language_cannot_leave_its_attribute(language: str) -> None:
    written = write_html([block("code", "x", language=language)])
    assert re.fullmatch(r'<pre><code class="language-[^"<]*">x</code></pre>\n', written)


def test_quotes_in_an_address_cannot_leave_the_attribute() -> None:
    written = write_html(paragraph(Inline("x", (), 'https://a.example/"onclick="alert(1)')))
    assert re.fullmatch(r'<p><a href="[^"]*" rel="noopener noreferrer">x</a></p>\n', written)


def test_lists_that_start_late_have_a_start_number() -> None:
    assert '<ol start="4">' in write_html([item("a", 1, 4)])
    assert "<ol>" in write_html([item("a", 1, 1), item("b", 1, 2)])


def test_adjacent_bullets_and_numbers_are_separate_lists() -> None:
    written = re.sub(r"\s*\n\s*", "", write_html([item("a"), item("b", 1, 1)]))
    assert written == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_a_continuation_without_an_item_begins_one() -> None:
    assert write_html([item("a", continued=True)]).startswith("<ul>\n<li>a</li>")
    assert write_html([item("a"), item("b", continued=True)]).count("<li>") == 1


def test_tables_in_items_are_written_in_the_item() -> None:
    cells = ((Cell((Inline("1"),)),),)
    written = write_html([item("a"), Block("t", "table", rows=cells, place=ListPlace(1, continued=True)), item("b")])
    assert re.search(r"<li>a<table>.*</table>\s*</li>\s*<li>b</li>", written, re.DOTALL)


def test_spans_are_cut_to_what_html_allows() -> None:
    huge = Cell((Inline("x"),), columns=10**9, rows=10**9)
    assert '<td colspan="1000" rowspan="65534">' in write_html([table((huge,), header=False)])


def test_later_header_rows_are_not_in_the_head() -> None:
    again = Cell((Inline("Again"),), header=True)
    written = write_html([table(("Year",), ("2024",), (again,))])
    assert written.count("<thead>") == 1
    assert written.endswith("<tr><td>2024</td></tr><tr><th>Again</th></tr></tbody></table>\n")


@pytest.mark.parametrize("name", ["1234567890ab", "1234567890ab-2"])
def test_notes_have_ids_and_references_link_to_them(name: str) -> None:
    note = Block(name, "list_item", (Inline("The report."),), place=ListPlace(1))
    written = write_html([*paragraph("Deep", Inline("1", ("superscript",), f"#{name}")), note])
    assert f'<li id="{name}">' in written
    assert f'<a href="#{name}"' in written


def test_ids_that_are_not_block_ids_are_left_out() -> None:
    note = Block("top", "list_item", (Inline("The report."),), place=ListPlace(1))
    assert "id=" not in write_html([*paragraph("Deep", Inline("1", (), "#top")), note])


def test_blocks_without_references_have_no_id() -> None:
    assert "id=" not in write_html([Block("1234567890ab", "paragraph", (Inline("a"),))])


def test_items_of_equal_depth_are_siblings_in_html() -> None:
    blocks = [item("a", 2), item("b", 2), item("c", 3), item("d", 2)]
    assert re.sub(r"\s*\n\s*", "", write_html(blocks)) == "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>"


@pytest.mark.parametrize("role", ["paragraph", "code"])
@pytest.mark.parametrize("length", [MAX_STRETCH - 1, MAX_STRETCH, MAX_STRETCH + 1, 3 * MAX_STRETCH])
def test_long_texts_are_written_without_dividing_comments(role: Role, length: int) -> None:
    said = ("a<&" * length)[:length]
    written = write_html([block(role, said)])
    assert "<!--" not in written
    assert html.unescape(re.sub(r"<[^>]*>", "", written)).strip() == said
