"""Two ways to write one address are the same; two addresses are not."""

from __future__ import annotations

import pytest

from clippings.page.picture_addresses import comparable_address, location_key, location_keys


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
def test_addresses_of_the_same_picture_compare_equal(one: str, other: str) -> None:
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
def test_invalid_addresses_are_not_errors(address: str) -> None:
    assert comparable_address(address) == comparable_address(address)


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("Quay_files/wall.jpg", "https://news.example/2026/Quay_files/wall.jpg"),
        ("./Quay_files/wall.jpg", "https://news.example/2026/Quay_files/wall.jpg"),
        ("Quay%20%26%20wall_files/a%281%29.jpg", "https://news.example/Quay%20&%20wall_files/a(1).jpg?x#y"),
        ("Br%C3%BCcke-Dateien/a.jpg", "https://news.example/Brücke-Dateien/a.jpg"),
        ("https://img.example/a.jpg", "https://IMG.example/a.jpg"),
    ],
)
def test_a_part_is_found_by_its_address_or_by_the_end_of_one(location: str, address: str) -> None:
    assert location_key(location) in set(location_keys(address))


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("wall.jpg", "https://news.example/2026/wall.jpg"),
        ("Quay_files/wall.jpg", "https://news.example/Other_files/wall.jpg"),
        ("https://img.example/a.jpg", "https://other.example/img.example/a.jpg"),
        ("Quay_files/wall.jpg", "https://news.example/2026/Quay_files/small/wall.jpg"),
    ],
)
def test_a_part_is_not_found_by_its_file_alone(location: str, address: str) -> None:
    assert location_key(location) not in set(location_keys(address))
