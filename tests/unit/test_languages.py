"""One article in twenty-five languages: headline, byline and date lines are read in every script."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import clippings

PAGES: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("languages.json").read_text("utf-8"))


def article_of(language: str, paragraphs: int = 3) -> clippings.ParsedArticle:
    page = PAGES[language]
    lines = "".join(f"<div>{page[line]}</div>" for line in ("byline", "published", "updated") if line in page)
    head = f'<html lang="{language}"><head><title>{page["title"]} - Courier</title></head>'
    text = "".join(f"<p>{number}. {page['text']}</p>" for number in range(paragraphs))
    body = f'<header><a href="/">Courier</a></header><main><h1>{page["title"]}</h1>{lines}{text}</main>'
    return clippings.parse(f"{head}<body>{body}</body></html>", "https://courier.example/bridge")


@pytest.mark.parametrize("language", PAGES)
def test_articles_are_extracted_in_every_language(language: str) -> None:
    page, article = PAGES[language], article_of(language)
    assert article.title == page["title"]
    assert article.language == language
    assert [author.name for author in article.authors] == ([page["author"]] if "author" in page else [])
    assert article.published is not None
    assert article.published.day == date(2025, 12, 7)
    assert (article.modified and article.modified.day) == (date(2025, 12, 8) if "updated" in page else None)
    assert article.text.count(page["text"]) == 3


@pytest.mark.parametrize("language", PAGES)
def test_a_page_saved_as_plain_text_keeps_title_and_date(language: str) -> None:
    page = PAGES[language]
    retold = f"{page['text'][10:]} {page['title']}."
    article = clippings.parse("\n\n".join([page["title"], page["published"], page["text"], retold, page["text"][20:]]))
    assert article.title == page["title"]
    assert page["text"] in article.text
    assert article.published is not None
    assert article.published.day == date(2025, 12, 7)


@pytest.mark.parametrize("language", PAGES)
def test_one_paragraph_is_an_article_in_every_script(language: str) -> None:
    assert article_of(language, paragraphs=1).text.count(PAGES[language]["text"]) == 1
