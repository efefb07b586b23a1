"""Typed attribute values are compared as DynamoDB compares them."""

from __future__ import annotations

from typing import Any

import pytest

from clippings_local.store.attribute_values import FUNCTIONS, compare, size_of


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("=", {"N": "1.0"}, {"N": "1"}, True),
        ("<", {"N": "9"}, {"N": "10"}, True),
        ("<", {"S": "9"}, {"S": "10"}, False),
        ("=", {"SS": ["b", "a"]}, {"SS": ["a", "b"]}, True),
        ("=", {"S": "1"}, {"N": "1"}, False),
        ("<>", {"S": "1"}, {"N": "1"}, True),
        ("=", None, {"S": "a"}, False),
        ("<>", None, {"S": "a"}, True),
    ],
)
def test_values_are_compared_by_type(operator: str, left: Any, right: Any, expected: bool) -> None:
    assert compare(operator, left, right) is expected


@pytest.mark.parametrize(
    ("function", "one", "other", "expected"),
    [
        ("contains", {"S": "harbour"}, {"S": "bour"}, True),
        ("contains", {"SS": ["a", "b"]}, {"S": "b"}, True),
        ("contains", {"L": [{"S": "a"}]}, {"S": "a"}, True),
        ("contains", None, {"S": "a"}, False),
        ("begins_with", {"S": "harbour"}, {"S": "har"}, True),
        ("begins_with", {"N": "12"}, {"N": "1"}, False),
        ("attribute_type", {"BOOL": True}, {"S": "BOOL"}, True),
        ("attribute_type", None, {"S": "S"}, False),
    ],
)
def test_functions_of_expressions_are_evaluated(function: str, one: Any, other: Any, expected: bool) -> None:
    assert FUNCTIONS[function](one, other) is expected


def test_the_size_of_a_missing_value_is_missing() -> None:
    assert size_of(None) is None
    assert size_of({"L": [{"S": "a"}, {"S": "b"}]}) == {"N": "2"}
