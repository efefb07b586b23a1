"""All fields on the worst input: each fails for itself alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

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
def test_broken_data_takes_nothing_else_down(read: Read, script: str) -> None:
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
def test_data_is_read_as_it_is_really_written(read: Read, script: str) -> None:
    assert names(read(f'<script type="application/ld+json">{script}</script>')) == ["Jane Doe"]


def test_an_address_that_is_none_leaves_the_fields_standing(read: Read) -> None:
    found = read('<base href="http://[bad"><link rel="canonical" href="http://[worse">', url="::not an address::")
    assert found["title"].value == "Bridge vote passes before midnight"
    assert "canonical_url" not in found


def test_a_meta_without_content_says_nothing(read: Read) -> None:
    assert names(read('<meta name="author"><meta content="x"><meta>')) == []
