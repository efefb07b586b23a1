"""Fields of whole pages that name them in ways of their own."""

from __future__ import annotations

import json

import pytest
from tests.support.framed_page import page, parsed

import clippings


def linked(author: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": author})}</script>'


@pytest.mark.parametrize(
    "head",
    [
        linked({"@type": "Person", "givenName": "Ida", "familyName": "Brandt"}),
        linked([{"@type": "Person", "familyName": "Brandt", "givenName": " Ida "}]),
        linked({"@type": ["Person"], "name": "", "givenName": "Ida", "familyName": "Brandt"}),
        '<meta name="authors" content="Ida Brandt">',
        '<meta property="authors" content="Ida Brandt">',
        '<meta name="Authors" content=" Ida  Brandt ">',
    ],
)
def test_authors_are_read_from_every_kind_of_declaration(head: str) -> None:
    markup = page("", head=head).replace(
        '<p class="byline">By <a rel="author" href="/staff/ines-quandt">Ines Quandt</a></p>', ""
    )
    assert [author.name for author in clippings.parse(markup).authors] == ["Ida Brandt"]


@pytest.mark.parametrize(
    "image",
    [
        '<a class="image-link" href="https://m.example/quay.png"><img src="data:," width="1456" height="694"></a>',
        """<img src="data:," width="900" height="600" data-attrs='{"src": "https://m.example/quay.png"}'>""",
        '<img src="data:image/gif;base64,R0lGOD" data-actualsrc="https://m.example/quay.png" width="900" height="600">',
        '<img data-srv="https://m.example/quay.png" width="900" height="600">',
    ],
)
def test_a_picture_is_found_where_a_script_or_a_saved_copy_keeps_its_address(image: str) -> None:
    article = parsed(f"<figure>{image}<figcaption>The quay at dawn.</figcaption></figure>")
    assert [found.url for found in article.images] == ["https://m.example/quay.png"]


def test_a_broken_json_attribute_gives_no_picture() -> None:
    assert parsed("""<figure><img src="data:," data-attrs='{"src": '></figure>""").images == ()


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        (
            "The ferryman’s philosophy – and its fatal flaw – The Bay Courier",
            "The ferryman’s philosophy – and its fatal flaw",
        ),
        ("Harbour tales - No way home review | The Bay Courier", "Harbour tales - No way home review"),
        ("The Bay Courier | One night at sea — and what it cost", "One night at sea — and what it cost"),
    ],
)
def test_a_dash_stays_in_a_title_without_a_brand(title: str, whole: str) -> None:
    body = page("").partition("<body>")[2].replace("<h1>Keepers to leave the Port Ellis light</h1>", "")
    head = f'<title>{title}</title><meta property="og:site_name" content="The Bay Courier">'
    assert clippings.parse(f"<html><head>{head}</head><body>{body}").title == whole


@pytest.mark.parametrize(
    "title",
    [
        "The ferryman’s philosophy - and its fatal flaw",
        "Port Ellis – the light that nobody lit",
        "Two hundred steps — but no way down",
    ],
)
def test_a_title_is_not_cut_at_a_dash_behind_which_its_sentence_continues(title: str) -> None:
    body = page("").partition("<body>")[2].replace("<h1>Keepers to leave the Port Ellis light</h1>", "")
    for whole in (title, f"{title} | The Bay Courier"):
        assert clippings.parse(f"<html><head><title>{whole}</title></head><body>{body}").title == title


@pytest.mark.parametrize(
    "second",
    ["2024.09.12: Notes on the ferry decision", "Notes on the ferry decision", "12 May — Notes on the ferry decision"],
)
def test_a_second_heading_is_the_title_if_the_first_is_the_site_name(second: str) -> None:
    body = (
        page("").partition("<body>")[2].replace("<h1>Keepers to leave the Port Ellis light</h1>", f"<h2>{second}</h2>")
    )
    markup = f"<html><head><title>Notes on the ferry decision</title></head><body><h1>The Harbour Notebook</h1>{body}"
    assert clippings.parse(markup, url="https://x.example/f").title == "Notes on the ferry decision"


@pytest.mark.parametrize(
    "beside",
    ['<a class="headerlink" href="#t">¶</a>', '<a href="#t" class="anchor">#</a>', "<button>Copy link</button>"],
)
def test_permalinks_and_buttons_are_removed_from_titles(beside: str) -> None:
    markup = page("").replace("light</h1>", f"light{beside}</h1>")
    assert clippings.parse(markup).title == "Keepers to leave the Port Ellis light"


@pytest.mark.parametrize(
    "sentence",
    ["On 4 July 1999 the tower was closed.", "The keeper died on 4 July 1999.", "„Der Turm schloss am 4. Juli 1999.“"],
)
def test_a_date_in_a_short_sentence_is_not_the_publication_date(sentence: str) -> None:
    markup = page("").replace("</a></p>\n", f"</a></p>\n<p>{sentence}</p>", 1)
    article = clippings.parse(markup)
    assert sentence in article.text
    assert article.published is None


@pytest.mark.parametrize(
    "line", ["Port Ellis, 4 July 1999.", "By Ines Quandt on 4 July 1999.", "Published on 4 July 1999 in Harbour."]
)
def test_a_date_line_may_end_in_a_full_stop(line: str) -> None:
    markup = page("").replace("</a></p>\n", f"</a></p>\n<p>{line}</p>", 1)
    published = clippings.parse(markup).published
    assert published is not None
    assert published.day.isoformat() == "1999-07-04"
