"""A heading between passages of the text is kept; one that leads to another text is not."""

from __future__ import annotations

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.section_headings import with_headings, with_like_headings
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock for weeks on end."
P = f"<p>{LINE}</p>"
LINKED = '<h3><a href="/lamp">The great lamp</a></h3>'


def kept(markup: str, chance: float = 0.1) -> list[str]:
    """Return the headings that are kept where all paragraphs and items are, given their probability."""
    page = make_page(f"<body><main>{markup}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    chosen = [passage.index for passage in layout.passages if passage.box.tag in ("p", "li")]
    found = with_headings(layout, [chance] * len(layout.passages), chosen)
    return [layout.passages[index].text for index in found if layout.passages[index].box.tag == "h3"]


def test_a_heading_between_two_passages_of_its_box_is_kept() -> None:
    assert kept(f"{P}<h3>The great lamp</h3>{P}") == ["The great lamp"]
    assert kept(f"{P}<h3>The great lamp</h3>{P}", chance=0.0) == []


def test_a_heading_of_another_box_is_kept_where_it_is_probable_or_leads_a_list() -> None:
    boxed = "<div><h3>The great lamp</h3></div>"
    assert kept(f"{P}{boxed}{P}", chance=0.45) == ["The great lamp"]
    assert kept(f"<div>{P}</div>{boxed}<div>{P}</div>", chance=0.3) == []
    assert kept(f"<div>{P}</div>{boxed}<div><ul><li>Brass</li></ul></div>", chance=0.3) == ["The great lamp"]


def test_captions_and_buttons_beside_a_heading_are_stepped_over() -> None:
    figure = "<figure><img src=/l.jpg><figcaption>The lamp at night</figcaption></figure>"
    assert kept(f"{P}<h3>The great lamp</h3>{figure}{P}") == ["The great lamp"]
    assert kept(f"{P}{figure}<button>Copy link</button><h3>The great lamp</h3>{P}") == ["The great lamp"]
    assert kept(f"{P}<h3>The great lamp</h3>{4 * figure}{P}") == []


def test_a_linked_heading_between_paragraphs_of_the_text_is_kept() -> None:
    assert kept(f"{P}{LINKED}{P}") == ["The great lamp"]


@pytest.mark.parametrize(
    "markup",
    [
        f"{P}<div>{LINKED}{P}</div>{P}",
        f"{P}{LINKED}<div>Share</div>{P}",
        f"{P}<div>Share</div>{LINKED}{P}",
        f"{LINKED}{P}",
        f"{P}{P}{LINKED}",
        f"{P}<div><h3>The great lamp</h3></div><p><a href='/lamp'>The great lamp of Port Ellis</a></p>",
        f'{P}<a href="/lamp"><h3>The great lamp</h3>{P}</a>{P}',
    ],
)
def test_headings_of_cards_and_beside_other_parts_are_unchanged(markup: str) -> None:
    assert kept(markup) == []


def like(sections: int, chance: float, missing: int) -> list[str]:
    """Return the headings of *sections* in boxes of their own, the last *missing* of which were not selected."""
    box = f"<div><h3>Part {{}}</h3></div><div class=text>{P}</div>"
    page = make_page(f"<body><main>{P}{''.join(box.format(number) for number in range(sections))}{P}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    headings = [passage.index for passage in layout.passages if passage.box.tag == "h3"]
    chosen = [passage.index for passage in layout.passages if passage.index not in headings[sections - missing :]]
    found = with_like_headings(layout, [chance] * len(layout.passages), chosen)
    return [layout.passages[index].text for index in found if index in headings]


def test_a_heading_built_like_kept_ones_is_kept() -> None:
    assert like(4, 0.1, 1) == ["Part 0", "Part 1", "Part 2", "Part 3"]


def test_a_heading_is_not_kept_for_few_others_or_with_a_low_probability() -> None:
    assert like(4, 0.05, 1) == ["Part 0", "Part 1", "Part 2"]
    assert like(4, 0.3, 2) == ["Part 0", "Part 1"]
    assert like(2, 0.3, 1) == ["Part 0"]
