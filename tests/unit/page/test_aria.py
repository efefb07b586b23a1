"""Divisions that are headings, lists or tables by their role are read as such."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed

from clippings.page.aria import name_by_roles
from clippings.page.tree import read_tree


def test_a_heading_has_its_level() -> None:
    text = "<p>The lamp was lit by hand at dusk, as it was on the night of the great gale, he said.</p>"
    article = parsed(
        f'<div role="heading" aria-level="3">The lamp</div>{text}<span role="heading">The tower</span>{text}'
    )
    assert "\n### The lamp\n" in article.markdown
    assert "\n## The tower\n" in article.markdown


def test_a_list_has_its_items() -> None:
    items = '<div role="listitem">Stone for the tower</div><div role="listitem">Glass for the lamp</div>'
    article = parsed(f'<p>The board will buy two things:</p><div role="list">{items}</div>')
    assert "- Stone for the tower\n- Glass for the lamp\n" in article.markdown


def test_a_table_has_its_rows() -> None:
    rows = [("columnheader", "Lamp", "Year"), ("cell", "First", "1913"), ("cell", "Second", "1946")]
    lines = "".join(
        f'<div role="row"><span role="{role}">{one}</span><span role="{role}">{other}</span></div>'
        for role, one, other in rows
    )
    article = parsed(f'<p>The lamps:</p><div role="table"><div role="rowgroup">{lines}</div></div>')
    assert "| Lamp | Year |\n| --- | --- |\n| First | 1913 |\n| Second | 1946 |" in article.markdown


@pytest.mark.parametrize(
    "markup",
    [
        '<h3 role="heading" aria-level="2">a</h3>',
        '<button role="heading">a</button>',
        '<div role="listitem">a</div>',
        '<div role="cell">a</div>',
        '<div role="row"><div role="cell">a</div></div>',
        '<nav role="list"><div role="listitem">a</div></nav>',
    ],
)
def test_roles_equal_to_the_element_change_nothing(markup: str) -> None:
    tree = read_tree(markup)
    before = [element.tag for element in tree.select("body *")]
    name_by_roles(tree)
    assert [element.tag for element in tree.select("body *")] == before


def test_invalid_heading_levels_become_level_two() -> None:
    text = "<p>The lamp was lit by hand at dusk, as it was on the night of the great gale, he said.</p>"
    article = parsed(f'<div role="heading" aria-level="9">The lamp</div>{text}')
    assert "\n## The lamp\n" in article.markdown


@pytest.mark.parametrize("kind", ["footnote", "rearnote", "endnote"])
def test_notes_of_a_book_are_notes(kind: str) -> None:
    article = parsed(
        '<p>The lamp was lit in 1913<a epub:type="noteref" href="#n1">1</a> by the first keeper of the rock.</p>'
        f'<aside epub:type="{kind}" id="n1"><p>Log of the tower, first leaf.</p></aside>'
    )
    assert "1913[^1] by" in article.markdown
    assert "[^1]: Log of the tower, first leaf." in article.markdown
