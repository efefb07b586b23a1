"""DynamoDB's calls over SQLite: items by partition and sort key, conditions, and transactions.

The methods have the names, arguments and answers of boto3's. Tables have a partition key and a sort key that are
strings, and no indexes. Expired items are deleted by :meth:`TableClient.delete_expired`.
"""

# ruff: noqa: N803 - the parameters are named as AWS names them
from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from typing import Any

import msgspec

from clippings_local.store.client_errors import client_error
from clippings_local.store.dynamodb_tables import TableDefinition, TableDefinitions
from clippings_local.store.expressions import Attributes, holds, update
from clippings_local.store.key_conditions import bounds_of, partition_of

#: DynamoDB's limits: bytes of an item and of a page of a query, keys of a batch, actions of a transaction.
MAX_ITEM = 400 * 1024
MAX_PAGE = 1024 * 1024
MAX_BATCH_GET, MAX_BATCH_WRITE, MAX_TRANSACTION = 100, 25, 100


class TableClient(TableDefinitions):
    """The calls of DynamoDB's client over a database."""

    def delete_expired(self, now: float | None = None) -> int:
        """Delete the expired items and return their number."""
        with self._database.writing() as connection:
            moment = int(time.time() if now is None else now)
            return connection.execute("DELETE FROM items WHERE expires < ?", (moment,)).rowcount

    # Reads

    def get_item(self, *, TableName: str, Key: Attributes, **_: Any) -> Any:
        """Return ``{"Item": ...}``, or an empty dict if the item does not exist."""
        table = self.find_table(TableName)
        with self._database.reading() as connection:
            item = _find(connection, table, table.key(Key))
        return {} if item is None else {"Item": item}

    def batch_get_item(self, *, RequestItems: Any, **_: Any) -> Any:
        """Return the items of the keys that exist, by table."""
        if sum(len(asked["Keys"]) for asked in RequestItems.values()) > MAX_BATCH_GET:
            raise client_error("ValidationException", f"a batch has at most {MAX_BATCH_GET} keys")
        responses = {}
        with self._database.reading() as connection:
            for name, asked in RequestItems.items():
                table = self.find_table(name)
                found = [_find(connection, table, key) for key in _distinct(table.key(each) for each in asked["Keys"])]
                responses[name] = [item for item in found if item is not None]
        return {"Responses": responses, "UnprocessedKeys": {}}

    def query(self, *, TableName: str, KeyConditionExpression: str, **request: Any) -> Any:
        """Return one page of a partition in the order of its sort key."""
        table, names = self.find_table(TableName), request.get("ExpressionAttributeNames") or {}
        values, forward = request.get("ExpressionAttributeValues") or {}, request.get("ScanIndexForward", True)
        partition = partition_of(table.partition, KeyConditionExpression, names, values)
        where, given = "table_id = ? AND pk = ?", [table.id, partition]
        for low_or_high, bound in bounds_of(table.sort, KeyConditionExpression, names, values):
            where, given = f"{where} AND sk {low_or_high} ?", [*given, bound]
        if start := request.get("ExclusiveStartKey"):
            where, given = f"{where} AND sk {'>' if forward else '<'} ?", [*given, start[table.sort]["S"]]

        def met(item: Attributes) -> bool:
            return holds(KeyConditionExpression, item, names, values)

        order = f"sk {'ASC' if forward else 'DESC'}"
        return self._page(table, where, given, order, request, met)

    def scan(self, *, TableName: str, **request: Any) -> Any:
        """Return one page of the whole table in the order of its keys."""
        table = self.find_table(TableName)
        where = "table_id = ?"
        given: list[Any] = [table.id]
        if start := request.get("ExclusiveStartKey"):
            where, given = f"{where} AND (pk, sk) > (?, ?)", [*given, *table.key(start)]
        return self._page(table, where, given, "pk, sk", request)

    def _page(
        self, table: TableDefinition, where: str, given: list[Any], order: str, request: Any, met: Any = lambda _: True
    ) -> Any:
        limit, size, scanned = request.get("Limit"), 0, 0
        items: list[Attributes] = []
        last: Attributes | None = None
        with self._database.reading() as connection:
            # S608: the statement contains only names of columns and operators of this module.
            rows = connection.execute(f"SELECT data FROM items WHERE {where} ORDER BY {order}", given)  # noqa: S608
            for (data,) in rows:
                item = msgspec.msgpack.decode(data)
                if not met(item):
                    continue
                if scanned == limit or size > MAX_PAGE:
                    break
                scanned, size, last = scanned + 1, size + len(data), item
                if holds(
                    request.get("FilterExpression"),
                    item,
                    request.get("ExpressionAttributeNames"),
                    request.get("ExpressionAttributeValues"),
                ):
                    items.append(item)
            else:
                last = None
            rows.close()
        answer: Any = {"Items": items, "Count": len(items), "ScannedCount": scanned}
        if last is not None:
            answer["LastEvaluatedKey"] = {name: last[name] for name in (table.partition, table.sort)}
        if request.get("Select") == "COUNT":
            del answer["Items"]
        return answer

    # Writes

    def put_item(self, *, TableName: str, **request: Any) -> Any:
        """Store an item if its condition holds; ``ReturnValues`` may be ``ALL_OLD``."""
        return self._write_one("Put", TableName, request)

    def delete_item(self, *, TableName: str, **request: Any) -> Any:
        """Delete an item if its condition holds."""
        return self._write_one("Delete", TableName, request)

    def update_item(self, *, TableName: str, **request: Any) -> Any:
        """Change or create an item if its condition holds."""
        return self._write_one("Update", TableName, request)

    def _write_one(self, action: str, name: str, request: Any) -> Any:
        table = self.find_table(name)
        with self._database.writing() as connection:
            before = _find(connection, table, _key_of(table, action, request))
            if not _holds(request, before):
                raise client_error("ConditionalCheckFailedException", "The conditional request failed", f"{action}Item")
            after = _write(connection, table, action, request, before)
        wanted = {"ALL_OLD": before, "ALL_NEW": after}.get(request.get("ReturnValues", "NONE"))
        return {"Attributes": wanted} if wanted else {}

    def batch_write_item(self, *, RequestItems: Any, **_: Any) -> Any:
        """Store and delete items without conditions."""
        if not 1 <= sum(map(len, RequestItems.values())) <= MAX_BATCH_WRITE:
            raise client_error("ValidationException", f"a batch has 1 to {MAX_BATCH_WRITE} writes")
        with self._database.writing() as connection:
            for name, requests in RequestItems.items():
                table = self.find_table(name)
                actions = [(kind.removesuffix("Request"), body) for each in requests for kind, body in each.items()]
                _check_distinct(_key_of(table, action, body) for action, body in actions)
                for action, body in actions:
                    _write(connection, table, action, body, None)
        return {"UnprocessedItems": {}}

    def transact_write_items(self, *, TransactItems: Any, **_: Any) -> Any:
        """Perform all actions, or none of them if a condition does not hold."""
        actions = [next(iter(each.items())) for each in TransactItems]
        if not 1 <= len(actions) <= MAX_TRANSACTION:
            raise client_error("ValidationException", f"a transaction has 1 to {MAX_TRANSACTION} actions")
        tables = [self.find_table(body["TableName"]) for _, body in actions]
        keys = [_key_of(table, kind, body) for table, (kind, body) in zip(tables, actions, strict=True)]
        _check_distinct(zip((table.id for table in tables), keys, strict=True))
        with self._database.writing() as connection:
            found = [_find(connection, table, key) for table, key in zip(tables, keys, strict=True)]
            met = [_holds(body, item) for (_, body), item in zip(actions, found, strict=True)]
            if not all(met):
                codes = ["None" if each else "ConditionalCheckFailed" for each in met]
                raise client_error(
                    "TransactionCanceledException",
                    f"Transaction cancelled, please refer cancellation reasons for specific reasons {codes}",
                    "TransactWriteItems",
                    CancellationReasons=[{"Code": code} for code in codes],
                )
            for table, (kind, body), item in zip(tables, actions, found, strict=True):
                if kind != "ConditionCheck":
                    _write(connection, table, kind, body, item)
        return {}


