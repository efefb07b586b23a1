"""How often a finding is right, by field, rule and agreement: a table measured on labelled pages.

``confidence.json`` is written by ``python -m tests.quality.calibrate``; nothing writes it at run time.
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
    table = _table()
    for key in (f"{field}|{rule}|{min(agreeing, 2)}", f"{field}|{rule}", field):
        if key in table:
            return table[key]
    return UNMEASURED
