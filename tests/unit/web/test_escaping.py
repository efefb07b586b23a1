"""Text of pages in JSON, XML, YAML and Markdown."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clippings.web.escaping import (
    ADDRESSES,
    only_web_addresses,
    to_json,
    to_markdown_text,
    to_xml_text,
    to_yaml_text,
    web_address,
)

NASTY = [
    "</script><script>",
    "a: b\n---\nc: d",
    "\u2028\u2029\x00\x85",
    "'\"&<>",
    "[x](javascript:y)",
    "{{7*7}}",
    "\ufeff#!",
]


@given(st.text())
def test_json_is_reversible_and_opens_no_element(text: str) -> None:
    assert json.loads(to_json([text])) == [text]
    assert "<" not in to_json([text])


@given(st.text())
def test_xml_is_well_formed_and_contains_only_text(text: str) -> None:
    root = ET.fromstring(f'<a b="{to_xml_text(text)}">{to_xml_text(text)}</a>')  # noqa: S314 - our own document
    assert list(root) == []


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_yaml_is_read_as_one_scalar(text: str) -> None:
    assert yaml.safe_load(f"key: {to_yaml_text(text)}\nother: 1") == {"key": text, "other": 1}


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_text_without_markup(text: str) -> None:
    shown = MarkdownIt("commonmark", {"html": True}).render(f"x {to_markdown_text(text)}")
    assert shown.count("<") == 2


@pytest.mark.parametrize("url", ["https://daily.example/a?b=c#d", "HTTP://daily.example", "http://[::1]/"])
def test_web_addresses_are_valid(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", " https://a.example", "https:///x", "//a.example", "ftp://a.example",
     "https://a.example/\n", "https://[", "java\tscript:x", "", None, 7, "https://a.example/" + "a" * 9000],
)  # fmt: skip
def test_invalid_addresses_are_removed(url: object) -> None:
    assert web_address(url) is None


BAD = [
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "java\nscript:x",
    "\x00data:text/html,x",
    "vbscript:x",
    "ftp://a.example",
]
GOOD = ["https://a.example/b", "HTTP://a.example", "#b7", "/path", "CC BY 4.0", "CC BY: by name", ""]


@pytest.mark.parametrize("member", sorted(ADDRESSES - {"addresses"}))
@pytest.mark.parametrize("address", BAD)
def test_json_contains_no_address_of_another_scheme(member: str, address: str) -> None:
    article = {"rights": {member: address}, "authors": [{"name": "A", member: address}]}
    assert json.loads(to_json(article)) == {"rights": {member: None}, "authors": [{"name": "A", member: None}]}


@pytest.mark.parametrize("address", GOOD)
def test_web_addresses_and_values_without_scheme_are_kept(address: str) -> None:
    value = {"href": address, "images": [{"url": address}], "addresses": [address]}
    assert json.loads(to_json(value)) == value


def test_pictures_and_links_with_invalid_addresses_are_removed_but_authors_kept() -> None:
    bad, good = {"url": BAD[0]}, {"url": GOOD[0]}
    value = {"images": [bad, good], "links": [bad, good], "authors": [bad], "addresses": [BAD[0], GOOD[0]]}
    assert only_web_addresses(value) == {
        "images": [good], "links": [good], "authors": [{"url": None}], "addresses": [GOOD[0]]
    }  # fmt: skip


def test_the_value_of_a_finding_is_checked_if_its_field_is_an_address() -> None:
    found = {
        "canonical_url": {"value": BAD[0], "raw": "r"},
        "images": {"value": [{"url": BAD[0]}]},
        "title": {"value": BAD[0]},
    }
    assert only_web_addresses(found) == {
        "canonical_url": {"value": None, "raw": "r"}, "images": {"value": []}, "title": {"value": BAD[0]}
    }  # fmt: skip


def test_text_that_looks_like_an_address_is_text() -> None:
    value = {"title": "data: the new oil", "text": "javascript: a history", "names": ["javascript:x"]}
    assert only_web_addresses(value) == value
