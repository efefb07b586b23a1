"""The compiled regions agree with those in Python in every attribute."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from clippings.body.layout import Layout, lay_out_page
from clippings.body.regions import Region
from clippings.compiled import find_compiled, python_only
from clippings.page.decoding import read_page
from clippings.page.flow import read_flow

pytestmark = pytest.mark.skipif(
    find_compiled("clippings.body._regions") is None, reason="the native modules are not built: `make native`"
)

SAMPLES = sorted((Path(__file__).parents[3] / "local" / "clippings_local" / "samples").glob("*.html"))
TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
PAGES = {
    "one passage": "<p>x",
    "nested articles": f"<article><h1>Quay</h1><p>{TEXT}<article><p>{TEXT}</article></article><article>y",
    "a headline beside the text": f"<header><h1>Third quay</h1></header><main><div><p>{TEXT}<p>{TEXT}</div></main>",
    "marks in attributes": (
        f"<div itemprop=articleBody><p>{TEXT}</div><div role=dialog>x</div><div id=article-body><p>{TEXT}</div>"
        "<div hidden>y</div><div aria-hidden=true>z</div><div style='display: none'>a</div><x-card>b</x-card>"
        f"<div role=main data-testid='story comments' class='  prose  x '><p>{TEXT}</div><div class>c</div>"
    ),
    "a post of a network": f"<blockquote class=twitter-tweet><p>{TEXT}</blockquote><blockquote><p>{TEXT}</blockquote>",
    "similar boxes": "<ul>" + "<li class=card><div class=title>a</div><p>b</li>" * 5 + "</ul>",
    "a deep page": "<div class=main><section>" * 40 + f"<p>{TEXT}",
    "no good text": "<p>a<p>b<div><p>c</div>",
}
#: Attributes that lead to another region: compared by its number.
LINKS = frozenset({"parent", "best", "branch", "article"})


def described(markup: str | bytes) -> list[dict[str, Any]]:
    """Return the attributes of every region of a page, and the page's focus and landmarks."""
    page = read_page(markup)
    layout = lay_out_page(page, read_flow(page), "Third quay")
    numbers = {id(region): number for number, region in enumerate(layout.order)}
    found = [
        {
            field.name: described_value(getattr(region, field.name), numbers, link=field.name in LINKS)
            for field in fields(Region)
            if field.name != "box"
        }
        for region in layout.order
    ]
    return [*found, whole(layout, numbers)]


def described_value(value: Any, numbers: dict[int, int], *, link: bool) -> Any:
    return numbers[id(value)] if link and value is not None else value


def whole(layout: Layout, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "focus": numbers[id(layout.focus)],
        "articles": layout.articles,
        "landmarks": {mark: numbers[id(region)] for mark, region in layout.landmarks.items()},
        "of passages": [numbers[id(region)] for region in layout.regions],
    }


@pytest.mark.parametrize("name", PAGES)
def test_every_attribute_of_every_region_agrees(name: str) -> None:
    with python_only():
        expected = described(PAGES[name])
    assert described(PAGES[name]) == expected


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_regions_of_real_pages_agree(sample: Path) -> None:
    with python_only():
        expected = described(sample.read_bytes())
    assert described(sample.read_bytes()) == expected
