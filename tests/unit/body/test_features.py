"""Training and extraction compute the same features, each with its name."""

from __future__ import annotations

import pytest

from clippings.body.features import (
    CONTEXT_AT,
    FEATURES,
    LEXICAL_AT,
    OWN_AT,
    bit_vector,
    context_vector,
    page_vector,
    rows,
)
from clippings.body.layout import Layout, lay_out_page
from clippings.body.passage_features import PassageFeatures
from clippings.page.flow import read_flow
from clippings.page.page import make_page

TEXT = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one."
PAGE = (
    "<nav><a href=/>Home</a></nav><article class=story><h1>Quay</h1>"
    f"<p>{TEXT}</p><p>{TEXT} 1, 2.</p><p>{TEXT}</p></article>"
)


def layout(markup: str = PAGE) -> Layout:
    page = make_page(markup)
    return lay_out_page(page, read_flow(page), "Quay")


def named(index: int, markup: str = PAGE) -> dict[str, float]:
    return dict(zip(FEATURES[:LEXICAL_AT], rows(layout(markup), [index])[0], strict=True))


def test_feature_names_are_unique() -> None:
    assert len(set(FEATURES)) == len(FEATURES)


@pytest.mark.parametrize("markup", [PAGE, "<p>x", "<pre>x</pre>", "<table><tr><td>a<td>b</table>", "<li>😀", "x"])
def test_feature_vectors_have_the_full_length(markup: str) -> None:
    surveyed = layout(markup)
    made = rows(surveyed, range(len(surveyed.passages)))
    assert [len(row) for row in made] == [LEXICAL_AT] * len(surveyed.passages)


def test_the_whole_vector_consists_of_the_parts_used_for_scoring() -> None:
    surveyed = layout()
    own = PassageFeatures(surveyed)
    for index, row in enumerate(rows(surveyed, range(len(surveyed.passages)))):
        assert row[:CONTEXT_AT] == page_vector(surveyed)
        context = context_vector(surveyed, surveyed.regions[index].parent)
        assert row[CONTEXT_AT : CONTEXT_AT + len(context)] == context
        vector = own.vector(index)
        assert row[OWN_AT : OWN_AT + len(vector)] == vector


def test_copies_are_counted_before_and_after() -> None:
    first, last = named(2), named(4)
    assert (first["copies_before"], first["copies_after"]) == (0.0, 1.0)
    assert (last["copies_before"], last["copies_after"]) == (1.0, 0.0)


def test_links_and_headings_have_their_features() -> None:
    assert named(0)["links"] == 1.0
    assert (named(1)["heading"], named(2)["heading"]) == (1.0, 0.0)


def test_bits_become_zeros_and_ones_lowest_first() -> None:
    assert bit_vector(0b1101, 5) == [1.0, 0.0, 1.0, 1.0, 0.0]
