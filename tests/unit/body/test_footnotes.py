"""A reference leads to its note, in the blocks and in each form that they are read in."""

from __future__ import annotations

import re

import pytest

from clippings.body.blocks import make_blocks
from clippings.body.footnotes import find_footnotes, with_notes
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
    return make_blocks(passages, roles, [1.0] * len(passages), InlineReader(page, find_footnotes(page, passages)))


def test_references_contain_the_id_of_the_note_block() -> None:
    text, first, second = blocks(TEXT + NOTES)
    assert text.content[1] == Inline("[1]", ("superscript",), f"#{first.id}")
    assert text.content[3] == Inline("[2]", (), f"#{second.id}")


def test_links_back_are_removed_from_notes() -> None:
    assert blocks(TEXT + NOTES)[1].text == "The harbour's own report."


def test_markdown_writes_references_and_notes_as_footnotes() -> None:
    assert to_markdown(blocks(TEXT + NOTES)) == (
        "It was deep[^1] and old.[^2]\n\n[^1]: The harbour's own report.\n\n[^2]: A letter of 1911."
    )


def test_html_links_the_reference_to_the_note() -> None:
    found = blocks(TEXT + NOTES)
    written = to_html(found)
    assert re.search(rf'<a href="#{found[1].id}"[^>]*><sup>\[1\]</sup></a>', written)
    assert f'<li id="{found[1].id}">The harbour' in written


def test_references_and_notes_have_their_marks_in_brackets_in_plain_text() -> None:
    assert to_text(blocks(TEXT + NOTES)) == (
        "It was deep[1] and old.[2]\n\n[1] The harbour's own report.\n\n[2] A letter of 1911."
    )


def test_reference_marks_without_a_note_are_in_brackets() -> None:
    assert to_text(blocks("<p>It was deep<sup><a href='#nowhere'>1</a></sup>.")) == "It was deep[1]."


def test_notes_named_by_an_inner_anchor_are_found() -> None:
    text, note = blocks(
        "<p>Deep.<a href='#_ftn1' name='_ref1'>[1]</a></p><p><a name=_ftn1 href='#_ref1'>[1]</a> The own report.</p>"
    )
    assert note.text == "The own report."
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
def test_other_internal_links_become_text(markup: str) -> None:
    assert all(run.href is None for block in blocks(markup) for run in block.content)


