"""An empty database, and the stores over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clippings_local.store.database import Database, Durability, create_or_upgrade
from clippings_local.store.stores import Stores


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = create_or_upgrade(tmp_path / "clippings.sqlite3", Durability.NOTHING)
    yield opened
    opened.close()


@pytest.fixture
def stores(database: Database) -> Stores:
    return Stores.over(database, "http://127.0.0.1:1")
