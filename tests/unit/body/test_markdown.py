"""Blocks become Markdown that a CommonMark parser reads as the same blocks, whatever their text contains."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from tests.support.made_blocks import block, item, paragraph, shown, table

from clippings.body import markdown
from clippings.body.markdown import MAX_GRID, MAX_NESTING, has_too_large_spans, write_markdown
from clippings.records import Cell, Inline, ListPlace


def test_headings_keep_their_level() -> None:
    assert write_markdown([block("heading", "One", level=3)]) == "### One"


def test_trailing_hashes_in_headings_are_escaped() -> None:
    assert shown(write_markdown([block("heading", "The language C #", level=2)])) == "<h2>The language C #</h2>"


def test_a_heading_of_one_hash_is_escaped() -> None:
    assert shown(write_markdown([block("heading", "#", level=2)])) == "<h2>#</h2>"


def test_a_heading_stays_on_one_line() -> None:
    assert write_markdown([block("heading", "One\ntwo", level=2)]) == "## One two"


def test_a_nested_list_is_indented_below_its_item() -> None:
    blocks = [item("a"), item("b", 2), item("c", 2), item("d")]
    assert write_markdown(blocks) == "- a\n  - b\n  - c\n- d"


def test_a_nested_numbered_list_that_starts_late_is_still_a_list() -> None:
    assert shown(write_markdown([item("a"), item("b", 2, 4)])) == (
        '<ul><li><p>a</p><ol start="4"><li>b</li></ol></li></ul>'
    )


def test_reversed_lists_keep_their_numbers() -> None:
    numbers = re.findall(r"\d+", write_markdown([item("x", 1, 3), item("y", 1, 2), item("z", 1, 1)]))
    assert numbers == ["3", "2", "1"]
    assert shown(write_markdown([item("x", 1, 3), item("y", 1, 2)])) == (
        '<ol start="3"><li>x</li></ol><ol start="2"><li>y</li></ol>'
    )


def test_items_of_equal_depth_are_siblings_without_an_outer_item() -> None:
    blocks = [item("a", 2, 1), item("b", 2, 2), item("c", 3), item("d", 2, 3), item("e", 1)]
    assert write_markdown(blocks) == "1. a\n2. b\n   - c\n3. d\n- e"


def test_two_lists_are_separated() -> None:
    assert write_markdown([item("a"), item("b", 1, 1), item("c", 1, 2), item("d")]) == "- a\n\n1. b\n2. c\n\n- d"


def test_a_second_paragraph_of_an_item_has_no_bullet() -> None:
    blocks = [item("a", 1, 10), item("more of a", 1, 10, continued=True), item("b", 1, 11)]
    assert shown(write_markdown(blocks)) == ('<ol start="10"><li><p>a</p><p>more of a</p></li><li><p>b</p></li></ol>')


def test_an_item_without_its_outer_item_is_written_as_an_item() -> None:
    assert write_markdown([item("deep", 3)]) == "- deep"


def test_nested_quotes_are_written_nested() -> None:
    blocks = [block("quote", "outer", quoted=1), block("quote", "inner", quoted=2), block("paragraph", "after")]
    assert shown(write_markdown(blocks)) == (
        "<blockquote><p>outer</p><blockquote><p>inner</p></blockquote></blockquote><p>after</p>"
    )


def test_lists_in_quotes_are_written_in_the_quote() -> None:
    blocks = [
        block("list_item", "a\nb", place=ListPlace(1), quoted=1),
        block("list_item", "c", place=ListPlace(1), quoted=1),
    ]
    assert write_markdown(blocks) == "> - a\\\n>   b\n> - c"


def test_code_keeps_its_lines_and_its_language() -> None:
    assert write_markdown([block("code", "if x:\n    y()", language="python")]) == "```python\nif x:\n    y()\n```"


def test_code_with_a_fence_in_it_gets_a_longer_fence() -> None:
    assert shown(write_markdown([block("code", "````\n</pre>")])) == "<pre><code>````\n&lt;/pre&gt;\n</code></pre>"


def test_a_table_has_its_header_row_first() -> None:
    assert write_markdown([table(("Year", "Cost"), ("2024", "3"))]) == "| Year | Cost |\n| --- | --- |\n| 2024 | 3 |"


def test_a_table_without_headers_gets_an_empty_header_row() -> None:
    written = write_markdown([table(("2024", "3"), header=False)])
    assert written == "|  |  |\n| --- | --- |\n| 2024 | 3 |"


def test_a_bar_in_a_cell_does_not_end_the_cell() -> None:
    written = shown(write_markdown([table(("a|b", "c"), ("d", "e"))]))
    assert "<th>a|b</th><th>c</th>" in written


def test_a_line_break_in_a_cell_does_not_end_the_row() -> None:
    assert "| d<br>e | f |" in write_markdown([table(("a", "b"), ("d\ne", "f"))])


def test_a_short_row_is_filled_up() -> None:
    assert write_markdown([table(("a", "b"), ("c",))]) == "| a | b |\n| --- | --- |\n| c |  |"


def test_spanning_cells_are_written_at_their_first_position() -> None:
    wide = Cell((Inline("wide"),), header=True, columns=2)
    tall = Cell((Inline("tall"),), rows=2)
    written = write_markdown([table((wide,), (tall, "1"), ("2",))])
    assert [re.split(r"\s*\|\s*", line)[1:-1] for line in written.splitlines()] == [
        ["wide", ""],
        ["---", "---"],
        ["tall", "1"],
        ["", "2"],
    ]


def test_excessive_spans_are_limited() -> None:
    huge = Cell((Inline("x"),), columns=10**9, rows=10**9)
    written = write_markdown([table((huge, "y"), ("z",))])
    assert len(written) < 10_000


def test_an_embed_is_a_link_with_its_title() -> None:
    embed = block("embed", Inline("A video", (), "https://video.example/1"))
    assert write_markdown([embed]) == "[A video](https://video.example/1)"


@pytest.mark.parametrize("second", ["---", "===", "--- | ---", ":-: | :-:", "1. b", "- b", "# b", "> b", "```"])
def test_a_second_line_is_never_read_as_markup(second: str) -> None:
    assert shown(write_markdown(paragraph(f"a | b\n{second}"))) == f"<p>a | b<br />\n{html.escape(second)}</p>"


@pytest.mark.parametrize(("level", "hashes"), [(None, "##"), (0, "##"), (1, "#"), (6, "######"), (9, "######")])
def test_heading_levels_are_limited_to_six(level: int | None, hashes: str) -> None:
    assert write_markdown([block("heading", "One", level=level)]) == f"{hashes} One"


def test_too_large_item_numbers_become_bullets() -> None:
    assert write_markdown([item("a", 1, 999_999_999)]) == "999999999. a"
    assert write_markdown([item("a", 1, 1_000_000_000)]) == "- a"
    assert write_markdown([item("a", 1, -1)]) == "- a"


def test_adjacent_bullets_and_numbers_are_separate_lists() -> None:
    written = shown(write_markdown([item("a"), item("b", 1, 1), item("c")]))
    assert written == "<ul><li>a</li></ul><ol><li>b</li></ol><ul><li>c</li></ul>"


def test_a_paragraph_between_two_items_ends_the_list() -> None:
    written = shown(write_markdown([item("a"), *paragraph("p"), item("b")]))
    assert written == "<ul><li>a</li></ul><p>p</p><ul><li>b</li></ul>"


def test_an_item_continues_after_its_nested_list() -> None:
    blocks = [item("a", 1, 1), item("b", 2), item("more of a", 1, 1, continued=True), item("c", 1, 2)]
    assert shown(write_markdown(blocks)) == (
        "<ol><li><p>a</p><ul><li>b</li></ul><p>more of a</p></li><li><p>c</p></li></ol>"
    )


def test_a_quote_contains_all_its_paragraphs() -> None:
    blocks = [block("quote", "a"), block("quote", "b"), *paragraph("c")]
    assert shown(write_markdown(blocks)) == "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"


def test_the_language_of_code_is_one_word_that_ends_no_fence() -> None:
    assert write_markdown([block("code", "x", language="obj c`++")]) == "```objc++\nx\n```"


def test_empty_lines_at_the_ends_of_code_are_removed() -> None:
    assert write_markdown([block("code", "\n\n  a\n\n  b\n\n")]) == "```\n  a\n\n  b\n```"


def test_tables_of_empty_cells_are_left_out() -> None:
    assert write_markdown([*paragraph("a"), table(("", ""), ("", "")), *paragraph("b")]) == "a\n\nb"


def test_a_row_of_headers_further_down_is_a_row() -> None:
    again = Cell((Inline("Again"),), header=True)
    assert write_markdown([table(("Year",), ("2024",), (again,))]).splitlines()[2:] == ["| 2024 |", "| Again |"]


def test_a_bar_in_the_code_of_a_cell_stays_in_the_code() -> None:
    written = shown(write_markdown([table((Cell((Inline("x|y", ("code",)),), header=True),), ("z",))]))
    assert "<th><code>x|y</code></th>" in written


def test_live_entries_without_text_are_left_out() -> None:
    at = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    assert write_markdown([block("live_entry", "", time=at)]) == ""


@pytest.mark.parametrize("space", ["\r", "\x0b", "\x0c", "\u2028", "\x85"])
def test_no_other_line_break_begins_a_list(space: str) -> None:
    assert "<li>" not in shown(write_markdown(paragraph(f"a{space}- b{space}1. c")))


@pytest.mark.parametrize(("rows", "spans"), [(MAX_GRID // 8, True), (MAX_GRID // 8 + 1, False)])
def test_spans_are_laid_out_in_a_table_that_is_not_too_large(rows: int, spans: bool) -> None:
    wide = Cell((Inline("x"),), columns=8)
    made = table(*[(wide,)] * rows, header=False)
    assert has_too_large_spans([made]) is not spans
    if not spans:
        assert write_markdown([made]).splitlines()[-1] == "| x |"


def test_further_tables_with_spans_are_not_laid_out_behind_many(monkeypatch: pytest.MonkeyPatch) -> None:
    wide, narrow = Cell((Inline("x"),), columns=2), Cell((Inline("y"),))
    made = table((wide, narrow), (narrow, narrow, narrow), header=False)
    monkeypatch.setattr(markdown, "MAX_LAID_OUT", 51)  # forty for a table, six cells and five runs
    assert not has_too_large_spans([made])
    assert has_too_large_spans([made, made])
    lines = [line for line in write_markdown([made, *paragraph("p"), made]).splitlines() if "x" in line]
    assert lines == ["| x |  | y |", "| x | y |  |"]


def test_a_table_without_spans_of_any_size_is_laid_out() -> None:
    assert not has_too_large_spans([table(*[("a", "b")] * (MAX_GRID + 1))])


def test_short_rows_of_a_huge_table_are_left_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_FILLED", 8)
    small, large = table(("a", "b"), ("c",)), table(("a", "b", "c"), ("d",))
    assert write_markdown([small]) == "| a | b |\n| --- | --- |\n| c |  |"
    assert write_markdown([large]) == "| a | b | c |\n| --- | --- | --- |\n| d |"


def test_nesting_around_code_is_limited() -> None:
    quoted = block("code", "a\nb", quoted=200)
    assert write_markdown([quoted]).splitlines()[1] == "> " * MAX_NESTING + "a"
    items = [item(str(depth), depth) for depth in range(1, 200)]
    last = write_markdown(items).splitlines()[-1]
    assert last == "  " * (MAX_NESTING - 1) + "- 199"


def test_too_many_lines_of_code_in_an_item_are_written_behind_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    code = block("code", "a\nb", place=ListPlace(1, continued=True))
    monkeypatch.setattr(markdown, "MAX_INDENTED", 5)  # three further lines, each indented by two spaces
    assert write_markdown([item("x"), code]) == "- x\n\n```\na\nb\n```"
    monkeypatch.setattr(markdown, "MAX_INDENTED", 6)
    assert write_markdown([item("x"), code]) == "- x\n\n  ```\n  a\n  b\n  ```"


def test_too_many_lines_of_an_item_go_on_without_indentation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_INDENTED", 3)
    assert shown(write_markdown([item("a\nb\nc"), item("d")])) == "<ul><li>a<br />\nb<br />\nc</li><li>d</li></ul>"
