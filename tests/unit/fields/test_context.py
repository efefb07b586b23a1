"""The context of all fields: the page's own article in its data, and words without accents and punctuation."""

from __future__ import annotations

import json

import pytest

from clippings.fields import context as context_module
from clippings.fields.context import ArticleContext, joined, plain
from clippings.page.page import make_page


def context(*nodes: object, head: str = "", body: str = "") -> ArticleContext:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    return ArticleContext(
        make_page(f"<head>{head}{scripts}</head><body>{body}</body>", "https://news.example/2024/bridge")
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bridge vote: passes!", "bridge vote passes"),
        ("ÉLISE Martin", "elise martin"),
        ("Straße", "strasse"),
        ("山田太郎", "山田太郎"),
        (None, ""),
    ],
)
def test_words_are_compared_without_case_accents_and_punctuation(text: str | None, words: str) -> None:
    assert plain(text) == words


def test_a_name_and_its_host_have_the_same_letters() -> None:
    assert joined("The Daily Example") == "dailyexample"


def test_the_article_with_the_address_of_the_page_is_selected() -> None:
    teaser = {"@type": "NewsArticle", "headline": "Next", "url": "https://news.example/next", "datePublished": "2024"}
    own = {"@type": "NewsArticle", "headline": "Bridge", "url": "https://news.example/2024/bridge"}
    assert context(teaser, own).linked("headline") == ["Bridge"]


def test_the_article_with_the_visible_headline_is_selected() -> None:
    found = context(
        {"@type": "Article", "headline": "Next"},
        {"@type": "Article", "headline": "Bridge vote"},
        body="<h1>Bridge vote</h1>",
    )
    assert found.linked("headline") == ["Bridge vote"]


def test_a_web_page_with_a_date_is_read_as_an_article() -> None:
    assert context({"@type": "WebPage", "datePublished": "2024-01-07"}).linked("datePublished") == ["2024-01-07"]


def test_a_page_without_data_has_an_empty_article() -> None:
    assert context().article == {}


def test_a_reference_is_followed() -> None:
    graph = {"@graph": [{"@type": "Article", "author": {"@id": "#p"}}, {"@id": "#p", "name": "Jane Doe"}]}
    assert context(graph).linked("author") == ["Jane Doe"]


def test_long_texts_are_not_cached() -> None:
    remembered = context_module._cached_plain.cache_info().currsize
    assert plain("Long Text, " * 1_000) == ("long text " * 1_000).strip()
    assert context_module._cached_plain.cache_info().currsize == remembered
