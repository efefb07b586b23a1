"""What DynamoDB rejects, leaves undone or is too busy for: retried where that can help, else raised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from clippings.errors import Conflict
from clippings.storage.table import BATCH_ATTEMPTS, Table, Write, backoff

ITEM = {"pk": "p", "sk": "s"}


class Scripted:
    """A client whose calls answer, or raise, one after the other what a test wrote down."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[Any] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            self.requests.append(request)
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call


def table(client: Scripted, pauses: list[float] | None = None) -> Table:
    return Table(lambda: client, "articles", pause=(pauses if pauses is not None else []).append)  # type: ignore[arg-type,return-value]


def cancelled(*reasons: str) -> ClientError:
    told = {"Error": {"Code": "TransactionCanceledException", "Message": "…"}}
    return ClientError(told | {"CancellationReasons": [{"Code": reason} for reason in reasons]}, "TransactWriteItems")  # type: ignore[arg-type]


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "…"}}, "TransactWriteItems")


@pytest.mark.parametrize(
    "reason",
    [
        "ConditionalCheckFailed",
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        "DuplicateItem",
    ],
)
def test_a_transaction_cancelled_for_a_temporary_reason_is_a_conflict(reason: str) -> None:
    with pytest.raises(Conflict, match=reason):
        table(Scripted(cancelled("None", reason, "None"))).transact([Write(put=ITEM)])


@pytest.mark.parametrize("reason", ["ValidationError", "ItemCollectionSizeLimitExceeded", "AccessDenied"])
def test_a_transaction_cancelled_for_a_permanent_reason_is_raised_unchanged(reason: str) -> None:
    with pytest.raises(ClientError):
        table(Scripted(cancelled("None", reason))).transact([Write(put=ITEM)])


def test_a_permanent_reason_among_temporary_ones_is_raised_unchanged() -> None:
    with pytest.raises(ClientError):
        table(Scripted(cancelled("TransactionConflict", "ValidationError"))).transact([Write(put=ITEM)])


def test_a_cancellation_without_a_reason_is_raised_unchanged() -> None:
    with pytest.raises(ClientError):
        table(Scripted(cancelled("None", "None"))).transact([Write(put=ITEM)])


@pytest.mark.parametrize("code", ["TransactionConflictException", "TransactionInProgressException"])
def test_another_transaction_on_the_same_items_is_a_conflict(code: str) -> None:
    with pytest.raises(Conflict):
        table(Scripted(refused(code))).transact([Write(put=ITEM)])


def test_an_outage_is_raised_unchanged_for_a_retry_by_the_queue() -> None:
    with pytest.raises(ClientError):
        table(Scripted(refused("InternalServerError"))).put(ITEM)


def test_a_false_condition_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        table(Scripted(refused("ConditionalCheckFailedException"))).put(ITEM, "attribute_not_exists(pk)")


def test_unprocessed_writes_of_a_batch_are_sent_again_after_a_pause() -> None:
    undone = {"UnprocessedItems": {"articles": [{"DeleteRequest": {"Key": {"pk": {"S": "a"}, "sk": {"S": "b"}}}}]}}
    client, pauses = Scripted(undone, undone, {}), list[float]()
    table(client, pauses).write_many([ITEM], [("a", "b")])
    assert [len(request["RequestItems"]["articles"]) for request in client.requests] == [2, 1, 1]
    assert len(pauses) == 2


def test_a_batch_of_writes_that_stays_throttled_is_a_conflict() -> None:
    undone = {"UnprocessedItems": {"articles": [{"PutRequest": {"Item": {}}}]}}
    with pytest.raises(Conflict, match="throttled"):
        table(Scripted(*[undone] * BATCH_ATTEMPTS)).write_many([ITEM])


def test_unprocessed_reads_of_a_batch_are_read_again() -> None:
    one, other = {"pk": {"S": "p"}, "sk": {"S": "1"}}, {"pk": {"S": "p"}, "sk": {"S": "2"}}
    first = {"Responses": {"articles": [one]}, "UnprocessedKeys": {"articles": {"Keys": [other]}}}
    client = Scripted(first, {"Responses": {"articles": [other]}})
    assert set(table(client).get_many([("p", "1"), ("p", "2")])) == {("p", "1"), ("p", "2")}
    assert client.requests[1]["RequestItems"]["articles"] == {"Keys": [other]}


def test_a_batch_of_reads_that_stays_throttled_is_a_conflict() -> None:
    unread = {"Responses": {}, "UnprocessedKeys": {"articles": {"Keys": [{"pk": {"S": "p"}, "sk": {"S": "1"}}]}}}
    with pytest.raises(Conflict, match="throttled"):
        table(Scripted(*[unread] * BATCH_ATTEMPTS)).get_many([("p", "1")])


def test_batches_respect_the_limit_of_dynamodb() -> None:
    client = Scripted({}, {}, {})
    table(client).write_many([{"pk": "p", "sk": str(n)} for n in range(60)])
    assert [len(request["RequestItems"]["articles"]) for request in client.requests] == [25, 25, 10]


def test_pauses_increase_up_to_a_limit() -> None:
    longest = [max(backoff(attempt) for _ in range(200)) for attempt in (1, 4, 20)]
    assert 0 < longest[0] < longest[1] < longest[2] < 10
