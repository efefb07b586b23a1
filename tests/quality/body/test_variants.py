"""The pages that are made of labeled ones hold what their truths say."""

from __future__ import annotations

import random

import pytest
from training.alignment import page_labels
from training.corpus import Example, to_example
from training.structures import Pool, insert_structures
from training.variants import cut_body, to_old_markup

from clippings.page.flow import read_flow
from clippings.page.page import Page, make_page

LINES = [
    f"Paragraph {number} tells what the council of quay {number} decided about the ferry, and who spoke against it."
    for number in range(8)
]
MENU = "<ul><li>Fares</ul>"
PAGE = (
    f"<div>{MENU}</div><article><h1>Ferry</h1>{''.join(f'<p>{line}</p>' for line in LINES)}</article><div>Weather</div>"
)
INSIDE = [True, False, *[True] * 8, False]


def example() -> Example:
    made = to_example("wcxb", {"id": "1", "text": "\n".join(LINES)}, f"<title>Ferry</title>{PAGE}", 0)
    assert made is not None
    return made


def texts(page: Page) -> list[str]:
    return [passage.text for passage in read_flow(make_page(page.tree.html))]


def test_a_table_of_contents_is_not_part_of_the_body() -> None:
    contents = '<ul><li><a href="#a">What the council said of the ferry</a></ul>'
    heading = "<h2>What the council said of the ferry</h2>"
    passages = read_flow(make_page(f"{contents}<p>{LINES[0]}</p>{heading}<p>{LINES[1]}</p>"))
    text = f"{LINES[0]}\nWhat the council said of the ferry\n{LINES[1]}"
    assert page_labels(passages, text) == [0.0, 1.0, 1.0, 1.0]
    assert page_labels(passages, f"What the council said of the ferry\n{text}") == [1.0, 1.0, 1.0, 1.0]


@pytest.mark.parametrize("count", [1, 3])
def test_a_shortened_page_keeps_first_paragraphs_and_furniture(count: int) -> None:
    page = make_page(PAGE)
    assert cut_body(read_flow(page), INSIDE, count) == "\n".join(LINES[:count])
    assert texts(page) == ["Ferry", *LINES[:count], "Weather"]  # the menu's "Fares" was taken for a part of the body


def test_a_short_body_is_not_shortened() -> None:
    assert cut_body(read_flow(make_page(PAGE)), INSIDE, 8) is None


def test_a_page_with_structures_has_those_of_body_and_furniture() -> None:
    page = make_page(PAGE)
    text = insert_structures(read_flow(page), [False, False, *[True] * 8, False], Pool([example()]), random.Random(1))
    assert text is not None
    shown = texts(page)
    added = [line for line in text.split("\n") if line not in LINES]
    assert len(added) >= 3
    assert set(added) <= set(shown)
    assert len(shown) > len(text.split("\n")) + 2


def test_old_markup_has_the_text_without_class_names() -> None:
    old = to_old_markup(PAGE.replace("<p>", '<p class="story">').encode(), random.Random(3)).decode()
    assert "class" not in old
    assert "article" not in old
    assert [line for line in LINES if line not in old] == []
