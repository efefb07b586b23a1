"""The table's calls: keys in order, conditions, transactions that do all or nothing, and DynamoDB's limits."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.dynamodb import TableClient
from clippings_local.store.stores import Stores

KEYS = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]


@pytest.fixture
def table(stores: Stores) -> TableClient:
    stores.tables.create_table(TableName="t", KeySchema=KEYS)
    return stores.tables


def key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def put(table: TableClient, pk: str, sk: str, **more: Any) -> None:
    table.put_item(TableName="t", Item=key(pk, sk) | more)


def query(table: TableClient, condition: str = "pk = :p", **more: Any) -> Any:
    values = more.pop("values", {})
    return table.query(
        TableName="t", KeyConditionExpression=condition, ExpressionAttributeValues={":p": {"S": "a"}, **values}, **more
    )


def found(answer: Any) -> list[str]:
    return [item["sk"]["S"] for item in answer["Items"]]


def code(refused: pytest.ExceptionInfo[ClientError]) -> str:
    return refused.value.response["Error"]["Code"]


def test_an_item_survives_storing_and_reading(table: TableClient) -> None:
    put(table, "a", "b", data={"B": b"\x00\xff"}, tags={"SS": ["x"]}, map={"M": {"n": {"N": "1"}}})
    item = table.get_item(TableName="t", Key=key("a", "b"))["Item"]
    assert (item["data"], item["tags"], item["map"]) == ({"B": b"\x00\xff"}, {"SS": ["x"]}, {"M": {"n": {"N": "1"}}})
    assert table.get_item(TableName="t", Key=key("a", "c")) == {}


def test_a_partition_is_sorted_by_the_bytes_of_its_sort_key(table: TableClient) -> None:
    for sk in ("é", "z", "a", "\U0001f600", "Z", "\uffff"):
        put(table, "a", sk)
    put(table, "ab", "other")
    assert found(query(table)) == sorted(("é", "z", "a", "\U0001f600", "Z", "\uffff"), key=str.encode)
    assert found(query(table, ScanIndexForward=False, Limit=1)) == ["\U0001f600"]


def test_a_query_page_ends_at_its_limit(table: TableClient) -> None:
    for number in range(5):
        put(table, "a", str(number), tags={"SS": ["even" if number % 2 == 0 else "odd"]})
    filtered = {"FilterExpression": "contains(tags, :t)", "values": {":t": {"S": "odd"}}}
    first = query(table, Limit=3, **filtered)
    assert (found(first), first["ScannedCount"], first["LastEvaluatedKey"]) == (["1"], 3, key("a", "2"))
    second = query(table, Limit=3, ExclusiveStartKey=first["LastEvaluatedKey"], **filtered)
    assert (found(second), second.get("LastEvaluatedKey")) == (["3"], None)


def test_a_query_page_has_about_a_megabyte(table: TableClient) -> None:
    for number in range(6):
        put(table, "a", str(number), data={"B": bytes(300 * 1024)})
    first = query(table)
    assert 3 <= len(first["Items"]) <= 4
    assert len(found(query(table, ExclusiveStartKey=first["LastEvaluatedKey"]))) == 6 - len(first["Items"])


def test_only_the_given_range_of_the_sort_key_is_read(table: TableClient) -> None:
    for sk in "abcde":
        put(table, "a", sk)
    bounds = {":l": {"S": "b"}, ":h": {"S": "d"}}
    assert found(query(table, "pk = :p AND sk BETWEEN :l AND :h", values=bounds)) == ["b", "c", "d"]


def test_a_write_with_a_false_condition_changes_nothing(table: TableClient) -> None:
    put(table, "a", "b", n={"N": "1"})
    for call in (table.put_item, table.delete_item, table.update_item):
        more: Any = {"Item": key("a", "b")} if call == table.put_item else {"Key": key("a", "b")}
        if call == table.update_item:
            more["UpdateExpression"] = "REMOVE n"
        with pytest.raises(ClientError) as refused:
            call(TableName="t", ConditionExpression="attribute_not_exists(pk)", **more)
        assert code(refused) == "ConditionalCheckFailedException"
    assert table.get_item(TableName="t", Key=key("a", "b"))["Item"]["n"] == {"N": "1"}


def test_a_put_returns_what_it_replaced(table: TableClient) -> None:
    put(table, "a", "b", n={"N": "1"})
    answer = table.put_item(TableName="t", Item=key("a", "b"), ReturnValues="ALL_OLD")
    assert answer["Attributes"]["n"] == {"N": "1"}


def test_a_transaction_is_atomic_and_names_the_failed_condition(table: TableClient) -> None:
    put(table, "a", "there")
    actions: list[Any] = [
        {"Put": {"TableName": "t", "Item": key("a", "new")}},
        {"Put": {"TableName": "t", "Item": key("a", "there"), "ConditionExpression": "attribute_not_exists(pk)"}},
    ]
    with pytest.raises(ClientError) as refused:
        table.transact_write_items(TransactItems=actions)
    answer: Any = refused.value.response
    assert code(refused) == "TransactionCanceledException"
    assert [reason["Code"] for reason in answer["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
    assert found(query(table)) == ["there"]
    check = {"ConditionCheck": {"TableName": "t", "Key": key("a", "there"), "ConditionExpression": "pk = :p",
                                "ExpressionAttributeValues": {":p": {"S": "a"}}}}  # fmt: skip
    table.transact_write_items(
        TransactItems=[
            actions[0], check, {"Delete": {"TableName": "t", "Key": key("a", "gone")}},
            {"Update": {"TableName": "t", "Key": key("a", "made"), "UpdateExpression": "SET n = :n",
                        "ExpressionAttributeValues": {":n": {"N": "1"}}}},
        ]
    )  # fmt: skip
    assert found(query(table)) == ["made", "new", "there"]


def test_batches_write_and_read_items(table: TableClient) -> None:
    put(table, "a", "old")
    requests: list[Any] = [{"PutRequest": {"Item": key("a", "new")}}, {"DeleteRequest": {"Key": key("a", "old")}}]
    assert table.batch_write_item(RequestItems={"t": requests})["UnprocessedItems"] == {}
    answer = table.batch_get_item(RequestItems={"t": {"Keys": [key("a", "new"), key("a", "old")]}})
    assert [item["sk"]["S"] for item in answer["Responses"]["t"]] == ["new"]


def test_a_scan_reads_the_table_in_pages(table: TableClient) -> None:
    for number in range(5):
        put(table, str(number), "x")
    first = table.scan(TableName="t", Limit=3)
    second = table.scan(TableName="t", ExclusiveStartKey=first["LastEvaluatedKey"])
    assert [item["pk"]["S"] for item in (*first["Items"], *second["Items"])] == list("01234")


def test_limits_are_those_of_dynamodb(table: TableClient) -> None:
    puts = [{"PutRequest": {"Item": key("a", str(n))}} for n in range(26)]
    twice = [{"Put": {"TableName": "t", "Item": key("a", "x")}}] * 2
    for call in (
        lambda: put(table, "a", "b", data={"B": bytes(401 * 1024)}),
        lambda: table.batch_write_item(RequestItems={"t": puts}),
        lambda: table.batch_get_item(RequestItems={"t": {"Keys": [key("a", str(n)) for n in range(101)]}}),
        lambda: table.batch_get_item(RequestItems={"t": {"Keys": [key("a", "x")] * 2}}),
        lambda: table.transact_write_items(TransactItems=twice),
        lambda: table.put_item(TableName="t", Item={"pk": {"S": "a"}}),
    ):
        with pytest.raises(ClientError) as refused:
            call()
        assert code(refused) == "ValidationException"


def test_expired_items_are_deleted(table: TableClient) -> None:
    table.update_time_to_live(TableName="t", TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"})
    put(table, "a", "early", until={"N": "1000"})
    put(table, "a", "late", until={"N": "3000"})
    put(table, "a", "never")
    assert table.delete_expired(now=2000) == 1
    assert found(query(table)) == ["late", "never"]


def test_a_table_is_created_once_and_described(table: TableClient) -> None:
    with pytest.raises(ClientError) as refused:
        table.create_table(TableName="t", KeySchema=KEYS)
    assert code(refused) == "ResourceInUseException"
    assert table.describe_table(TableName="t")["Table"]["TableArn"].endswith(":table/t")
    assert table.list_tables() == {"TableNames": ["t"]}
    with pytest.raises(ClientError) as unknown:
        table.get_item(TableName="other", Key=key("a", "b"))
    assert code(unknown) == "ResourceNotFoundException"
