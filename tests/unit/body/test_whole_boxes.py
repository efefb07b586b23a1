"""A small box within the text, and a line in it that titles a paragraph, are kept with the rest of the text."""

from __future__ import annotations

import pytest

from clippings.body.layout import Layout, lay_out_page
from clippings.body.whole_boxes import with_strong_lines, with_whole_boxes
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LINE = "The keepers of the light cook for themselves in winter, when no boat comes out to the rock for weeks on end."
P = f"<p>{LINE}</p>" * 3
DOUBTED = "Your aunt Anna"


def laid_out(markup: str, chance: float) -> tuple[Layout, list[float], list[int]]:
    page = make_page(f"<body><main>{markup}</main></body>")
    layout = lay_out_page(page, read_flow(page), None)
    chances = [chance if DOUBTED in passage.text else 0.9 for passage in layout.passages]
    return layout, chances, [index for index, each in enumerate(chances) if each == 0.9]


def is_kept_in_its_box(markup: str, chance: float = 0.4) -> bool:
    layout, chances, kept = laid_out(markup, chance)
    return len(with_whole_boxes(layout, chances, kept)) > len(kept)


def is_kept_as_a_title(markup: str, chance: float = 0.3) -> bool:
    layout, chances, kept = laid_out(markup, chance)
    return len(with_strong_lines(layout, chances, kept)) > len(kept)


@pytest.mark.parametrize(
    "markup",
    [
        f"<div><p>Dear Peter,</p><p>The lamp burns.</p><p>{DOUBTED}</p></div>",
        f"<aside><p>{DOUBTED}</p><p>She kept the lamp for forty years.</p></aside>",
        f"<div><h4>{DOUBTED}</h4><div><p>She kept the lamp for forty years.</p></div></div>",
        f"<div class=a><p>Who lit it?</p></div><div class=q><p>Nobody.</p></div><div class=a><p>{DOUBTED}</p></div>",
    ],
)
def test_a_box_with_kept_passages_is_kept_whole(markup: str) -> None:
    assert is_kept_in_its_box(P + markup + P)
    assert not is_kept_in_its_box(P + markup + P, 0.2)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{DOUBTED}</p>",
        f"<div><p>{DOUBTED}</p></div>",
        f"<div><p>Short.</p><p>{DOUBTED}, who wrote many letters of this kind</p></div>",
        f"<div><p>She kept the lamp for forty years.</p><p><a href=/a>{DOUBTED}</a></p></div>",
        f"<div><p>She kept the lamp for forty years.</p><button>{DOUBTED}</button></div>",
        f"<figure><p>She kept the lamp for forty years.</p><figcaption>{DOUBTED}</figcaption></figure>",
        f"<div><p>She kept the lamp for forty years.</p><p>Photo: {DOUBTED}</p></div>",
        f"<div class=related><p>She kept the lamp for forty years.</p><p>{DOUBTED}</p></div>",
        f"<article><header>{DOUBTED}</header><p>She kept the lamp for forty years.</p></article>",
    ],
)
def test_other_lines_beside_kept_passages_are_unchanged(markup: str) -> None:
    assert not is_kept_in_its_box(P + markup + P)


def test_a_box_at_the_end_of_the_text_is_unchanged() -> None:
    assert not is_kept_in_its_box(f"{P}<div><p>She kept the lamp for forty years.</p><p>{DOUBTED}</p></div>")


@pytest.mark.parametrize(
    "markup", [f"<p><b>{DOUBTED}</b></p>", f"<div><strong>{DOUBTED}</strong></div>", f"<b>{DOUBTED}<br></b>"]
)
def test_a_strong_line_between_two_kept_passages_is_kept(markup: str) -> None:
    assert is_kept_as_a_title(P + markup + P)
    assert not is_kept_as_a_title(P + markup + P, 0.1)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{DOUBTED}</p>",
        f"<p><b>{DOUBTED}</b>, who kept it</p>",
        f"<p><b><a href=/a>{DOUBTED}</a></b></p>",
        f"<p><b>{DOUBTED} and her {'very ' * 15}long life</b></p>",
        f"<p><b>{DOUBTED}</b></p></div><div>",
        f"<div class=related><p><b>{DOUBTED}</b></p></div>",
    ],
)
def test_other_lines_between_two_kept_passages_are_unchanged(markup: str) -> None:
    assert not is_kept_as_a_title(f"<div>{P}{markup}{P}</div>")
