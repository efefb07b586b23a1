"""The confidence of a finding: a table by field, rule and agreement, measured on labeled pages.

``confidence.json`` is written by ``python -m tests.quality.fields.calibrate``; nothing writes it at run time.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

#: The confidence of a rule that found nothing on the labeled pages.
UNMEASURED = 0.5


@cache
def _table() -> dict[str, float]:
    path = Path(__file__).with_name("confidence.json")
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return table


def confidence(field: str, rule: str, agreeing: int = 0) -> float:
    """Return the share of correct findings of *field* by *rule* where *agreeing* other places say the same."""
    return look_up(_table(), field, rule, band(agreeing))


def band(agreeing: int) -> int:
    """Return the row of the table for a count of agreeing places. More than two are too rare for rows of their own."""
    return max(0, min(agreeing, 2))


def look_up(table: dict[str, float], field: str, rule: str, agreeing: int) -> float:
    """Return the confidence in *table*: of the row, else of the rule, else of the field."""
    for key in (f"{field}|{rule}|{agreeing}", f"{field}|{rule}", field):
        if key in table:
            return table[key]
    return UNMEASURED
