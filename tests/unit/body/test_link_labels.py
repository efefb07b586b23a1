"""A label whose links are not part of the text is left out, and so are the links after a pointer."""

from __future__ import annotations

import pytest
from tests.support.framed_page import between, parsed

LINKS = '<ul><li><a href="/t/a">Harbour</a></li><li><a href="/t/b">Ferries</a></li></ul>'


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Topics:</p>{LINKS}",
        f"<h4>Tags</h4>{LINKS}",
        '<p>Share this:</p><ul><li><a href="/f">Facebook</a></li><li><a href="/x">X</a></li></ul>',
        '<p>Filed under: <a href="/t/a">Harbour</a>, <a href="/t/b">Ferries</a></p>',
        '<p>See also:</p><p><a href="/x">Storm breaks the southern pier in the night</a></p>',
        '<p><strong>Read next</strong></p><p><a href="/x">Storm breaks the southern pier</a></p>',
        '<p>Lesen Sie auch</p><p><a href="/x">Sturm zerstört den südlichen Pier in der Nacht</a></p>',
        "<p>Advertisement</p>",
    ],
)
def test_a_label_of_links_is_left_out_with_them(markup: str) -> None:
    assert between(parsed(markup)) == ""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>See also:</p><p>The report of the board, of which no copy is left on the rock.</p>", "The report of the"),
        ('<p>The board named its topics: <a href="/d">dues</a>, stone and iron, in this order.</p>', "The board named"),
        ("<p>Tags hung from the rail of the lamp, one for each ship.</p>", "Tags hung"),
        ("<p>Topics:</p><ul><li>The dues of the harbour</li><li>The stone of the tower</li></ul>", "Topics:"),
        ("<p>Advertisement is not for keepers, the oldest of them said.</p>", "Advertisement is"),
    ],
)
def test_a_text_with_such_words_is_kept(markup: str, text: str) -> None:
    assert text in between(parsed(markup))
