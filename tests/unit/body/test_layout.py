"""The layout of a page: the length of its passages, the headline, and the text in its metadata."""

from __future__ import annotations

import json

import pytest

from clippings.body import layout as layout_module
from clippings.body.layout import Layout, find_gaps, lay_out_page
from clippings.page.flow import read_flow
from clippings.page.page import make_page

TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."


def layout(markup: str, title: str | None = None) -> Layout:
    page = make_page(markup)
    return lay_out_page(page, read_flow(page), title)


def headline(markup: str, title: str | None) -> str | None:
    found = layout(markup, title)
    return None if found.headline is None else found.passages[found.headline].text


def test_a_long_passage_with_few_links_is_good_text() -> None:
    assert layout(f"<p>{TEXT}</p><p>Short</p><p><a href=/x>{TEXT}</a></p>").good == [True, False, False]


def test_a_letter_of_a_script_without_spaces_counts_more() -> None:
    assert layout("<p>港口第三码头</p>").sizes == [15.0]
    assert layout("<p>harbour</p>").sizes == [7.0]


@pytest.mark.parametrize(
    ("markup", "title", "found"),
    [
        (f"<p>x<h1>Third quay opens</h1><p>{TEXT}", "Third quay opens", "Third quay opens"),
        ("<h2>Third quay opens</h2><h1>The Bay Courier</h1>", "Third quay opens", "Third quay opens"),
        (
            "<a href=/x>Third quay opens</a><h1>Third quay opens at last</h1>",
            "Third quay opens",
            "Third quay opens at last",
        ),
        ("<h1>The Bay Courier</h1>", "Third quay opens", None),
        ("<p>x<h1>Whatever it says</h1>", None, "Whatever it says"),
        ("<p>x", None, None),
    ],
)
def test_the_headline_is_the_heading_with_the_title(markup: str, title: str | None, found: str | None) -> None:
    assert headline(markup, title) == found


def test_declared_article_text_confirms_passages() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"<p>{TEXT}</p> And more was said of it on that day."})
    script = f'<script type="application/ld+json">{data}</script>'
    told = layout(f"{script}<p>{TEXT}</p><p>Something quite different was said by somebody else on that day.</p>").told
    assert told == [1.0, 0.0]


@pytest.mark.parametrize("part", [TEXT[1:70], TEXT[:70], TEXT[3:8], "中文句子没有空格，" * 6])
def test_a_passage_is_confirmed_wherever_the_declared_text_contains_it(part: str) -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"{TEXT} {'中文句子没有空格，' * 20}"})
    told = layout(f'<script type="application/ld+json">{data}</script><p>{part}</p><p>{part[::-1]}</p>').told
    assert told[0] >= 0.8
    assert told[1] == 0.0


def test_without_declared_text_nothing_is_confirmed() -> None:
    assert layout(f"<p>{TEXT}</p>").told == [-1.0]


def test_the_open_graph_description_is_preferred() -> None:
    metas = "<meta name=description content=search><meta property=og:description content=' share  this '>"
    assert layout(f"{metas}<p>x").description == "share this"


def test_too_long_declared_text_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    record = json.dumps({"@type": "NewsArticle", "articleBody": TEXT})
    markup = f"<script type=application/ld+json>{record}</script><p>{TEXT}</p><p>{TEXT}</p>"
    monkeypatch.setattr(layout_module, "MAX_SEARCHED", 2 * len(TEXT))
    assert layout(markup).told == [1.0, 1.0]
    monkeypatch.setattr(layout_module, "MAX_SEARCHED", 2 * len(TEXT) - 1)
    assert layout(markup).told == [-1.0, -1.0]


def test_a_gap_is_one_passage_between_two_that_are_kept() -> None:
    assert find_gaps([1, 3, 4, 6, 9, 12]) == [2, 5]
    assert find_gaps([]) == []
