"""Code keeps its lines, and says its language where the page does."""

from __future__ import annotations

import pytest

from clippings.body.code_blocks import code_language, read_code
from clippings.page.flow import Passage, read_flow
from clippings.page.page import make_page
from clippings.records import Inline


def listing(markup: str) -> Passage:
    return next(passage for passage in read_flow(make_page(markup)) if passage.kind == "code")


def test_code_keeps_lines_and_indents_without_empty_ends() -> None:
    assert read_code(listing("<pre>\n\nif x:\n\ty()   \r\n\nz\n\n</pre>")) == (Inline("if x:\n    y()\n\nz"),)


def test_br_elements_in_code_are_line_ends() -> None:
    assert read_code(listing("<pre>a<br>b<span>c</span></pre>")) == (Inline("a\nbc"),)


@pytest.mark.parametrize(
    "markup",
    [
        "<pre><code class=language-rust>x</code></pre>",
        "<pre class='highlight lang-Rust'>x</pre>",
        "<pre class='brush: rust;'>x</pre>",
        "<div class=highlight-source-rust><pre>x</pre></div>",
    ],
)
def test_the_code_language_is_read_from_class_names(markup: str) -> None:
    assert code_language(listing(markup).element) == "rust"


def test_code_without_a_class_name_has_no_language() -> None:
    assert code_language(listing("<pre class='wide language-'>x</pre>").element) is None
