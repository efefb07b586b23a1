"""A drop cap is joined to the word that it begins, once."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed

from clippings.page.drop_caps import is_capital, is_word, join_capital
from clippings.page.flow import read_flow
from clippings.page.page import make_page

REST = "ferry left the quay at dawn, with three hundred people on board."


@pytest.mark.parametrize(
    "begin",
    [
        "<span class=dropcap>T</span>he",
        "<span class=dropcap>T</span>\n  he",
        "<span aria-hidden=true><span>T</span>he</span><span class=sr-only>The</span>",
        "<span class=visually-hidden>The</span><span aria-hidden=true><b class=initial>T</b>he</span>",
        "<span class=screen-reader-text>T</span><span aria-hidden=true>T</span>he",
        "<span aria-hidden=true>T</span><span class=sr-only>T</span>he",
        "<span style='display:none'>The</span><span class=cap>T</span>he",
        "<img class=dropcap src=t.png alt=T>he",
        "<img class=dropcap src=t.png alt=''><span class=sr-only>T</span>he",
    ],
)
def test_a_drop_cap_is_joined_to_its_word(begin: str) -> None:
    first = read_flow(make_page(f"<div><p>{begin} {REST}</p></div>"))[0]
    assert first.text == f"The {REST}"
    assert parsed(f"<p>{begin} {REST}</p>").text.count(f"The {REST}") == 1


def test_a_capital_in_a_box_of_its_own_is_joined() -> None:
    assert [p.text for p in read_flow(make_page(f"<div class=dropcap>T</div><p>he {REST}</p>"))] == [f"The {REST}"]


@pytest.mark.parametrize("letter", ["A", "I", "O"])
def test_a_capital_that_is_a_word_keeps_its_space(letter: str) -> None:
    page = make_page(f"<p><span class=dropcap>{letter}</span> ferry left the quay at dawn, and came back at dusk.</p>")
    assert read_flow(page)[0].text.startswith(f"{letter} ferry")


def test_single_capitals_are_recognized() -> None:
    assert is_capital("T")
    assert is_capital("“T")
    assert not is_capital("Th")
    assert not is_capital("t")
    assert is_word("A", None)
    assert not is_word("T", None)
    assert join_capital([]) == []
