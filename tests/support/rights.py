"""Compares the permissions of each function in the template with the AWS calls of its handler."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.template_names import Names

from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import read_template

ROOT = Path(__file__).parents[2]
#: The role for each kind of message of a history.
ROLES = {
    "parse": "ParseRole", "enrich": "EnrichRole", "replay": "ReplayRole", "replay-article": "ReplayRole",
    "withdraw": "AdminRole", "unpack": "UnpackRole",
}  # fmt: skip
#: IAM's names of the calls on one item, and of the actions within a transaction.
ITEM_CALLS = {"get_item": "GetItem", "put_item": "PutItem", "delete_item": "DeleteItem"}
TRANSACTION = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
QUEUE_CALLS = {
    "send_message": "sqs:SendMessage", "send_message_batch": "sqs:SendMessage",
    "get_queue_attributes": "sqs:GetQueueAttributes",
}  # fmt: skip
#: Buckets outside of the stack, whose owners grant the permissions.
FOREIGN = ("loose",)


@cache
def statements(role: str) -> list[dict[str, Any]]:
    """Return the statements of a role's policy."""
    template = read_template(ROOT / "template.yaml", {"Export": "iceberg"}, PSEUDO_PARAMETERS)
    (policy,) = template.properties(role, Names())["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


@cache
def is_allowed(role: str, action: str, resource: str, leading_key: str) -> bool:
    """Return whether *role* allows *action* on a bucket or object, or on the table with a leading key."""
    for statement in statements(role):
        actions, resources = _listed(statement["Action"]), _listed(statement["Resource"])
        if action not in actions or not any(_matches(resource, each) for each in resources):
            continue
        conditions = statement.get("Condition", {}).values()
        patterns = [each["dynamodb:LeadingKeys"] for each in conditions if "dynamodb:LeadingKeys" in each]
        if not patterns or any(fnmatchcase(leading_key, each) for each in _listed(patterns[0])):
            return True
    return False


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _matches(resource: str, pattern: str) -> bool:
    """Compare two resources without the prefixes that the template adds to the names of buckets and of the table."""
    if resource == "table":
        return pattern == "ArticleTable.Arn"
    if resource.endswith("Queue"):
        return pattern == f"{resource}.Arn"
    bucket, _, key = resource.partition("/")
    arn, _, allowed = pattern.partition("/")
    return f"-{bucket}-" in arn and (not key) == (not allowed) and fnmatchcase(key, allowed)


class Watched:
    """A client that checks its calls against the permissions of *role*, and adds missing ones to *denied*."""

    def __init__(self, client: Any, role: str, denied: set[str]) -> None:
        self.client = client
        self.role = role
        self.denied = denied

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        if name == "get_paginator":
            return lambda operation: Watched(call(operation), self.role, self.denied)

        def watched(**request: Any) -> Any:
            for action, resource, leading_key in _needed(name, request):
                if not is_allowed(self.role, action, resource, leading_key):
                    self.denied.add(f"{self.role} may not {action} {resource} {leading_key}")
            return call(**request)

        return watched


def _needed(call: str, request: dict[str, Any]) -> Iterator[tuple[str, str, str]]:  # noqa: C901 - one branch for each call
    """Yield (action, resource, first part of the leading key) of each permission that a call needs."""
    if call in ITEM_CALLS:
        yield f"dynamodb:{ITEM_CALLS[call]}", "table", _leading(request.get("Key") or request["Item"])
    elif call == "query":
        yield "dynamodb:Query", "table", _leading({"pk": request["ExpressionAttributeValues"][":pk"]})
    elif call == "batch_get_item":
        for key in {_leading(key) for asked in request["RequestItems"].values() for key in asked["Keys"]}:
            yield "dynamodb:BatchGetItem", "table", key
    elif call == "batch_write_item":
        bodies = [next(iter(each.values())) for asked in request["RequestItems"].values() for each in asked]
        for key in {_leading(body.get("Key") or body["Item"]) for body in bodies}:
            yield "dynamodb:BatchWriteItem", "table", key
    elif call == "transact_write_items":
        for each in request["TransactItems"]:
            ((kind, body),) = each.items()
            yield f"dynamodb:{TRANSACTION[kind]}", "table", _leading(body.get("Key") or body["Item"])
    elif call in QUEUE_CALLS:
        yield QUEUE_CALLS[call], request["QueueUrl"], ""
    elif request["Bucket"] not in FOREIGN:
        yield _needed_of_s3(call, request)


def _needed_of_s3(call: str, request: dict[str, Any]) -> tuple[str, str, str]:
    """Return the right that a call to S3 takes."""
    bucket, version = request["Bucket"], "Version" if "VersionId" in request else ""
    folder = f"{request['Key'].partition('/')[0]}/" if "/" in request.get("Key", "") else ""
    first = f"{bucket}/{folder}x"
    needed = {
        "get_object": (f"s3:GetObject{version}", first),
        "head_object": ("s3:GetObject", first),
        "put_object": ("s3:PutObject", first),
        "delete_object": (f"s3:DeleteObject{version}", first),
        "paginate": ("s3:ListBucketVersions", bucket),
    }
    return (*needed[call], "")


def _leading(key: dict[str, Any]) -> str:
    """Return the kind of item of a key, as far as the roles distinguish kinds."""
    kind, separator, _ = key["pk"]["S"].partition("#")
    return f"{kind}{separator}x" if separator else kind
