"""Tables are created once, described as they were created, and have one attribute of expiry."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.dynamodb_tables import TableDefinitions
from clippings_local.store.stores import Stores

KEYS = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]


@pytest.fixture
def tables(stores: Stores) -> TableDefinitions:
    stores.tables.create_table(TableName="t", KeySchema=KEYS)
    return stores.tables


def test_a_table_is_described_as_it_was_created(tables: TableDefinitions) -> None:
    described = tables.describe_table(TableName="t")["Table"]
    assert (described["TableName"], described["TableStatus"], described["KeySchema"]) == ("t", "ACTIVE", KEYS)
    assert tables.list_tables() == {"TableNames": ["t"]}
    assert tables.find_table(described["TableArn"]) == tables.find_table("t")


def test_the_key_of_an_item_is_read_from_its_attributes(tables: TableDefinitions) -> None:
    table = tables.find_table("t")
    assert table.key({"pk": {"S": "a"}, "sk": {"S": "b"}, "n": {"N": "1"}}) == ("a", "b")
    with pytest.raises(ClientError, match="ValidationException"):
        table.key({"pk": {"S": "a"}})


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("t", {"KeySchema": KEYS}, "ResourceInUseException"),
        ("u", {"KeySchema": KEYS[:1]}, "ValidationException"),
        ("u", {"KeySchema": KEYS, "GlobalSecondaryIndexes": [{}]}, "ValidationException"),
    ],
)
def test_an_invalid_table_is_rejected(tables: TableDefinitions, name: str, more: dict[str, Any], code: str) -> None:
    with pytest.raises(ClientError, match=code):
        tables.create_table(TableName=name, **more)


def test_a_missing_table_is_an_error(tables: TableDefinitions) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        tables.find_table("other")


def test_the_attribute_of_expiry_can_be_set_and_removed(tables: TableDefinitions) -> None:
    for enabled, status in ((True, "ENABLED"), (False, "DISABLED")):
        chosen = {"Enabled": enabled, "AttributeName": "expires_at"}
        tables.update_time_to_live(TableName="t", TimeToLiveSpecification=chosen)
        told = tables.describe_time_to_live(TableName="t")["TimeToLiveDescription"]
        assert told["TimeToLiveStatus"] == status
        assert tables.find_table("t").expiry == ("expires_at" if enabled else None)
