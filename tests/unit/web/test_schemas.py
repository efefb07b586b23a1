"""The schemas of the contract fit what the packages return."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import jsonschema
import pytest
from tests.support.served_calls import NOW, to_exchange
from tests.unit.web.conftest import ID, OTHER_ID, to_enriched, to_stored

from clippings.enrichment.difference import compare_contents
from clippings.enrichment.similarity import compare
from clippings.records import Finding
from clippings.short_form import to_short
from clippings.storage.changes import SHOWN as CHANGE_SHOWN
from clippings.storage.history import Changed, Revision
from clippings.storage.ingestion_items import SHOWN as INGESTION_SHOWN
from clippings.web import responses
from clippings.web.feeds import WRITERS, Feed
from clippings.web.list_parameters import FIELDS
from clippings.web.lookup import CALLS, ELSEWHERE
from clippings.web.negotiation import ARTICLE_FORMATS
from clippings.web.openapi import to_openapi
from clippings.web.problems import PROBLEM_TYPES, Problem, to_document
from clippings.web.schema_parts import article_content, described
from clippings.web.schemas import SCHEMAS

COMPONENTS = to_openapi((*CALLS, *ELSEWHERE), "")["components"]
ARTICLE = replace(
    to_enriched(*(f"Sentence number {n} tells of the flood at place {n * 7}." for n in range(30))),
    provenance={"title": Finding("River", "h1", "River", 0.9)},
)
REVISION = Revision("r2", 2, NOW, NOW, 3, "h", 1, 1, Changed(edited=2, silent=True), "c", ("r2",))
OLDEST = replace(REVISION, id="r1", number=1, changed=None)
SHORT = to_short(ARTICLE, "2026-03-01")
LIKENESS = compare(ARTICLE.fingerprint, ARTICLE.fingerprint)


def check(name: str, value: Any) -> None:
    """Raise ValidationError where *value*, as JSON, has not the shape *name*."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": COMPONENTS}
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(value)))


def difference() -> dict[str, Any]:
    other = replace(ARTICLE, title="Another", blocks=ARTICLE.blocks[1:])
    shown = {"from": OLDEST.to_dict(), "to": REVISION.to_dict(), "comparable": True}
    return shown | asdict(compare_contents(ARTICLE, other)) | {"silent": True}


ANSWERS: dict[str, Callable[[], Any]] = {
    "Article": lambda: to_stored(ARTICLE).to_dict(),
    "ShortForm": lambda: SHORT,
    "ArticleList": lambda: {"items": [SHORT, {"id": ID}], "next_cursor": None},
    "Revision": REVISION.to_dict,
    "RevisionList": lambda: {"items": [REVISION.to_dict(), OLDEST.to_dict()], "next_cursor": None},
    "Difference": difference,
    "Duplicate": lambda: {**SHORT, "likeness": asdict(LIKENESS), "original": OTHER_ID} if LIKENESS else None,
    "ArticleChange": lambda: {
        "at": "2026-03-01T12:00:00.000000Z",
        **dict.fromkeys(CHANGE_SHOWN, "x"),
        "change": "stored",
        "title": None,
    },
    "Ingestion": lambda: (
        dict.fromkeys(INGESTION_SHOWN, "x")
        | {"status": "rejected", "article_id": None, "offset": 12, "counts": {"pages": 3, "skipped": {"not-ok": 1}}}
    ),
    "JsonFeed": lambda: json.loads(WRITERS["json"](Feed("t", "https://a/f", "https://a/", (SHORT,), "https://a/n"))),
    "Problem": lambda: to_document(Problem("invalid-parameter", "No.", {"parameter": "q"}), "1", ""),
    "Finding": lambda: to_stored(ARTICLE).to_dict()["provenance"]["title"],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_fit_the_contract(name: str) -> None:
    check(name, ANSWERS[name]())


CLOSED = [name for name, schema in SCHEMAS.items() if schema.get("additionalProperties") is False]


@pytest.mark.parametrize("name", [name for name in ANSWERS if name in CLOSED])
def test_an_undeclared_member_violates_the_contract(name: str) -> None:
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        check(name, ANSWERS[name]() | {"surprise": 1})


@pytest.mark.parametrize(
    ("name", "member"),
    [("Article", "id"), ("Article", "schema"), ("Revision", "number"), ("Ingestion", "status"), ("ArticleChange", "at"),
     ("Problem", "type"), ("Problem", "request_id"), ("Difference", "comparable"), ("Duplicate", "likeness")],
)  # fmt: skip
def test_a_missing_member_violates_the_contract(name: str, member: str) -> None:
    broken = {key: value for key, value in ANSWERS[name]().items() if key != member}
    with pytest.raises(jsonschema.ValidationError, match=member):
        check(name, broken)


def test_an_article_of_a_newer_schema_violates_the_contract() -> None:
    with pytest.raises(jsonschema.ValidationError):
        check("Article", to_stored(ARTICLE).to_dict() | {"schema": 99})


@pytest.mark.parametrize("status", ["parsed", "stored", "unchanged", "rejected", "failed"])
def test_every_status_of_an_ingestion_is_in_the_contract(status: str) -> None:
    check("Ingestion", ANSWERS["Ingestion"]() | {"status": status})


def test_the_selectable_fields_are_those_of_the_short_form() -> None:
    """But the highlights, which a search asks for by a parameter of their own."""
    assert {*FIELDS, "highlights"} == set(SCHEMAS["ShortForm"]["properties"]) >= set(SHORT)


@pytest.mark.parametrize("code", PROBLEM_TYPES)
def test_every_problem_is_a_problem_document(code: str) -> None:
    document = responses.problem_response(Problem(code, "Why."), to_exchange()).body
    check("Problem", json.loads(document))


def test_the_contract_has_every_media_type_of_an_article() -> None:
    assert set(article_content()) == {media_type.split(";")[0] for media_type in ARTICLE_FORMATS.values()}


def test_described_answers_refer_to_existing_schemas() -> None:
    ((status, answer),) = described("Upload", "…", 201).items()
    (content,) = answer["content"].values()
    assert status == 201
    assert content["schema"]["$ref"].rpartition("/")[2] in SCHEMAS


@pytest.mark.parametrize("name", COMPONENTS["schemas"])
def test_every_schema_is_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(COMPONENTS["schemas"][name])
