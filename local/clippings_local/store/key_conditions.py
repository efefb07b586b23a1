"""Reads the conditions on the two keys in a key condition expression, for the search in the index."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clippings_local.store.client_errors import client_error

_COMPARED = re.compile(r"([#\w]+)\s*(<=|>=|=|<|>)\s*(:\w+)")
_BETWEEN = re.compile(r"([#\w]+)\s+BETWEEN\s+(:\w+)\s+AND\s+(:\w+)", re.IGNORECASE)
_BEGINS = re.compile(r"begins_with\s*\(\s*([#\w]+)\s*,\s*(:\w+)\s*\)")


def partition_of(name: str, expression: str, names: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """Return the partition key in *expression*; *name* is the name of the key attribute.

    Raises:
        ClientError: A ValidationException; the expression has none.
    """
    for given, operator, value in _COMPARED.findall(expression):
        if names.get(given, given) == name and operator == "=":
            return _string(values, value)
    raise client_error("ValidationException", f"Query condition missed key schema element: {name}")


def bounds_of(name: str, expression: str, names: Mapping[str, str], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the conditions on the sort key *name* in *expression*: comparison operators with their bounds."""
    bounds = [
        (operator, _string(values, value))
        for given, operator, value in _COMPARED.findall(expression)
        if names.get(given, given) == name
    ]
    for given, low, high in _BETWEEN.findall(expression):
        if names.get(given, given) == name:
            bounds += [(">=", _string(values, low)), ("<=", _string(values, high))]
    for given, start in _BEGINS.findall(expression):
        if names.get(given, given) == name:
            prefix = _string(values, start)
            bounds += [(">=", prefix), ("<=", prefix + "\U0010ffff")]
    return bounds


def _string(values: Mapping[str, Any], name: str) -> str:
    try:
        found: str = values[name]["S"]
    except KeyError as missing:
        raise client_error("ValidationException", f"the key condition's {name} is not a string") from missing
    return found
