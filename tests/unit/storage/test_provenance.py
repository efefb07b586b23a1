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


def test_an_article_with_another_provenance_says_the_same() -> None:
    assert without_provenance(ONE) == without_provenance(OTHER)
    assert without_provenance(ONE) != without_provenance(replace(ONE, title="Another title"))


def test_a_packed_provenance_makes_the_article_what_it_was_when_it_was_packed() -> None:
    assert with_provenance(OTHER, pack_provenance(ONE)) == ONE
    assert with_provenance(ONE, pack_provenance(OTHER)) == OTHER


def test_a_hash_tells_provenances_apart_and_leaves_out_what_the_article_says() -> None:
    def renamed(article: EnrichedArticle) -> EnrichedArticle:
        return replace(article, title="Another title")

    assert provenance_hash(ONE) == provenance_hash(renamed(ONE)) != provenance_hash(OTHER)


def test_a_provenance_that_is_too_long_for_an_item_has_no_hash_of_its_own() -> None:
    many = replace(ONE, blocks=BLOCKS[:1] * (MAX_BYTES // 10))
    assert provenance_hash(many) == ""
