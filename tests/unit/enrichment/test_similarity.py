"""How similar two texts are, which contains the other, and which was first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from clippings.enrichment.fingerprint import find_fingerprint
from clippings.enrichment.similarity import Copy, compare, likely_original
from clippings.records import Block

MakeBlocks = Callable[..., tuple[Block, ...]]
TEXT = [" ".join(f"word{number * 40 + place}" for place in range(40)) for number in range(12)]
OTHER = [text.replace("word", "other") for text in TEXT]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def printed(make_blocks: MakeBlocks) -> Callable[[list[str]], tuple[str, ...]]:
    return lambda texts: find_fingerprint(make_blocks(*texts))


Printed = Callable[[list[str]], tuple[str, ...]]


def test_equal_texts_are_identical(printed: Printed) -> None:
    likeness = compare(printed(TEXT), printed(TEXT))
    assert likeness is not None
    assert (likeness.similarity, likeness.relation, likeness.near) == (1.0, "same", True)


def test_a_shortened_copy_is_contained_in_the_whole(printed: Printed) -> None:
    whole, cut = printed(TEXT), printed(TEXT[:8])
    forth, back = compare(whole, cut), compare(cut, whole)
    assert forth is not None
    assert back is not None
    assert (forth.relation, back.relation) == ("contains", "contained")
    assert forth.near
    assert forth.holds == pytest.approx(1, abs=0.15)
    assert forth.held == pytest.approx(2 / 3, abs=0.12)


def test_texts_with_a_common_half_overlap(printed: Printed) -> None:
    likeness = compare(printed(TEXT), printed(TEXT[:7] + OTHER[:5]))
    assert likeness is not None
    assert (likeness.relation, likeness.near) == ("overlaps", True)


def test_a_shared_notice_does_not_make_a_copy(printed: Printed) -> None:
    likeness = compare(printed(TEXT), printed([*OTHER, TEXT[0]]))
    assert likeness is not None
    assert not likeness.near


def test_a_text_too_short_cannot_be_compared(printed: Printed) -> None:
    assert compare(printed(TEXT), ()) is None
    assert compare((), ()) is None


def a_copy(name: str, hours: float = 0, publisher: str | None = None, named: tuple[str, ...] = ()) -> Copy:
    return Copy(name, (), NOON + timedelta(hours=hours), publisher, named)


def test_the_earlier_one_is_the_likely_original() -> None:
    assert likely_original(a_copy("a"), a_copy("b", 5)) == "a"
    assert likely_original(a_copy("a", 5), a_copy("b")) == "b"


def test_within_an_hour_the_original_is_unknown() -> None:
    assert likely_original(a_copy("a"), a_copy("b", 0.5)) is None


def test_a_text_that_credits_another_is_the_copy() -> None:
    agency, paper = (
        a_copy("agency", 9, "Harbour News Agency"),
        a_copy("paper", 0, "The Paper", ("harbour news agency",)),
    )
    assert likely_original(agency, paper) == "agency"
    assert likely_original(paper, agency) == "agency"


def test_copies_with_the_same_agency_are_ordered_by_time() -> None:
    agency = ("Agency",)
    assert likely_original(a_copy("a", 3, "One", agency), a_copy("b", 0, "Two", agency)) == "b"
