"""The one address of an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def test_the_canonical_address_is_found(read: Read) -> None:
    head = '<link rel="canonical" href="https://m.news.example/2024/bridge/amp/?utm_source=x&id=7#top">'
    assert read(head)["canonical_url"].value == "https://news.example/2024/bridge?id=7"


def test_the_front_page_is_no_article_address(read: Read) -> None:
    assert (
        read('<link rel="canonical" href="https://news.example/">')["canonical_url"].value
        == "https://news.example/2024/bridge"
    )


@pytest.mark.parametrize(
    ("declared", "normal"),
    [
        ("https://news.example/2024/bridge/?utm_source=x&utm_medium=y", "https://news.example/2024/bridge"),
        ("https://news.example/2024/bridge?fbclid=1&page=2", "https://news.example/2024/bridge?page=2"),
        ("https://amp.news.example/2024/bridge", "https://news.example/2024/bridge"),
        ("https://en.m.news.example/2024/bridge", "https://en.news.example/2024/bridge"),
        ("https://news.example/amp/2024/bridge", "https://news.example/2024/bridge"),
        ("https://news.example/2024/bridge.amp.html", "https://news.example/2024/bridge.html"),
        ("HTTPS://News.Example:443/2024/Bridge", "https://news.example/2024/Bridge"),
        ("/2024/other", "https://news.example/2024/other"),
        ("https://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("https://caf%C3%A9.example/a", "https://café.example/a"),
        ("https://news.example\\@other.example/a", "https://news.example/@other.example/a"),
        ("//news.example/2024/other", "https://news.example/2024/other"),
    ],
)
def test_variants_of_an_address_are_normalized(read: Read, declared: str, normal: str) -> None:
    assert read(f'<link rel="canonical" href="{declared}">')["canonical_url"].value == normal


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/2024/camp",
        "https://news.example/ampere/bridge",
        "https://mobile-press.example/bridge",
        "https://news.example/bridge?id=7&story=2",
    ],
)
def test_addresses_that_only_look_like_variants_are_kept(read: Read, address: str) -> None:
    assert read(f'<link rel="canonical" href="{address}">')["canonical_url"].value == address


@pytest.mark.parametrize("address", ["javascript:void(0)", "http://[bad", "mailto:a@news.example", "   ", "ftp://x/y"])
def test_addresses_of_other_schemes_are_rejected(read: Read, address: str) -> None:
    assert read(f'<link rel="canonical" href="{address}">')["canonical_url"].value == "https://news.example/2024/bridge"


def test_other_declared_addresses_are_kept(read: Read) -> None:
    head = (
        '<link rel="canonical" href="https://news.example/2024/bridge">'
        '<link rel="amphtml" href="/2024/bridge/amp"><link rel="shortlink" href="https://news.example/?p=7">'
    )
    assert read(head)["addresses"].value == ("https://news.example/2024/bridge/amp", "https://news.example/?p=7")
