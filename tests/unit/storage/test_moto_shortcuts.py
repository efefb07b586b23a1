"""With its shortcuts moto answers as without them, and does not copy the table for a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import Table
from tests.support.moto_shortcuts import take_shortcuts

from clippings_local.account import ACCOUNT_ID, REGION

TABLE = "things"


@pytest.fixture
def dynamodb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of a table with the items 1, 2 and 3, each with a list of one word."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    take_shortcuts()
    with mock_aws():
        client = boto3.client("dynamodb", region_name=REGION)
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )
        for number in range(1, 4):
            client.put_item(TableName=TABLE, Item=thing(number, "old"))
        yield client


def thing(number: int, word: str) -> dict[str, Any]:
    return key(number) | {"words": {"L": [{"S": word}]}}


def key(number: int) -> dict[str, Any]:
    return {"pk": {"S": "THING"}, "sk": {"S": str(number)}}


def update(number: int) -> dict[str, Any]:
    return {
        "TableName": TABLE,
        "Key": key(number),
        "UpdateExpression": "SET words[0] = :new",
        "ExpressionAttributeValues": {":new": {"S": "new"}},
    }


def things(dynamodb: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = dynamodb.scan(TableName=TABLE)["Items"]
    return items


def backend() -> DynamoDBBackend:
    return dynamodb_backends[ACCOUNT_ID][REGION]


def changing(last: dict[str, Any]) -> list[dict[str, Any]]:
    """Change, delete and make an item, and then do *last*."""
    return [
        {"Update": update(1)},
        {"Delete": {"TableName": TABLE, "Key": key(2)}},
        {"Put": {"TableName": TABLE, "Item": thing(4, "new")}},
        last,
    ]


def records() -> int:
    return len(backend().tables[TABLE].stream_shard.items)


def test_a_failed_transaction_changes_nothing(dynamodb: Any) -> None:
    refused = {"ConditionCheck": {"TableName": TABLE, "Key": key(3), "ConditionExpression": "attribute_not_exists(pk)"}}

    with pytest.raises(dynamodb.exceptions.TransactionCanceledException):
        dynamodb.transact_write_items(TransactItems=changing(refused))

    assert things(dynamodb) == [thing(number, "old") for number in (1, 2, 3)]
    assert records() == 3
    dynamodb.put_item(TableName=TABLE, Item=thing(5, "later"))
    assert records() == 4


def test_a_successful_transaction_is_applied_completely(dynamodb: Any) -> None:
    dynamodb.transact_write_items(TransactItems=changing({"Put": {"TableName": TABLE, "Item": thing(5, "new")}}))

    assert things(dynamodb) == [thing(1, "new"), thing(3, "old"), thing(4, "new"), thing(5, "new")]
    assert records() == 7


def test_untouched_tables_are_not_copied(dynamodb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def copy(item: Item, memo: dict[int, Any]) -> Item:
        copied.append(item.range_key.value)
        return copy_as_it_was(item, memo)

    copy_as_it_was = Item.__deepcopy__
    monkeypatch.setattr(Item, "__deepcopy__", copy)

    dynamodb.transact_write_items(TransactItems=[{"Update": update(1)}])

    assert set(copied) == {"1"}


def test_copies_made_for_a_transaction_are_not_kept(dynamodb: Any) -> None:
    tables = len(Table.instances_tracked)

    dynamodb.transact_write_items(TransactItems=[{"Update": update(1)}])

    assert len(Table.instances_tracked) == tables


def test_only_the_partition_is_read_and_in_order(dynamodb: Any) -> None:
    dynamodb.put_item(TableName=TABLE, Item={"pk": {"S": "OTHER"}, "sk": {"S": "2"}})

    def read(partition: str, **more: Any) -> list[str]:
        wanted = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": partition}}}
        return [item["sk"]["S"] for item in dynamodb.query(TableName=TABLE, **wanted, **more)["Items"]]

    assert read("THING") == ["1", "2", "3"]
    assert read("THING", ScanIndexForward=False, Limit=2) == ["3", "2"]
    assert read("THING", ExclusiveStartKey=key(1)) == ["2", "3"]
    assert read("OTHER") == ["2"]
    assert read("NONE") == []


@pytest.mark.parametrize(
    "value",
    [
        {"S": "a"},
        {"S": ""},
        {"N": "1.5"},
        {"B": b"\x00\xff"},
        {"BOOL": False},
        {"NULL": True},
        {"SS": ["a", "b"]},
        {"NS": ["1", "2"]},
        {"BS": [b"\x00", b"\xff"]},
        {"L": []},
        {"M": {}},
        {"L": [{"M": {"a": {"N": "1"}, "b": {"L": [{"B": b"\xfe"}]}}}]},
    ],
)
def test_values_of_every_type_survive_storing_and_reading(dynamodb: Any, value: dict[str, Any]) -> None:
    dynamodb.put_item(TableName=TABLE, Item=key(1) | {"value": value})

    assert dynamodb.get_item(TableName=TABLE, Key=key(1))["Item"]["value"] == value
