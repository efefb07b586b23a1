"""DynamoDB's expressions, by the rules of its developer guide."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.expressions import compile_condition, holds, update

ITEM: dict[str, Any] = {
    "pk": {"S": "a"},
    "count": {"N": "10"},
    "tags": {"SS": ["x", "y"]},
    "list": {"L": [{"S": "x"}]},
    "data": {"B": b"abc"},
}
NAMES = {"#count": "count", "#none": "missing"}
VALUES = {
    ":nine": {"N": "9"},
    ":ten": {"N": "10.0"},
    ":x": {"S": "x"},
    ":a": {"S": "a"},
    ":ab": {"B": b"ab"},
    ":yx": {"SS": ["y", "x"]},
    ":S": {"S": "S"},
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("attribute_exists(pk)", True),
        ("attribute_not_exists(#none)", True),
        ("attribute_exists(#none) OR attribute_not_exists(pk)", False),
        ("#count = :ten", True),
        # As numbers: as text, 9 would be greater.
        ("#count > :nine", True),
        ("#count < :nine", False),
        # Values of two types are neither equal nor in an order.
        ("#count >= :a", False),
        ("#none = :a", False),
        ("#none <> :a", True),
        ("pk <> :a", False),
        ("tags = :yx", True),
        ("NOT pk = :a", False),
        ("pk = :x OR pk = :a AND #count = :nine", False),
        ("(pk = :x OR pk = :a) AND #count = :ten", True),
        ("pk IN (:x, :a)", True),
        ("#count BETWEEN :nine AND :ten", True),
        ("contains(tags, :x)", True),
        ("contains(list, :x)", True),
        ("contains(pk, :x)", False),
        ("begins_with(data, :ab)", True),
        ("begins_with(#none, :a)", False),
        ("size(data) < :nine", True),
        ("attribute_type(pk, :S)", True),
    ],
)
def test_conditions_are_evaluated(expression: str, expected: bool) -> None:
    assert holds(expression, ITEM, NAMES, VALUES) is expected


def test_a_missing_condition_is_true_and_a_missing_item_has_no_attributes() -> None:
    assert holds(None, None, None, None)
    assert holds("attribute_not_exists(pk)", None, None, None)
    assert not holds("pk = :a", None, None, VALUES)


@pytest.mark.parametrize("expression", ["pk =", "= :a", "pk = :a :a", "pk ? :a", "a.b = :a", "(pk = :a", "pk like :a"])
def test_invalid_conditions_are_rejected(expression: str) -> None:
    with pytest.raises(ClientError, match="cannot read the expression"):
        compile_condition(expression)


@pytest.mark.parametrize("expression", ["#other = :a", "pk = :other"])
def test_missing_names_and_values_are_rejected(expression: str) -> None:
    with pytest.raises(ClientError, match="undefined"):
        holds(expression, ITEM, NAMES, VALUES)


@pytest.mark.parametrize(
    ("expression", "changed"),
    [
        ("SET pk = :x", {"pk": {"S": "x"}}),
        ("SET #none = pk, pk = :x", {"missing": {"S": "a"}, "pk": {"S": "x"}}),
        ("SET #count = #count + :nine", {"count": {"N": "19"}}),
        ("SET #count = #count - :nine", {"count": {"N": "1"}}),
        ("SET #none = if_not_exists(#none, :x)", {"missing": {"S": "x"}}),
        ("SET pk = if_not_exists(pk, :x)", {"pk": {"S": "a"}}),
        ("REMOVE tags, pk SET #count = :nine", {"tags": None, "pk": None, "count": {"N": "9"}}),
        ("ADD #count :nine", {"count": {"N": "19"}}),
        ("ADD #none :nine", {"missing": {"N": "9"}}),
        ("ADD tags :set", {"tags": {"SS": ["x", "y", "z"]}}),
        ("DELETE tags :yx", {"tags": None}),
    ],
)
def test_an_update_changes_only_the_named_attributes(expression: str, changed: dict[str, Any]) -> None:
    after = update(ITEM, expression, NAMES, VALUES | {":set": {"SS": ["y", "z"]}})
    assert after == {name: value for name, value in {**ITEM, **changed}.items() if value is not None}


def test_an_update_does_not_change_the_given_item() -> None:
    before = {name: dict(value) for name, value in ITEM.items()}
    update(ITEM, "SET pk = :x REMOVE tags", NAMES, VALUES)
    assert before == ITEM


@pytest.mark.parametrize("expression", ["PUT pk = :x", "SET pk", "SET pk = #none"])
def test_impossible_updates_are_rejected(expression: str) -> None:
    with pytest.raises(ClientError):
        update(ITEM, expression, NAMES, VALUES)
