"""A formula on a line of its own stays with the text around it."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed

from clippings.body.formulas import is_formula, with_formulas
from clippings.page.flow import read_flow
from clippings.page.page import make_page

FORMULAS = (
    r'<div class="math notranslate">\[ t = \frac{n}{r} \]</div>',
    r"<p>$$t = \frac{n}{r}$$</p>",
    '<p><math display="block"><mi>t</mi><mo> = </mo><mfrac><mi>n</mi><mi>r</mi></mfrac></math></p>',
    '<div class="equation"><span class="katex-display"><span class="katex"><math><semantics><mi>t</mi>'
    '<annotation encoding="application/x-tex">t = \\frac{n}{r}</annotation></semantics></math></span></span> (1)</div>',
    '<p><img class="latex" src="/latex.php" alt="t = \\frac{n}{r}"></p>',
)


@pytest.mark.parametrize("markup", FORMULAS)
def test_a_formula_between_paragraphs_is_kept(markup: str) -> None:
    article = parsed(markup)
    assert article.markdown.replace("t=", "t = ").count(r"t = \frac{n}{r}$") == 1
    assert article.text.replace("t=", "t = ").count("t = n/r") == 1


def test_a_formula_that_is_text_of_the_container_is_kept() -> None:
    assert "$$E = mc^2$$" in parsed("$$E = mc^2$$").markdown


def test_formulas_outside_of_the_text_are_not_added() -> None:
    passages = read_flow(make_page(f"<p>One.</p>{FORMULAS[0]}<p>Two.</p>{FORMULAS[1]}"))
    assert with_formulas(passages, [0, 2]) == [0, 1, 2]
    assert with_formulas(passages, [0]) == [0]
    assert with_formulas(passages, []) == []


def test_a_sentence_with_a_formula_is_not_a_display_formula() -> None:
    passages = read_flow(make_page(r"<p>The time \(t\) is short.</p><p>It is <math><mi>t</mi></math>.</p><p>x</p>"))
    assert [is_formula(passage) for passage in passages] == [False, False, False]
