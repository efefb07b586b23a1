"""Secrets Manager's calls over SQLite: secrets by name, each a string that never changes."""

# ruff: noqa: N803 - the parameters are named as AWS names them
from __future__ import annotations

from typing import Any

from clippings_local.store.client_errors import client_error
from clippings_local.store.database import Database


class SecretClient:
    """The calls of Secrets Manager's client over *database*. *prefix* is the beginning of the secrets' ARNs."""

    def __init__(self, database: Database, prefix: str) -> None:
        self._database = database
        self._prefix = prefix

    def create_secret(self, *, Name: str, SecretString: str, **_: Any) -> Any:
        """Create a secret."""
        with self._database.writing() as connection:
            made = connection.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (Name, SecretString)).rowcount
        if not made:
            raise client_error("ResourceExistsException", f"the secret {Name} already exists")
        return {"ARN": self._prefix + Name, "Name": Name}

    def describe_secret(self, *, SecretId: str) -> Any:
        """Return the name and the ARN of a secret."""
        name, _ = self._find(SecretId)
        return {"ARN": self._prefix + name, "Name": name}

    def get_secret_value(self, *, SecretId: str, **_: Any) -> Any:
        """Return a secret by its name or its ARN."""
        name, value = self._find(SecretId)
        return {"ARN": self._prefix + name, "Name": name, "SecretString": value}

    def list_secrets(self, **_: Any) -> Any:
        """Return the names and ARNs of all secrets."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT name FROM secrets ORDER BY name").fetchall()
        return {"SecretList": [{"ARN": self._prefix + name, "Name": name} for (name,) in rows]}

    def _find(self, given: str) -> tuple[str, str]:
        with self._database.reading() as connection:
            row: tuple[str, str] | None = connection.execute(
                "SELECT name, value FROM secrets WHERE name = ?", (given.removeprefix(self._prefix),)
            ).fetchone()
        if row is None:
            raise client_error("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
        return row
