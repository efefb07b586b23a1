"""A reference leads to its note, in the blocks and in each form that they are read in."""

from __future__ import annotations

import re

import pytest

from clippings.body.blocks import make_blocks
from clippings.body.inline import InlineReader
from clippings.body.render import to_html, to_markdown, to_text
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.records import Block, Inline, Role

NOTES = (
    "<ol><li id=fn1><p>The harbour's own report. <a href='#ref1'>↩</a></p></li><li id=fn2>A letter of 1911.</li></ol>"
)
TEXT = "<p>It was deep<sup id=ref1><a href='#fn1'>1</a></sup> and old.<a href='#fn2'>[2]</a></p>"


def blocks(markup: str) -> tuple[Block, ...]:
    page = make_page(markup, "https://news.example/a")
    passages = read_flow(page)
    roles: list[Role | None] = [
        "list_item" if any(tag in ("li", "dd", "dt") for tag in (p.box.tag, p.box.parent.tag if p.box.parent else ""))
        else "paragraph"
        for p in passages
    ]  # fmt: skip
    return make_blocks(passages, roles, [1.0] * len(passages), InlineReader(page))


def test_a_reference_holds_the_id_of_the_block_that_it_leads_to() -> None:
    text, first, second = blocks(TEXT + NOTES)
    assert text.content[1] == Inline("1", ("superscript",), f"#{first.id}")
    assert text.content[3] == Inline("[2]", (), f"#{second.id}")


def test_a_mark_that_leads_back_is_no_part_of_the_note() -> None:
    assert blocks(TEXT + NOTES)[1].text == "The harbour's own report."


def test_markdown_writes_references_and_notes_as_footnotes() -> None:
    assert to_markdown(blocks(TEXT + NOTES)) == (
        "It was deep[^1] and old.[^2]\n\n[^1]: The harbour's own report.\n\n[^2]: A letter of 1911."
    )


def test_html_links_the_reference_to_the_note() -> None:
    found = blocks(TEXT + NOTES)
    written = to_html(found)
    assert re.search(rf'<a href="#{found[1].id}"[^>]*><sup>1</sup></a>', written)
    assert f'<li id="{found[1].id}">The harbour' in written


def test_the_text_says_what_the_page_shows() -> None:
    assert to_text(blocks(TEXT + NOTES)).startswith("It was deep1 and old.[2]\n\nThe harbour's own report.")


def test_a_note_that_is_named_by_an_anchor_inside_of_it_is_found() -> None:
    text, note = blocks(
        "<p>Deep.<a href='#_ftn1' name='_ref1'>[1]</a></p><p><a name=_ftn1 href='#_ref1'>[1]</a> The own report.</p>"
    )
    assert text.content[-1].href == f"#{note.id}"


def test_a_second_paragraph_belongs_to_its_note() -> None:
    markup = "<p>Deep.<sup><a href='#n'>1</a></sup></p><ol><li id=n><p>The own report.<p>And more.</ol>"
    assert to_markdown(blocks(markup)).endswith("[^1]: The own report.\n\n    And more.")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>See <a href='#part'>the second part</a>.</p><h2 id=part>The second part</h2>",
        "<p>Deep.<sup><a href='#nowhere'>1</a></sup></p>",
        "<p id=self>Deep and old.<sup><a href='#self'>1</a></sup></p>",
        "<p>Deep.<sup><a href='#'>1</a></sup></p>",
    ],
)
def test_any_other_link_inside_the_page_is_text(markup: str) -> None:
    assert all(run.href is None for block in blocks(markup) for run in block.content)


def test_an_id_from_elsewhere_cannot_leave_its_attribute() -> None:
    hostile = 'x" onclick="alert(1)'
    stored = [Block("a", "paragraph", (Inline("1", (), f"#{hostile}"),)), Block(hostile, "paragraph", (Inline("b c"),))]
    assert "onclick" not in to_html(stored).replace("&quot;", "").partition("href")[0]
    assert ' onclick="' not in to_html(stored)


def test_a_link_inside_the_page_that_stands_in_a_table_is_text() -> None:
    page = make_page(
        f"<table><tr><td><a href='#fn1'>1</a><td><a href='/b'>b</a></table>{NOTES}", "https://news.example/a"
    )
    passages = read_flow(page)
    table, *_ = make_blocks(passages, ["table", "list_item", "list_item"], [1.0] * 3, InlineReader(page))
    assert [run.href for cell in table.rows[0] for run in cell.content] == [None, "https://news.example/b"]
