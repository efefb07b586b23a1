"""Cursors are read back unchanged, and only for the query that they were made for."""

from __future__ import annotations

import pytest

from clippings.errors import InvalidRequest
from clippings.storage.cursors import Cursors

cursors = Cursors(lambda: "a secret of more than sixteen bytes")
POSITION = {"sk": "2026-03-02#00#abc"}


def test_a_cursor_survives_signing_and_reading():
    assert cursors.read(cursors.sign(POSITION, "/v1/articles?tag=a"), "/v1/articles?tag=a") == POSITION


@pytest.mark.parametrize(
    "change", [lambda c: c[:-2], lambda c: "A" + c[1:], lambda c: c + "AAAA", lambda c: c[:0], lambda c: "é" * len(c)]
)
def test_an_altered_cursor_is_rejected(change):
    signed = cursors.sign(POSITION, "list")
    with pytest.raises(InvalidRequest) as refused:
        cursors.read(change("B" + signed[1:] if signed[0] == "A" else signed), "list")
    assert refused.value.parameter == "cursor"


def test_a_cursor_of_other_filters_or_another_secret_is_rejected():
    with pytest.raises(InvalidRequest):
        cursors.read(cursors.sign(POSITION, "one"), "two")
    with pytest.raises(InvalidRequest):
        cursors.read(Cursors(lambda: "another secret, long enough").sign(POSITION, "one"), "one")


def test_a_short_secret_is_rejected():
    with pytest.raises(ValueError, match="shorter"):
        Cursors(lambda: "fifteen letters").sign(POSITION, "list")
