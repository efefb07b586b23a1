"""API keys and their rights, as the table records them.

API Gateway holds the keys and their usage plans. The keys function reads them there, and writes one record of each key
into the table; the functions of the API read the record. Only the SHA-256 of a key's value is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from clippings.storage.attributes import Item
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.table import Table

Right = Literal["read", "upload", "feeds"]

#: Every right that a usage plan can give.
RIGHTS: tuple[Right, ...] = get_args(Right)

PARTITION = "KEYS"


@dataclass(frozen=True, slots=True)
class PlanKey:
    """An enabled key of a usage plan in API Gateway. *fingerprint* is made by :func:`fingerprint`."""

    id: str
    fingerprint: str
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key in the table. *ended_at* is when it was found to be disabled, removed or revoked."""

    id: str
    rights: frozenset[str]
    ended_at: datetime | None = None


def fingerprint(value: str) -> str:
    """Return the SHA-256 of a key's value in hexadecimal."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


class Keys:
    """The keys in *table*.

    *refresh* makes the keys function read API Gateway again; it is called for an unknown key.
    """

    def __init__(self, table: Table, refresh: Callable[[], None]) -> None:
        self.table = table
        self.refresh = refresh

    def find(self, value: str) -> ApiKey | None:
        """Return the key with this *value*, or None if no usage plan of the service contains it.

        A key without a record may be new, so API Gateway is read again before None is returned.
        """
        sort_key = f"VALUE#{fingerprint(value)}"
        item = self.table.get(PARTITION, sort_key)
        if item is None:
            self.refresh()
            item = self.table.get(PARTITION, sort_key, consistent=True)
        return _to_key(item) if item else None

    def get(self, key_id: str) -> ApiKey | None:
        """Return the key with this id, or None if it has no record."""
        item = self.table.get(PARTITION, f"ID#{key_id}")
        return _to_key(item) if item else None

    def synchronize(self, current: Iterable[PlanKey], now: datetime) -> int:
        """Make the records equal to the *current* keys, and return how many keys changed.

        A key that is no longer among them ends. A revoked key stays revoked, whatever its state in API Gateway.
        """
        known = {item["id"]: item for item in self.table.query_all(PARTITION) if item["sk"].startswith("ID#")}
        wanted = {key.id: key for key in current}
        changed = 0
        for key in wanted.values():
            item = known.get(key.id)
            if item is None or (not item.get("revoked") and _differs(item, key)):
                self._put(key.id, key.fingerprint, {"rights": sorted(key.rights)})
                changed += 1
        for key_id in known.keys() - wanted.keys():
            if "ended_at" not in known[key_id]:
                self._put(key_id, known[key_id]["fingerprint"], {"rights": [], "ended_at": to_stamp(now)})
                changed += 1
        return changed

    def revoke(self, key_id: str, now: datetime) -> bool:
        """End a key and its feeds permanently. Return False if no usage plan of the service contains the key."""
        item = self.table.get(PARTITION, f"ID#{key_id}", consistent=True)
        if item is None:
            self.refresh()
            item = self.table.get(PARTITION, f"ID#{key_id}", consistent=True)
        if item is None:
            return False
        ended_at = item.get("ended_at") or to_stamp(now)
        self._put(key_id, item["fingerprint"], {"rights": [], "ended_at": ended_at, "revoked": True})
        return True

    def _put(self, key_id: str, value_fingerprint: str, told: Item) -> None:
        """Write the key's two records: one under its value, for requests, and one under its id, for its feeds."""
        record = {"pk": PARTITION, "id": key_id, "fingerprint": value_fingerprint, **told}
        self.table.write_many(
            [{**record, "sk": f"ID#{key_id}"}, {**record, "sk": f"VALUE#{value_fingerprint}"}],
        )


def _differs(item: Item, key: PlanKey) -> bool:
    return "ended_at" in item or item["rights"] != sorted(key.rights) or item["fingerprint"] != key.fingerprint


def _to_key(item: Item) -> ApiKey:
    ended_at = item.get("ended_at")
    return ApiKey(item["id"], frozenset(item["rights"]), from_stamp(ended_at) if ended_at else None)
