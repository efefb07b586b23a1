"""Formulas are read once, however often the page repeats them; a picture in a sentence by its alternative text."""

from __future__ import annotations

import html

import pytest
from tests.support.framed_page import parsed

from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.page.replaced import MAX_MATHML_CHARS, keep_sentence_images, read_formula

MATH = "<mi>v</mi><mo>=</mo><mfrac><mi>d</mi><mi>t</mi></mfrac>"
NOTED = (
    f'<math><semantics><mrow>{MATH}</mrow><annotation encoding="application/x-tex">v=\\frac{{d}}{{t}}</annotation>'
    "</semantics></math>"
)
ESCAPED = MATH.replace("<", "&lt;")
#: How a page says the same formula.
SET = {
    "KaTeX": f'<span class="katex"><span class="katex-mathml">{NOTED}</span><span class="katex-html">'
    "<span>v</span><span>=</span><span>t</span><span>d</span></span></span>",
    "KaTeX without MathML": '<span class="katex"><span><math alttext="v=\\frac{d}{t}"></math></span>'
    '<span class="katex-html">v=td</span></span>',
    "MathJax 2 with its source": '<span class="MathJax_Preview">v=d/t</span><span class="MathJax" tabindex="0"><nobr>'
    f'v=d t</nobr><span class="MJX_Assistive_MathML"><math>{MATH}</math></span></span>'
    '<script type="math/tex">v=\\frac{d}{t}</script>',
    "MathJax 2 before it is set": '<script type="math/tex">v=\\frac{d}{t}</script>',
    "MathJax 2 saved without its source": f'<span class="MathJax" data-mathml="&lt;math>{ESCAPED}&lt;/math>">'
    "<nobr><span>v</span><span>=</span></nobr></span>",
    "MathJax 3": '<mjx-container class="MathJax" jax="CHTML"><mjx-math aria-hidden="true"><mjx-mi>v</mjx-mi></mjx-math>'
    f"<mjx-assistive-mml><math>{MATH}</math></mjx-assistive-mml></mjx-container>",
    "MathML with TeX": NOTED,
    "MathML": f"<math>{MATH}</math>",
    "MediaWiki": '<span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;">'
    f'{NOTED}</span><img class="mwe-math-fallback-image-inline" alt="{{\\displaystyle v=\\frac{{d}}{{t}}}}"></span>',
    "delimiters of MathJax": r"\(v=\frac{d}{t}\)",
    "dollar signs": r"$v=\frac{d}{t}$",
    "a picture": r'<img class="latex" src="/latex.php?latex=x" alt="v=\frac{d}{t}">',
    "a picture that is only named": r'<img src="https://latex.codecogs.com/svg.image?v=\frac{d}{t}" alt="equation">',
    "a picture without alternative text": r'<img src="https://latex.codecogs.com/svg.image?v=\frac{d}{t}">',
}  # fmt: skip


@pytest.mark.parametrize("way", SET)
def test_several_renderings_of_a_formula_are_read_once(way: str) -> None:
    article = parsed(f"<p>The speed of the crossing follows from {SET[way]}, where the way is nine miles long.</p>")
    sentence = "The speed of the crossing follows from {}, where the way is nine miles long."
    assert sentence.format("v=d/t") in article.text
    assert sentence.format(r"$v=\frac{d}{t}$") in article.markdown
    assert sentence.format(r'<code class="language-math">v=\frac{d}{t}</code>') in article.html


#: How a page says a formula on a line of its own.
DISPLAYED = {
    "KaTeX": f'<span class="katex-display">{SET["KaTeX"]}</span>',
    "MathJax 2": '<div class="MathJax_Display"><span class="MathJax">v=dt</span></div>'
    '<script type="math/tex; mode=display">v=\\frac{d}{t}</script>',
    "MathJax 3": f'<mjx-container class="MathJax" display="true"><mjx-assistive-mml><math display="block">{MATH}</math>'
    "</mjx-assistive-mml></mjx-container>",
    "MathML": f'<math display="block">{MATH}</math>',
    "delimiters": r'<div class="math">\[ v=\frac{d}{t} \]</div>',
    "dollar signs": r"<div>$$v=\frac{d}{t}$$</div>",
}


@pytest.mark.parametrize("way", DISPLAYED)
def test_a_formula_on_a_line_of_its_own_is_a_passage(way: str) -> None:
    page = make_page(f"<p>The speed follows from this:</p>{DISPLAYED[way]}<p>The way is nine miles long.</p>")
    texts = [passage.text for passage in read_flow(page)]
    assert len(texts) == 3
    assert texts[1] in ("v=d/t", r"\[ v=\frac{d}{t} \]", r"$$v=\frac{d}{t}$$")


def test_prices_are_not_formulas() -> None:
    article = parsed("<p>The fare rose from $5 to $6 for a boat, and to $7_000 a year for who goes every day.</p>")
    assert "from $5 to $6 for a boat, and to $7" in article.text
    assert "language-math" not in article.html


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('We were <img class="emoji" alt="😀" src="/1f600.png"> to hear it.', "We were 😀 to hear it."),
        ('Glad to hear it <img class="wp-smiley" alt="🙂" src="/1f642.png">', "Glad to hear it 🙂"),
        ('Press <img src="/key.png" alt="Enter"> to go on.', "Press Enter to go on."),
        ('The sign <img src="/han.png" alt="水" width="20"> means water.', "The sign 水 means water."),
        ('<img src="/t.png" alt="T">he ferry left the quay.', "The ferry left the quay."),
    ],
)
def test_a_picture_in_a_sentence_is_its_alternative_text(inside: str, text: str) -> None:
    assert [passage.text for passage in read_flow(make_page(f"<p>{inside}</p>"))] == [text]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<img src="/quay.jpg" alt="The quay at dawn"> The ferry left.', "The ferry left."),
        ('The ferry left. <img src="/quay.jpg" alt="The quay at dawn"> It was late.', "The ferry left. It was late."),
        ('The ferry left <img src="/quay.jpg" width="640" alt="The quay at dawn"> late.', "The ferry left late."),
        (
            'See the report<img class="icon" alt="(external)" src="/x.svg"> of the board.',
            "See the report of the board.",
        ),
        ('The ferry left <img src="/pixel.gif" alt=""> late.', "The ferry left late."),
        ('The ferry left <img src="/quay.jpg" alt="The quay">', "The ferry left"),
    ],
)
def test_pictures_outside_of_sentences_have_no_text(inside: str, text: str) -> None:
    assert [passage.text for passage in read_flow(make_page(f"<p>{inside}</p>"))] == [text]


def test_nodes_without_pictures_are_unchanged() -> None:
    passage = read_flow(make_page("<p>The <b>ferry</b> left.</p>"))[0]
    assert keep_sentence_images(passage.nodes) == passage.nodes


def test_mathml_in_an_attribute_is_read_unless_it_is_too_long() -> None:
    for repeats, found in ((1, True), (MAX_MATHML_CHARS, False)):
        markup = html.escape(f"<math><mi>x</mi>{'<mn></mn>' * repeats}</math>")
        element = make_page(f"<p><span class=MathJax data-mathml='{markup}'></span>").tree.find("span")
        assert element is not None
        assert (read_formula(element) is not None) is found


def test_asciimath_is_read_as_it_is() -> None:
    page = make_page('<div><p>The area is <script type="math/asciimath">x^2</script> square feet.</p></div>')
    assert read_flow(page)[0].text == "The area is x^2 square feet."
