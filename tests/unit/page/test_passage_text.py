"""The text of a passage has no invisible characters, and breaks its lines where the page does."""

from __future__ import annotations

import pytest

from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.page.passage_text import fold, joined


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" a \n\t b ", "a b"),
        ("har\u00adbour", "harbour"),
        ("a\u200bb", "ab"),
        ("\u202ea\u202c", "a"),
        ("a\u00a0b", "a b"),
    ],
)
def test_white_space_is_collapsed_and_invisible_characters_removed(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_joiners_of_emoji_are_kept() -> None:
    assert fold("👩\u200d👧") == "👩\u200d👧"


def test_a_break_is_a_line_break_in_the_text_of_the_nodes() -> None:
    (passage,) = read_flow(make_page("<p>one<br>two <b>three</b></p>"))
    assert joined(passage.nodes) == "one\ntwo three"
