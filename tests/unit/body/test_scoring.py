"""The scoring of pages written for these tests: which passages the model keeps."""

from __future__ import annotations

import pytest

from clippings.body.extraction import load_models, read_body
from clippings.body.layout import Layout, lay_out_page
from clippings.body.scoring import cut, pool, select
from clippings.errors import RejectedPage
from clippings.page.decoding import read_page
from clippings.page.flow import read_flow

PARAGRAPHS = [
    f"Paragraph {number} of the report says what the council decided about the old bridge, who spoke against it, "
    "and why the work is to begin in the spring although the money for it has not been found yet."
    for number in range(8)
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
HEAD = "<title>The council decides to mend the bridge</title>"
HEADLINE = "<h1>The council decides to mend the bridge</h1>"


def kept(markup: str) -> list[str]:
    page = read_page(markup)
    passages = read_flow(page)
    layout = lay_out_page(page, passages, "The council decides to mend the bridge")
    return [passages[index].text for index in cut(layout, load_models().scorer).kept]


def test_articles_are_kept_without_furniture() -> None:
    menu = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("Home", "Sport", "Culture", "Weather"))
    foot = "<footer><p>© 2024 The Town Paper. All rights reserved. Terms of use and privacy policy.</p></footer>"
    assert kept(f"{HEAD}<nav><ul>{menu}</ul></nav><article>{HEADLINE}{BODY}</article>{foot}") == PARAGRAPHS


def test_comments_are_left_out() -> None:
    comment = "<li class=comment><p>I have crossed that bridge every day for years, and nobody ever asked us.</p></li>"
    comments = f"<section class=comments><h2>Comments</h2><ol>{comment * 12}</ol></section>"
    assert kept(f"{HEAD}<main><article>{HEADLINE}{BODY}</article>{comments}</main>") == PARAGRAPHS


def test_a_repeated_headline_is_left_out() -> None:
    again = "<h2>The Council Decides to Mend the Bridge</h2>"
    more = "<h2>Why the council decides to mend the bridge now</h2>"
    assert kept(f"{HEAD}<article>{HEADLINE}{again}{BODY}</article>") == PARAGRAPHS
    first, rest = BODY.split("</p>", 1)
    assert kept(f"{HEAD}<article>{HEADLINE}{first}</p>{more}{rest}</article>") == [
        PARAGRAPHS[0],
        "Why the council decides to mend the bridge now",
        *PARAGRAPHS[1:],
    ]


def test_embedded_posts_are_left_out_and_quotations_kept() -> None:
    words = "The bridge will be mended, at last, and this time it will hold for a hundred years."
    post = f"<blockquote class='twitter-tweet'><p>{words}</p></blockquote>"
    assert kept(f"{HEAD}<article>{HEADLINE}{BODY}{post}{BODY.replace('council', 'mayor')}</article>") == [
        *PARAGRAPHS,
        *[text.replace("council", "mayor") for text in PARAGRAPHS],
    ]
    quotation = "The bridge will be mended, she said, and this time it will hold for more than a hundred years."
    quoted = f"<blockquote><p>{quotation}</p></blockquote>"
    assert quotation in kept(f"{HEAD}<article>{HEADLINE}{BODY}{quoted}{BODY.replace('council', 'mayor')}</article>")


def test_nothing_is_kept_without_probable_text() -> None:
    assert kept("<ul>" + "<li><a href=/a>Some other page</a>" * 40 + "</ul>") == []


def test_a_page_without_own_text_is_rejected() -> None:
    with pytest.raises(RejectedPage):
        read_body(read_page("<ul>" + "<li><a href=/a>Some other page</a>" * 40 + "</ul>"), None)


TABLE = "<table><tr><td>North<td>4.50<tr><td>South by the old road<td>6.20</table>"


def laid_out(markup: str) -> Layout:
    page = read_page(markup)
    return lay_out_page(page, read_flow(page), None)


def test_passages_of_a_structure_share_their_mean_score() -> None:
    layout = laid_out(f"<p>{PARAGRAPHS[0]}</p>{TABLE}<p>{PARAGRAPHS[1]}</p>")
    first, north, south, last = pool(layout, [0.9, 0.2, 0.6, 0.8])
    assert (first, last) == (0.9, 0.8)
    assert north == south
    assert 0.4 < north < 0.6  # the longer row counts more


