"""A heading or label at the end of an article is left out if the text below it was left out."""

from __future__ import annotations

import pytest

from clippings.body.empty_ends import mark_empty_ends
from clippings.body.layout import lay_out_page
from clippings.body.roles import assign_roles
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
BODY = f"<h1>Third quay opens</h1><p>{LONG}</p>"
LEFT = "<footer><p>Smith, A.: Quays of the north. Port Ellis 1911.</p><p>Write to the harbour office.</p></footer>"


def shown(end: str, embedded: bool = False) -> list[str]:
    """Return the texts that are shown after the paragraph if only what is in a ``<footer>`` was left out."""
    page = make_page(f"<article>{BODY}{end}</article>")
    passages = read_flow(page)
    layout = lay_out_page(page, passages, "Third quay opens")
    footers = ("footer", "figcaption")
    kept = [
        passage.index
        for passage in passages[1:]
        if passage.box.tag not in footers and (passage.box.parent is None or passage.box.parent.tag not in footers)
    ]
    roles = assign_roles(layout, kept)
    mark_empty_ends(layout, roles, len(passages) if embedded else 0)
    return [passages[index].text for index in kept[1:] if roles[index] != "related"]


@pytest.mark.parametrize(
    "end",
    [
        f"<h2>References</h2>{LEFT}",
        f"<h2>Fußnoten</h2>{LEFT}",
        f"<h2>Notes</h2><h3>Further reading</h3>{LEFT}",
        f"<h2>Four answers to this story</h2>{LEFT}",
        f"<h2>You may also like...</h2>{LEFT}",
        f"<p>Sources:</p>{LEFT}",
        f"<div>参考资料：</div>{LEFT}",
        f"<h2>Notes</h2><p>Books:</p>{LEFT}",
    ],
)
def test_a_heading_or_label_without_its_text_is_left_out(end: str) -> None:
    assert shown(end) == []


@pytest.mark.parametrize(
    ("end", "texts"),
    [
        ("<h2>The quay at dawn</h2>", ["The quay at dawn"]),
        (f"<h2>The old quay</h2><h2>The new quay</h2><p>{LONG}</p>", ["The old quay", "The new quay", LONG]),
        ("<h2>At dawn</h2><figure><img src=a.jpg><figcaption>The quay</figcaption></figure>", ["At dawn"]),
        (f"<h2>The quay is open to all ships.</h2>{LEFT}", ["The quay is open to all ships."]),
        (f"<h2>Closing</h2><h2>Notes</h2><p>Own report.</p>{LEFT}", ["Closing", "Notes", "Own report."]),
        (f"<p>He said of the quay, of the storm and of the two years after it:</p>{LEFT}", None),
        (f"<p>It opened. He said:</p>{LEFT}", ["It opened. He said:"]),
        ("<p>Then I sang this:</p><footer><h2>The rest is for subscribers</h2></footer>", ["Then I sang this:"]),
    ],
)
def test_a_sentence_and_a_heading_that_is_empty_on_the_page_are_kept(end: str, texts: list[str] | None) -> None:
    assert shown(end) == (texts or ["He said of the quay, of the storm and of the two years after it:"])


def test_a_heading_above_an_embedded_video_is_kept() -> None:
    assert shown(f"<h2>The opening</h2>{LEFT}", embedded=True) == ["The opening"]


def test_headings_within_the_text_are_kept() -> None:
    assert shown(f"<h2>The old quay</h2>{LEFT}<p>{LONG}</p>") == ["The old quay", LONG]
