"""Comparisons and functions of DynamoDB's expressions over typed attribute values, such as ``{"S": "text"}``.

A value is None where the item does not have the attribute.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: bool(left == right),
    "<": lambda left, right: bool(left < right),
    ">": lambda left, right: bool(left > right),
    "<=": lambda left, right: bool(left <= right),
    ">=": lambda left, right: bool(left >= right),
}


def _comparable(attribute: Any) -> tuple[str, Any]:
    ((kind, value),) = attribute.items()
    if kind == "N":
        return kind, Decimal(value)
    return kind, sorted(value) if kind in ("SS", "NS", "BS") else value


def compare(operator: str, left: Any, right: Any) -> bool:
    """Return whether *left* and *right* compare as *operator* says; a missing value is unequal to all."""
    if operator == "<>":
        return left is None or right is None or _comparable(left) != _comparable(right)
    if left is None or right is None:
        return False
    (kind, one), (other_kind, other) = _comparable(left), _comparable(right)
    return kind == other_kind and COMPARISONS[operator](one, other)


def _contains(whole: Any, part: Any) -> bool:
    if whole is None or part is None:
        return False
    ((kind, members),) = whole.items()
    ((part_kind, value),) = part.items()
    if kind == "L":
        return part in members
    if kind == part_kind:
        return kind in ("S", "B") and value in members
    return kind == f"{part_kind}S" and value in members


def _begins_with(whole: Any, start: Any) -> bool:
    if whole is None or start is None:
        return False
    ((kind, value),) = whole.items()
    ((start_kind, beginning),) = start.items()
    return kind == start_kind and kind in ("S", "B") and value.startswith(beginning)


def size_of(attribute: Any) -> Any:
    """Return the size of a value as a number attribute: bytes of a string, members of a set, list or map."""
    if attribute is None:
        return None
    ((kind, value),) = attribute.items()
    return {"N": str(len(value.encode()) if kind == "S" else len(value))}


def _has_type(attribute: Any, kind: Any) -> bool:
    return attribute is not None and kind is not None and next(iter(attribute)) == kind["S"]


#: Functions of two operands.
FUNCTIONS: dict[str, Callable[[Any, Any], bool]] = {
    "contains": _contains,
    "begins_with": _begins_with,
    "attribute_type": _has_type,
}
