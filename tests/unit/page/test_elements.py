"""Every element either has no text, ends a line, or is part of the running text."""

from __future__ import annotations

import pytest

from clippings.page.elements import BLOCK, INLINE_OR_BLOCK, LAYOUT, PROSE, TEXTLESS
from clippings.page.flow import read_flow
from clippings.page.page import make_page


def test_element_groups_are_disjoint() -> None:
    assert len(BLOCK | TEXTLESS | INLINE_OR_BLOCK) == len(BLOCK) + len(TEXTLESS) + len(INLINE_OR_BLOCK)


def test_elements_that_end_a_line_are_block_elements() -> None:
    assert PROSE <= BLOCK


@pytest.mark.parametrize("tag", ["address", "dd", "figcaption", "h3", "li", "p", "section"])
def test_block_elements_separate_passages(tag: str) -> None:
    page = make_page(f"<div>Before it. <{tag}>Within it.</{tag}> Behind it.</div>")
    assert [passage.text for passage in read_flow(page)] == ["Before it.", "Within it.", "Behind it."]


@pytest.mark.parametrize("tag", ["abbr", "cite", "em", "ins", "mark", "small", "span", "time"])
def test_other_elements_do_not_separate_text(tag: str) -> None:
    (passage,) = read_flow(make_page(f"<p>Before it, <{tag}>within it</{tag}>, behind it.</p>"))
    assert passage.text == "Before it, within it, behind it."


@pytest.mark.parametrize("tag", ["script", "style", "select", "textarea", "object", "audio"])
def test_textless_elements_have_no_text(tag: str) -> None:
    page = make_page(f"<div>Before it. <{tag}>Within it.</{tag}></div>")
    assert "Within" not in " ".join(passage.text for passage in read_flow(page))


def test_a_layout_table_may_contain_blocks() -> None:
    assert {"table", "div", "h1", "ul"} <= LAYOUT
    assert not LAYOUT & {"p", "span", "br"}
