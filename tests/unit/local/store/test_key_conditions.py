"""What a key condition asks of partition and sort key."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from clippings_local.store.key_conditions import bounds_of, partition_of

VALUES = {":p": {"S": "a"}, ":l": {"S": "b"}, ":h": {"S": "d"}}


def test_the_partition_is_read_from_the_equality() -> None:
    assert partition_of("pk", "sk > :l AND #p = :p", {"#p": "pk"}, VALUES) == "a"


@pytest.mark.parametrize("condition", ["sk = :l", "pk > :p", "pk = :number"])
def test_without_an_equal_string_there_is_no_partition(condition: str) -> None:
    with pytest.raises(ClientError):
        partition_of("pk", condition, {}, VALUES | {":number": {"N": "1"}})


@pytest.mark.parametrize(
    ("condition", "bounds"),
    [
        ("pk = :p", []),
        ("pk = :p AND sk BETWEEN :l AND :h", [(">=", "b"), ("<=", "d")]),
        ("pk = :p AND sk <= :h", [("<=", "d")]),
        ("pk = :p AND begins_with(sk, :l)", [(">=", "b"), ("<=", "b\U0010ffff")]),
    ],
)
def test_the_bounds_of_the_sort_key_are_read(condition: str, bounds: list[tuple[str, str]]) -> None:
    assert bounds_of("sk", condition, {}, VALUES) == bounds
