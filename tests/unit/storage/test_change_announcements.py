"""A change is announced before it is committed, so that a follower who reads in between does not miss it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.support.stored_records import to_record
from tests.unit.storage.conftest import NOW

from clippings.errors import Conflict
from clippings.storage import Wiring
from clippings.storage.change_announcements import (
    MAX_STAMP_AGE,
    MAX_WRITER_TIME,
    SETTLING_TIME,
    StaleAnnouncementError,
    commit_change,
    running_clock,
)
from clippings.storage.filing import change_item
from clippings.storage.table import Table, Write

SECOND = timedelta(seconds=1)
#: After this time a change is read.
SETTLED = SETTLING_TIME + SECOND
DAY = "CHANGES#2026-03-09"


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def change(name: str, stamp: datetime = NOW) -> Any:
    record = to_record(name, short={"title": f"About {name}", "url": "https://n.example/"})
    return change_item(record, "stored", stamp, 1)


def read(store: Wiring, now: datetime, position: Any = None) -> tuple[list[str], Any]:
    rows = store.changes.page(position, now=now)
    return [item["id"] for item in rows.items], rows.position


class Meanwhile(Table):
    """The store's table; *before* is called with the name of each call before it is made."""

    def __init__(self, store: Wiring, before: Callable[[str], None]) -> None:
        super().__init__(store.table._client, store.table.name)
        self.before = before

    def put(self, *given: Any, **named: Any) -> Any:
        self.before("put")
        answer = super().put(*given, **named)
        self.before("acknowledged")
        return answer

    def transact(self, writes: Any) -> None:
        self.before("transact")
        super().transact(writes)


@pytest.mark.parametrize("seconds", [11, 89])
def test_a_follower_reads_writers_that_commit_within_their_time_limit(store: Wiring, seconds: float) -> None:
    """It is held up right before it commits; other changes are stored and read in the meantime."""
    clock = Clock()
    seen: list[str] = []
    position: Any = None

    def follow(now: datetime) -> None:
        nonlocal position
        found, position = read(store, now, position)
        seen.extend(found)

    def hold(call: str) -> None:
        if call != "transact":
            return
        for step in range(1, 4):
            clock.now = NOW + seconds * SECOND * step / 3
            commit_change(store.table, [], change(f"quick-{step}", clock.now), clock)
            follow(clock.now)

    commit_change(Meanwhile(store, hold), [], change("slow"), clock)
    follow(clock.now + SETTLED)
    assert seen == ["slow", *(f"quick-{step}" for step in range(1, 4))]


def test_a_follower_skips_announcements_of_killed_writers_after_their_time_limit(
    store: Wiring,
) -> None:
    class Killed(BaseException):
        pass

    def kill(call: str) -> None:
        if call == "transact":
            raise Killed

    with pytest.raises(Killed):
        commit_change(Meanwhile(store, kill), [], change("killed"), Clock())
    commit_change(store.table, [], change("next", NOW + SECOND), Clock(NOW + SECOND))
    held, position = read(store, NOW + MAX_WRITER_TIME - SECOND)
    assert held == []
    assert read(store, NOW + MAX_WRITER_TIME + SECOND, position)[0] == ["next"]


def test_an_announcement_visible_too_late_is_replaced_by_a_later_one(
    store: Wiring,
) -> None:
    clock = Clock()

    def slow(call: str) -> None:
        if call == "put":
            clock.now += MAX_STAMP_AGE + SECOND

    with pytest.raises(StaleAnnouncementError) as late:
        commit_change(Meanwhile(store, slow), [], change("slow"), clock)
    assert list(store.table.query_all(DAY)) == []
    stamp = clock.now + late.value.ahead
    commit_change(Meanwhile(store, slow), [], change("slow", stamp), clock)
    assert read(store, stamp + SETTLED)[0] == ["slow"]


def test_a_writer_that_loses_deletes_its_announcement(store: Wiring) -> None:
    refused = Write(put={"pk": "a", "sk": "b"}, condition="attribute_exists(pk)")
    with pytest.raises(Conflict):
        commit_change(store.table, [refused], change("lost"), Clock())
    assert list(store.table.query_all(DAY)) == []


def test_a_second_change_with_the_same_stamp_is_a_conflict(store: Wiring) -> None:
    """Two writers choose the same stamp where both of their clocks are behind that of the last change."""
    commit_change(store.table, [], change("twice") | {"title": "The first"}, Clock())
    with pytest.raises(Conflict):
        commit_change(store.table, [], change("twice") | {"title": "The second"}, Clock())
    (row,) = store.table.query_all(DAY)
    assert row["title"] == "The first"


def test_the_announcement_of_another_writer_with_the_same_stamp_is_kept(store: Wiring) -> None:
    """The first writer has announced its change and not yet committed it."""
    tried: list[str] = []

    def meanwhile(call: str) -> None:
        if call == "transact":
            with pytest.raises(Conflict):
                commit_change(store.table, [], change("twice"), Clock())
            tried.extend(row["sk"] for row in store.table.query_all(DAY))

    commit_change(Meanwhile(store, meanwhile), [], change("twice"), Clock())
    assert len(tried) == 1
    assert read(store, NOW + SETTLED)[0] == ["twice"]


def test_an_announcement_resent_by_the_client_is_accepted(store: Wiring) -> None:
    """The answer to the first was lost, so that the client of AWS tried again by itself."""
    client = store.table._client()
    put = client.put_item

    class SendingTwice:
        def __getattr__(self, name: str) -> Any:
            return getattr(client, name)

        def put_item(self, **request: Any) -> Any:
            put(**request)
            return put(**request)

    sending: Any = SendingTwice()
    commit_change(Table(lambda: sending, store.table.name), [], change("once"), Clock())
    assert read(store, NOW + SETTLED)[0] == ["once"]


def test_a_change_whose_answer_was_lost_is_kept(store: Wiring) -> None:
    """The transaction was done, and the writer does not know."""

    class Lost(Meanwhile):
        def transact(self, writes: Any) -> None:
            super().transact(writes)
            raise TimeoutError

    with pytest.raises(TimeoutError):
        commit_change(Lost(store, lambda _: None), [], change("done"), Clock())
    assert read(store, NOW + SETTLED)[0] == ["done"]


def test_pages_of_any_size_skip_announcements_of_killed_writers(store: Wiring) -> None:
    for number in range(9):
        stamp = NOW + number * SECOND
        item = change(f"a{number:02}", stamp)
        if number % 3:
            store.table.put({"pk": item["pk"], "sk": item["sk"], "id": item["id"], "until": "2026-03-09T12:02:00Z"})
        else:
            commit_change(store.table, [], item, Clock(stamp))
    for limit in (1, 2, 3):
        found: list[str] = []
        position, caught_up = None, False
        while not caught_up:
            rows = store.changes.page(position, limit=limit, now=NOW + timedelta(hours=1))
            found += [item["id"] for item in rows.items]
            position, caught_up = rows.position, rows.caught_up
        assert found == ["a00", "a03", "a06"]


def test_a_running_clock_starts_at_the_given_moment_and_advances() -> None:
    clock = running_clock(NOW)
    first, second = clock(), clock()
    assert NOW <= first <= second < NOW + SECOND


def test_followers_wait_longer_than_an_announcement_is_fresh() -> None:
    assert MAX_STAMP_AGE < SETTLING_TIME
