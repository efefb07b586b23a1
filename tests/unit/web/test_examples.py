"""The examples of the contract fit the schemas of their names."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from clippings.web.examples import PARAMETERS, make_examples
from clippings.web.lookup import CALLS, ELSEWHERE
from clippings.web.openapi import to_openapi

CONTRACT: dict[str, Any] = json.loads(json.dumps(to_openapi((*CALLS, *ELSEWHERE), "")))
EXAMPLES: dict[str, Any] = json.loads(json.dumps(make_examples()))
OPERATIONS = [
    pytest.param(operation, id=f"{method} {path}")
    for path, methods in CONTRACT["paths"].items()
    for method, operation in methods.items()
    if method != "head"
]


def check(schema: dict[str, Any], value: Any) -> None:
    checked = {**schema, "components": CONTRACT["components"]}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(checked, format_checker=checker).validate(value)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fits_the_schema_of_its_name(name: str) -> None:
    check({"$ref": f"#/components/schemas/{name}"}, EXAMPLES[name])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_parameter_has_an_example_that_is_valid(operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        check(parameter["schema"], parameter["example"])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_json_body_and_answer_has_an_example_that_is_valid(operation: dict[str, Any]) -> None:
    bodies = [answer for answer in operation["responses"].values() if "content" in answer]
    bodies += [operation["requestBody"]] if "requestBody" in operation else []
    for body in bodies:
        for content in body["content"].values():
            if "$ref" in content["schema"] or "example" in content:
                check(content["schema"], content["example"])


@pytest.mark.parametrize("media_type", ["text/markdown", "text/html", "text/plain", "application/ld+json"])
def test_an_article_has_an_example_in_each_format(media_type: str) -> None:
    answer = CONTRACT["paths"]["/v1/articles/{article_id}"]["get"]["responses"]["200"]
    content = answer["content"][media_type]
    check(content["schema"], content["example"])
    assert "The old bridge opens on Monday" in json.dumps(content["example"])


def test_every_example_belongs_to_a_parameter() -> None:
    named = {each["name"] for param in OPERATIONS for each in param.values[0].get("parameters", [])}  # type: ignore[union-attr]
    assert set(PARAMETERS) == named
