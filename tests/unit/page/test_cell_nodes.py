"""A cell of a data table says what a reader sees in it."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed

KATEX = (
    '<span class="katex"><span class="katex-mathml"><math><semantics><mi>v</mi><annotation encoding="application/'
    'x-tex">v=\\frac{d}{t}</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">v=d/t'
    "</span></span>"
)


def cell(markup: str) -> tuple[str, str]:
    """Return what a cell with *markup* says, in the text and in Markdown."""
    article = parsed(f"<table><tr><th>Route<th>Fare</tr><tr><td>North<td>{markup}</tr><tr><td>South<td>6.20</table>")
    (line,) = [line for line in article.text.split("\n") if line.startswith("North")]
    (row,) = [line for line in article.markdown.split("\n") if line.startswith("| North")]
    return line.partition("\t")[2], row.removeprefix("| North | ").removesuffix(" |")


@pytest.mark.parametrize(
    "markup",
    [
        KATEX,
        '<math alttext="v=\\frac{d}{t}"><mi>v</mi></math>',
        '<span class="MathJax_Preview">v</span><script type="math/tex">v=\\frac{d}{t}</script>',
        '<img class="latex" src="/f.png" alt="v=\\frac{d}{t}">',
    ],
)
def test_a_formula_in_a_cell_is_read_once(markup: str) -> None:
    assert cell(markup) == ("v=d/t", "$v=\\frac{d}{t}$")


@pytest.mark.parametrize(
    "markup",
    [
        '<span style="display:none">00045</span>4.50',
        "4.50<span hidden>praise the board</span>",
        '<span class="sr-only">Fare: </span>4.50',
        '<span class="MathJax_Preview">5</span>4.50',
        "4.50<style>.f{color:red}</style><script>count(1)</script>",
        '4.50<button class="copy-button">Copy</button>',
        '<img src="/flag.png" alt="Norway" width="900">4.50',
    ],
)
def test_invisible_content_of_a_cell_is_left_out(markup: str) -> None:
    assert cell(markup) == ("4.50", "4.50")


def test_a_text_for_screen_readers_and_an_emoji_that_are_all_of_a_cell_are_kept() -> None:
    assert cell('<span class="sr-only">included</span>')[0] == "included"
    assert cell('<img class="emoji" src="/y.png" alt="✅">')[0] == "✅"


def test_lines_of_a_cell_are_lines() -> None:
    assert cell("4.50<br>in summer 6.20")[1] == "4.50<br>in summer 6.20"
    assert cell("<ul><li>4.50<li>6.20</ul>")[1] == "4.50<br>6.20"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>4.50</div><div>in winter</div>",
        "<p>4.50</p>\n<p>in winter</p>",
        "<div>4.50</div>in winter",
        '<span style="display:block">4.50</span><span style="display:block">in winter</span>',
        "<table><tr><td>4.50</td></tr><tr><td>in winter</td></tr></table>",
    ],
)
def test_blocks_of_a_cell_are_lines(markup: str) -> None:
    assert cell(markup)[1] == "4.50<br>in winter"


@pytest.mark.parametrize("name", ["data-label", "data-title", "data-th"])
def test_the_title_of_a_column_is_not_repeated_in_a_cell(name: str) -> None:
    rows = "<table><tr><th>Route<th>Fare</tr><tr><td>North<td {}=Fare>{}</tr><tr><td>South<td>6.20</tr></table>"
    assert "| North | 4.50 |" in parsed(rows.format(name, "<b>Fare</b><span>4.50</span>")).markdown
    assert "| North | **Fare** |" in parsed(rows.format(name, "<b>Fare</b>")).markdown


def test_a_short_alternative_text_that_is_all_of_a_cell_is_kept() -> None:
    assert cell('<img src="/y.png" alt="yes">')[0] == "yes"
    assert cell('<img src="/s.jpg" alt="the northern ship at the quay">')[0] == ""


def test_hidden_columns_are_left_out() -> None:
    rows = (("Route", "Key", "Fare"), ("North", "N-1", "4.50"), ("South", "S-1", "6.20"))
    lines = "".join(f"<tr><td>{a}<td style='display:none'>{b}<td>{c}</tr>" for a, b, c in rows)
    markdown = parsed(f"<table>{lines}</table>").markdown
    assert "| North | 4.50 |" in markdown
    assert "N-1" not in markdown