#: How programs write a reference and its note: the sentence with its mark, and the note's markup.
STYLES = {
    "Word": (
        "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>",
        "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'><span><sup>[1]</sup></span></a> The board's report.</p>"
        "</div>",
    ),
    "Google Docs": (
        "<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup>",
        "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span>&nbsp;The board's report.</span></p></div>",
    ),
    "a sign": ("<a href='#n' id='r'>*</a>", "<p id='n'><a href='#r'>*</a> The board's report.</p>"),
    "Pandoc": (
        "<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup></a>",
        "<section class='footnotes' role='doc-endnotes'><hr><ol><li id='fn1'><p>The board's report."
        "<a href='#fnref1' class='footnote-back' role='doc-backlink'>↩︎</a></p></li></ol></section>",
    ),
    "kramdown": (
        "<sup id='fnref:1'><a href='#fn:1' class='footnote' rel='footnote'>1</a></sup>",
        "<div class='footnotes'><ol><li id='fn:1'><p>The board's report. <a href='#fnref:1' class='reversefootnote'>"
        "&#8617;</a></p></li></ol></div>",
    ),
    "Substack": (
        "<a class='footnote-anchor' id='footnote-anchor-1' href='#footnote-1'>1</a>",
        "<div class='footnote'><a id='footnote-1' href='#footnote-anchor-1' class='footnote-number'>1</a>"
        "<div class='footnote-content'><p>The board's report.</p></div></div>",
    ),
    "GitHub": (
        "<sup><a href='#user-content-fn-1' id='user-content-fnref-1' data-footnote-ref>1</a></sup>",
        "<section class='footnotes'><h2 class='sr-only'>Footnotes</h2><ol><li id='user-content-fn-1'><p>The board's "
        "report. <a href='#user-content-fnref-1' data-footnote-backref>↩</a></p></li></ol></section>",
    ),
    "GitHub, sanitised": (
        "<sup><a href='#fn-1' id='user-content-fnref-1'>1</a></sup>",
        "<ol><li id='user-content-fn-1'><p>The board's report. <a href='#fnref-1'>↩</a></p></li></ol>",
    ),
    "WordPress": (
        "<sup data-fn='ab-1' class='fn'><a href='#ab-1' id='ab-1-link'>1</a></sup>",
        "<ol class='wp-block-footnotes'><li id='ab-1'>The board's report. <a href='#ab-1-link' "
        "aria-label='Jump to footnote reference 1'>↩︎</a></li></ol>",
    ),
    "a plugin of WordPress": (
        "<span class='easy-footnote'><a href='#easy-footnote-bottom-1-55'><sup>1</sup></a></span>",
        "<ol class='easy-footnotes-wrapper'><li class='easy-footnote-single'><span id='easy-footnote-bottom-1-55'>"
        "</span>The board's report.<a class='easy-footnote-to-top' href='#easy-footnote-1-55'></a></li></ol>",
    ),
    "MediaWiki": (
        "<sup id='cite_ref-1' class='reference'><a href='#cite_note-1'><span>[</span>1<span>]</span></a></sup>",
        "<ol class='references'><li id='cite_note-1'><span><b><a href='#cite_ref-1'>^</a></b></span> "
        "<span>The board's report.</span></li></ol>",
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_notes_of_every_style_are_linked(style: str) -> None:
    mark, note = STYLES[style]
    found = blocks(f"<p>The quay was deep{mark} and old.</p><p>It was built in two years.</p>{note}")
    written = to_markdown([block for block in found if block.text != "1"])
    assert "The quay was deep[^1] and old." in written
    assert written.endswith("[^1]: The board's report.")


@pytest.mark.parametrize("style", STYLES)
def test_notes_of_kept_text_are_kept(style: str) -> None:
    mark, note = STYLES[style]
    page = make_page(
        f"<p>The quay was deep{mark} and old.</p><p>It was built in two years.</p>{note}", "https://a.example/"
    )
    passages = read_flow(page)
    kept = with_notes(find_footnotes(page, passages), passages, [0])
    assert [passages[index].text.strip("[]1*^↩︎ \xa0") for index in kept][1:] == ["The board's report."]


#: Numbered links that are no references.
CONTENTS = {
    "numbers before titles": "<ol><li><a href='#s1' id=t1>1</a> The accounts of this year</li></ol>"
    "<h2 id=s1><a href='#t1'>1</a> The accounts of this year</h2><p>They were read out.</p>",
    "numbers after titles": "<ul><li>The accounts of this year <a href='#s1'>1</a></li></ul>"
    "<h2 id=s1>The accounts of this year</h2><p>They were read out.</p>",
    "contents of paragraphs": "<ol><li><a href='#p1' id=t1>1</a> The accounts of this year</li></ol>"
    "<p id=p1><a href='#t1'>1</a> The accounts of this year were read out.</p>",
    "letters of an index": "<p><a href='#a'>A</a> <a href='#b'>B</a></p><p id=a>Anchor and chain.</p>"
    "<p id=b>Buoys.</p>",
    "pages": "<p>Go to page <a href='#page2'>2</a> or on.</p><div id=page2><p>The second page of the story.</p></div>",
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_numbers_in_a_table_of_contents_are_not_references(kind: str) -> None:
    written = to_markdown(blocks(CONTENTS[kind]))
    assert "[^" not in written
    assert "accounts" in written or "Anchor" in written or "second" in written


def test_a_paragraph_that_a_note_links_back_to_is_not_a_note() -> None:
    text = "<p id=p1>The quay was deep.<a href='#n1'>1</a></p><p>It was built in two years.</p>"
    found = blocks(f"{text}<p id=n1><a href='#p1'>1</a> The board's report.</p>")
    assert to_markdown(found) == ("The quay was deep.[^1]\n\nIt was built in two years.\n\n[^1]: The board's report.")


def test_ids_are_escaped_in_attributes() -> None:
    hostile = 'x" onclick="alert(1)'
    stored = [Block("a", "paragraph", (Inline("1", (), f"#{hostile}"),)), Block(hostile, "paragraph", (Inline("b c"),))]
    assert "onclick" not in to_html(stored).replace("&quot;", "").partition("href")[0]
    assert ' onclick="' not in to_html(stored)


def test_internal_links_in_tables_become_text() -> None:
    page = make_page(
        f"<table><tr><td><a href='#fn1'>1</a><td><a href='/b'>b</a></table>{NOTES}", "https://news.example/a"
    )
    passages = read_flow(page)
    table, *_ = make_blocks(passages, ["table", "list_item", "list_item"], [1.0] * 3, InlineReader(page))
    assert [run.href for cell in table.rows[0] for run in cell.content] == [None, "https://news.example/b"]


def test_references_follow_text_in_any_markup() -> None:
    notes = "<p id=n1>1. A note of some words."
    for before, refers in (("<b>It</b> was", True), ("(", False), ("<b> </b><i>–</i>", False)):
        page = make_page(f"<p>{before}<a href='#n1'>1</a> and old.</p>{notes}")
        assert bool(find_footnotes(page, read_flow(page)).references) is refers, before
