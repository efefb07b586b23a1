"""The contract against the calls that answer, the template that routes them, and OpenAPI's own rules."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.support.template_names import Names

from clippings.web.docs import TAGS
from clippings.web.lookup import CALLS, ELSEWHERE
from clippings.web.openapi import to_openapi
from clippings.web.problems import PROBLEM_TYPES
from clippings.web.routing import Route
from clippings_local.template import read_template

ROOT = Path(__file__).parents[3]
EVERY = (*CALLS, *ELSEWHERE)
CONTRACT: dict[str, Any] = json.loads(json.dumps(to_openapi(EVERY, "/live")))
IDS = [f"{call.method} {call.path}" for call in EVERY]

each_call = pytest.mark.parametrize("call", EVERY, ids=IDS)


def operation(call: Route) -> dict[str, Any]:
    found: dict[str, Any] = CONTRACT["paths"][re.sub(r"<(\w+)>", r"{\1}", call.path)][call.method.lower()]
    return found


def test_the_contract_is_valid_openapi() -> None:
    assert [str(error) for error in OpenAPIV31SpecValidator(CONTRACT).iter_errors()] == []


def test_the_contract_has_exactly_the_calls() -> None:
    promised = {
        (method.upper(), re.sub(r"\{(\w+)\}", r"<\1>", path))
        for path, methods in CONTRACT["paths"].items()
        for method in methods
    }
    reads = {("HEAD", call.path) for call in EVERY if call.method == "GET"}
    assert promised == {(call.method, call.path) for call in EVERY} | reads


@each_call
def test_calls_and_contract_have_the_same_parameters(call: Route) -> None:
    named = operation(call).get("parameters", [])
    assert {each["name"] for each in named if each["in"] == "query"} == call.parameters
    assert {each["name"] for each in named if each["in"] == "path"} == set(re.findall(r"<(\w+)>", call.path))
    assert all(each["required"] for each in named if each["in"] == "path")


@each_call
def test_every_parameter_has_a_length_limit_or_choices(call: Route) -> None:
    """A parameter without a limit accepts unexpected values."""
    for each in operation(call).get("parameters", []):
        schema = each["schema"]
        choices = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
        for one in choices:
            one = one["items"] if one.get("type") == "array" and one["maxItems"] else one
            bound = {"maxLength", "pattern", "enum", "maximum", "format"} & set(one) or one["type"] == "boolean"
            assert bound, each["name"]


@each_call
def test_every_parameter_has_a_description(call: Route) -> None:
    for each in operation(call).get("parameters", []):
        assert each.get("description") or each["schema"].get("description"), each["name"]


@each_call
def test_the_contract_has_every_answer_of_a_call(call: Route) -> None:
    assert set(operation(call)["responses"]) == {str(status) for status in call.responses()}
    assert all(answer["description"] for answer in operation(call)["responses"].values())


@each_call
def test_a_call_requires_a_key_a_signature_or_nothing(call: Route) -> None:
    asked = operation(call).get("security", CONTRACT["security"])
    assert asked == ([{"signature": []}] if call.signed else [] if call.open else [{"key": []}])


@each_call
def test_only_calls_with_a_body_describe_one(call: Route) -> None:
    body = operation(call).get("requestBody")
    assert (body is None) == (call.request_body is None)
    if body:
        assert body["required"]
        assert set(body["content"]) == (
            {"application/json"} if isinstance(call.request_body, str) else set(call.request_body or ())
        )


@each_call
def test_every_call_belongs_to_a_section_of_the_docs(call: Route) -> None:
    assert operation(call)["tags"] == [call.tag]
    assert call.tag in TAGS


@each_call
def test_calls_declare_existing_problems_only(call: Route) -> None:
    assert set(call.fails) <= set(PROBLEM_TYPES)


def test_every_raised_problem_is_in_the_contract() -> None:
    raised = {
        code
        for source in (ROOT / "layers" / "clippings" / "clippings" / "web").glob("*_calls.py")
        for code in re.findall(r'Problem\(\s*"([a-z-]+)"', source.read_text("utf-8"))
    }
    assert raised
    assert raised <= {code for call in EVERY for code in (*call.fails, "invalid-parameter", "right-missing")}


@each_call
def test_parameters_are_not_nullable_and_optional_ones_not_required(call: Route) -> None:
    for each in operation(call).get("parameters", []):
        assert "null" not in json.dumps(each["schema"])
        assert each["required"] or each["in"] != "path"


def test_optional_members_of_a_body_have_no_default() -> None:
    """Generators for TypeScript make such a member a required one."""
    for name in ("FeedRequest", "UploadRequest", "UrlsRequest", "WithdrawalRequest"):
        assert not any("default" in each for each in CONTRACT["components"]["schemas"][name]["properties"].values())


def test_schemas_have_no_titles() -> None:
    assert not any("title" in schema for schema in CONTRACT["components"]["schemas"].values())


def test_operation_ids_are_unique() -> None:
    names = [one["operationId"] for methods in CONTRACT["paths"].values() for one in methods.values()]
    assert len(set(names)) == len(names)


def test_head_has_the_answers_of_get_without_content() -> None:
    for methods in CONTRACT["paths"].values():
        if "get" in methods:
            get, head = methods["get"], methods["head"]
            assert set(head["responses"]) == set(get["responses"])
            assert head.get("parameters") == get.get("parameters")
            assert not any("content" in answer for answer in head["responses"].values())


def test_the_contract_names_the_base_of_each_request() -> None:
    """The document is made once a container: one caller's base must not get into another's."""
    assert to_openapi(EVERY, "/archive")["servers"] == [{"url": "/archive"}]
    assert to_openapi(EVERY, "")["servers"] == [{"url": "/"}]
    assert json.loads(json.dumps(to_openapi(EVERY, "/live"))) == CONTRACT


@cache
def routes() -> dict[tuple[str, str], tuple[str, str]]:
    """The template's routes: (method, path) to (function, what it asks for)."""
    template = read_template(
        ROOT / "template.yaml", {}, {"AWS::Region": "r", "AWS::AccountId": "1", "AWS::Partition": "aws"}
    )
    found = {}
    for function in template.of_type("AWS::Serverless::Function"):
        for event in template.properties(function, Names()).get("Events", {}).values():
            if event["Type"] == "Api":
                own = event["Properties"]
                auth = own.get("Auth", {})
                asks = auth.get("Authorizer") or ("key" if auth.get("ApiKeyRequired", True) else "nothing")
                found[own["Method"].upper(), own["Path"]] = (function, asks)
    return found


@each_call
def test_the_routes_of_the_template_agree_with_the_contract(call: Route) -> None:
    """A call without a route of its own comes by the greedy one: to the lookup function, with a key."""
    path = re.sub(r"<(\w+)>", r"{\1}", call.path)
    function, asks = routes().get((call.method, path)) or routes()[call.method, "/{proxy+}"]
    elsewhere = {"administration": "AdminFunction", "ingestions": "UploadFunction"}
    assert function == ("LookupFunction" if call not in ELSEWHERE else elsewhere.get(call.tag, "FeedsFunction"))
    assert asks == ("AWS_IAM" if call.signed else "nothing" if call.open else "key")


def test_preflight_requests_of_every_path_need_no_key() -> None:
    """A path with a route of its own does not come by the greedy one, whatever the method."""
    own = {path for _, path in routes()}
    for path in CONTRACT["paths"]:
        if not path.startswith("/v1/admin/"):
            asked = path if path in own else "/{proxy+}"
            assert routes()["OPTIONS", asked][1] == "nothing", path
