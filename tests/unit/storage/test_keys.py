"""The records of API keys in the table, and how they follow API Gateway."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.storage.conftest import NOW, Clients

from clippings.storage import Wiring
from clippings.storage.keys import ApiKey, Keys, PlanKey, fingerprint

READING = PlanKey("k1", fingerprint("value of one"), frozenset({"read"}))
WRITING = PlanKey("k2", fingerprint("value of two"), frozenset({"read", "upload", "feeds"}))


class Gateway:
    """Stands for the keys function: each refresh records *current*."""

    def __init__(self, store: Wiring, *current: PlanKey) -> None:
        self.current = list(current)
        self.asked = 0
        self.keys = Keys(store.table, self.refresh)

    def refresh(self) -> None:
        self.asked += 1
        self.keys.synchronize(self.current, NOW)


def test_a_key_without_a_record_is_looked_up_in_api_gateway_once(store: Wiring) -> None:
    gateway = Gateway(store, READING)
    for _ in range(3):
        assert gateway.keys.find("value of one") == ApiKey("k1", frozenset({"read"}))
    assert gateway.asked == 1


def test_a_key_without_a_usage_plan_is_not_found(store: Wiring) -> None:
    assert Gateway(store, READING).keys.find("value of nothing") is None


def test_no_record_contains_the_value_of_a_key(store: Wiring, clients: Clients) -> None:
    store.keys.synchronize([READING], NOW)
    rows = clients["dynamodb"].scan(TableName="articles")["Items"]
    assert len(rows) == 2
    assert "value of one" not in str(rows)


def test_a_key_removed_from_its_plan_has_no_rights(store: Wiring) -> None:
    store.keys.synchronize([READING, WRITING], NOW)
    assert store.keys.synchronize([READING], NOW + timedelta(minutes=5)) == 1
    ended = ApiKey("k2", frozenset(), NOW + timedelta(minutes=5))
    assert (store.keys.get("k2"), store.keys.find("value of two")) == (ended, ended)
    assert store.keys.get("k1") == ApiKey("k1", frozenset({"read"}))


def test_a_re_enabled_key_regains_its_rights(store: Wiring) -> None:
    for keys in ([READING], [], [READING]):
        store.keys.synchronize(keys, NOW)
    assert store.keys.get("k1") == ApiKey("k1", frozenset({"read"}))


def test_a_key_moved_to_another_plan_has_the_rights_of_that_plan(store: Wiring) -> None:
    store.keys.synchronize([READING], NOW)
    store.keys.synchronize([PlanKey("k1", READING.fingerprint, WRITING.rights)], NOW)
    assert store.keys.find("value of one") == ApiKey("k1", WRITING.rights)


def test_a_revoked_key_stays_revoked_although_api_gateway_enables_it(store: Wiring) -> None:
    store.keys.synchronize([WRITING], NOW)
    assert store.keys.revoke("k2", NOW)
    store.keys.synchronize([WRITING], NOW + timedelta(hours=1))
    assert store.keys.find("value of two") == ApiKey("k2", frozenset(), NOW)


def test_revoking_twice_keeps_the_first_time(store: Wiring) -> None:
    store.keys.synchronize([WRITING], NOW)
    store.keys.revoke("k2", NOW)
    store.keys.revoke("k2", NOW + timedelta(days=1))
    assert store.keys.get("k2") == ApiKey("k2", frozenset(), NOW)


def test_an_unknown_key_cannot_be_revoked(store: Wiring) -> None:
    assert not store.keys.revoke("k9", NOW)
    assert store.keys.get("k9") is None


@pytest.mark.parametrize("times", [1, 2])
def test_unchanged_records_are_not_written_again(store: Wiring, times: int) -> None:
    store.keys.synchronize([READING, WRITING], NOW)
    for _ in range(times):
        assert store.keys.synchronize([READING, WRITING], NOW) == 0
