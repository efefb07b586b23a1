"""Withdrawn texts are rejected wherever they appear, whole, in part or inside of a longer text; others are not."""

from __future__ import annotations

import pytest
from tests.unit.storage.conftest import prose, to_article

from clippings.enrichment.fingerprint import find_fingerprint
from clippings.storage import Wiring
from clippings.storage.withdrawn_texts import MARKER, WithdrawnTexts

TEXT = prose("one")
OTHER = prose("other")


def sketch(*paragraphs: str) -> tuple[str, ...]:
    return find_fingerprint(to_article(*paragraphs).blocks)


@pytest.fixture
def texts(store: Wiring) -> WithdrawnTexts:
    withdrawn = WithdrawnTexts(store.table)
    withdrawn.put("gone", sketch(*TEXT))
    return withdrawn


@pytest.mark.parametrize(
    "paragraphs",
    [TEXT, (*TEXT, *OTHER[:2]), TEXT[:8], (OTHER[0], *TEXT[1:])],
    ids=["the same", "with more around it", "a part of it", "with another beginning"],
)
def test_a_withdrawn_text_is_recognized(texts: WithdrawnTexts, paragraphs: tuple[str, ...]) -> None:
    assert texts.find(sketch(*paragraphs)) == "gone"


@pytest.mark.parametrize(
    "paragraphs",
    [OTHER, (*TEXT[:3], *OTHER[:9]), (*TEXT[:8], *OTHER[:4]), ("Short.",)],
    ids=["another", "another that shares a quarter", "one that shares two thirds", "too short for a sketch"],
)
def test_another_text_is_accepted(texts: WithdrawnTexts, paragraphs: tuple[str, ...]) -> None:
    assert texts.find(sketch(*paragraphs)) is None


def test_texts_that_share_a_band_are_distinguished(texts: WithdrawnTexts) -> None:
    """Two versions of one agency's text, taken down one after the other, lie in the same items."""
    texts.put("too", sketch(*TEXT, *OTHER[:1]))
    assert texts.find(sketch(*TEXT)) in {"gone", "too"}
    assert texts.find(sketch(*OTHER)) is None


def test_storing_a_text_twice_changes_nothing(texts: WithdrawnTexts, store: Wiring) -> None:
    before = store._dynamodb.scan(TableName="articles")["Items"]
    texts.put("gone", sketch(*TEXT))
    assert store._dynamodb.scan(TableName="articles")["Items"] == before


def test_a_text_too_short_for_a_sketch_is_not_stored(store: Wiring) -> None:
    texts = WithdrawnTexts(store.table)
    texts.put("gone", ())
    assert store.table.get(*MARKER) is None
    assert texts.find(()) is None


def test_the_marker_of_withdrawn_texts_is_written_after_the_texts(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filing asks for the mark first: it must not be there before what it stands for, nor be missing after."""
    order: list[str] = []
    write_one, put = store.table.write_one, store.table.put

    def note_text(write: object) -> None:
        order.append("text")
        write_one(write)  # type: ignore[arg-type]

    def note_mark(item: dict[str, object]) -> None:
        order.append("mark")
        put(item)

    monkeypatch.setattr(store.table, "write_one", note_text)
    monkeypatch.setattr(store.table, "put", note_mark)
    WithdrawnTexts(store.table).put("gone", sketch(*TEXT))
    assert order.index("mark") == len(order) - 1
