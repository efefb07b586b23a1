"""The text of a heading, and what it can be other than a headline."""

from __future__ import annotations

import pytest

from clippings.fields.title.headings import Heading, read_headings
from clippings.page.page import make_page


def heading(markup: str) -> Heading:
    (found,) = read_headings(make_page(markup), 8)
    return found


def test_a_heading_is_split_after_a_kicker() -> None:
    found = heading('<h1><span class="article-kicker">Council</span> <span>Bridge vote passes at last</span></h1>')
    assert found.text == "Council Bridge vote passes at last"
    assert [(ending.text, ending.kicker) for ending in found.endings] == [("Bridge vote passes at last", True)]


@pytest.mark.parametrize(
    "markup",
    [
        "<h1>Bridge vote <em>passes</em> at last</h1>",
        "<h1><span>B</span>ridge vote passes at last</h1>",
        "<h1><span>Bridge vote passes</span> <span>at last</span></h1>",
        f"<h1>{'<span>word</span> ' * 20}</h1>",
    ],
)
def test_emphasis_initials_and_short_ends_are_kept(markup: str) -> None:
    assert heading(markup).endings == ()


@pytest.mark.parametrize("href", ["/", "https://news.example/", "https://news.example", "index.html", "/#top"])
def test_links_to_the_front_page_are_recognized(href: str) -> None:
    assert heading(f'<h1><a href="{href}">The Gazette</a></h1>').leads_home
    assert heading(f'<a href="{href}"><h1>The Gazette</h1></a>').leads_home


def test_links_to_articles_are_not_links_to_the_front_page() -> None:
    assert not heading('<h1><a href="/2024/bridge">The Gazette</a></h1>').leads_home


@pytest.mark.parametrize("href", ["#", "#top"])
def test_a_link_within_the_page_is_not_a_link_to_the_front_page(href: str) -> None:
    assert not heading(f'<h1><a href="{href}">Bridge vote passes</a></h1>').leads_home


def test_a_heading_is_split_before_a_second_line() -> None:
    found = heading("<h1><span>Bridge vote passes at last</span> <span>Ferry for free</span></h1>")
    assert found.beginnings == ("Bridge vote passes at last",)


def test_an_unclosed_heading_ends_at_the_first_paragraph() -> None:
    found = heading(f"<h1>Bridge vote passes at last<p>{'The council met on a cold evening. ' * 8}</p>")
    assert found.text == "Bridge vote passes at last"


def test_a_short_heading_may_contain_a_paragraph() -> None:
    assert heading("<h1>Council<p>Bridge vote passes at last</p></h1>").text == "Council Bridge vote passes at last"


def test_a_long_heading_of_one_block_is_kept() -> None:
    text = "The council met on a cold evening in the old hall by the river " * 3
    assert heading(f"<h1><p>{text}</p></h1>").text == text.strip()


def test_classes_and_positions_classify_headings() -> None:
    assert heading('<h1 class="entry-title">Bridge</h1>').named_headline
    assert heading('<div class="site-logo"><h1>Gazette</h1></div>').named_logo
    assert heading("<footer><h1>Contact</h1></footer>").in_chrome
    assert heading("<h1>Bridge</h1>") == Heading("Bridge")


def test_empty_headings_are_left_out() -> None:
    page = make_page('<h1> </h1><h1><img src="x.png"></h1><h1><script>x</script></h1><h1>Bridge</h1>')
    assert [found.text for found in read_headings(page, 8)] == ["Bridge"]


def test_no_more_headings_are_read_than_asked_for() -> None:
    assert len(read_headings(make_page("<h1>Bridge</h1>" * 20), 3)) == 3


def test_only_the_beginning_of_an_endless_heading_is_read() -> None:
    page = make_page("<h1>" + "<span>Bridge opens </span>" * 20_000 + "</h1>")
    (found,) = read_headings(page, 8)
    assert len(found.text) <= 100_000
    assert found.text.startswith("Bridge opens Bridge")
