"""All stores of the local stack, and clients of them that replace boto3's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clippings_local.store.database import Database
from clippings_local.store.dynamodb import TableClient
from clippings_local.store.objects import ObjectStore
from clippings_local.store.s3 import BucketClient
from clippings_local.store.secrets_manager import SecretClient
from clippings_local.store.sqs import QueueClient

REGION = "us-east-1"
#: The account number in the names and ARNs of the local stack.
ACCOUNT_ID = "123456789012"


@dataclass(frozen=True)
class Stores:
    """The stores over one database. *endpoint* is the address at which other processes reach them."""

    database: Database
    endpoint: str
    tables: TableClient
    objects: ObjectStore
    queues: QueueClient
    secrets: SecretClient

    @classmethod
    def over(cls, database: Database, endpoint: str) -> Stores:
        """Return the stores over *database*."""
        return cls(
            database,
            endpoint,
            TableClient(database, f"{REGION}:{ACCOUNT_ID}"),
            ObjectStore(database),
            QueueClient(database, endpoint, ACCOUNT_ID),
            SecretClient(database, f"arn:aws:secretsmanager:{REGION}:{ACCOUNT_ID}:secret:"),
        )

    def client(self, service: str, config: dict[str, Any] | None = None, endpoint_url: str | None = None) -> Any:
        """Return the replacement of boto3's client for *service*.

        With *endpoint_url* it is boto3's own: such a client only signs URLs.
        """
        if endpoint_url:
            # Imported here, since all workers import this module and rarely sign.
            import boto3
            from botocore.config import Config

            return boto3.client(service, config=Config(**(config or {})), endpoint_url=endpoint_url)  # type: ignore[call-overload]
        if service == "s3":
            return BucketClient(self.objects, lambda: self.client("s3", config, self.endpoint))
        return {"dynamodb": self.tables, "sqs": self.queues, "secretsmanager": self.secrets}[service]

    def setting(self, name: str) -> str | None:
        """Return the value that :meth:`set` stored under *name*, or None."""
        with self.database.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: str) -> None:
        """Store a setting of the service, such as its key and its ports."""
        with self.database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))
