"""The public names, which users depend on."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

import clippings


def test_the_package_exports_exactly_its_public_names() -> None:
    assert {"parse", "enrich", "ParsedArticle", "EnrichedArticle", "RejectedPage"} <= set(clippings.__all__)
    for name in clippings.__all__:
        assert getattr(clippings, name) is not None


def test_parse_has_the_documented_parameters() -> None:
    assert list(inspect.signature(clippings.parse).parameters)[:3] == ["html", "url", "received"]


def test_parse_admits_only_articles_by_default() -> None:
    parameters = inspect.signature(clippings.parse).parameters
    assert [name for name, one in parameters.items() if one.kind is one.KEYWORD_ONLY] == ["charset", "admit"]
    assert parameters["admit"].default == "articles"


def test_enrich_has_the_documented_parameters() -> None:
    assert list(inspect.signature(clippings.enrich).parameters) == ["article", "capture", "now"]


PARSED = """title standfirst authors published modified blocks text markdown html images canonical_url publisher section
tags language access kind rights truncated article_score rejection_reason provenance to_dict from_dict""".split()
ENRICHED = """id content_hash language word_count reading_minutes keywords entities summary fingerprint links""".split()


@pytest.mark.parametrize("name", PARSED)
def test_a_parsed_article_has_the_documented_fields(name: str) -> None:
    declared = {field.name for field in dataclasses.fields(clippings.ParsedArticle)}
    assert name in declared or hasattr(clippings.ParsedArticle, name)


@pytest.mark.parametrize("name", ENRICHED)
def test_an_enriched_article_has_the_documented_fields(name: str) -> None:
    declared = {field.name for field in dataclasses.fields(clippings.EnrichedArticle)}
    assert name in declared or hasattr(clippings.EnrichedArticle, name)


def test_a_rejection_has_a_reason_and_a_detail() -> None:
    with pytest.raises(clippings.RejectedPage) as rejected:
        clippings.parse(b"")
    assert (rejected.value.reason, bool(rejected.value.detail)) == ("empty", True)


def test_records_are_frozen() -> None:
    article = clippings.ParsedArticle
    assert article.__dataclass_params__.frozen  # type: ignore[attr-defined]
