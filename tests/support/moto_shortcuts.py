"""Shortcuts through moto, which holds the table in tests of the storage: without them most of their time goes there.

- Before a transaction moto copies every item and every record of the stream, to put them back where it fails. Here the
  copy shares the items, and one that would be changed in place is replaced.
- For a partition it sorts and reads the whole table. Here it is shown that partition.
- For a value that it answers with, it tries every type under every name that the type may have. A value names its type.
- For a request it lists its own folders.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moto.dynamodb.models import DynamoDBBackend
    from moto.dynamodb.models.dynamo_type import DynamoType
    from moto.dynamodb.models.table import Table


@cache
def take_shortcuts() -> None:
    """Apply the shortcuts to moto, once per process."""
    from moto import backends
    from moto.core.serialize import BaseJSONSerializer
    from moto.dynamodb.models import DynamoDBBackend
    from moto.dynamodb.models.table import Table

    update_in_place, query_all = DynamoDBBackend.update_item, Table.query
    serialize_members = BaseJSONSerializer._serialize_type_structure
    modules = tuple(backends.list_of_moto_modules())

    def update_item(self: DynamoDBBackend, table_name: str, key: dict[str, Any], *rest: Any, **more: Any) -> Any:
        if item := self.get_item(table_name, key):
            self.get_table(table_name).items[item.hash_key][item.range_key] = copy.deepcopy(item)
        return update_in_place(self, table_name, key, *rest, **more)

    def query(self: Table, hash_key: DynamoType, *rest: Any, **more: Any) -> Any:
        if self.all_indexes():
            return query_all(self, hash_key, *rest, **more)
        return query_all(_like(self, items={hash_key: self.items.get(hash_key, {})}), hash_key, *rest, **more)

    def serialize(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name != "AttributeValue":
            return serialize_members(self, serialized, value, shape, key)
        serialized[key] = {}
        for kind, inner in value.items():
            self._serialize(serialized[key], inner, shape.members[kind], kind)
        return None

    DynamoDBBackend.update_item = update_item  # type: ignore[method-assign]
    Table.__deepcopy__ = _share_items  # type: ignore[attr-defined]
    Table.query = query  # type: ignore[method-assign, assignment]
    BaseJSONSerializer._serialize_type_structure = serialize  # type: ignore[method-assign]
    backends.list_of_moto_modules = lambda: modules


def _share_items(table: Table, _: dict[int, Any]) -> Table:
    items = table.items.copy()
    for key, rows in items.items():
        items[key] = rows.copy()
    shared: Table = _like(table, items=items)
    if stream := table.stream_shard:
        shared.stream_shard = _like(stream, table=shared, items=stream.items.copy())
    return shared


def _like(model: Any, **changed: Any) -> Any:
    """Return a copy of *model* with what is *changed*; one made in any other way moto keeps until it is reset."""
    other = object.__new__(type(model))
    other.__dict__.update(model.__dict__, **changed)
    return other
