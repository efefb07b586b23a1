"""Sketches that near-copies share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clippings.enrichment.fingerprint import (
    BANDS,
    BINS,
    MIN_SHINGLES,
    bands,
    find_fingerprint,
    read_fingerprint,
    sketch,
)
from clippings.records import Block

MakeBlocks = Callable[..., tuple[Block, ...]]
TEXT = [" ".join(f"word{number * 40 + place}" for place in range(40)) for number in range(6)]
CHINESE = "港口隧道经过十一年的施工和多次延误将于星期一由市长宣布开通这是该市历史上最大的工程项目耗资三十亿元"


def shared_bands(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return len(set(bands(one)) & set(bands(other)))


def test_equal_texts_have_equal_fingerprints(make_blocks: MakeBlocks) -> None:
    assert find_fingerprint(make_blocks(*TEXT)) == find_fingerprint(reversed(make_blocks(*TEXT)))


def test_fingerprints_are_stable(make_blocks: MakeBlocks) -> None:
    """Filed fingerprints are compared with new ones: the hash may not depend on the process or the version."""
    assert find_fingerprint(make_blocks(*TEXT))[0] == f"1:{6 * 38}"
    assert find_fingerprint(make_blocks(*TEXT)) == find_fingerprint(make_blocks(*TEXT))


def test_a_shortened_text_shares_a_band(make_blocks: MakeBlocks) -> None:
    whole, cut = find_fingerprint(make_blocks(*TEXT)), find_fingerprint(make_blocks(*TEXT[:4]))
    assert shared_bands(whole, cut) > 0


def test_different_texts_share_no_band(make_blocks: MakeBlocks) -> None:
    other = [text.replace("word", "other") for text in TEXT]
    assert shared_bands(find_fingerprint(make_blocks(*TEXT)), find_fingerprint(make_blocks(*other))) == 0


def test_case_typography_and_headings_do_not_change_the_fingerprint(make_blocks: MakeBlocks) -> None:
    shouted = [text.upper().replace(" ", "\u00a0 ") for text in TEXT]
    heading = make_blocks("Another heading", role="heading")
    assert find_fingerprint((*heading, *make_blocks(*shouted))) == find_fingerprint(make_blocks(*TEXT))


def test_a_script_without_spaces_is_compared_by_its_characters() -> None:
    whole, cut = sketch([CHINESE]), sketch([CHINESE[: len(CHINESE) * 4 // 5]])
    assert whole is not None
    assert cut is not None
    assert sum(a == b for a, b in zip(whole.minima, cut.minima, strict=True)) > BINS / 2


@pytest.mark.parametrize("texts", [[], [""], ["too short to compare"], ["same words"] * 100])
def test_a_text_too_short_to_compare_has_no_fingerprint(texts: list[str], make_blocks: MakeBlocks) -> None:
    assert find_fingerprint(make_blocks(*texts)) == ()
    assert bands(()) == ()


def test_a_text_just_long_enough_fills_every_bin() -> None:
    found = sketch([" ".join(f"w{n}" for n in range(MIN_SHINGLES + 2))])
    assert found is not None
    assert found.size == MIN_SHINGLES
    assert len(found.minima) == BINS


def test_each_band_has_one_value(make_blocks: MakeBlocks) -> None:
    values = bands(find_fingerprint(make_blocks(*TEXT)))
    assert [number for number, _ in values] == list(range(BANDS))
    assert all(value.isalnum() and len(value) < 20 for _, value in values)


@pytest.mark.parametrize("broken", [("1:x", "y"), ("2:10", "y"), ("a",), ("1:5", "%%%"), ("1:5", ""), ("", "", "")])
def test_invalid_fingerprints_are_read_as_none(broken: tuple[str, ...]) -> None:
    assert read_fingerprint(broken) is None
    assert bands(broken) == ()