def _find(connection: sqlite3.Connection, table: TableDefinition, key: tuple[str, str]) -> Attributes | None:
    row = connection.execute(
        "SELECT data FROM items WHERE table_id = ? AND pk = ? AND sk = ?", (table.id, *key)
    ).fetchone()
    return msgspec.msgpack.decode(row[0]) if row else None


def _key_of(table: TableDefinition, action: str, body: Any) -> tuple[str, str]:
    return table.key(body["Item"] if action == "Put" else body["Key"])


def _holds(body: Any, item: Attributes | None) -> bool:
    names, values = body.get("ExpressionAttributeNames"), body.get("ExpressionAttributeValues")
    return holds(body.get("ConditionExpression"), item, names, values)


def _write(
    connection: sqlite3.Connection, table: TableDefinition, action: str, body: Any, before: Attributes | None
) -> Attributes | None:
    """Perform one action and return the item after it, None if it was deleted."""
    key = _key_of(table, action, body)
    if action == "Delete":
        connection.execute("DELETE FROM items WHERE table_id = ? AND pk = ? AND sk = ?", (table.id, *key))
        return None
    if action == "Put":
        item: Attributes = body["Item"]
    else:
        names, values = body.get("ExpressionAttributeNames"), body.get("ExpressionAttributeValues")
        item = update(before or dict(body["Key"]), body["UpdateExpression"], names, values)
    data = msgspec.msgpack.encode(item)
    if len(data) > MAX_ITEM:
        raise client_error("ValidationException", "Item size has exceeded the maximum allowed size")
    expires = item.get(table.expiry, {}).get("N") if table.expiry else None
    connection.execute(
        "INSERT INTO items (table_id, pk, sk, expires, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT (table_id, pk, sk) "
        "DO UPDATE SET expires = excluded.expires, data = excluded.data",
        (table.id, *key, int(float(expires)) if expires else None, data),
    )
    return item


def _distinct(keys: Iterable[Any]) -> list[Any]:
    listed = list(keys)
    _check_distinct(listed)
    return listed


def _check_distinct(keys: Iterable[Any]) -> None:
    listed = list(keys)
    if len(set(listed)) != len(listed):
        raise client_error("ValidationException", "a call may name an item only once")
