"""The endpoint answers the JSON protocols as boto3 uses them, and rejects pages of other sites."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from clippings_local.account import HeldAccount, local_account
from clippings_local.store.endpoint import Endpoint, to_method_name
from clippings_local.store.http_messages import AwsRequest
from clippings_local.store.stores import Stores


@pytest.fixture
def endpoint(stores: Stores) -> Endpoint:
    made = Endpoint()
    made.stores = stores
    return made


def call(endpoint: Endpoint, target: str, **given: Any) -> Any:
    request = AwsRequest("POST", "/", {}, {"x-amz-target": target}, json.dumps(given).encode())
    return json.loads(endpoint.answer(request).body)


def test_bytes_are_transferred_as_base64(endpoint: Endpoint) -> None:
    keys = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    key = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    call(endpoint, "DynamoDB_20120810.CreateTable", TableName="t", KeySchema=keys)
    call(endpoint, "DynamoDB_20120810.PutItem", TableName="t", Item=key | {"data": {"B": "AP8="}})
    assert endpoint.stores.tables.get_item(TableName="t", Key=key)["Item"]["data"] == {"B": b"\x00\xff"}
    assert call(endpoint, "DynamoDB_20120810.GetItem", TableName="t", Key=key)["Item"]["data"] == {"B": "AP8="}


@pytest.mark.parametrize("target", ["DynamoDB_20120810.NoSuchCall", "Lambda.Invoke", "AmazonSQS._Receive", "x"])
def test_an_unsupported_call_is_rejected(endpoint: Endpoint, target: str) -> None:
    with pytest.raises(ClientError, match="has no"):
        call(endpoint, target)


def test_a_call_with_wrong_arguments_is_rejected(endpoint: Endpoint) -> None:
    with pytest.raises(ClientError, match="ValidationException"):
        call(endpoint, "AmazonSQS.CreateQueue", Name="x")


@pytest.mark.parametrize(
    ("host", "origin", "allowed"),
    [
        ("127.0.0.1:9000", "http://127.0.0.1:8080", True),
        ("127.0.0.1:9000", "http://localhost:8080", True),
        ("192.0.2.1:9000", "http://192.0.2.1:8080", True),
        ("127.0.0.1:9000", "https://evil.example", False),
        ("192.0.2.1:9000", "http://127.0.0.1:8080", False),
        ("127.0.0.1:9000", "null", False),
        ("127.0.0.1:9000", "http://[", False),
    ],
)
def test_other_origins_may_not_read_data(endpoint: Endpoint, host: str, origin: str, allowed: bool) -> None:
    told: dict[str, str] = {}
    environ: Any = {"REQUEST_METHOD": "OPTIONS", "PATH_INFO": "/b/k", "wsgi.input": io.BytesIO()}
    environ |= {"HTTP_HOST": host, "HTTP_ORIGIN": origin}
    list(endpoint(environ, lambda _, headers: told.update(headers)))  # type: ignore[arg-type]
    assert ("access-control-allow-origin" in told) is allowed


def test_operations_have_the_names_of_boto3() -> None:
    assert to_method_name("TransactWriteItems") == "transact_write_items"


def test_boto3_handles_errors_like_those_of_aws() -> None:
    with local_account() as account:
        check_errors(account)


def check_errors(account: HeldAccount) -> None:
    dynamodb, s3 = account.dynamodb, account.s3
    with pytest.raises(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.describe_table(TableName="none")
    with pytest.raises(s3.exceptions.NoSuchBucket):
        s3.list_objects_v2(Bucket="none")
    s3.create_bucket(Bucket="b")
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket="b", Key="none")
    keys: Any = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    dynamodb.create_table(TableName="t", KeySchema=keys, AttributeDefinitions=[], BillingMode="PAY_PER_REQUEST")
    put: Any = {
        "TableName": "t",
        "Item": {"pk": {"S": "a"}, "sk": {"S": "b"}},
        "ConditionExpression": "attribute_exists(pk)",
    }
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException) as cancelled:
        dynamodb.transact_write_items(TransactItems=[{"Put": put}])
    assert [each["Code"] for each in cancelled.value.response["CancellationReasons"]] == ["ConditionalCheckFailed"]
