"""Followers of the changes read what slow writers store, however long a call of theirs takes, and read it once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.integration.storage.conftest import NOW, Story
from tests.support.faults import Faults
from tests.support.memory_dynamodb import MemoryTable
from tests.support.memory_s3 import MemoryBuckets
from tests.support.remembered import pure_functions_remembered

from clippings.settings import Settings
from clippings.storage import Wiring, change_announcements

#: Seconds that a call is held up: less than followers wait, a little more, and the whole limit of a function.
DELAYS = (8, 11, 88)
#: Seconds after which everything that was announced is settled.
SETTLED = 300


@dataclass
class SlowAccount:
    """A table in memory, the time, a writer whose call number *at* is held up, and a follower that reads meanwhile."""

    at: int
    seconds: int
    after: bool
    now: datetime = NOW
    table: MemoryTable = field(default_factory=MemoryTable)
    calls: int = 0
    read: list[tuple[str, str, Any]] = field(default_factory=list)
    position: Any = None
    takedowns: list[str] = field(default_factory=list)
    stories: Iterator[int] = field(default_factory=lambda: iter(range(100, 10_000)))

    def wiring(self, faults: Any = None) -> Wiring:
        clients = {
            "dynamodb": self.table.client(faults),
            "s3": MemoryBuckets("inbox", "parsed").client(),
        }
        made = Wiring(Settings("inbox", "parsed", "articles"), lambda service, _: clients[service])
        made.table.pause = lambda _: None
        return made

    def around(self, _operation: str, call: Callable[[], Any]) -> Any:
        """Make a call of the writer; the one that is held up takes its time before it arrives, or to be answered."""
        self.calls += 1
        if self.calls != self.at:
            return call()
        if not self.after:
            self.wait(self.seconds)
        answer = call()
        if self.after:
            self.wait(self.seconds)
        return answer

    def wait(self, seconds: int) -> None:
        """Let time pass: others store articles or take them down, and the follower reads on."""
        self.take_down()
        for second in range(seconds):
            self.now += timedelta(seconds=1)
            if second % 11 == 0:
                Story(next(self.stories)).file(self.wiring(), 0, now=self.now)
            self.follow()

    def take_down(self) -> None:
        while self.takedowns:
            self.wiring().withdrawals.withdraw(self.takedowns.pop(), "by request", self.now)

    def follow(self) -> None:
        rows = self.wiring().changes.page(self.position, limit=3, now=self.now)
        self.read += [(item["id"], item["change"], item["title"]) for item in rows.items]
        self.position = rows.position

    def catch_up(self) -> None:
        self.now += timedelta(seconds=SETTLED)
        for _ in range(100):
            self.follow()


@contextmanager
def timed(account: SlowAccount, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have clocks that run show the account's time."""
    clock = SimpleNamespace(monotonic=lambda: (account.now - NOW).total_seconds())
    with monkeypatch.context() as patched, pure_functions_remembered():
        patched.setattr(change_announcements, "time", clock)
        yield


def every_delay(seconds: int) -> Iterator[SlowAccount]:
    """Yield an account for each call of its writer, held up before it arrives and before it is answered."""
    for after in (False, True):
        at = 1
        while True:
            account = SlowAccount(at, seconds, after)
            yield account
            if account.calls < at:
                break
            at += 1
        assert at > 5


@pytest.mark.parametrize("seconds", DELAYS)
def test_followers_read_the_change_of_a_delayed_writer_once(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in every_delay(seconds):
        with timed(account, monkeypatch):
            account.wait(12)
            filed = Story(1).file(account.wiring(account), 0, now=account.now)
            account.catch_up()
        told = [change for article_id, change, _ in account.read if article_id == filed.article_id]
        assert told == ["stored"], (account.at, account.after)
        assert len({article_id for article_id, _, _ in account.read}) == len(account.read)


@pytest.mark.parametrize("seconds", DELAYS)
def test_followers_read_a_delayed_takedown_last(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in every_delay(seconds):
        with timed(account, monkeypatch):
            article_id = Story(1).file(account.wiring(Faults()), 0, now=account.now).article_id
            account.wait(12)
            account.wiring(account).withdrawals.withdraw(article_id, "by request", account.now)
            account.catch_up()
        told = [(change, title) for name, change, title in account.read if name == article_id]
        assert told[-1] == ("withdrawn", None), (account.at, account.after)
        assert told[:-1] in ([], [("stored", "The bridge opens")])


@pytest.mark.parametrize("seconds", DELAYS)
def test_followers_read_edits_in_the_order_of_storing(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in every_delay(seconds):
        with timed(account, monkeypatch):
            Story(1).file(account.wiring(), 0, now=account.now)
            account.wait(12)
            filed = Story(1).file(account.wiring(account), 2, "The last text.", now=account.now)
            account.catch_up()
        told = [change for name, change, _ in account.read if name == filed.article_id]
        assert told == ["stored", "revised"], (account.at, account.after)


@pytest.mark.parametrize("seconds", DELAYS)
def test_followers_read_a_takedown_after_a_delayed_edit(seconds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the writer announced or stored before is never read after the takedown, and none of it is left."""
    for account in every_delay(seconds):
        with timed(account, monkeypatch):
            article_id = Story(1).file(account.wiring(), 0, now=account.now).article_id
            account.wait(12)
            account.takedowns.append(article_id)
            Story(1).file(account.wiring(account), 2, "The last text.", now=account.now)
            account.take_down()
            account.catch_up()
        told = [(change, title) for name, change, title in account.read if name == article_id]
        assert told[-1] == ("withdrawn", None), (account.at, account.after)
        left = sorted(
            key for key in account.table.items if article_id in str(key) and key[0][:4] not in ("URL#", "WITH")
        )
        assert [pk.partition("#")[0] for pk, _ in left] == ["ARTICLE", "CHANGES"], left
