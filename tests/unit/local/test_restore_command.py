"""Rows of a restored table that are missing from the one that runs are copied into it, and nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from clippings.storage.attributes import from_attributes, to_attributes
from clippings_local.command import main
from clippings_local.restore_command import article_of

#: An article with one row of each kind, as the table had it when the backup was made.
LOST = (
    {"pk": "ARTICLE#lost", "sk": "RECORD", "title": "Lost"},
    {"pk": "ARTICLE#lost", "sk": "CAPTURE#1", "body": b"\x00\x01"},
    {"pk": "URL#1", "sk": "URL", "id": "lost"},
    {"pk": "FACET#publisher#daily", "sk": "2026-01-02#00#lost", "tokens": frozenset({"a", "b"})},
    {"pk": "BAND#1", "sk": "lost"},
    {"pk": "OBJECT#inbox/page.html", "sk": "1", "article_id": "lost", "expires_at": 1_900_000_000},
)
WITHDRAWN = tuple(
    {name: value.replace("lost", "gone") if isinstance(value, str) else value for name, value in row.items()}
    for row in LOST
)


@pytest.fixture
def dynamodb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        client = boto3.client("dynamodb")
        for name in ("running", "restored"):
            client.create_table(
                TableName=name,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")],
                KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            )
        yield client


def put(dynamodb: Any, table: str, *rows: dict[str, Any]) -> None:
    for row in rows:
        dynamodb.put_item(TableName=table, Item=to_attributes(row))


def rows_of(dynamodb: Any, table: str) -> dict[tuple[str, str], dict[str, Any]]:
    rows = [from_attributes(item) for item in dynamodb.scan(TableName=table)["Items"]]
    return {(row["pk"], row["sk"]): row for row in rows}


def restore(*options: str) -> int:
    return main(["admin", "restore-rows", "--source", "restored", "--target", "running", *options])


def test_missing_rows_are_copied_unchanged(dynamodb: Any, capsys: pytest.CaptureFixture[str]) -> None:
    put(dynamodb, "restored", *LOST)
    assert restore() == 0
    assert rows_of(dynamodb, "running") == {(row["pk"], row["sk"]): row for row in LOST}
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["copied"]) == (len(LOST), len(LOST))
    assert sum(told.values()) == 2 * len(LOST), "and nothing else"


def test_existing_rows_are_unchanged(dynamodb: Any) -> None:
    newer = {"pk": "ARTICLE#lost", "sk": "RECORD", "title": "Revised since"}
    put(dynamodb, "restored", *LOST)
    put(dynamodb, "running", newer)
    restore()
    assert rows_of(dynamodb, "running")["ARTICLE#lost", "RECORD"] == newer


def test_rows_of_withdrawn_articles_are_not_restored(dynamodb: Any, capsys: pytest.CaptureFixture[str]) -> None:
    tombstone = {"pk": "ARTICLE#gone", "sk": "RECORD", "withdrawn_at": "2026-03-01T00:00:00+00:00"}
    other = {"pk": "ARTICLE#other", "sk": "RECORD", "title": "Another article"}
    put(dynamodb, "restored", *WITHDRAWN, other)
    put(dynamodb, "running", tombstone)
    restore()
    rows = rows_of(dynamodb, "running")
    assert rows["ARTICLE#other", "RECORD"] == other
    assert [key for key, row in rows.items() if "gone" in json.dumps(row, default=str)] == [("ARTICLE#gone", "RECORD")]
    assert rows["ARTICLE#gone", "RECORD"] == tombstone
    assert json.loads(capsys.readouterr().out)["withdrawn"] == len(WITHDRAWN) - 1


def test_rows_of_the_change_feed_are_not_restored(dynamodb: Any) -> None:
    put(dynamodb, "restored", {"pk": "CHANGES#2026-01-02", "sk": "2026-01-02T00:00:00#lost", "id": "lost"})
    restore()
    assert rows_of(dynamodb, "running") == {}


def test_a_dry_run_counts_and_writes_nothing(dynamodb: Any, capsys: pytest.CaptureFixture[str]) -> None:
    put(dynamodb, "restored", *LOST)
    restore("--dry-run")
    assert rows_of(dynamodb, "running") == {}
    assert json.loads(capsys.readouterr().out)["copied"] == len(LOST)


def test_copying_onto_itself_and_missing_tables_are_rejected(
    dynamodb: Any,  # noqa: ARG001 - the account
    capsys: pytest.CaptureFixture[str],
) -> None:
    for source, word in (("running", "same table"), ("nowhere", "not restored")):
        assert main(["admin", "restore-rows", "--source", source, "--target", "running"]) != 0
        assert word in capsys.readouterr().err


@pytest.mark.parametrize("row", LOST)
def test_the_article_of_every_row_is_known(row: dict[str, Any]) -> None:
    assert article_of(to_attributes(row)) == "lost"


def test_rows_without_an_article_belong_to_none() -> None:
    assert article_of(to_attributes({"pk": "KEYS", "sk": "ID#1", "rights": frozenset({"read"})})) is None
