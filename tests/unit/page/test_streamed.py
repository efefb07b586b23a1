"""Parts of a page that React streams at its end are moved to their place."""

from __future__ import annotations

import pytest

from clippings.page import streamed
from clippings.page.flow import read_flow
from clippings.page.page import make_page
from clippings.page.streamed import MAX_FALLBACK
from clippings.page.tree import read_tree


def texts(markup: str) -> list[str]:
    return [passage.text for passage in read_flow(make_page(markup))]


def test_a_segment_replaces_its_placeholder() -> None:
    assert texts(
        '<p>One.</p><template id="P:1"></template><p>Four.</p>'
        '<div hidden id="S:1"><p>Two.</p><p>Three.</p></div><script>$RS("S:1","P:1")</script>'
    ) == ["One.", "Two.", "Three.", "Four."]


def test_a_boundary_replaces_its_loading_content() -> None:
    assert texts(
        '<p>One.</p><!--$?--><template id="B:0"></template><p>Loading.</p><!--/$--><p>Three.</p>'
        '<div hidden id="S:0"><p>Two.</p></div><script>$RC("B:0","S:0")</script>'
    ) == ["One.", "Two.", "Three."]


def test_nested_segments_are_moved() -> None:
    assert texts(
        '<p>One.</p><!--$?--><template id="B:0"></template><p>Loading.</p><!--/$--><p>Four.</p>'
        '<div hidden id="S:0"><p>Two.</p><template id="P:1"></template></div><div hidden id="S:1"><p>Three.</p></div>'
        '<script>$RS("S:1","P:1");$RC("B:0","S:0")</script>'
    ) == ["One.", "Two.", "Three.", "Four."]


def test_several_segments_are_in_the_order_of_their_placeholders() -> None:
    assert texts(
        '<p></p><template id="P:a"></template><p>Two.</p><template id="P:b"></template>'
        '<div hidden id="S:b"><p>Three.</p></div><div hidden id="S:a"><p>One.</p></div>'
        '<script>$RS("S:b","P:b")</script><script>$RS("S:a","P:a")</script>'
    ) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("script", ["", '$RS("S:9","P:1")', "$RS(", '$RX("B:0")'])
def test_segments_without_a_script_are_not_moved(script: str) -> None:
    markup = f'<template id="P:1"></template><p>One.</p><div hidden id="S:1"><p>Two.</p></div><script>{script}</script>'
    assert texts(markup) == ["One.", "Two."]


def test_the_content_of_an_unclosed_boundary_is_kept() -> None:
    page = (
        '<p>One.</p><template id="B:0"></template>' + "<br>" * (MAX_FALLBACK + 1) + "<p>Three.</p><!--/$-->"
        '<div hidden id="S:0"><p>Two.</p></div><script>$RC("B:0","S:0")</script>'
    )
    assert texts(page) == ["One.", "Two.", "Three."]


def test_the_amount_of_moved_content_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed, "MAX_MOVED", 2)
    places = "".join(f'<template id="P:{number}"></template>' for number in range(4))
    parts = "".join(f'<div hidden id="S:{number}"><p>Part {number}.</p></div>' for number in range(4))
    script = "".join(f'$RS("S:{number}","P:{number}");' for number in range(4))
    tree = read_tree(f"<main>{places}</main>{parts}<script>{script}</script>")
    streamed.place_segments(tree)
    main = tree.find("main")
    assert main is not None
    assert main.text == "Part 0.Part 1."
