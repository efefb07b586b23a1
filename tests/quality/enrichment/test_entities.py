"""Entities against names marked by hand.

``names_by_hand.json`` marks the people, organizations and places in the beginnings (750 to 1,100 characters) of 60
articles, 36 of fundus in ten languages and 24 of aeds, by one person who had not seen the program's output; each name
with the spellings that count. The even ones were read while the rules were written, the odd ones were not.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clippings.enrichment.entities import Found, find_with_rules
from clippings.languages.detection import detect_language
from clippings.records import Block

pytestmark = pytest.mark.quality

MARKED: list[dict[str, Any]] = json.loads((Path(__file__).parent / "names_by_hand.json").read_text("utf-8"))
KINDS = ("person", "organisation", "place")


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", "".join(char for char in decomposed if not unicodedata.combining(char))))


def beginning(texts: list[str]) -> list[str]:
    """Return the excerpt that was marked: whole paragraphs until 750 characters, at most 1,100."""
    taken: list[str] = []
    for text in texts:
        taken.append(text)
        if sum(map(len, taken)) > 750:
            break
    excerpt = "\n".join(taken)[:1100]
    return (excerpt[: excerpt.rfind(" ")] if len(excerpt) == 1100 else excerpt).split("\n")


@pytest.fixture(scope="module")
def marked(
    truths: Callable[[str], list[dict[str, Any]]],
    split: Callable[[str], list[str]],
    to_blocks: Callable[[list[str]], tuple[Block, ...]],
) -> list[tuple[dict[str, Any], list[Found]]]:
    pages = {(name, page["id"]): page["text"] for name in ("fundus", "aeds") for page in truths(name) if "text" in page}
    rows = []
    for truth in MARKED:
        text = pages[truth["set"], truth["id"]]
        rows.append((truth, find_with_rules(to_blocks(beginning(split(text))), detect_language(text))))
    return rows


def tally(rows: list[tuple[dict[str, Any], list[Found]]]) -> dict[str, tuple[int, int, int, int]]:
    """Return by kind: right ones, wrong ones, marked names found, marked names."""
    right, wrong, met, all_ = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for truth, found in rows:
        for kind in KINDS:
            spellings = [{plain(spelling) for spelling in name} for name in truth[kind]]
            names = [plain(each.name) for each in found if each.kind == kind]
            hits = [any(name in each for each in spellings) for name in names]
            right[kind] += sum(hits)
            wrong[kind] += len(hits) - sum(hits)
            met[kind] += sum(bool(each & set(names)) for each in spellings)
            all_[kind] += len(spellings)
    return {kind: (right[kind], wrong[kind], met[kind], all_[kind]) for kind in KINDS}


@pytest.mark.parametrize("part", ["unseen", "all"])
def test_seven_in_ten_names_of_each_kind_are_right(
    part: str, marked: list[tuple[dict[str, Any], list[Found]]], show: Callable[[str], None]
) -> None:
    for kind, (right, wrong, met, names) in tally(marked[1::2] if part == "unseen" else marked).items():
        precision = right / (right + wrong)
        counts = f"{right} of {right + wrong}"
        show(f"entities, {part}, {kind}: precision {precision:.3f} ({counts}), recall {met / names:.3f}")
        assert precision >= 0.7
