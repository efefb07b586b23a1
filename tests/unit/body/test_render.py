"""A body is read as text, as Markdown and as HTML, and says the same in each."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.made_blocks import block, item, paragraph, shown, table

from clippings.body.render import to_html, to_markdown, to_text
from clippings.records import Block, Cell, Inline, ListPlace, Mark, Role


def test_plain_text_has_only_the_body() -> None:
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


def test_an_empty_body_is_empty_in_every_format() -> None:
    assert (to_text([]), to_markdown([]), to_html([])) == ("", "", "")


@pytest.mark.parametrize("role", ["paragraph", "heading", "list_item", "quote", "code", "table"])
def test_empty_blocks_are_left_out(role: Role) -> None:
    blocks = [block("paragraph", "a"), block(role, ""), block("paragraph", "b")]
    assert to_text(blocks) == "a\n\nb"
    assert to_markdown(blocks) == "a\n\nb"
    assert to_html(blocks) == "<p>a</p>\n<p>b</p>\n"


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
def test_marks_are_written_in_markdown_and_html(mark: Mark, tag: str) -> None:
    blocks = paragraph("a ", Inline("b c", (mark,)), " d")
    assert shown(to_markdown(blocks)) == f"<p>a <{tag}>b c</{tag}> d</p>"
    assert to_html(blocks) == f"<p>a <{tag}>b c</{tag}> d</p>\n"


def test_a_link_around_marked_text_is_one_link() -> None:
    blocks = paragraph(Inline("see ", (), "https://a.example/"), Inline("this", ("emphasis",), "https://a.example/"))
    assert to_markdown(blocks) == "[see *this*](https://a.example/)"
    assert to_html(blocks).count("<a ") == 1


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
     "vbscript:x", "file:///etc/passwd", "http://[broken"],
)  # fmt: skip
def test_unsafe_links_become_text(url: str) -> None:
    blocks = paragraph(Inline("click", (), url))
    assert to_markdown(blocks) == "click"
    assert to_html(blocks) == "<p>click</p>\n"


def test_code_and_tables_in_an_item_are_written_in_it() -> None:
    inside = ListPlace(1, 1, continued=True)
    blocks = [
        item("Build it:", 1, 1),
        block("code", "make\nmake test", place=inside),
        block("table", rows=table(("a", "b"), ("1", "2")).rows, place=inside),
        item("Go home.", 1, 2),
    ]
    assert to_markdown(blocks) == (
        "1. Build it:\n\n   ```\n   make\n   make test\n   ```\n\n"
        "   | a | b |\n   | --- | --- |\n   | 1 | 2 |\n\n2. Go home."
    )
    assert to_html(blocks).replace("\n", "") == (
        "<ol><li>Build it:<pre><code>makemake test</code></pre><table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table></li><li>Go home.</li></ol>"
    )


def test_terms_and_descriptions_are_a_list_of_definitions() -> None:
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


LETTERS = st.text(st.sampled_from("ab \n*_`~[]()<>!#-+=|\\&;:.1中文“。é"), min_size=1, max_size=8)
MARKS = st.lists(st.sampled_from(["strong", "emphasis", "code", "subscript", "deleted"]), unique=True, max_size=3).map(
    tuple
)
RUNS = st.builds(Inline, LETTERS, MARKS, st.none() | st.just("https://a.example/(x)"))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
@settings(max_examples=400, derandomize=True)
@given(
    st.lists(RUNS, min_size=1, max_size=6).map(tuple), st.sampled_from(["paragraph", "list_item", "quote", "heading"])
)
def test_every_format_has_the_same_text(content: tuple[Inline, ...], role: Role) -> None:
    place = ListPlace(1) if role == "list_item" else None
    blocks = [Block("b", role, content, level=2 if role == "heading" else None, place=place)]
    read = html.unescape(re.sub(r"<[^<>]+>", "", shown(to_markdown(blocks)).replace("<br />", " ")))
    assert squeezed(read) == squeezed(to_text(blocks))
    read = html.unescape(re.sub(r"<[^<>]+>", "", to_html(blocks).replace("<br>", " ")))
    assert squeezed(read) == squeezed(to_text(blocks))


MARKED = st.lists(st.sampled_from(["strong", "emphasis", "subscript"]), unique=True, max_size=3).map(tuple)
MARKED_RUNS = st.builds(Inline, st.text(st.sampled_from("ab .,(“*_👉中。\n"), min_size=1, max_size=5), MARKED)
TAGS: dict[str, Mark] = {"strong": "strong", "em": "emphasis", "sub": "subscript"}


def looks(markdown: str) -> list[tuple[str, frozenset[str]]]:
    """The letters that a reader of *markdown* sees, each with its marks."""
    seen: list[tuple[str, frozenset[str]]] = []
    marks: list[str] = []
    for closing, tag, char in re.findall(r"<(/?)(\w+)[^<>]*>|(.)", html.unescape(shown(markdown)), re.DOTALL):
        if tag in TAGS and closing:
            assert marks.pop() == TAGS[tag]
        elif tag in TAGS:
            marks.append(TAGS[tag])
        elif char.isalnum():
            seen.append((char, frozenset(marks)))
    return seen


@pytest.mark.slow
@settings(max_examples=500, derandomize=True)
@given(st.lists(MARKED_RUNS, min_size=1, max_size=6).map(tuple), st.sampled_from(["paragraph", "table"]))
def test_no_additional_letters_are_marked(content: tuple[Inline, ...], role: Role) -> None:
    rows = ((Cell(content), Cell((Inline("2"),))),) if role == "table" else ()
    markdown = to_markdown([Block("b", role, () if rows else content, rows=rows)])
    told = [(char, run.marks) for run in content for char in run.text if char.isalnum()]
    seen = looks(markdown)[: len(told)]
    assert [char for char, _ in seen] == [char for char, _ in told]
    assert all(marks <= set(meant) for (_, marks), (_, meant) in zip(seen, told, strict=True))
    assert "<strong>" not in markdown
    assert "<em>" not in markdown
