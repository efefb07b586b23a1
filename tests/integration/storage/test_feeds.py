"""An open feed is good until it is revoked, and then never again."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def test_a_feed_is_good_until_it_is_revoked_and_no_other_with_it(store):
    assert not store.feeds.is_revoked("first")

    store.feeds.revoke("first", NOW)

    assert store.feeds.is_revoked("first")
    assert not store.feeds.is_revoked("second")


def test_revoking_it_again_is_no_mistake(store):
    store.feeds.revoke("third", NOW)
    store.feeds.revoke("third", NOW)

    assert store.feeds.is_revoked("third")
