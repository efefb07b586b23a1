"""A page is read as passages: one for each block of text, in the order of the page, each with its box."""

from __future__ import annotations

import json

import pytest

from clippings.page import flow
from clippings.page import page as page_module
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.page.passage_text import joined


def texts(markup: str) -> list[str]:
    return [passage.text for passage in read_flow(make_page(markup))]


def test_inline_elements_are_part_of_their_block() -> None:
    assert texts("<p>The <b>third</b> <a href=/q>quay <i>opens</i></a>.</p>") == ["The third quay opens."]


def test_text_around_a_block_is_a_separate_passage() -> None:
    assert texts("<div>before<p>inside</p>after</div>") == ["before", "inside", "after"]


@pytest.mark.parametrize("between", ["<br><br>", "<br> \n <br>", "<br>\u00a0<br>", "<hr>"])
def test_an_empty_line_ends_a_paragraph(between: str) -> None:
    assert texts(f"<p>one{between}two") == ["one", "two"]


def test_one_break_does_not_end_a_paragraph() -> None:
    assert texts("<p>one<br>two") == ["one two"]


def test_rows_of_data_tables_are_passages_and_layout_tables_are_not() -> None:
    (row,) = read_flow(make_page("<table><tr><td>Year<td>Cost</table>"))
    assert (row.kind, row.text) == ("row", "Year Cost")
    kinds = [passage.kind for passage in read_flow(make_page("<table><tr><td><p>one</p><td><div>two</div></table>"))]
    assert kinds == ["text", "text"]


def test_code_is_one_passage() -> None:
    (listing,) = read_flow(make_page("<pre>if x:\n\n    y()</pre>"))
    assert listing.kind == "code"


def test_characters_in_links_are_counted() -> None:
    (passage,) = read_flow(make_page("<p>12345<a href=/x>678</a><a>90</a>"))
    assert passage.linked == 3


@pytest.mark.parametrize(
    "markup",
    [
        "<script>var a</script>",
        "<style>p {}</style>",
        "<textarea>x</textarea>",
        "<select><option>x</select>",
        "<!-- x -->",
        "<template><p>x</template>",
        "<iframe srcdoc='<p>x'></iframe>",
        "<noscript>Please switch on JavaScript.</noscript>",
        "<svg><text>x</text></svg>",
    ],
)
def test_invisible_content_is_left_out(markup: str) -> None:
    assert texts(f"<p>a</p>{markup}<p>b</p>") == ["a", "b"]


def test_a_declared_shadow_root_is_visible() -> None:
    assert texts("<x-story><template shadowrootmode=open><p>inside</p></template></x-story>") == ["inside"]


def test_a_long_noscript_text_is_a_passage() -> None:
    assert texts(f"<noscript><p>{'word ' * 100}</p></noscript>") == [("word " * 100).strip()]


def test_very_deep_boxes_keep_their_text() -> None:
    passages = read_flow(make_page("<div>" * 5_000 + "<p>deep</p>tail"))
    assert [passage.text for passage in passages] == ["deep", "tail"]
    assert max(passage.box.depth for passage in passages) <= flow.MAX_DEPTH


@pytest.mark.parametrize(("guard", "name"), [("MAX_NODES", "nodes"), ("MAX_PASSAGES", "passages")])
def test_the_reached_limit_is_named(guard: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, guard, 10)
    page = make_page("<p>a</p>" * 100)
    assert 0 < len(read_flow(page)) < 20
    assert page.truncated == name


def test_ruby_with_brackets_is_kept() -> None:
    bracketed = "<ruby>国<rp>（</rp><rt>くに</rt><rp>）</rp></ruby>"
    assert texts(f"<p>この{bracketed}の人") == ["この国（くに）の人"]


def test_ruby_without_brackets_is_left_out() -> None:
    assert texts("<p>この<ruby>国<rt>くに</rt></ruby>の人") == ["この国の人"]


def test_a_passage_beyond_the_character_limit_is_truncated_and_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MAX_TEXT_CHARS", 10)
    page = make_page("<p>one two<p>three <b>four</b><p>five")
    passages = read_flow(page)
    assert [passage.text for passage in passages] == ["one two", "thr"]
    assert joined(passages[1].nodes) == "thr"
    assert page.truncated == "characters"


@pytest.mark.parametrize(
    "markup",
    ["<p>a" + "<span hidden>unseen</span>" * 50, "<p style='white-space:pre-line'>" + "line\n\n" * 50],
    ids=["hidden texts", "lines"],
)
def test_all_passages_of_one_element_count_towards_the_limit(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "MAX_PASSAGES", 10)
    page = make_page(markup)
    assert len(read_flow(page)) == 11
    assert page.truncated == "passages"


def test_an_article_in_script_data_has_the_tag_limit_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "The mayor opened the third quay of the harbour on Monday, two years after the storm."
    body = "".join(f"<p>{number}. {sentence}</p>" for number in range(50))
    data = json.dumps({"body": body}).replace("<", "\\u003c")
    markup = f"<p>x<script type=application/json>{data}</script>"
    monkeypatch.setattr(page_module, "MAX_TAGS", 20)
    page = make_page(markup)
    assert 5 < len(read_flow(page)) < 20
    assert page.truncated == "nodes"


LONG = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock."


@pytest.mark.parametrize(
    ("before", "indent"),
    [(LONG, "\u00a0\u00a0"), (LONG, "\n \u00a0 \u00a0"), ("灯台の本", "\u3000"), ("灯台の本", "\u3000\u3000")],
)
def test_an_indented_line_begins_a_paragraph(before: str, indent: str) -> None:
    assert texts(f"<div>{before}<br>{indent}two<br>three</div>") == [before, "two three"]


@pytest.mark.parametrize(("before", "indent"), [("The lamp is lit,", "\u00a0\u00a0"), (LONG, "\u00a0"), (LONG, "  ")])
def test_a_line_of_a_poem_and_one_without_indentation_continue_the_paragraph(before: str, indent: str) -> None:
    assert texts(f"<div>{before}<br>{indent}two</div>") == [f"{before} two"]


@pytest.mark.parametrize("number", ["[Pg 12]", "12", "{xii}", "[12]", "p. 12"])
def test_the_number_of_a_printed_page_is_left_out_of_the_sentence(number: str) -> None:
    mark = f'<span class="pagenum" id="p12">{number}</span>'
    assert texts(f"<p>The keepers of the l{mark}ight cook for themselves.</p>") == [
        "The keepers of the light cook for themselves."
    ]
    assert texts(f"<p>{mark}The keepers cook.</p>") == ["The keepers cook."]


def test_a_page_number_that_is_all_of_a_line_stays() -> None:
    assert texts('<p><span class="page-number">12</span></p>') == ["12"]


def test_a_quotation_has_the_marks_that_a_browser_shows() -> None:
    page = make_page("<div><p>She said <q>the lamp is <b>ours</b></q>, and left.</p></div>")
    assert read_flow(page)[0].text == "She said “the lamp is ours”, and left."
