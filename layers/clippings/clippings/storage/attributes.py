"""Conversion between plain values and DynamoDB's typed attributes.

boto3's serializer makes every number a Decimal; the items of this table contain whole numbers only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Item = dict[str, Any]


def to_attributes(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return *item* as typed attributes. Keys without a value (None, an empty set) are left out."""
    return {name: _to_attribute(value) for name, value in item.items() if value is not None and value != frozenset()}


def from_attributes(attributes: Mapping[str, Any]) -> Item:
    """Return the plain values of *attributes*; sets become frozensets."""
    return {name: _from_attribute(value) for name, value in attributes.items()}


def _to_attribute(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, bytes):
        return {"B": value}
    if isinstance(value, (list, tuple)):
        return {"L": [_to_attribute(each) for each in value]}
    if isinstance(value, (set, frozenset)):
        return {"SS": sorted(value)}
    if isinstance(value, Mapping):
        return {"M": to_attributes(value)}
    raise TypeError(f"no attribute holds a {type(value).__name__}")


def _from_attribute(attribute: Mapping[str, Any]) -> Any:
    kind, value = next(iter(attribute.items()))
    if kind == "N":
        return int(value)
    if kind == "L":
        return [_from_attribute(each) for each in value]
    if kind == "M":
        return from_attributes(value)
    if kind == "SS":
        return frozenset(value)
    return value


def stored_size(item: Mapping[str, Any]) -> int:
    """Return the approximate size of *item* in DynamoDB, in bytes. Lists and maps take some more."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items() if value is not None)


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, Mapping):
        return 3 + stored_size(value)
    if isinstance(value, (list, tuple)):
        return 3 + sum(1 + _size(each) for each in value)
    if isinstance(value, (set, frozenset)):
        return sum(_size(each) for each in value)
    return len(str(value)) // 2 + 2
