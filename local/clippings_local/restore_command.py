"""``clippings admin restore-rows``: copies rows that the stack's table lacks from a restored table.

DynamoDB restores into a new table, never over an existing one. This command copies back rows whose key the stack's
table does not have. Existing rows stay unchanged. Rows of articles that were withdrawn since are not copied.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from clippings.storage.article_record import record_key
from clippings.storage.table import BATCH_GET, Key, Table
from clippings_local.cli_errors import CommandError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

#: A row in DynamoDB's form: names, and values with their types.
Row = dict[str, Any]

#: Rows of the change feed are not copied: they report what happens now.
LEFT_OUT = "CHANGES#"
#: Partitions whose sort key is an article's id, or ends with it.
LISTED = ("FACET#", "BAND#")
MISSING = "attribute_not_exists(pk)"


def add_to(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the actions of ``clippings admin``."""
    parser = actions.add_parser(
        "restore-rows", help="copy missing rows from a restored table into the stack's", description=run.__doc__
    )
    parser.add_argument("--source", required=True, metavar="TABLE", help="the restored table")
    parser.add_argument("--target", required=True, metavar="TABLE", help="the stack's table (output TableName)")
    parser.add_argument("--segments", type=int, default=4, help="parts of the table that are read in parallel (4)")
    parser.add_argument("--dry-run", action="store_true", help="only count the missing rows")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Copy the rows that the target lacks. Existing rows and withdrawn articles stay unchanged."""
    if arguments.source == arguments.target:
        raise CommandError("--source and --target are the same table")
    if not 1 <= arguments.segments <= 64:
        raise CommandError("--segments must be from 1 to 64")
    try:
        told = restore_rows(
            boto3.client("dynamodb"), arguments.source, arguments.target, arguments.segments, arguments.dry_run
        )
    except (ClientError, BotoCoreError) as refused:
        raise CommandError(f"not restored: {refused}") from refused
    print(json.dumps(told))
    return 0


def restore_rows(client: DynamoDBClient, source: str, target: str, segments: int, dry_run: bool) -> dict[str, int]:
    """Copy the rows that *target* lacks. Return the numbers of read, present, withdrawn, omitted and copied rows."""
    restore = Restore(client, source, target, dry_run)
    with ThreadPoolExecutor(segments) as pool:
        counts = pool.map(lambda number: restore.copy_segment(number, segments), range(segments))
        total = sum(counts, Counter[str]())
    return {name: total[name] for name in ("read", "present", "withdrawn", "left_out", "copied")}


class Restore:
    """Copies rows from *source* to *target*; with *dry_run* it only counts them."""

    def __init__(self, client: DynamoDBClient, source: str, target: str, dry_run: bool) -> None:
        self.client = client
        self.source = source
        self.target = target
        self.table = Table(lambda: client, target)
        self.dry_run = dry_run
        self.withdrawn: dict[str, bool] = {}

    def copy_segment(self, number: int, segments: int) -> Counter[str]:
        """Copy one of *segments* parts of the source, and return the counts."""
        counts: Counter[str] = Counter()
        for rows in self._batches(number, segments):
            counts["read"] += len(rows)
            wanted = [row for row in rows if not row["pk"]["S"].startswith(LEFT_OUT)]
            counts["left_out"] += len(rows) - len(wanted)
            present = self.table.get_many(map(key_of, wanted))
            missing = [row for row in wanted if key_of(row) not in present]
            counts["present"] += len(wanted) - len(missing)
            for row in missing:
                counts["withdrawn" if self._is_withdrawn(article_of(row)) else self._put(row)] += 1
        return counts

    def _batches(self, number: int, segments: int) -> Iterator[list[Row]]:
        """Yield the rows of a part of the source, in batches of one look-up."""
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.source, Segment=number, TotalSegments=segments
        )
        for page in pages:
            for start in range(0, len(page["Items"]), BATCH_GET):
                yield page["Items"][start : start + BATCH_GET]

    def _is_withdrawn(self, article_id: str | None) -> bool:
        if article_id is None:
            return False
        if article_id not in self.withdrawn:
            record = self.table.get(*record_key(article_id), consistent=True)
            self.withdrawn[article_id] = bool(record and record.get("withdrawn_at"))
        return self.withdrawn[article_id]

    def _put(self, row: Row) -> str:
        """Write the row if it is still missing, and return the name of its count."""
        if self.dry_run:
            return "copied"
        try:
            self.client.put_item(TableName=self.target, Item=row, ConditionExpression=MISSING)
        except self.client.exceptions.ConditionalCheckFailedException:
            return "present"
        return "copied"


def key_of(row: Row) -> Key:
    """Return the row's partition key and sort key."""
    return row["pk"]["S"], row["sk"]["S"]


def article_of(row: Row) -> str | None:
    """Return the id of the article to which *row* belongs, or None."""
    pk, sk = key_of(row)
    if pk.startswith("ARTICLE#"):
        return pk.removeprefix("ARTICLE#")
    if pk.startswith(LISTED):
        return sk.rpartition("#")[2]
    attribute: dict[str, str] = row.get("article_id") or row.get("id") or {}
    return attribute.get("S")
