"""Text of strangers in JSON, XML, YAML and Markdown."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clippings.web.escaping import to_json, to_markdown_text, to_xml_text, to_yaml_text, web_address

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
def test_json_reads_back_as_it_was_and_opens_no_element(text: str) -> None:
    assert json.loads(to_json([text])) == [text]
    assert "<" not in to_json([text])


@given(st.text())
def test_xml_is_well_formed_and_holds_text_alone(text: str) -> None:
    root = ET.fromstring(f'<a b="{to_xml_text(text)}">{to_xml_text(text)}</a>')  # noqa: S314 - our own document
    assert list(root) == []


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_yaml_reads_back_as_one_scalar(text: str) -> None:
    assert yaml.safe_load(f"key: {to_yaml_text(text)}\nother: 1") == {"key": text, "other": 1}


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_the_text_and_no_markup(text: str) -> None:
    shown = MarkdownIt("commonmark", {"html": True}).render(f"x {to_markdown_text(text)}")
    assert shown.count("<") == 2


@pytest.mark.parametrize("url", ["https://daily.example/a?b=c#d", "HTTP://daily.example", "http://[::1]/"])
def test_an_address_of_the_web_is_one(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", " https://a.example", "https:///x", "//a.example", "ftp://a.example",
     "https://a.example/\n", "https://[", "java\tscript:x", "", None, 7, "https://a.example/" + "a" * 9000],
)  # fmt: skip
def test_what_is_none_is_none(url: object) -> None:
    assert web_address(url) is None
