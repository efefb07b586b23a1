"""Links to the pages of authors."""

from __future__ import annotations

import pytest
from tests.support.field_pages import field_page, reading_of

from clippings.fields.authors.author_links import is_on_own_site, linked_names
from clippings.fields.context import ArticleContext

H1 = "<h1>Bridge vote passes before midnight</h1>"


def names_in(markup: str) -> list[str]:
    """Return the names that are read from the passage that *markup* makes below the headline."""
    page = field_page(above=f"{H1}<div>{markup}</div>")
    context = ArticleContext(page, reading_of(page))
    return list(linked_names(context, context.passages[1]))


@pytest.mark.parametrize("link", ['<a rel="author" href="/7">Jane Doe</a>', '<a href="/authors/jane-doe">Jane Doe</a>'])
def test_a_link_to_the_page_of_an_author_has_the_name(link: str) -> None:
    assert names_in(f"Story: {link}, Friday") == ["Jane Doe"]


def test_a_link_to_another_page_or_to_another_site_names_no_author() -> None:
    assert names_in('<a href="/bridge">Jane Doe</a>') == []
    assert names_in('<a href="https://social.example.net/author/jane">Jane Doe</a>') == []


def test_a_name_with_another_role_after_it_is_left_out() -> None:
    photographer = '<a href="/authors/john-roe">John Roe</a> (photographer)'
    assert names_in(f'<a href="/authors/jane-doe">Jane Doe</a>, {photographer}') == ["Jane Doe"]


@pytest.mark.parametrize(
    ("address", "own"),
    [("/authors/jane", True), ("https://news.example/authors/jane", True), ("https://social.example.net/jane", False)],
)
def test_an_address_without_a_host_or_with_the_pages_host_is_on_the_same_site(address: str, own: bool) -> None:
    page = field_page(url="https://news.example/2024/bridge")
    assert is_on_own_site(ArticleContext(page, reading_of(page)), address) is own
