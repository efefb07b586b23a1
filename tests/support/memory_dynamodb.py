"""DynamoDB in memory: only the calls and expressions that the storage package uses.

It is hundreds of times faster than moto, so that long random histories can be run. Each call is atomic, and calls of
other writers may come between two calls of a writer. An unknown expression is an error.
"""

# ruff: noqa: N803 - the parameters are named as AWS names them
from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from tests.support.faults import Faults, FaultyClient, refused

Attributes = dict[str, Any]


class MemoryTable:
    """One table with ``pk`` and ``sk``, and a client for it."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], Attributes] = {}
        self.partitions: dict[str, set[str]] = {}
        self.lock = threading.RLock()

    def client(self, faults: Faults | None = None) -> TableClient:
        """Return a client whose calls *faults* interrupts."""
        return TableClient(self, faults or Faults())

    def put(self, item: Attributes) -> None:
        pk, sk = item["pk"]["S"], item["sk"]["S"]
        self.items[pk, sk] = item
        self.partitions.setdefault(pk, set()).add(sk)

    def delete(self, pk: str, sk: str) -> None:
        if self.items.pop((pk, sk), None) is not None:
            self.partitions[pk].discard(sk)


def _key(attributes: Attributes) -> tuple[str, str]:
    return attributes["pk"]["S"], attributes["sk"]["S"]


class TableClient(FaultyClient):
    """The calls of DynamoDB's client."""

    def __init__(self, table: MemoryTable, faults: Faults) -> None:
        super().__init__(table.lock, faults)
        self.table = table

    def do_get_item(self, *, Key: Attributes, **_: Any) -> Any:
        item = self.table.items.get(_key(Key))
        return {"Item": dict(item)} if item else {}

    def do_batch_get_item(self, *, RequestItems: Any) -> Any:
        ((name, asked),) = RequestItems.items()
        keys = [_key(key) for key in asked["Keys"]]
        if len(set(keys)) != len(keys) or len(keys) > 100:
            raise refused("ValidationException", "BatchGetItem")
        return {"Responses": {name: [dict(self.table.items[key]) for key in keys if key in self.table.items]}}

    def do_query(
        self,
        *,
        KeyConditionExpression: str,
        ExpressionAttributeValues: Attributes,
        ScanIndexForward: bool = True,
        ExclusiveStartKey: Attributes | None = None,
        Limit: int = 300,
        FilterExpression: str | None = None,
        **_: Any,
    ) -> Any:
        values = {name: next(iter(value.values())) for name, value in ExpressionAttributeValues.items()}
        pk = values[":pk"]
        found = sorted(self.table.partitions.get(pk, ()), reverse=not ScanIndexForward)
        if "BETWEEN" in KeyConditionExpression:
            found = [sk for sk in found if values[":low"] <= sk <= values[":high"]]
        if ExclusiveStartKey:
            start = ExclusiveStartKey["sk"]["S"]
            found = [sk for sk in found if (sk > start if ScanIndexForward else sk < start)]
        page = found[:Limit]
        items = [self.table.items[pk, sk] for sk in page]
        scanned = len(items)
        for test in filter(None, (FilterExpression or "").split(" AND ")):
            items = [item for item in items if _passes(item, test, values)]
        more = {"LastEvaluatedKey": {"pk": {"S": pk}, "sk": {"S": page[-1]}}} if len(found) > len(page) else {}
        return {"Items": [dict(item) for item in items], "ScannedCount": scanned, **more}

    def do_put_item(self, *, Item: Attributes, **request: Any) -> Any:
        before = self.table.items.get(_key(Item))
        if not holds(before, request):
            raise refused("ConditionalCheckFailedException", "PutItem")
        self.table.put(Item)
        return {"Attributes": before} if before else {}

    def do_delete_item(self, *, Key: Attributes, **request: Any) -> Any:
        if not holds(self.table.items.get(_key(Key)), request):
            raise refused("ConditionalCheckFailedException", "DeleteItem")
        self.table.delete(*_key(Key))
        return {}

    def do_batch_write_item(self, *, RequestItems: Any) -> Any:
        (requests,) = RequestItems.values()
        keys = [
            _key(each["PutRequest"]["Item"] if "PutRequest" in each else each["DeleteRequest"]["Key"])
            for each in requests
        ]
        if len(set(keys)) != len(keys) or not 1 <= len(keys) <= 25:
            raise refused("ValidationException", "BatchWriteItem")
        for each in requests:
            if "PutRequest" in each:
                self.table.put(each["PutRequest"]["Item"])
            else:
                self.table.delete(*_key(each["DeleteRequest"]["Key"]))
        return {}

    def do_transact_write_items(self, *, TransactItems: Any) -> Any:
        actions = [next(iter(each.items())) for each in TransactItems]
        keys = [_key(body["Item"] if kind == "Put" else body["Key"]) for kind, body in actions]
        if len(set(keys)) != len(keys) or not 1 <= len(keys) <= 100:
            raise refused("ValidationException", "TransactWriteItems")
        met = [holds(self.table.items.get(key), body) for key, (_, body) in zip(keys, actions, strict=True)]
        if not all(met):
            reasons = [{"Code": "None" if each else "ConditionalCheckFailed"} for each in met]
            raise refused("TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons)
        for key, (kind, body) in zip(keys, actions, strict=True):
            if kind == "Put":
                self.table.put(body["Item"])
            elif kind == "Delete":
                self.table.delete(*key)
            elif kind == "Update":
                self._update(key, body)
        return {}

    def _update(self, key: tuple[str, str], body: Any) -> None:
        item = dict(self.table.items.get(key) or {"pk": {"S": key[0]}, "sk": {"S": key[1]}})
        names = body.get("ExpressionAttributeNames", {})
        found = re.fullmatch(r"(?:REMOVE (\w+) ?)?(?:SET (#?\w+) = (:\w+))?", body["UpdateExpression"])
        if found is None:
            raise NotImplementedError(body["UpdateExpression"])
        if found[1]:
            item.pop(found[1], None)
        if found[2]:
            item[names.get(found[2], found[2])] = body["ExpressionAttributeValues"][found[3]]
        self.table.put(item)


TOKEN = re.compile(r"\s*(attribute_(?:not_)?exists\([^)]*\)|[#:]?\w+|<=|>=|[<>=(),])")


def holds(item: Attributes | None, request: Any) -> bool:
    """Return whether the condition of *request* holds for *item*."""
    expression = request.get("ConditionExpression")
    if not expression:
        return True
    tokens = TOKEN.findall(expression)
    if "".join(tokens) != re.sub(r"\s", "", expression):
        raise NotImplementedError(expression)
    names, values = request.get("ExpressionAttributeNames", {}), request.get("ExpressionAttributeValues", {})
    return _Condition(tokens, item or {}, names, values).read()


def _passes(item: Attributes, test: str, values: dict[str, Any]) -> bool:
    """Return whether *item* passes one part of a filter: a set that contains one of some values, or a least number."""
    members = re.findall(r"contains\((\w+), (:\w+)\)", test)
    if members:
        return any(values[name] in next(iter(item.get(attribute, {"SS": []}).values())) for attribute, name in members)
    attribute, _, name = test.split()
    return attribute in item and int(item[attribute]["N"]) >= int(values[name])


@dataclass
class _Condition:
    """Reads a condition from left to right, nested as in the grammar."""

    tokens: list[str]
    item: Attributes
    names: dict[str, str]
    values: Attributes
    at: int = field(default=0)

    def read(self) -> bool:
        met = self._both()
        while self._next("OR"):
            met = self._both() or met
        return met

    def _both(self) -> bool:
        met = self._one()
        while self._next("AND"):
            met = self._one() and met
        return met

    def _one(self) -> bool:
        if self._next("NOT"):
            return not self._one()
        if self._next("("):
            met = self.read()
            self._expect(")")
            return met
        token = self._take()
        if token.startswith("attribute_not_exists("):
            return token[21:-1] not in self.item
        if token.startswith("attribute_exists("):
            name = token[17:-1]
            return self.names.get(name, name) in self.item
        left = self._value(token)
        operator = self._take()
        if operator == "IN":
            self._expect("(")
            among = [self._value(self._take())]
            while self._next(","):
                among.append(self._value(self._take()))
            self._expect(")")
            return left in among
        right = self._value(self._take())
        if left is None or right is None:
            return False
        compared = {"=": left == right, "<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}
        return bool(compared[operator])

    def _value(self, token: str) -> Any:
        attribute = self.values.get(token) if token[0] == ":" else self.item.get(self.names.get(token, token))
        if attribute is None:
            return None
        ((kind, value),) = attribute.items()
        return int(value) if kind == "N" else value

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _next(self, token: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at] == token
        self.at += found
        return found

    def _expect(self, token: str) -> None:
        if not self._next(token):
            raise NotImplementedError(" ".join(self.tokens))
