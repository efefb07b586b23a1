"""The section of the publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def crumbs(*names: str) -> str:
    items = ",".join(f'{{"@type":"ListItem","position":{i},"name":"{name}"}}' for i, name in enumerate(names, 1))
    return f'<script type="application/ld+json">{{"@type":"BreadcrumbList","itemListElement":[{items}]}}</script>'


def test_the_data_names_the_section(read: Read, linked: Linked) -> None:
    assert read(linked('"articleSection":"Local"'))["section"].value == "Local"


def test_of_several_sections_in_one_string_the_first_counts(read: Read, linked: Linked) -> None:
    assert read(linked('"articleSection":"Local, Bridges, Rivers"'))["section"].value == "Local"


def test_a_name_with_commas_and_an_and_is_kept(read: Read, linked: Linked) -> None:
    section = "Health, Food and Drink"
    assert read(linked(f'"articleSection":"{section}"'))["section"].value == section


def test_the_first_breadcrumb_after_the_front_page_is_the_section(read: Read) -> None:
    assert read(crumbs("Home", "Local", "Bridge vote passes before midnight"))["section"].value == "Local"


@pytest.mark.parametrize("home", ["Startseite", "トップ", "Domů", "news.example", "www.news.example", "Uncategorized"])
def test_the_front_page_and_placeholders_are_not_sections(read: Read, home: str) -> None:
    assert read(crumbs(home, "Local"))["section"].value == "Local"


def test_the_title_of_the_article_is_not_a_section(read: Read) -> None:
    assert "section" not in read(crumbs("Home", "Bridge vote passes before midnight"))


def test_numbers_instead_of_names_are_skipped(read: Read, linked: Linked) -> None:
    head = linked('"articleSection":[7,{"a":1}]') + '<meta property="article:section" content="Local">'
    assert read(head)["section"].value == "Local"


@pytest.mark.parametrize(
    ("shouted", "quiet"),
    [
        ("MARKETING", "Marketing"),
        ("BUSINESS & TECHNOLOGY", "Business & Technology"),
        ("THE HISTORY OF INVESTING", "The History of Investing"),
        ("US POLITICS", "US Politics"),
        ("WIRTSCHAFT", "Wirtschaft"),
    ],
)
def test_sections_in_capitals_are_title_cased(read: Read, shouted: str, quiet: str) -> None:
    assert read(f'<meta property="article:section" content="{shouted}">')["section"].value == quiet


@pytest.mark.parametrize("name", ["COVID-19", "FIFA", "NASCAR", "iPhone", "Town hall", "経済"])
def test_acronyms_and_mixed_case_names_are_unchanged(read: Read, name: str) -> None:
    assert read(f'<meta property="article:section" content="{name}">')["section"].value == name