@pytest.mark.parametrize(("chance", "kept"), [(0.25, [0, 1, 2, 3]), (0.04, [0, 3])])
def test_structures_between_kept_passages_need_less_probability(chance: float, kept: list[int]) -> None:
    layout = laid_out(f"<p>{PARAGRAPHS[0]}</p>{TABLE}<p>{PARAGRAPHS[1]}</p>")
    assert select(layout, [0.95, chance, chance, 0.95]) == kept


def test_structures_after_the_text_need_full_probability() -> None:
    layout = laid_out(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{TABLE}")
    assert select(layout, [0.95, 0.95, 0.1, 0.1]) == [0, 1]


#: Structures that stand in an article, each with what must be kept of it.
STRUCTURES = {
    "a table of figures": (
        "<table><tr><th>Year<th>Crossings<th>Repairs<tr><td>2021<td>41,200<td>£12,000<tr><td>2022<td>39,870<td>£30,500"
        "<tr><td>2023<td>38,100<td>£44,100</table>",
        ["2021", "39,870", "£44,100"],
    ),
    "a table with code in its cells": (
        "<table><tr><th>Flag<th>Meaning<tr><td><code>--log</code><td>Where the log is written<tr><td><code>--dry</code>"
        "<td>Nothing is changed</table>",
        ["--log", "--dry", "Nothing is changed"],
    ),
    "a function in Go": (
        "<pre><code>func span(length int) (Bridge, error) {\n\tif length &lt; 1 {\n\t\treturn Bridge{}, errShort\n\t}\n"
        "\treturn build(length), nil\n}</code></pre>",
        ["func span", "return build(length), nil"],
    ),
    "a command": ("<pre><code>bridge mend --pier 3</code></pre>", ["bridge mend --pier 3"]),
    "settings in JSON": ('<pre>{\n  "piers": 7,\n  "load": [12, 40]\n}</pre>', ['"piers": 7']),
    "definitions": (
        "<dl><dt>Pier<dd>What the arch stands on in the river.<dt>Abutment<dd>What it stands on at the bank.</dl>",
        ["Pier", "What the arch stands on", "Abutment", "at the bank"],
    ),
    "facts": ("<dl><dt>Crew<dd>4<dt>Built<dd>1988</dl>", ["Crew", "4", "Built", "1988"]),
    "ingredients": (
        "<ul><li>2 eggs<li>250 g flour<li>1 tsp salt<li>100 ml milk<li>butter</ul>",
        ["2 eggs", "250 g flour", "1 tsp salt", "butter"],
    ),
    "steps with substeps": (
        "<ol><li>Close the road<ul><li>at the mill<li>at the school</ul><li>Lift the planks</ol>",
        ["Close the road", "at the mill", "at the school", "Lift the planks"],
    ),
    "a quotation": (
        "<blockquote><p>We have waited for eleven years.</p><p>We can wait for one more.</p></blockquote>",
        ["We have waited", "We can wait"],
    ),
}
#: What looks like one, and leads elsewhere.
NEAR_MISSES = {
    "links to other stories": (
        "<ul><li><a href=/a>Ferry runs again after the storm of last week</a><li><a href=/b>Mayor opens the new "
        "school by the river at last</a><li><a href=/c>Bakery burns down for the second time</a></ul>"
    ),
    "a table of links": (
        "<table><tr><td>1<td><a href=/a>Ferry runs again after the storm</a><tr><td>2<td><a href=/b>Mayor opens the "
        "new school by the river</a></table>"
    ),
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_structures_in_the_text_are_kept_completely(name: str) -> None:
    markup, parts = STRUCTURES[name]
    first, rest = BODY[: BODY.index("<p>", 500)], BODY[BODY.index("<p>", 500) :]
    text = "\n".join(kept(f"{HEAD}<article>{HEADLINE}{first}{markup}{rest}</article>"))
    assert [part for part in parts if part not in text] == []


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_lists_of_links_are_left_out(name: str) -> None:
    first, rest = BODY[: BODY.index("<p>", 500)], BODY[BODY.index("<p>", 500) :]
    assert kept(f"{HEAD}<article>{HEADLINE}{first}{NEAR_MISSES[name]}{rest}</article>") == PARAGRAPHS
