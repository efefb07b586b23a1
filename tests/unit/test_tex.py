"""Formulas in TeX as text that a person can read."""

from __future__ import annotations

import pytest

from clippings.tex import MAX_SIGNS, readable


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("E=mc^2", "E=mc^2"),
        (r"v=\frac{d}{t}", "v=d/t"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac12", "1/2"),
        (r"\sqrt{x+1}", "√(x+1)"),
        (r"\sqrt[3]{8}", "³√8"),
        (r"{\displaystyle \alpha \leq \beta}", "α ≤ β"),
        (r"\sum_{i=1}^{n} x_i", "∑_(i=1)^n x_i"),
        (r"\mathrm{speed} = \text{way per hour}", "speed = way per hour"),
        (r"\begin{aligned} a&=b\\ c&=d \end{aligned}", "a =b; c =d"),
        (r"\frobnicate x", "frobnicate x"),
    ],
)
def test_a_formula_becomes_readable_text(tex: str, text: str) -> None:
    assert readable(tex) == text


@pytest.mark.parametrize("tex", ["", "\\", "}", "{{{", r"\frac", r"\sqrt[", "^", r"\begin", "_{", "{" * 500 + "x"])
def test_a_broken_formula_is_not_an_error(tex: str) -> None:
    assert isinstance(readable(tex), str)


def test_a_very_long_formula_is_unchanged() -> None:
    assert readable(r"\alpha " * MAX_SIGNS).startswith(r"\alpha \alpha")
