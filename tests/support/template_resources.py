"""The resources of the template, and the rights of its roles, with references resolved to names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.template_names import Names

from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import Template, read_template

ROOT = Path(__file__).parents[2]
KEY = "arn:aws:kms:us-east-1:123456789012:key/0-1"


def read(**values: str) -> Template:
    """Return the template with these parameters, and with every resource that a parameter can add."""
    return read_template(ROOT / "template.yaml", {"Export": "iceberg"} | values, PSEUDO_PARAMETERS)


TEMPLATE = read()
WITH_KEY = read(KmsKeyArn=KEY)


def properties(logical: str, template: Template = TEMPLATE) -> dict[str, Any]:
    return template.properties(logical, Names())


def resources(kind: str) -> list[str]:
    return TEMPLATE.of_type(kind)


def statements(role: str) -> list[dict[str, Any]]:
    (policy,) = properties(role)["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


ROLES = [role for role in resources("AWS::IAM::Role") if "Policies" in properties(role)]
FUNCTIONS = resources("AWS::Serverless::Function")
QUEUES = resources("AWS::SQS::Queue")
BUCKETS = resources("AWS::S3::Bucket")


def actions(role: str) -> set[str]:
    return {action for statement in statements(role) for action in listed(statement["Action"])}


def reached(role: str) -> dict[str, set[str]]:
    """Return the partitions of the table that each action of a role reaches."""
    found: dict[str, set[str]] = {}
    for statement in statements(role):
        for action in listed(statement["Action"]):
            if action.startswith("dynamodb:") and "Condition" in statement:
                keys = next(iter(statement["Condition"].values()))["dynamodb:LeadingKeys"]
                found.setdefault(action.removeprefix("dynamodb:"), set()).update(keys)
    return found
