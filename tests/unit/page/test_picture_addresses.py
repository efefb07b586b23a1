"""Two ways to write one address are the same; two addresses are not."""

from __future__ import annotations

import pytest

from clippings.page.picture_addresses import comparable_address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://img.example/a.png#top", "https://img.example/a.png"),
        ("https://IMG.example:443/a.png", "https://img.example/a.png"),
        ("HTTP://img.example:80", "http://img.example/"),
        ("https://img.example/br%C3%BCcke%7e.png", "https://img.example/brücke~.png"),
        ("https://img.example/a%2fb.png", "https://img.example/a%2Fb.png"),
        ("https://img.example/a b.png", "https://img.example/a%20b.png"),
        (" https://img.example/a.png\n", "https://img.example/a.png"),
    ],
)
def test_what_leads_to_the_same_picture_compares_equal(one: str, other: str) -> None:
    assert comparable_address(one) == comparable_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://img.example/a%2Fb.png", "https://img.example/a/b.png"),
        ("https://img.example/A.png", "https://img.example/a.png"),
        ("https://img.example/a.png?w=1", "https://img.example/a.png?w=2"),
        ("https://img.example/a.png", "http://img.example/a.png"),
        ("https://img.example:8443/a.png", "https://img.example/a.png"),
    ],
)
def test_other_addresses_differ(one: str, other: str) -> None:
    assert comparable_address(one) != comparable_address(other)


@pytest.mark.parametrize("address", ["https://[broken/a.png", "%", "%zz", "\ud800", ""])
def test_what_is_no_address_is_no_error(address: str) -> None:
    assert comparable_address(address) == comparable_address(address)
