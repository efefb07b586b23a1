"""Formulas and pictures on the walk over a page: text replaces them where the page shows it."""

from __future__ import annotations

import pytest

from clippings.page.flow import read_flow
from clippings.page.page import make_page

SET = (
    '<span class="katex"><span><math alttext="v=\\frac{d}{t}"></math></span><span class="katex-html">v=td</span></span>'
)


def texts(markup: str) -> list[str]:
    return [passage.text for passage in read_flow(make_page(markup))]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<p>The speed is {SET} here.", "The speed is v=d/t here."),
        ("<p>The speed is <math><mi>v</mi></math> here.", "The speed is v here."),
        ('<p>The speed is <script type="math/tex">v</script> here.', "The speed is v here."),
        ("<p>The speed is <script>v</script> here.", "The speed is here."),
        ('<p>Press <img src="/key.png" alt="Enter"> to go on.', "Press Enter to go on."),
    ],
)
def test_text_replaces_a_formula_or_a_picture_in_a_sentence(markup: str, text: str) -> None:
    assert texts(markup) == [text]


def test_text_in_an_element_with_the_class_of_a_formula_is_walked() -> None:
    assert texts('<p>The boat <span class="katex">left at <b>dawn</b></span>.') == ["The boat left at dawn."]


def test_the_characters_of_a_formula_in_a_link_are_counted() -> None:
    (passage,) = read_flow(make_page("<p>See <a href=/v><math><mi>v</mi></math></a> for more.</p>"))
    assert passage.linked == 1
