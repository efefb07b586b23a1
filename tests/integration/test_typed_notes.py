"""Whole pages with notes that are typed without links, as the model reads them."""

from __future__ import annotations

import pytest
from tests.support.framed_page import AFTER, page

import clippings

LOG, LETTER = "Smith, A.: Lights of the north. Port Ellis 1911.", "Minutes of the coast board, 4 March 1912."
TEXT = "".join(f"<p>{text}{{{place}}}</p>\n" for place, text in enumerate(AFTER))
#: The marks in the text, and the notes below it.
PAGES = {
    "a blog": ("[1]", "[2]", f"<p>[1] {LOG}</p><p>[2] {LETTER}</p>"),
    "an encyclopedia": ("<sup>[1]</sup>", "<sup>[2]</sup>", f"<h2>References</h2><ol><li>{LOG}<li>{LETTER}</ol>"),
    "a newsletter": ("<sup>1</sup>", "<sup>2</sup>", f"<div><hr></div><p>1. {LOG}</p><p>2. {LETTER}</p>"),
    "Word": (
        "<span class=MsoFootnoteReference>[1]</span>",
        "<span class=MsoFootnoteReference>[2]</span>",
        f"<div><br clear=all><hr align=left size=1><div><p class=MsoFootnoteText>[1] {LOG}</p></div>"
        f"<div><p class=MsoFootnoteText>[2] {LETTER}</p></div></div>",
    ),
    "lines": ("¹", "²", f"<p>¹ {LOG}<br>² {LETTER}</p>"),
    "German": ("<sup>1</sup>", "<sup>2</sup>", f"<h3>Fußnoten</h3><p>1) {LOG}</p><p>2) {LETTER}</p>"),
    "letters": ("<sup>a</sup>", "<sup>b</sup>", f"<p><b>Notes</b></p><p>a. {LOG}</p><p>b. {LETTER}</p>"),
    "signs": ("*", "†", f"<p><small>* {LOG}</small></p><p><small>† {LETTER}</small></p>"),
    "Japanese": ("（注1）", "（注2）", f"<p>（注1）{LOG}</p><p>（注2）{LETTER}</p>"),
    "Chinese": ("①", "②", f"<p>参考文献：</p><p>① {LOG}</p><p>② {LETTER}</p>"),
    "Arabic": ("[١]", "[٢]", f"<h2>الهوامش</h2><p>[١] {LOG}</p><p>[٢] {LETTER}</p>"),
}


def parsed(first: str, second: str, notes: str) -> clippings.ParsedArticle:
    plain = "".join(f"<p>{text}</p>\n" for text in AFTER)
    markup = page("").replace(plain, TEXT.format(first, second, "") + notes)
    return clippings.parse(markup, url="https://bay-courier.example/harbour/keepers")


@pytest.mark.parametrize("kind", PAGES)
def test_typed_notes_are_footnotes_in_all_forms(kind: str) -> None:
    article = parsed(*PAGES[kind])
    assert article.markdown.endswith(f"[^1]: {LOG}\n\n[^2]: {LETTER}")
    assert f"{AFTER[0]}[^1]" in article.markdown
    assert f"{AFTER[1]}[^2]" in article.markdown
    assert [block.text for block in article.blocks if block.role != "related"][-2:] == [LOG, LETTER]
    assert article.text.endswith(f"] {LETTER}")


@pytest.mark.parametrize(
    "notes",
    [
        f"<h2>What to bring</h2><ol><li>{LOG}<li>{LETTER}</ol>",
        f"<p>[1] {LOG}</p><p>[2] {LETTER}</p><p>[3] {LETTER}</p>",
        f"<p>[2] {LOG}</p><p>[1] {LETTER}</p>",
    ],
)
def test_lists_and_notes_that_do_not_match_stay_as_they_are(notes: str) -> None:
    article = parsed("[1]", "[2]", notes)
    assert "[^" not in article.markdown
    assert f"{AFTER[0]}[1]" in article.text
