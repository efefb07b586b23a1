"""Open feeds: each belongs to the key that made it, and ends with it, at its own end, or when it is revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.storage.conftest import NOW

from clippings.storage import Wiring
from clippings.storage.keys import PlanKey, fingerprint

KEYS = [PlanKey(name, fingerprint(name), frozenset({"feeds"})) for name in ("anna", "ben")]


@pytest.fixture(autouse=True)
def keys(store: Wiring) -> None:
    store.keys.synchronize(KEYS, NOW)


def test_a_stored_feed_is_found(store: Wiring) -> None:
    made = store.feeds.make("anna", "atom", {"tag": "bridges"}, NOW, NOW + timedelta(days=2))
    assert made.id.startswith("anna.")
    assert store.feeds.find_open(made.id, NOW) == made


def test_the_feeds_of_a_key_are_listed_newest_first_in_pages(store: Wiring) -> None:
    made = [store.feeds.make("anna", "rss", {}, NOW + timedelta(seconds=n)) for n in range(3)]
    store.feeds.make("ben", "rss", {}, NOW)
    first = store.feeds.of_key("anna", limit=2)
    second = store.feeds.of_key("anna", limit=2, position=first.position)
    assert [*first.items, *second.items] == made[::-1]
    assert second.position is None


def test_a_feed_is_open_until_its_end(store: Wiring) -> None:
    made = store.feeds.make("anna", "json", {}, NOW, NOW + timedelta(hours=1))
    assert store.feeds.find_open(made.id, NOW + timedelta(minutes=59))
    assert store.feeds.find_open(made.id, NOW + timedelta(hours=1)) is None


def test_revoking_a_feed_closes_only_that_feed(store: Wiring) -> None:
    gone, other = (store.feeds.make("anna", "json", {}, NOW) for _ in range(2))
    assert store.feeds.revoke(gone.id, NOW)
    assert store.feeds.find_open(gone.id, NOW) is None
    assert store.feeds.find_open(other.id, NOW) == other


def test_revoking_twice_keeps_the_first_time(store: Wiring) -> None:
    made = store.feeds.make("anna", "json", {}, NOW)
    for days in (0, 1):
        store.feeds.revoke(made.id, NOW + timedelta(days=days))
    (listed,) = store.feeds.of_key("anna", limit=5).items
    assert listed.revoked_at == NOW


@pytest.mark.parametrize("name", ["anna.0123456789abcdef01234567", "nobody.0123456789abcdef01234567"])
def test_an_unknown_feed_is_neither_found_nor_revoked(store: Wiring, name: str) -> None:
    assert store.feeds.find_open(name, NOW) is None
    assert not store.feeds.revoke(name, NOW)


def test_a_feed_without_a_key_from_an_earlier_version_is_not_found(store: Wiring) -> None:
    assert store.feeds.find_open("aBcD-_1234xy", NOW) is None


def test_the_feeds_of_a_key_end_when_api_gateway_deletes_the_key(store: Wiring) -> None:
    made = store.feeds.make("anna", "json", {}, NOW)
    kept = store.feeds.make("ben", "json", {}, NOW)
    store.keys.synchronize(KEYS[1:], NOW)
    assert store.feeds.find_open(made.id, NOW) is None
    assert store.feeds.find_open(kept.id, NOW) == kept


def test_the_feeds_of_a_key_end_when_it_is_revoked(store: Wiring) -> None:
    made = store.feeds.make("anna", "json", {}, NOW)
    store.keys.revoke("anna", NOW)
    assert store.feeds.find_open(made.id, NOW) is None
