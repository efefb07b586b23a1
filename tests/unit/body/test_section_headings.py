"""A heading of the text that is a link is kept; one that leads to another text is not."""

from __future__ import annotations

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.section_headings import with_headings
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock for weeks on end."
P = f"<p>{LINE}</p>"
LINKED = '<h3><a href="/lamp">The great lamp</a></h3>'


def kept(markup: str) -> list[str]:
    """Return the headings that are kept where all paragraphs are."""
    page = make_page(f"<body><main>{markup}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    chosen = [passage.index for passage in layout.passages if passage.box.tag == "p"]
    return [layout.passages[i].text for i in with_headings(layout, chosen) if layout.passages[i].box.tag == "h3"]


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
        f"{P}<h3>The great lamp</h3>{P}",
        f'{P}<a href="/lamp"><h3>The great lamp</h3>{P}</a>{P}',
    ],
)
def test_headings_of_cards_and_scored_headings_are_unchanged(markup: str) -> None:
    assert kept(markup) == []
