"""MathML to TeX."""

from __future__ import annotations

import pytest

from clippings.page.mathml import find_tex, strip_tex
from clippings.page.tree import read_tree


def tex(inside: str, attributes: str = "") -> str:
    math = read_tree(f"<math {attributes}>{inside}</math>").find("math")
    assert math is not None
    return find_tex(math)


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<mi>v</mi><mo>=</mo><mfrac><mi>d</mi><mi>t</mi></mfrac>", r"v=\frac{d}{t}"),
        ("<msup><mi>x</mi><mn>10</mn></msup>", "x^{10}"),
        ("<msub><mi>x</mi><mi>i</mi></msub>", "x_i"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i^2"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", r"\sqrt{a+b}"),
        ("<mroot><mi>a</mi><mn>3</mn></mroot>", r"\sqrt[3]{a}"),
        ("<mi>sin</mi><mi>α</mi>", r"\operatorname{sin}\alpha"),
        ("<mtext>for each</mtext><mspace/><mi>n</mi>", r"\text{for each} n"),
        ("<mover><mi>v</mi><mo>→</mo></mover>", r"\vec{v}"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>",
         r"\begin{matrix}1 & 0\end{matrix}"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
        ("<mn>5</mn><mo>−</mo><mn>3</mn>", "5-3"),
    ],
)  # fmt: skip
def test_markup_becomes_tex(inside: str, written: str) -> None:
    assert tex(inside) == written


def test_tex_of_the_page_is_preferred() -> None:
    note = '<semantics><mi>v</mi><annotation encoding="application/x-tex">\\vec{v}</annotation></semantics>'
    assert tex(note) == r"\vec{v}"
    assert tex("<mi>v</mi>", r'alttext="{\displaystyle v}"') == "v"


@pytest.mark.parametrize("written", ["$a$", "$$a$$", r"\(a\)", r"\[ a \]", r"{\displaystyle a}", "a"])
def test_delimiters_and_style_are_removed(written: str) -> None:
    assert strip_tex(written) == "a"


def test_deeply_nested_markup_is_limited() -> None:
    assert isinstance(tex("<mrow>" * 500 + "<mi>x</mi>"), str)
