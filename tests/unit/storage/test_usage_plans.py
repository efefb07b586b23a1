"""The keys of the usage plans, as API Gateway lists them page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from clippings.storage.keys import PlanKey, fingerprint
from clippings.storage.usage_plans import UsagePlans

READ, WRITE = frozenset({"read"}), frozenset({"read", "upload"})
#: Made up for this test; they open nothing.
KEYS = [("k1", "value-one", True), ("k2", "value-two", False), ("k3", "value-three", True), ("other", "value", True)]


@pytest.fixture
def gateway() -> Iterator[Any]:
    client = boto3.client("apigateway", "eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")
    with Stubber(client) as stub:
        client.stub = stub
        yield client
        stub.assert_no_pending_responses()


def test_enabled_keys_have_the_rights_of_their_plan(gateway: Any) -> None:
    listed = [{"id": key, "value": value, "enabled": enabled} for key, value, enabled in KEYS]
    asked = {"limit": 500, "includeValues": True}
    gateway.stub.add_response("get_api_keys", {"items": listed[:2], "position": "two"}, asked)
    gateway.stub.add_response("get_api_keys", {"items": listed[2:]}, asked | {"position": "two"})
    gateway.stub.add_response(
        "get_usage_plan_keys", {"items": [{"id": "k1"}, {"id": "k2"}]}, {"limit": 500, "usagePlanId": "readers"}
    )
    gateway.stub.add_response(
        "get_usage_plan_keys", {"items": [{"id": "k3"}]}, {"limit": 500, "usagePlanId": "writers"}
    )
    plans = UsagePlans(lambda: gateway, {"readers": READ, "writers": WRITE})
    assert list(plans.keys()) == [
        PlanKey("k1", fingerprint("value-one"), READ),
        PlanKey("k3", fingerprint("value-three"), WRITE),
    ]


def test_disabling_a_missing_key_is_not_an_error(gateway: Any) -> None:
    change = {"apiKey": "k1", "patchOperations": [{"op": "replace", "path": "/enabled", "value": "false"}]}
    gateway.stub.add_response("update_api_key", {"id": "k1", "enabled": False}, change)
    gateway.stub.add_client_error("update_api_key", "NotFoundException", expected_params=change)
    for _ in range(2):
        UsagePlans(lambda: gateway, {}).disable("k1")
