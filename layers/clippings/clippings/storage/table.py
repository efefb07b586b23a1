"""Calls of one DynamoDB table. Errors that a retry may solve are raised as Conflict."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from clippings.errors import Conflict
from clippings.storage.attributes import Item, from_attributes, to_attributes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

#: DynamoDB's limits for one call.
BATCH_WRITE, BATCH_GET = 25, 100
#: Maximum number of attempts of a throttled batch; afterwards the queue delivers the message again.
BATCH_ATTEMPTS = 8
#: Reasons of a canceled transaction that may succeed after reading again.
RETRYABLE = frozenset(
    {
        "ConditionalCheckFailed",
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        "DuplicateItem",
    }
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Write:
    """One action of a transaction: exactly one of *put*, *delete*, *check*, *update* is given.

    *condition* and *update* are expressions; *values* and *names* are the values and names in them.
    """

    put: Item | None = None
    delete: Key | None = None
    check: Key | None = None
    update: tuple[Key, str] | None = None
    condition: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A filter: the set *attribute* contains at least one of *members*."""

    attribute: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The result of one query: *items*, how many rows were read (*rows_read*), and the *last* sk if there are more."""

    items: list[Item]
    rows_read: int
    last: str | None


def backoff(attempt: int, base: float = 0.02, longest: float = 1.0) -> float:
    """Return seconds to wait before *attempt* (from 1): exponential, with full jitter."""
    return random.uniform(0, min(longest, base * 2**attempt))  # noqa: S311  jitter, not a secret


class Table:
    """The table *name*; *client* is made on first use."""

    def __init__(
        self, client: Callable[[], DynamoDBClient], name: str, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self.name = name
        self.pause = pause
        #: Called with the id of an article after a change of it is committed, if no function reads the table's stream.
        self.listeners: list[Callable[[str], object]] = []

    def get(self, pk: str, sk: str, *, consistent: bool = False) -> Item | None:
        """Return the item, or None."""
        answer = self._client().get_item(TableName=self.name, Key=_key((pk, sk)), ConsistentRead=consistent)
        return from_attributes(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Iterable[Key], *, consistent: bool = False) -> dict[Key, Item]:
        """Return those of *keys* that exist."""
        found: dict[Key, Item] = {}
        wanted = list(dict.fromkeys(keys))
        for start in range(0, len(wanted), BATCH_GET):
            asked: Any = {
                "Keys": [_key(key) for key in wanted[start : start + BATCH_GET]],
                "ConsistentRead": consistent,
            }
            for attempt in range(1, BATCH_ATTEMPTS + 1):
                answer = self._client().batch_get_item(RequestItems={self.name: asked})
                for attributes in answer["Responses"].get(self.name, []):
                    item = from_attributes(attributes)
                    found[item["pk"], item["sk"]] = item
                asked = answer.get("UnprocessedKeys", {}).get(self.name)
                if not asked:
                    break
                self.pause(backoff(attempt))
            else:
                raise Conflict("throttled: the table did not answer a batch of reads")
        return found

    def query(
        self,
        pk: str,
        between: tuple[str, str] | None = None,
        *,
        after: str | None = None,
        forward: bool = True,
        limit: int | None = None,
        consistent: bool = False,
        filters: Sequence[AnyOf] = (),
        at_least: tuple[str, int] | None = None,
    ) -> QueryPage:
        """Return one page of the partition *pk*, sorted by sk.

        Args:
            pk: The partition.
            between: The bounds of sk, both included.
            after: The sk after which the page starts.
            forward: Whether the lowest sk comes first.
            limit: The largest number of rows that are read.
            consistent: Whether the read is strongly consistent.
            filters: All of them must hold.
            at_least: A numeric attribute and its least value.
        """
        request: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": "pk = :pk" + (" AND sk BETWEEN :low AND :high" if between else ""),
            "ExpressionAttributeValues": {":pk": {"S": pk}},
            "ScanIndexForward": forward,
            "ConsistentRead": consistent,
        }
        if between:
            request["ExpressionAttributeValues"] |= {":low": {"S": between[0]}, ":high": {"S": between[1]}}
        if filters or at_least:
            request["FilterExpression"], values = _filter_expression(filters, at_least)
            request["ExpressionAttributeValues"] |= values
        if limit:
            request["Limit"] = limit
        if after:
            request["ExclusiveStartKey"] = _key((pk, after))
        answer = self._client().query(**request)
        last = answer.get("LastEvaluatedKey")
        items = [from_attributes(attributes) for attributes in answer["Items"]]
        return QueryPage(items, answer["ScannedCount"], last["sk"]["S"] if last else None)

    def query_all(self, pk: str, between: tuple[str, str] | None = None, *, consistent: bool = False) -> Iterator[Item]:
        """Yield every item of the partition between the bounds, in order."""
        after = None
        while True:
            page = self.query(pk, between, after=after, consistent=consistent)
            yield from page.items
            after = page.last
            if after is None:
                return

    def put(
        self,
        item: Item,
        condition: str | None = None,
        values: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> Item | None:
        """Store *item* and return the one that it replaces.

        Raises:
            Conflict: *condition* is false.
        """
        request: dict[str, Any] = {"TableName": self.name, "Item": to_attributes(item), "ReturnValues": "ALL_OLD"}
        if condition:
            request["ConditionExpression"] = condition
        if values:
            request["ExpressionAttributeValues"] = to_attributes(values)
        if names:
            request["ExpressionAttributeNames"] = dict(names)
        try:
            answer = self._client().put_item(**request)
        except ClientError as refused:
            raise _to_conflict(refused) from refused
        return from_attributes(answer["Attributes"]) if answer.get("Attributes") else None

    def delete(self, key: Key, *, only_with: str | None = None) -> None:
        """Delete an item. An item that does not exist is not an error.

        Args:
            key: The item's key.
            only_with: The name of an attribute; an item without it is not deleted.
        """
        request: dict[str, Any] = {"TableName": self.name, "Key": _key(key)}
        if only_with:
            request |= {
                "ConditionExpression": "attribute_exists(#name)",
                "ExpressionAttributeNames": {"#name": only_with},
            }
        try:
            self._client().delete_item(**request)
        except ClientError as refused:
            if not (only_with and isinstance(_to_conflict(refused), Conflict)):
                raise

    def write_many(self, puts: Iterable[Item] = (), deletes: Iterable[Key] = ()) -> None:
        """Store and delete items without conditions, in batches. Items that were not processed are sent again."""
        requests: list[Any] = [{"DeleteRequest": {"Key": _key(key)}} for key in deletes]
        requests += [{"PutRequest": {"Item": to_attributes(item)}} for item in puts]
        for start in range(0, len(requests), BATCH_WRITE):
            left = requests[start : start + BATCH_WRITE]
            for attempt in range(1, BATCH_ATTEMPTS + 1):
                answer = self._client().batch_write_item(RequestItems={self.name: left})
                left = answer.get("UnprocessedItems", {}).get(self.name, [])
                if not left:
                    break
                self.pause(backoff(attempt))
            else:
                raise Conflict("throttled: the table did not accept a batch of writes")

    def write_one(self, write: Write) -> None:
        """Perform one conditional action; see :meth:`transact`."""
        self.transact([write])

    def transact(self, writes: Iterable[Write]) -> None:
        """Perform all of *writes* in one transaction.

        Raises:
            Conflict: A condition was false, or the table was busy. Read again and retry.
        """
        try:
            self._client().transact_write_items(TransactItems=[self._action(write) for write in writes])
        except ClientError as refused:
            raise _to_conflict(refused) from refused

    def _action(self, write: Write) -> Any:
        body: dict[str, Any] = {"TableName": self.name}
        if write.condition:
            body["ConditionExpression"] = write.condition
        if write.values:
            body["ExpressionAttributeValues"] = to_attributes(write.values)
        if write.names:
            body["ExpressionAttributeNames"] = dict(write.names)
        if write.put is not None:
            return {"Put": body | {"Item": to_attributes(write.put)}}
        if write.update is not None:
            return {"Update": body | {"Key": _key(write.update[0]), "UpdateExpression": write.update[1]}}
        if write.delete is not None:
            return {"Delete": body | {"Key": _key(write.delete)}}
        if write.check is None:
            raise ValueError("a write without an action")
        return {"ConditionCheck": body | {"Key": _key(write.check)}}


def _filter_expression(filters: Sequence[AnyOf], at_least: tuple[str, int] | None) -> tuple[str, dict[str, Any]]:
    """Return the filter expression and its values."""
    values: dict[str, Any] = {}
    tests = []
    for each in filters:
        names = [f":f{len(values) + n}" for n in range(len(each.members))]
        values |= {name: {"S": member} for name, member in zip(names, each.members, strict=True)}
        tests.append("(" + " OR ".join(f"contains({each.attribute}, {name})" for name in names) + ")")
    if at_least:
        tests.append(f"{at_least[0]} >= :least")
        values[":least"] = {"N": str(at_least[1])}
    return " AND ".join(tests), values


def _key(key: Key) -> dict[str, Any]:
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def _to_conflict(refused: ClientError) -> Exception:
    """Return the Conflict for *refused*, or *refused* itself if it is an outage, a bug or a missing permission."""
    code = refused.response.get("Error", {}).get("Code", "")
    if code in ("ConditionalCheckFailedException", "TransactionConflictException", "TransactionInProgressException"):
        return Conflict(code)
    if code == "TransactionCanceledException":
        answer: Any = refused.response
        reasons = [reason.get("Code", "None") for reason in answer.get("CancellationReasons", [])]
        real = {reason for reason in reasons if reason and reason != "None"}
        if real and real <= RETRYABLE:
            return Conflict(", ".join(sorted(real)))
    return refused
