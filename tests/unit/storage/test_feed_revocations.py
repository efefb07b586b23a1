"""Open feeds that were revoked, and those that were not."""

from __future__ import annotations

from tests.unit.storage.conftest import NOW

from clippings.storage import Wiring


def test_a_feed_that_nobody_revoked_is_good_without_being_written_down(store: Wiring) -> None:
    assert not store.feeds.is_revoked("aBcD-_12")


def test_a_revoked_feed_stays_revoked_and_no_other_goes_with_it(store: Wiring) -> None:
    store.feeds.revoke("aBcD", NOW)
    assert store.feeds.is_revoked("aBcD")
    assert not store.feeds.is_revoked("abcd")


def test_revoking_twice_is_no_error_and_changes_nothing_that_a_reader_sees(store: Wiring) -> None:
    store.feeds.revoke("aBcD", NOW)
    store.feeds.revoke("aBcD", NOW)
    assert store.feeds.is_revoked("aBcD")
