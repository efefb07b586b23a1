"""A note inside a sentence becomes a footnote, and the sentence is joined."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed

NOTE = "Some books say 1914, but the log is clear."
#: The note inside the sentence, in each markup.
MARKUPS = {
    "Tufte CSS": '<label for="sn-1" class="margin-toggle sidenote-number"></label> <input type="checkbox" id="sn-1" '
    f'class="margin-toggle"><span class="sidenote">{NOTE}</span>',
    "pandoc-sidenote": '<label for="sn-0" class="margin-toggle">&#8853;</label><input type="checkbox" id="sn-0" '
    f'class="margin-toggle"/><span class="marginnote">{NOTE}</span>',
    "a number in the note": '<label for="s" class="margin-toggle"><span id="i"><sup>1</sup></span></label>'
    f'<input type="checkbox" class="margin-toggle"><span class="sidenote"><sup>1</sup>{NOTE}</span>',
    "LaTeXML": (
        '<span class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"><span '
        'class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span class="ltx_tag ltx_tag_note">1</span>'
        f"{NOTE}</span></span></span>"
    ),
    "Modern Footnotes": '<sup class="modern-footnotes-footnote" data-mfn="1"><a href="javascript:void(0)">1</a></sup>'
    f'<span class="modern-footnotes-footnote__note" data-mfn="1">{NOTE}</span>',
    "Distill": f"<d-footnote>{NOTE}</d-footnote>",
    "Distill, before": f"<dt-fn>{NOTE}</dt-fn>",
}


@pytest.mark.parametrize("name", MARKUPS)
def test_a_sidenote_becomes_a_footnote(name: str) -> None:
    article = parsed(f"<p>The lamp was lit in 1913{MARKUPS[name]} by the first keeper of the rock.</p>")
    assert "The lamp was lit in 1913[^1] by the first keeper of the rock." in article.markdown
    assert f"[^1]: {NOTE}\n" in article.markdown
    assert "1913[1] by the first keeper" in article.text
    assert article.text.count(NOTE) == 1


def test_two_notes_of_one_paragraph_keep_their_order() -> None:
    first, second = (f'<span class="sidenote">{words}</span>' for words in ("Log, first leaf.", "Log, last leaf."))
    article = parsed(f"<p>The lamp was lit in 1913{first} and put out in 1990{second}.</p>")
    assert "lit in 1913[^1] and put out in 1990[^2]." in article.markdown
    assert "[^1]: Log, first leaf.\n\n[^2]: Log, last leaf.\n" in article.markdown


def test_a_word_with_a_note_stays_in_the_sentence() -> None:
    article = parsed(
        '<p>The lamp was <span class="sidenote"><label class="sidenote-label" for="x">lit in 1913</label><input '
        f'class="sidenote-checkbox" type="checkbox" id="x"><span class="sidenote-content">{NOTE}</span></span>.</p>'
    )
    assert "The lamp was lit in 1913[^1]." in article.markdown


def test_a_note_in_a_list_item_does_not_split_the_list() -> None:
    note = '<span class="sidenote">Of granite blocks.</span>'
    article = parsed(f"<p>Two parts will be looked at first:</p><ul><li>The wall{note}</li><li>The lamp</li></ul>")
    assert "- The wall[^1]\n" in article.markdown
    assert "- The lamp" in article.markdown


def test_a_note_in_a_cell_does_not_split_the_table() -> None:
    note = '<span class="sidenote">By the old lock.</span>'
    article = parsed(
        f"<table><tr><th>Lamp</th><th>Year</th></tr><tr><td>First{note}</td><td>1913</td></tr>"
        "<tr><td>Second</td><td>1946</td></tr></table>"
    )
    assert "| Second | 1946 |" in article.markdown
    assert "By the old lock." not in article.markdown.partition("| Second | 1946 |")[0]


def test_a_note_between_paragraphs_stays_where_it_is() -> None:
    article = parsed(f'<aside class="sidenote"><p>{NOTE}</p></aside>')
    assert "[^1]" not in article.markdown


LISTED = '<ol><li id="f1">Some books say 1914, but the log is clear. <a href="#r1">back</a></li></ol>'


@pytest.mark.parametrize(
    ("reference", "end"),
    [
        ('<sup id="r1"><a href="#f1">1</a></sup>{0}', LISTED),
        ('<sup id="r1"><a href="#f1">1</a></sup>{0}', f'<p><sup id="f1"><a href="#r1">1</a></sup> {NOTE}</p>'),
        ('<sup id="r1"><a href="#f1">1</a></sup>{0}', ""),
        ('<a href="#f1">*</a>{1}', ""),
    ],
    ids=["the list of notes has it, too", "a number in the list is named", "of its own", "a sign in the note"],
)
def test_a_note_after_its_reference_is_not_repeated(reference: str, end: str) -> None:
    named = "" if end else ' id="f1"'
    note = f'<span class="sidenote"{named}>1. {NOTE}</span>', f'<span class="sidenote"><i id="f1">*</i>{NOTE}</span>'
    article = parsed(f"<p>The lamp was lit in 1913{reference.format(*note)} by the first keeper of the rock.</p>{end}")
    assert "The lamp was lit in 1913[^1] by the first keeper of the rock." in article.markdown
    assert article.markdown.count(NOTE) == 1
    assert f"[^1]: {NOTE}\n" in article.markdown


@pytest.mark.parametrize(
    "before", ['<a href="#f2">lit</a>', '<a href="#f2">(2)</a>', '<a id="f3"></a>', '<a href="/log">1</a>', ""]
)
def test_other_links_before_a_note_are_kept(before: str) -> None:
    other = '<h2 id="f2">How the lamp was lit</h2><p>By hand at dusk, as on the night of the great gale, he said.</p>'
    article = parsed(f'<p>The lamp was once {before}<span class="sidenote">{NOTE}</span> by the keeper.</p>{other}')
    assert f"[^1]: {NOTE}\n" in article.markdown
    assert "by the keeper." in article.markdown
    for shown in ("lit", "(2)"):
        assert (f">{shown}<" not in before) or f"The lamp was once {shown}" in article.text
