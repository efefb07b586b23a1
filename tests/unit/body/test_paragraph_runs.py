"""A paragraph that the models doubt is kept in the middle of a run of kept ones, and nowhere else."""

from __future__ import annotations

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.paragraph_runs import with_paragraphs
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock for weeks on end"
P = f"<p>{LINE}.</p>"
DOUBTED = f"{LINE}, doubted."


def is_kept(markup: str, chance: float = 0.35) -> bool:
    """Whether the doubted passage is kept where all others are."""
    page = make_page(f"<body><main>{markup}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    doubted = next(passage.index for passage in layout.passages if passage.text == DOUBTED)
    chances = [chance if passage.index == doubted else 0.9 for passage in layout.passages]
    others = [passage.index for passage in layout.passages if passage.index != doubted and passage.text != "Share"]
    return doubted in with_paragraphs(layout, chances, others)


def test_improbable_paragraphs_between_similar_ones_are_kept() -> None:
    assert is_kept(f"{P}<p>{DOUBTED}</p>{P}")


def test_the_last_line_of_a_box_is_kept_before_other_text() -> None:
    assert is_kept(f"<div>{P}<p>{DOUBTED}</p></div>{P}")
    assert is_kept(f"{P}<div><p>{DOUBTED}</p>{P}</div>")


def test_a_further_copy_of_a_kept_text_is_left_out() -> None:
    layout = lay_out_page(page := make_page(f"<body><main><div>{P}{P}</div>{P}</main></body>"), read_flow(page), None)
    assert with_paragraphs(layout, [0.9, 0.8, 0.9], [0, 2]) == [0, 2]


@pytest.mark.parametrize(
    "markup",
    [
        f'{P}<p class="promo">{DOUBTED}</p>{P}',
        f"{P}<div>{DOUBTED}</div>{P}",
        f"{P}<div><p>{DOUBTED}</p></div>{P}",
        f"{P}<p>Share</p><p>{DOUBTED}</p>{P}",
        f"{P}<p><a href=/n>{DOUBTED}</a></p>{P}",
        f"{P}<p>{DOUBTED}</p>",
    ],
)
def test_dissimilar_or_outer_paragraphs_are_unchanged(markup: str) -> None:
    assert not is_kept(markup)


def test_very_improbable_paragraphs_are_unchanged() -> None:
    assert not is_kept(f"{P}<p>{DOUBTED}</p>{P}", 0.2)


def test_a_paragraph_as_long_as_a_page_is_unchanged() -> None:
    page = make_page(f"<body><main>{P}<p>{LINE * 20}</p>{P}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    assert with_paragraphs(layout, [0.9, 0.35, 0.9], [0, 2]) == [0, 2]
