"""How often a finding is right, by field, rule and agreement: a table measured on labelled pages.

``confidence.json`` is written by ``python -m tests.quality.fields.calibrate``; nothing writes it at run time.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

#: For a rule that the labelled pages never showed: no better than a guess.
UNMEASURED = 0.5


@cache
def _table() -> dict[str, float]:
    path = Path(__file__).with_name("confidence.json")
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return table


def confidence(field: str, rule: str, agreeing: int = 0) -> float:
    """Return the share of right answers among findings of *field* by *rule* with *agreeing* further witnesses."""
    return look_up(_table(), field, rule, band(agreeing))


def band(agreeing: int) -> int:
    """Return the row of the table for so many further witnesses: more than two were too seldom to tell apart."""
    return max(0, min(agreeing, 2))


def look_up(table: dict[str, float], field: str, rule: str, agreeing: int) -> float:
    """Return the confidence that *table* has, of the rule's or the field's findings where the row is missing."""
    for key in (f"{field}|{rule}|{agreeing}", f"{field}|{rule}", field):
        if key in table:
            return table[key]
    return UNMEASURED
