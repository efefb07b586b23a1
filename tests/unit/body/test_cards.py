"""A card between the paragraphs is removed whole: its headline and its blurb."""

from __future__ import annotations

import pytest
from tests.support.framed_page import between, parsed

TITLE = "Record tides flood the lower car park"
BLURB = "Drivers were warned to move their vehicles before the evening high water."
LINK = f'<a href="/news/tides">{TITLE}</a>'
CARDS = {
    "a box of related news": f'<div class="related"><h3>{LINK}</h3><p>{BLURB}</p></div>',
    "an aside": f"<aside><h4>{LINK}</h4><p>{BLURB}</p></aside>",
    "an article in the article": f'<article class="card"><h3>{LINK}</h3><p>{BLURB}</p></article>',
    "a link around everything": f'<a class="card" href="/news/tides"><h3>{TITLE}</h3><p>{BLURB}</p></a>',
    "a link around everything in a box": f'<div class="teaser"><a href="/t"><h3>{TITLE}</h3><p>{BLURB}</p></a></div>',
    "a picture beside": f'<div class="c-7"><img src="/t.jpg"><div><h3>{LINK}</h3><p>{BLURB}</p></div></div>',
    "a label above": f'<div class="read-more-box"><p>Read also</p><p>{LINK}</p><p>{BLURB}</p></div>',
    "a section": f'<section class="recommended"><h2>Recommended</h2><div><h3>{LINK}</h3><p>{BLURB}</p></div></section>',
    "a promotion with a button": f'<div class="promo"><h4>{TITLE}</h4><p>{BLURB}</p><a href="/t">Read on</a></div>',
    "a line": f'<p class="teaser">{LINK} {BLURB}</p>',
    "a line in a box": f'<div class="related"><p>{LINK} {BLURB}</p></div>',
    "a line of parts": f'<div class="read-more"><span>Weather</span>{LINK}<span>{BLURB[:40]}</span></div>',
    "an embedded page": f'<blockquote class="embedly-card"><h4>{LINK}</h4><p>{BLURB}</p></blockquote>',
    "an element with an address": f'<story-card href="/t"><h3>{TITLE}</h3><p>{BLURB}</p></story-card>',
    "a bookmark": f'<figure><a href="/t"><div><div>{TITLE}</div><div>{BLURB}</div><div>The Bay Courier</div></div></a>'
    "</figure>",
}


@pytest.mark.parametrize("kind", CARDS)
def test_headline_and_blurb_of_a_card_are_left_out_together(kind: str) -> None:
    assert between(parsed(CARDS[kind])) == ""


STAYING = {
    "a paragraph behind a paywall": f'<p class="paywall">{BLURB} See <a href="/t">the table of the tides</a>.</p>',
    "a paragraph named as a teaser": f'<p class="teaser">{BLURB} It was all in <a href="/t">the paper</a>.</p>',
    "a paragraph with a link": f"<p>{BLURB} {LINK} had been announced by the harbour master in the morning.</p>",
    "a box of the story": f'<div class="block"><h3>The night</h3><p>{BLURB}</p><p>{BLURB[:-1]} at nine.</p></div>',
}


@pytest.mark.parametrize("kind", STAYING)
def test_boxes_that_belong_to_the_article_are_kept(kind: str) -> None:
    assert BLURB in between(parsed(STAYING[kind]))
