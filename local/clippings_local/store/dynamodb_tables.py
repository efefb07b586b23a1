"""DynamoDB's calls about tables over SQLite: what tables there are, their keys, and the attribute of their expiry."""

# ruff: noqa: N803 - the parameters are named as AWS names them
from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from clippings_local.store.client_errors import client_error
from clippings_local.store.database import Database
from clippings_local.store.expressions import Attributes


@dataclass(frozen=True)
class TableDefinition:
    """A table: its number in the database, the names of its keys, and the attribute with the time of expiry."""

    id: int
    partition: str
    sort: str
    expiry: str | None

    def key(self, attributes: Attributes) -> tuple[str, str]:
        """Return the partition and sort key of an item. Raises a ValidationException if one is missing."""
        try:
            return attributes[self.partition]["S"], attributes[self.sort]["S"]
        except KeyError as missing:
            raise client_error("ValidationException", f"the key has no string {missing}") from missing


class TableDefinitions:
    """The calls of DynamoDB's client that create and describe tables.

    Args:
        database: Where the tables are.
        region_and_account: The region and account in the ARNs of the tables.
    """

    def __init__(self, database: Database, region_and_account: str = "us-east-1:123456789012") -> None:
        self._database = database
        self._scope = region_and_account
        self._tables: dict[str, TableDefinition] = {}

    def create_table(self, *, TableName: str, **declared: Any) -> Any:
        """Create a table. Raises a ResourceInUseException if it exists."""
        names = {each["KeyType"]: each["AttributeName"] for each in declared["KeySchema"]}
        if set(names) != {"HASH", "RANGE"} or declared.get("GlobalSecondaryIndexes"):
            raise client_error("ValidationException", "a table has a partition and a sort key here, and no indexes")
        with self._database.writing() as connection:
            try:
                connection.execute(
                    "INSERT INTO tables (name, declared) VALUES (?, ?)", (TableName, json.dumps(declared))
                )
            except sqlite3.IntegrityError as there:
                raise client_error("ResourceInUseException", f"Table already exists: {TableName}") from there
        return {"TableDescription": self._description(TableName, declared)}

    def describe_table(self, *, TableName: str) -> Any:
        """Return the description of a table."""
        return {"Table": self._description(TableName, json.loads(self._row(TableName)[1]))}

    def list_tables(self, **_: Any) -> Any:
        """Return the names of all tables."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT name FROM tables ORDER BY name").fetchall()
        return {"TableNames": [name for (name,) in rows]}

    def update_time_to_live(self, *, TableName: str, TimeToLiveSpecification: Any) -> Any:
        """Set the attribute that holds the second of the epoch at which an item expires."""
        name = TimeToLiveSpecification["AttributeName"] if TimeToLiveSpecification["Enabled"] else None
        self._row(TableName)
        with self._database.writing() as connection:
            connection.execute("UPDATE tables SET expiry = ? WHERE name = ?", (name, TableName))
        self._tables.pop(TableName, None)
        return {"TimeToLiveSpecification": TimeToLiveSpecification}

    def describe_time_to_live(self, *, TableName: str) -> Any:
        """Return the attribute that :meth:`update_time_to_live` set."""
        name = self._row(TableName)[2]
        told = {"TimeToLiveStatus": "ENABLED", "AttributeName": name} if name else {"TimeToLiveStatus": "DISABLED"}
        return {"TimeToLiveDescription": told}

    def find_table(self, name: str) -> TableDefinition:
        """Return the definition of the table *name*. Raises a ResourceNotFoundException if it does not exist."""
        if name not in self._tables:
            number, declared, expiry = self._row(name)
            keys = {each["KeyType"]: each["AttributeName"] for each in json.loads(declared)["KeySchema"]}
            self._tables[name] = TableDefinition(number, keys["HASH"], keys["RANGE"], expiry)
        return self._tables[name]

    def _row(self, name: str) -> tuple[int, str, str | None]:
        # A caller may name a table by its ARN.
        with self._database.reading() as connection:
            row: tuple[int, str, str | None] | None = connection.execute(
                "SELECT id, declared, expiry FROM tables WHERE name = ?", (name.rpartition("/")[2],)
            ).fetchone()
        if row is None:
            raise client_error("ResourceNotFoundException", f"Requested resource not found: Table: {name} not found")
        return row

    def _description(self, name: str, declared: Any) -> Any:
        known = ("AttributeDefinitions", "KeySchema", "StreamSpecification")
        arn = f"arn:aws:dynamodb:{self._scope}:table/{name}"
        told = {"TableName": name, "TableStatus": "ACTIVE", "TableArn": arn, "LatestStreamArn": f"{arn}/stream/local"}
        return told | {key: declared[key] for key in known if key in declared}
