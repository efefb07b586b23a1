"""Neighboring runs with the same mark are wrapped once; an address with an unsafe scheme is not a link."""

from __future__ import annotations

import pytest

from clippings.body.nesting import Layer, grouped, layered, safe_address
from clippings.records import Inline


def test_a_link_is_outermost_and_code_innermost() -> None:
    (run,) = layered([Inline("x", ("code", "strong"), "https://a.example/")])
    assert [layer.kind for layer in run.layers] == ["link", "strong", "code"]


def test_runs_that_share_a_layer_are_grouped() -> None:
    runs = layered([Inline("a", ("strong",)), Inline("b", ("strong", "emphasis")), Inline("c")])
    assert [(layer, len(group)) for layer, group in grouped(runs, 0)] == [(Layer("strong"), 2), (None, 1)]


def test_two_links_side_by_side_are_two() -> None:
    runs = layered([Inline("a", (), "https://a.example/"), Inline("b", (), "https://b.example/")])
    assert len(list(grouped(runs, 0))) == 2


def test_runs_without_text_are_left_out() -> None:
    assert layered([Inline(""), Inline("a")]) == layered([Inline("a")])


@pytest.mark.parametrize("address", ["https://a.example/", "mailto:a@a.example", "tel:+123", "/a", "#note"])
def test_safe_addresses_are_kept(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address", ["javascript:x", "JAVA\tscript:x", "\x01javascript:x", "data:x", "vbscript:x", "blob:x", "http://[", " "]
)
def test_unsafe_addresses_are_none(address: str) -> None:
    assert safe_address(address) is None
