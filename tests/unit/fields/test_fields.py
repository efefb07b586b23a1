"""All fields on the worst input: one that fails does not stop the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from tests.support.clock import is_within
from tests.support.field_pages import BODY, reading_of

from clippings import fields
from clippings.fields import FIELDS, find_title, read_fields
from clippings.page.page import make_page
from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]


def names(found: dict[str, Finding[Any]]) -> list[str]:
    return [author.name for author in found["authors"].value] if "authors" in found else []


CYCLE = '[{"@id":"#a","@type":"NewsArticle","author":{"@id":"#b"}},{"@id":"#b","name":{"@id":"#a"}}]'


@pytest.mark.parametrize(
    "script",
    [
        "not json at all",
        "",
        "[[[[{}]]]]",
        '{"@type":"NewsArticle","author":[1,2,{"name":3}],"headline":7,"datePublished":20240107}',
        '{"@type":["NewsArticle",5,null],"image":{"url":["x"]},"keywords":{"a":1}}',
        CYCLE,
        "[" * 100_000,
        json.dumps({"@type": "NewsArticle", "articleBody": "x" * 2_100_000}),
    ],
)
def test_broken_data_does_not_affect_other_fields(read: Read, script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script><meta name="author" content="Jane Doe">'
    found = read(head)
    assert found["title"].value == "Bridge vote passes before midnight"
    assert names(found) == ["Jane Doe"]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","author":{"name":"Jane Doe"},}',
        '// <![CDATA[\n{"@type":"NewsArticle","author":{"name":"Jane Doe"}}\n// ]]>',
        '{"@type":"NewsArticle","description":"two\nlines","author":{"name":"Jane Doe"}}',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;author&quot;:{&quot;name&quot;:&quot;Jane Doe&quot;}}",
        '{"@type":"WebSite"}{"@type":"NewsArticle","author":{"name":"Jane Doe"}}',
        '{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Jane Doe"}]}',
        '/* who */ {"@type":"NewsArticle","author":{"name":"Jane\\u0020Doe","note":"it\\\'s"}}',
    ],
)
def test_real_world_data_is_read(read: Read, script: str) -> None:
    assert names(read(f'<script type="application/ld+json">{script}</script>')) == ["Jane Doe"]


def test_an_invalid_address_does_not_affect_other_fields(read: Read) -> None:
    found = read('<base href="http://[bad"><link rel="canonical" href="http://[worse">', url="::not an address::")
    assert found["title"].value == "Bridge vote passes before midnight"
    assert "canonical_url" not in found


def test_a_meta_without_content_is_ignored(read: Read) -> None:
    assert names(read('<meta name="author"><meta content="x"><meta>')) == []


@pytest.mark.parametrize(
    "markup",
    [
        f"<title>{'a - ' * 100_000}</title>",
        f"<h1>{'a | ' * 100_000}</h1>",
        f"<h1>{'<span>word </span>' * 20_000}</h1>",
        '<meta name="author" content="Jane Doe">' * 20_000,
        f'<meta name="date" content="{"1/" * 200_000}">',
        "<div>Updated 1.1.2024 published 3.4.2024</div>" * 5_000,
        f"<footer>{'<div>' + '© | ' * 10_000 + '</div>'}</footer>",
        f"<html lang='{'en-' * 100_000}'>",
    ],
    ids=["tab", "heading", "spans", "metas", "date", "date lines", "copyright", "language"],
)
def test_endless_repetition_is_read_quickly(markup: str) -> None:
    page = make_page(f"{markup}<h1>Bridge vote passes before midnight</h1>{BODY}", "https://news.example/bridge")
    reading = reading_of(page)
    began = process_time()
    found = read_fields(page, reading, find_title(page), None)
    assert is_within(process_time() - began, 1)
    assert not [name for name, finding in found.items() if finding.rule == "broken"]


def test_a_failing_field_is_logged_and_skipped(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_context: Any) -> None:
        raise ValueError("no such moment")

    failing = [replace(field, find=broken) if field.name == "published" else field for field in FIELDS]
    monkeypatch.setattr(fields, "FIELDS", failing)
    found = read('<meta name="author" content="Jane Doe">')
    assert names(found) == ["Jane Doe"]
    assert (found["published"].value, found["published"].rule) == (None, "broken")
    assert found["published"].rejected[0].why == "ValueError: no such moment"


@pytest.mark.parametrize("url", [None, "", "::no address::", "http://[bad", f"https://news.example/{'a' * 100_000}"])
def test_no_address_affects_other_fields(url: str | None) -> None:
    page = make_page(f"<h1>Bridge vote passes before midnight</h1>{BODY}", url)
    found = read_fields(page, reading_of(page), find_title(page), None)
    assert found["title"].value == "Bridge vote passes before midnight"
    assert not [name for name, finding in found.items() if finding.rule == "broken"]
