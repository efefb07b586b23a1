"""A page that declares no title is named after a line above its text, or not at all."""

from __future__ import annotations

import pytest
from tests.support.framed_page import AFTER, BEFORE

import clippings

TEXT = "".join(f"<p>{text}</p>" for text in (*BEFORE, *AFTER))
TITLE = "The last keepers of the rock"


def title_of(above: str, head: str = "") -> str | None:
    return clippings.parse(f"<html><head>{head}</head><body>{above}{TEXT}</body></html>").title


@pytest.mark.parametrize(
    "above",
    [
        f"<h2>{TITLE}</h2>",
        f'<div class="title">{TITLE}</div><div class="date">3 May 2024</div>',
        f"<p class=MsoTitle>{TITLE}</p>",
        f"<p><b>{TITLE}</b></p>",
        f'<center><font size="+3">{TITLE}</font></center>',
        f"<p><a href='/'>Home</a></p><h3>{TITLE}</h3>",
    ],
)
@pytest.mark.parametrize("head", ["", "<title></title>", "<title>Untitled Document</title>"])
def test_a_line_above_the_text_is_the_title(above: str, head: str) -> None:
    assert title_of(above, head) == TITLE


@pytest.mark.parametrize(
    "above",
    [
        "",
        f"<p>{TITLE}</p>",
        "<p><b>The keepers have lived on the rock for a hundred years.</b></p>",
        "<h3>In this issue:</h3>",
        f'<h2><a href="/keepers">{TITLE}</a></h2>',
    ],
)
def test_other_lines_are_no_titles(above: str) -> None:
    assert title_of(above) is None


def test_a_declared_title_wins() -> None:
    assert title_of("<h2>Harbour</h2>", f"<title>{TITLE}</title>") == TITLE
