"""JSON-LD is read as pages really write it, and never raises an error."""

from __future__ import annotations

import pytest

from clippings.page.linked_data import MAX_NODES, read_linked_data, read_script, text_of, types


def test_escapes_in_a_found_string_are_decoded() -> None:
    (found,) = read_script(r'{"@type": NewsArticle, "headline": "The \"Caf\u00e9\" opens", "articleSection": "a\q"}')
    assert found["headline"] == 'The "Café" opens'


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Quay"}',
        '<!-- {"@type": "NewsArticle", "headline": "Quay"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Quay"}\n//]]>',
        '<!-- the article -->{"@type": "NewsArticle", "headline": "Quay"}<!-- end -->',
        '{"@type": "NewsArticle", "headline": "Quay",}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Quay&quot;}",
        '{"@type": "NewsArticle", "headline": "Quay"};',
    ],
)
def test_a_script_is_repaired_where_it_is_broken(script: str) -> None:
    assert read_script(script) == [{"@type": "NewsArticle", "headline": "Quay"}]


def test_a_line_end_in_a_string_is_accepted() -> None:
    assert read_script('{"headline": "Third\nquay"}') == [{"headline": "Third\nquay"}]


def test_several_objects_in_one_script_are_all_read() -> None:
    assert read_script('{"a": 1}{"b": 2}') == [{"a": 1}, {"b": 2}]


def test_unreadable_scripts_are_searched_for_important_keys() -> None:
    (found,) = read_script('{"@type": NewsArticle, "headline": "Third &amp; last", "datePublished": "2026-03-01"}')
    assert (found["headline"], found["datePublished"]) == ("Third & last", "2026-03-01")


@pytest.mark.parametrize("script", ["", "  ", "null and void", "[" * 100_000, '{"a":' * 100_000])
def test_invalid_scripts_have_no_values(script: str) -> None:
    assert read_script(script) == []


def test_types_lose_their_namespace() -> None:
    assert types({"@type": ["https://schema.org/NewsArticle", "schema:Thing", 7]}) == ("NewsArticle", "Thing")


def test_references_are_followed_once() -> None:
    data = read_linked_data(
        ['{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "name": "Ann"}]}']
    )
    ((_, article),) = data.of_type(frozenset({"Article"}))
    assert data.texts(article, "author") == ["Ann"]


def test_a_self_referencing_object_is_read_once() -> None:
    data = read_linked_data(['{"@id": "#a", "@type": "Article", "author": {"@id": "#a"}}'])
    ((_, article),) = data.of_type(frozenset({"Article"}))
    assert data.values(article, "author") == [article]


def test_the_number_of_objects_is_limited() -> None:
    assert len(read_linked_data(["[" + ",".join(['{"a": 1}'] * 10_000) + "]"]).nodes) == MAX_NODES


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a  b", "a b"),
        ({"@value": "a"}, "a"),
        ({"name": "a"}, "a"),
        (["a", "b"], "a"),
        ("a &amp; b", "a & b"),
        (7, ""),
        ({}, ""),
    ],
)
def test_a_value_is_one_line_of_text(value: object, text: str) -> None:
    assert text_of(value) == text


def test_a_self_containing_list_is_read_up_to_a_limit() -> None:
    own = (
        '{"@type": "Article", "author": {"@id": "a"}}, {"@id": "a", "@list": [{"@id": "a"}, "Ann Reed", {"@id": "a"}]}'
    )
    data = read_linked_data([f'{{"@graph": [{own}]}}'])
    found = data.texts(data.nodes[1][1], "author")
    assert set(found) <= {"Ann Reed"}
    assert len(found) <= MAX_NODES
