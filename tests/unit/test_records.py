"""The records that are passed between packages: their texts, and that they cannot be changed."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from clippings import records
from clippings.records import TEXT_ROLES, Block, Capture, Cell, Inline, Role, plain_text

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def capture(at: datetime = NOON, key: str = "a.html", sequencer: str = "", version: str = "") -> Capture:
    return Capture("inbox", key, at, version=version, sequencer=sequencer)


@pytest.mark.parametrize(
    "record", [made for made in vars(records).values() if isinstance(made, type) and dataclasses.is_dataclass(made)]
)
def test_every_record_is_frozen_and_has_no_other_attributes(record: type) -> None:
    assert record.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(record)


def test_the_text_of_a_block_joins_its_runs_without_marks() -> None:
    content = (Inline("The "), Inline("quay", ("strong",), "https://a.example/"), Inline(" is open."))
    assert plain_text(content) == "The quay is open."
    assert Block("b", "paragraph", content).text == "The quay is open."


def test_the_text_of_a_table_has_lines_of_tab_separated_cells() -> None:
    rows = tuple(tuple(Cell((Inline(text),)) for text in row) for row in (("Year", "Cost"), ("2024", "3")))
    assert Block("b", "table", rows=rows).text == "Year\tCost\n2024\t3"


def test_text_roles_are_roles_of_blocks() -> None:
    assert set(get_args(Role)) >= TEXT_ROLES
    assert TEXT_ROLES.isdisjoint({"headline", "byline", "caption", "credit", "related", "comment", "promotion"})


def test_captures_are_ordered_by_time_before_key() -> None:
    assert capture(NOON, "z").order < capture(NOON + timedelta(microseconds=1), "a").order


def test_captures_of_one_moment_are_ordered_by_key_then_sequencer_then_version() -> None:
    ordered = [
        capture(key="a.html", sequencer="FF", version="9"),
        capture(key="a.html", sequencer="100", version="1"),
        capture(key="a.html", sequencer="100", version="2"),
        capture(key="b.html", sequencer="1"),
    ]
    mixed = [ordered[2], ordered[0], ordered[3], ordered[1]]
    assert sorted(mixed, key=lambda one: one.order) == ordered


def test_a_sequencer_is_a_number_of_varying_length() -> None:
    """S3: pad the shorter one on the left with zeros, then compare them as strings."""
    assert capture(sequencer="0055AED6DCD90281E5").order < capture(sequencer="10055AED6DCD90281E5").order
