"""Plain values as DynamoDB's attributes, and back."""

from __future__ import annotations

import pytest

from clippings.storage.attributes import from_attributes, stored_size, to_attributes

ITEM = {
    "text": "東京",
    "empty": "",
    "number": -7,
    "flag": False,
    "bytes": b"\x00",
    "list": ["a", 1, {"b": []}],
    "set": frozenset({"x", "y"}),
    "map": {"in": {"deep": True}},
}


def test_values_survive_storing_and_reading() -> None:
    assert from_attributes(to_attributes(ITEM)) == ITEM


def test_empty_values_are_left_out() -> None:
    """DynamoDB has no empty set."""
    assert to_attributes({"none": None, "set": frozenset(), "zero": 0}) == {"zero": {"N": "0"}}


def test_booleans_are_not_numbers() -> None:
    assert to_attributes({"flag": True}) == {"flag": {"BOOL": True}}


@pytest.mark.parametrize("value", [1.5, object(), 1j])
def test_unsupported_values_are_rejected(value: object) -> None:
    with pytest.raises(TypeError):
        to_attributes({"value": value})


def test_sizes_are_counted_as_dynamodb_counts_names_and_values() -> None:
    """Its own example: an attribute "shirt-color" of "R" has 12 bytes."""
    assert stored_size({"shirt-color": "R"}) == 12
