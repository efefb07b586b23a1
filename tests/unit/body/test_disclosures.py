"""A section that a control opens is kept with its title, and an accordion with all of its sections."""

from __future__ import annotations

import pytest
from tests.support.framed_page import between, parsed

from clippings.body.disclosures import find_disclosures, join, with_disclosures
from clippings.body.layout import lay_out_page
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock for weeks on end."
P = f"<p>{LINE}</p>"
DETAILS = "<details><summary>{}</summary><p>{}</p></details>"
BUTTON = (
    '<h3><button aria-expanded="false" aria-controls="s{0}">{0}</button></h3><div id="s{0}" hidden><p>{1}</p></div>'
)


def kept(markup: str, chosen: str = LINE, chance: float = 0.5) -> list[str]:
    """Return what is kept of the page beside the passages that say *chosen*, all with the same probability."""
    page = make_page(f"<body><main>{markup}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    before = [passage.index for passage in layout.passages if passage.text == chosen]
    found = with_disclosures(page, layout, [chance] * len(layout.passages), before)
    return [layout.passages[index].text for index in found if layout.passages[index].text != chosen]


@pytest.mark.parametrize(
    "title",
    [
        "<details><summary>The lamp</summary>{}</details>",
        "<details><summary><h3>The lamp</h3></summary><div>{}</div></details>",
        '<button aria-expanded="false" aria-controls="lamp">The lamp</button><div id="lamp">{}</div>',
        '<h3><span><a data-toggle="collapse" href="#lamp">The lamp</a></span></h3><div id="lamp">{}</div>',
        '<h3 data-bs-toggle="collapse" data-bs-target="#lamp">The lamp</h3><div id="lamp">{}</div>',
    ],
)
def test_the_title_of_a_kept_section_is_kept(title: str) -> None:
    assert kept(title.format(P), chance=0.0) == ["The lamp"]


@pytest.mark.parametrize("section", [DETAILS, BUTTON])
def test_an_accordion_with_a_kept_section_is_kept_whole(section: str) -> None:
    markup = section.format("Lamp", LINE) + section.format("Oil", "Whale oil.") + section.format("Horn", "Air.")
    assert kept(markup) == ["Lamp", "Oil", "Whale oil.", "Horn", "Air."]
    assert kept(markup, chance=0.04) == ["Lamp"]


def test_an_accordion_between_two_kept_passages_is_kept() -> None:
    markup = DETAILS.format("Oil", "Whale oil.") + DETAILS.format("Horn", "Air.")
    assert kept(P + markup + P) == ["Oil", "Whale oil.", "Horn", "Air."]
    assert kept(P + markup) == []


def test_an_accordion_shortly_behind_a_kept_passage_is_kept() -> None:
    other = "<p>Sign up</p><p>Send</p>"
    section = DETAILS.format("The lamp", "It burns oil.")
    assert kept(P + other + section + other + P) == ["The lamp", "It burns oil."]
    assert kept(P + other * 3 + section + other + P) == []


@pytest.mark.parametrize(
    "markup",
    [
        DETAILS.format("Share", "<a href='/mail'>Mail</a>"),
        DETAILS.format("Comments", "First!").replace("<details>", '<details class="comments">'),
        "<details><summary>Share</summary></details>",
        "<details><p>The lamp</p><h3>Share</h3></details>",
        '<button aria-expanded="false" aria-controls="menu">Menu</button>',
        '<button aria-expanded="false" aria-controls="menu">Menu</button><p>Weather</p><div id="menu">Tides</div>',
        '<button aria-selected="false" aria-controls="oil">Oil</button><div id="oil"><p>Whale oil</p></div>',
    ],
)
def test_other_parts_between_two_kept_passages_are_left_as_they_are(markup: str) -> None:
    assert kept(P + markup + P) == []


def test_a_section_within_a_section_is_a_part_of_it() -> None:
    inner = DETAILS.format("Wick", "Cotton.")
    page = make_page(f"<body><main><details><summary>Lamp</summary><p>Brass.</p>{inner}</details></main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    groups = join(find_disclosures(page, layout))
    assert [[(section.title, section.first, section.last) for section in group] for group in groups] == [[(0, 1, 3)]]


@pytest.mark.parametrize(
    "section",
    [
        DETAILS,
        BUTTON,
        '<div class="accordion-item"><h2 class="accordion-header"><button class="accordion-button collapsed" '
        'data-bs-toggle="collapse" data-bs-target="#c{0}">{0}</button></h2><div id="c{0}" class="accordion-collapse '
        'collapse"><div class="accordion-body">{1}</div></div></div>',
        "<amp-accordion><section><h4>{0}</h4><p>{1}</p></section></amp-accordion>",
    ],
)
def test_an_accordion_in_an_article_is_read_in_its_order(section: str) -> None:
    parts = (("Lamp", "It is lit by hand at dusk, with a match and a paper twist."), ("Oil", "The board pays for it."))
    article = parsed('<div class="accordion">' + "".join(section.format(*part) for part in parts) + "</div>")
    assert between(article).split("\n\n") == [text for part in parts for text in part]
