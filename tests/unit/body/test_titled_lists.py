"""A list whose items begin with headings is kept whole, and a list of cards is not."""

from __future__ import annotations

import pytest
from tests.support.framed_page import AFTER, BEFORE, between, parsed

ITEMS = {
    "The tower": "It stands on the rock, and it has stood there for a hundred and ten years without a crack.",
    "The house": "It leaks, and the board has not mended the roof since the great gale of the winter of 1987.",
    "The boat": "Too small.",
}


@pytest.mark.parametrize("tag", ["ul", "ol"])
@pytest.mark.parametrize("heading", ["h2", "h3", "h4"])
def test_a_list_with_a_heading_in_each_item_is_kept_whole(tag: str, heading: str) -> None:
    items = "".join(f"<li><{heading}>{title}</{heading}><p>{text}</p></li>" for title, text in ITEMS.items())
    article = parsed(f"<{tag}>{items}</{tag}>")
    assert all(between(article).count(part) == 1 for pair in ITEMS.items() for part in pair)
    assert all(part in article.text for part in (*BEFORE, *AFTER))


@pytest.mark.parametrize(
    "item",
    [
        '<li><h3><a href="/{0}">{1}</a></h3><p>{2}</p></li>',
        '<li><h3>{1}</h3><p>{2} <a href="/{0}">Read the story of the rock</a></p></li>',
    ],
)
def test_a_list_of_cards_is_left_out(item: str) -> None:
    items = "".join(item.format(number, title, text[:30]) for number, (title, text) in enumerate(ITEMS.items()))
    assert "The boat" not in between(parsed(f'<ul class="related">{items}</ul>'))
    assert "The boat" not in between(parsed(f"<ul>{items}</ul>"))
