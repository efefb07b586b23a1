"""The compiled walk finds the passages that the walk in Python finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.compiled import find_compiled, python_only
from clippings.page import flow
from clippings.page.decoding import read_page
from clippings.page.flow import read_flow
from clippings.page.tree import Element

pytestmark = pytest.mark.skipif(
    find_compiled("clippings.page._walk") is None, reason="the native modules are not built: `make native`"
)

SAMPLES = sorted((Path(__file__).parents[3] / "local" / "clippings_local" / "samples").glob("*.html"))
TEXT = "The mayor opened the third quay on Monday, two years after the storm."
#: A piece of markup for each branch of the walk.
PIECES = (
    TEXT,
    "  ",
    "<p>",
    "<div>",
    "</div>",
    "<br>",
    "<br> <br>",
    "<hr>",
    "<a href=/x>link</a>",
    "<a href='#here'>here</a>",
    "<a>no link</a>",
    "<a href=/x style='display:block'>block</a>",
    "<a class=sr-only href=/x>spoken</a>",
    "<a class=comment-count href=/x>12</a>",
    "<h2 id=x>Heading <a href='#x'>#</a></h2>",
    "<h2><a href='#x'>To the part</a></h2>",
    "<span class=sr-only>spoken</span>",
    "<span hidden>hidden <b>text</b></span>",
    "<span style='display:none'>not shown</span>",
    "<span style='white-space:pre'>a\nb\n\nc</span>",
    "<span style='display:block'>block</span>",
    "<div style='white-space: pre-wrap'>one\ntwo</div>",
    "<div class='whitespace-pre-line'>one\ntwo</div>",
    "<span class=copy-btn>Copy</span>",
    "<span class=like-count>7</span>",
    "<span class=katex>x</span>",
    "<x-card>card</x-card>",
    "<button>Press</button>",
    "<pre>a = 1\nb = 2</pre>",
    "<code>x = 1</code>",
    "<code>x = 1\ny = 2</code>",
    "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
    "<table><tr><td><p>a<p>b</table>",
    "<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>",
    "<math><mi>x</mi></math>",
    "<img alt=😀 src=/e.png>",
    "<noscript><p>" + TEXT * 7 + "</noscript>",
    "<script>var a;</script>",
    "<span>W</span>ord that begins with a capital of its own",
    "<p><span class=dropcap>T</span>he quay was opened by the mayor of the town.",
    "<style>.gone { display: none }</style><p>a <span class=gone>" + TEXT + "</span> b",
    "soft\u00adhyphen\u200b",
)


def found(markup: str | bytes) -> tuple[str | None, list[tuple[Any, ...]]]:
    page = read_page(markup)
    passages = [
        (
            passage.index,
            passage.text,
            passage.linked,
            passage.kind,
            path(passage),
            [
                ("element", node.tag) if isinstance(node, Element) else (type(node).__name__, getattr(node, "data", ""))
                for node in passage.nodes
            ],
        )
        for passage in read_flow(page)
    ]
    return page.truncated, passages


def path(passage: flow.Passage) -> list[tuple[str, int, str | None]]:
    steps = []
    box: flow.Box | None = passage.box
    while box is not None:
        steps.append((box.tag, box.depth, box.element.attr("class")))
        box = box.parent
    return steps


def check(markup: str | bytes) -> None:
    with python_only():
        expected = found(markup)
    assert found(markup) == expected


@pytest.mark.parametrize("piece", PIECES)
def test_native_and_python_agree_on_every_kind_of_element(piece: str) -> None:
    check(f"<p>{TEXT} {piece} and so on")
    check(f"<body>{piece}<p>{TEXT}{piece}")


@settings(max_examples=50)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_native_and_python_agree_on_any_mixture(pieces: list[str]) -> None:
    check(f"<body><p>x{''.join(pieces)}")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_native_and_python_agree_on_real_pages(sample: Path) -> None:
    check(sample.read_bytes())


@pytest.mark.parametrize("page", ["<div>" * 300 + TEXT, f"{'<p><a href=/x>y</a> <b>z</b>' * 30}<p>{TEXT}"])
@pytest.mark.parametrize("limit", ["MAX_NODES", "MAX_PASSAGES", "MAX_TEXT_CHARS"])
def test_native_and_python_have_the_same_limits(page: str, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check(page)
    monkeypatch.setattr(flow, limit, 10)
    check(page)
