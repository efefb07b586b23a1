"""Entries of bundles."""

from __future__ import annotations

from clippings.bundles.entries import SKIP_MEANINGS, BundlePage, BundleSkip, SkipReason, next_offset


def test_each_reason_has_a_meaning() -> None:
    assert set(SKIP_MEANINGS) == set(SkipReason)


def test_reading_is_resumed_after_an_entry() -> None:
    assert next_offset(BundlePage(b"", offset=10, length=5)) == 15
    assert next_offset(BundleSkip(10, SkipReason.NOT_OK, length=5)) == 15
    assert next_offset(BundlePage(b"")) is None
