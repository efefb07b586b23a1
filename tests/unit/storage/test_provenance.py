"""How an article's fields were found, stored separately from its content."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.storage.conftest import to_enriched

from clippings.article import EnrichedArticle
from clippings.records import Finding
from clippings.storage.provenance import (
    MAX_BYTES,
    pack_provenance,
    provenance_hash,
    with_provenance,
    without_provenance,
)

ONE = replace(to_enriched(), provenance={"title": Finding("The bridge opens", "h1")})
BLOCKS = tuple(replace(block, score=0.25, reason="guard") for block in ONE.blocks)
OTHER = replace(ONE, provenance={"title": Finding("The bridge opens", "og:title")}, article_score=0.5, blocks=BLOCKS)


def test_replacing_the_provenance_keeps_the_article() -> None:
    assert without_provenance(ONE) == without_provenance(OTHER)
    assert without_provenance(ONE) != without_provenance(replace(ONE, title="Another title"))


def test_a_provenance_survives_packing() -> None:
    assert with_provenance(OTHER, pack_provenance(ONE)) == ONE
    assert with_provenance(ONE, pack_provenance(OTHER)) == OTHER


def test_hashes_of_provenances_differ_and_ignore_values_of_the_article() -> None:
    def renamed(article: EnrichedArticle) -> EnrichedArticle:
        return replace(article, title="Another title")

    assert provenance_hash(ONE) == provenance_hash(renamed(ONE)) != provenance_hash(OTHER)


def test_a_provenance_too_long_for_an_item_has_no_hash() -> None:
    many = replace(ONE, blocks=BLOCKS[:1] * (MAX_BYTES // 10))
    assert provenance_hash(many) == ""
