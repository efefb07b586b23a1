"""A heading's link to itself is not part of the heading, and neither is a button beside it."""

from __future__ import annotations

import pytest

from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.page.permalinks import MAX_INSIDE, has_text_beside, is_permalink


@pytest.mark.parametrize(
    "beside",
    [
        '<a class="headerlink" href="#t" title="Link to this heading">¶</a>',
        '<a class="header-anchor" href="#t" aria-label="Permalink">&#8203;</a>',
        '<a href="#t">#</a>',
        '<a href="#t" class="anchor">🔗</a>',
        '<a href="https://a.example/page#t" class="permalink">§</a>',
        '<a href="#t" class="heading-anchor">Link to this section</a>',
        '<a href="#t">Permalink</a>',
        '<button type="button">Copy link</button>',
        '<span class="mw-editsection">[<a href="/edit">edit</a>]</span>',
        '<a href="#t" class="hash-link"><span class="sr-only">Direct link</span></a>',
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h2", "h4"])
def test_permalinks_are_removed_from_heading_text(beside: str, tag: str) -> None:
    for inside in (f"Writing the log first{beside}", f"{beside} Writing the log first"):
        assert [p.text for p in read_flow(make_page(f"<{tag} id=t>{inside}</{tag}>"))] == ["Writing the log first"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<a href="#t" class="anchor">Writing the log</a>', "Writing the log"),
        ('<a href="/log">The log</a> of the quay', "The log of the quay"),
        ("<button>Writing the log</button>", "Writing the log"),
        ("Ranked # 1 in the port", "Ranked # 1 in the port"),
    ],
)
def test_other_links_in_headings_are_kept(inside: str, text: str) -> None:
    assert [p.text for p in read_flow(make_page(f"<h2>{inside}</h2>"))] == [text]


def test_a_link_alone_is_no_permalink() -> None:
    link = make_page('<h2><a href="#t" class="anchor">Log</a></h2>').tree.find("a")
    assert link is not None
    assert not has_text_beside(link)
    assert not is_permalink(link)


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ("<i><b> <u>x</u></b></i>", True),
        ("<i> <b></b></i>", False),
        ("<i>" + "<b></b>" * MAX_INSIDE + "x</i>", False),
        ("<!--x-->", False),
    ],
)
def test_only_the_first_nodes_of_a_neighbor_are_searched_for_text(beside: str, found: bool) -> None:
    element = make_page(f"<p><button></button>{beside}</p>").tree.find("button")
    assert element is not None
    assert has_text_beside(element) is found


@pytest.mark.parametrize(
    "markup",
    [
        '<dl><dt id="t">scan(leaf)<a class="headerlink" href="#t" title="Link">¶</a></dt></dl>',
        '<table><caption>scan(leaf)<a class="headerlink" href="#t">¶</a></caption></table>',
        '<p id="t">scan(leaf)<a class="anchor-link" href="#t">#</a></p>',
    ],
)
def test_a_term_a_caption_and_a_paragraph_are_their_words(markup: str) -> None:
    assert [p.text for p in read_flow(make_page(markup))] == ["scan(leaf)"]


@pytest.mark.parametrize(
    "link", ['<a href="#n">¶</a>', '<a class="anchor" href="#n">The log</a>', '<a class="anchor" href="/n">#</a>']
)
def test_marks_of_footnotes_and_other_links_stay_in_a_paragraph(link: str) -> None:
    (passage,) = read_flow(make_page(f"<p>Written in 1913{link}</p>"))
    assert passage.text != "Written in 1913"
