"""What may be done with the article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def test_reservations_and_the_copyright_line_are_kept(read: Read) -> None:
    rights = read(
        '<meta name="robots" content="index, noarchive"><meta name="tdm-reservation" content="1">',
        below="<footer>© 2024 Daily Example</footer>",
    )["rights"].value
    assert (rights.reservations, rights.copyright) == (("noarchive", "tdm-reservation"), "© 2024 Daily Example")


@pytest.mark.parametrize(
    ("content", "reserved"),
    [
        ("noai, noimageai", ("noai", "noimageai")),
        ("max-snippet: 0", ("max-snippet:0",)),
        ("NoIndex,NoFollow", ("noindex",)),
        ("none", ("none",)),
        ("index, follow, max-snippet:-1, max-image-preview:none", ()),
    ],
)
def test_reservations_in_robots_metas_are_kept(read: Read, content: str, reserved: tuple[str, ...]) -> None:
    found = read(f'<meta name="robots" content="{content}">').get("rights")
    assert (found.value.reservations if found else ()) == reserved


def test_the_policy_of_a_text_mining_reservation_is_kept(read: Read) -> None:
    head = '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://news.example/tdm.json">'
    assert "tdm-policy: https://news.example/tdm.json" in read(head)["rights"].value.reservations


def test_a_reservation_of_zero_is_ignored(read: Read) -> None:
    assert "rights" not in read('<meta name="tdm-reservation" content="0">')


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ('<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">', ""),
        ("", '<footer><a rel="nofollow license" href="https://creativecommons.org/licenses/by/4.0/">CC</a></footer>'),
    ],
)
def test_a_link_to_the_licence_is_kept(read: Read, head: str, below: str) -> None:
    assert read(head, below=below)["rights"].value.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_the_licence_in_the_data_is_kept(read: Read, linked: Linked) -> None:
    assert (
        read(linked('"license":"https://news.example/terms"'))["rights"].value.licence == "https://news.example/terms"
    )


def test_links_after_the_copyright_line_are_left_out(read: Read) -> None:
    below = "<footer>© 2024 Daily Example. All rights reserved. | Privacy Policy | Terms</footer>"
    assert read(below=below)["rights"].value.copyright == "© 2024 Daily Example. All rights reserved."


@pytest.mark.parametrize(
    "below",
    [
        "<footer>Copyright and trademark information</footer>",
        "<footer>See section (c) and (d) of the act.</footer>",
        "<footer>The copyright of logos belongs to their owners.</footer>",
    ],
)
def test_a_sentence_about_copyright_is_not_a_copyright_line(read: Read, below: str) -> None:
    assert "rights" not in read(below=below)


@pytest.mark.parametrize(
    ("given", "licence"),
    [
        ("//licences.example/by/4.0/", "https://licences.example/by/4.0/"),
        ("/licence", "https://news.example/licence"),
        ("https://licences.example/by/4.0/", "https://licences.example/by/4.0/"),
    ],
)
def test_the_address_of_a_license_is_absolute(read: Read, given: str, licence: str) -> None:
    assert read(f'<link rel="license" href="{given}">')["rights"].value.licence == licence


def test_a_license_that_is_not_an_address_is_kept_unchanged(read: Read) -> None:
    assert read('<meta name="dcterms.license" content="CC BY-SA 4.0">')["rights"].value.licence == "CC BY-SA 4.0"


def test_the_raw_value_has_the_words_of_the_page(read: Read) -> None:
    found = read('<meta name="robots" content="noai"><meta name="dcterms.license" content="CC BY-SA 4.0">')["rights"]
    assert found.raw == "CC BY-SA 4.0; noai"
