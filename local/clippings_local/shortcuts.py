"""Two shortcuts through moto, which holds the table: without them most of the time goes there.

Before a transaction moto copies each item of the table and each record of its stream, to put them back where it fails:
each article would take longer to file than the one before. Here the copy shares the items, and one that would be
changed in place is replaced.

For each value that it answers with, moto tries every type that there is, under every name that the type may have. A
value names its one type itself.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moto.dynamodb.models import DynamoDBBackend
    from moto.dynamodb.models.table import Table


@cache
def take_shortcuts() -> None:
    """Teach them to moto, once in a process."""
    from moto.core.serialize import BaseJSONSerializer
    from moto.dynamodb.models import DynamoDBBackend
    from moto.dynamodb.models.table import Table

    update_in_place = DynamoDBBackend.update_item
    try_all_members = BaseJSONSerializer._serialize_type_structure  # noqa: SLF001 - there is no other way in

    def update_item(self: DynamoDBBackend, table_name: str, key: dict[str, Any], *rest: Any, **more: Any) -> Any:
        if item := self.get_item(table_name, key):
            self.get_table(table_name).items[item.hash_key][item.range_key] = copy.deepcopy(item)
        return update_in_place(self, table_name, key, *rest, **more)

    def serialize(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name != "AttributeValue":
            return try_all_members(self, serialized, value, shape, key)
        serialized[key] = {}
        for kind, inner in value.items():
            self._serialize(serialized[key], inner, shape.members[kind], kind)
        return None

    Table.__deepcopy__ = _share_items  # type: ignore[attr-defined]
    DynamoDBBackend.update_item = update_item  # type: ignore[method-assign]
    BaseJSONSerializer._serialize_type_structure = serialize  # type: ignore[method-assign]  # noqa: SLF001


def _share_items(table: Table, _: dict[int, Any]) -> Table:
    shared = copy.copy(table)
    shared.items = table.items.copy()
    for key, rows in shared.items.items():
        shared.items[key] = rows.copy()
    if table.stream_shard is not None:
        shared.stream_shard = copy.copy(table.stream_shard)
        shared.stream_shard.table = shared
        shared.stream_shard.items = table.stream_shard.items.copy()
    return shared
