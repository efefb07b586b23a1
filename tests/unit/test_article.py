"""The article as a record: it reads what it writes, and rejects anything else."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.article import SCHEMA, EnrichedArticle, Entity, ParsedArticle
from clippings.errors import UnreadableRecord
from clippings.records import Author, Block, Cell, Finding, Image, Inline, ListPlace, Rejected, Rights, Timestamp

PUBLISHED = Timestamp(
    day=date(2026, 3, 1),
    instant=datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
    precision="minute",
    zone="explicit",
    raw="2026-03-01T08:30Z",
)


def an_article(**fields: Any) -> ParsedArticle:
    finding = Finding("A title", "h1", "A title", 0.97, (Rejected("og:title", "A title | Paper", "brand"),))
    defaults: dict[str, Any] = {
        "title": "A title",
        "authors": (Author("Ada Beck", role="photographer", url="https://example.org/ada"),),
        "published": PUBLISHED,
        "blocks": (
            Block("b1", "paragraph", (Inline("Bold", ("strong",)), Inline(" words.", href="https://example.org/"))),
            Block("b2", "list_item", (Inline("one"),), place=ListPlace(depth=2, ordinal=3)),
            Block("b3", "table", rows=((Cell((Inline("x"),), header=True, columns=2),),)),
        ),
        "images": (Image("https://example.org/a.jpg", caption="A caption", width=800, lead=True),),
        "rights": Rights(reservations=("noai",)),
        "provenance": {"title": finding},
    }
    return ParsedArticle(**{**defaults, **fields})


def test_an_article_survives_json() -> None:
    article = an_article()
    assert ParsedArticle.from_dict(json.loads(json.dumps(article.to_dict()))) == article


@given(
    st.builds(
        ParsedArticle,
        title=st.none() | st.text(),
        tags=st.lists(st.text()).map(tuple),
        blocks=st.lists(st.builds(Block, rows=st.just(()), content=st.lists(st.builds(Inline)).map(tuple))).map(tuple),
        authors=st.lists(st.builds(Author)).map(tuple),
        published=st.none() | st.builds(Timestamp, instant=st.none() | st.datetimes(timezones=st.just(UTC))),
        provenance=st.just({}),
    )
)
def test_any_article_survives_json(article: ParsedArticle) -> None:
    assert ParsedArticle.from_dict(json.loads(json.dumps(article.to_dict()))) == article


def test_provenance_and_fields_agree_after_json() -> None:
    found = {"published": Finding(PUBLISHED, "meta"), "rights": Finding(Rights(reservations=("noai",)), "meta")}
    again = ParsedArticle.from_dict(json.loads(json.dumps(an_article(provenance=found).to_dict())))
    assert again.provenance == found


def test_an_enriched_article_has_parsed_and_derived_fields() -> None:
    parsed = an_article()
    kept = {field.name: getattr(parsed, field.name) for field in dataclasses.fields(parsed)}
    article = EnrichedArticle(
        **kept,
        id="a" * 26,
        content_hash="0" * 64,
        word_count=3,
        reading_minutes=1,
        entities=(Entity("Ada Beck", "person", ("b1",)),),
    )
    again = EnrichedArticle.from_dict(json.loads(json.dumps(article.to_dict())))
    assert again == article
    assert again.entities[0].mentions == ("b1",)


def test_an_article_cannot_be_altered() -> None:
    article = an_article()
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "Another"  # type: ignore[misc]


def test_the_json_has_the_text_and_the_schema_version() -> None:
    plain = an_article().to_dict()
    assert plain["schema"] == SCHEMA
    assert "Bold words." in plain["text"]
    assert plain["published"]["day"] == "2026-03-01"


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"schema": "one"},
        {"schema": SCHEMA + 1, "provenance": {}},
        {"schema": SCHEMA},
        {"schema": SCHEMA, "provenance": {}, "title": 7},
        {"schema": SCHEMA, "provenance": {}, "blocks": [{"id": "b1", "role": "advert"}]},
    ],
)
def test_other_json_is_rejected(broken: dict[str, Any]) -> None:
    with pytest.raises(UnreadableRecord):
        ParsedArticle.from_dict(broken)
