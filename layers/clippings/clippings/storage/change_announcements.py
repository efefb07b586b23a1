"""Announces a change before it is committed, so that followers do not miss the change of a slow writer.

Followers read changes in the order of their stamps. If a writer stamps a change and is then delayed, followers may
already have read later changes when it commits. So the writer first writes the row of the change as pending, and the
transaction that commits the change replaces that row. A follower stops at a pending row until the writer has committed
or must have ended.

An announcement is valid only if DynamoDB acknowledged it while its stamp was recent. Otherwise a follower may have
passed its place before it was visible. A writer whose announcement came too late announces again with a later stamp.

Two writers of one article may choose the same stamp if their clocks are slow. So the row of a change never replaces
another one: the second writer has to choose another stamp.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from clippings.errors import Conflict
from clippings.storage.attributes import Item
from clippings.storage.captures import from_stamp, to_stamp
from clippings.storage.table import Table, Write

Clock = Callable[[], datetime]

#: Changes younger than this are not read. Announcements that are older are visible, or are made again.
SETTLING_TIME = timedelta(seconds=10)
#: Greatest age of a stamp with which an announcement is valid. It is smaller than SETTLING_TIME, so that clocks may
#: differ by some seconds.
MAX_STAMP_AGE = timedelta(seconds=7)
#: Longest time between an announcement and the end of its writer: the time limit of the slowest function that writes
#: articles, and half a minute for a request that is in progress when the function ends. A test compares it with the
#: template.
MAX_WRITER_TIME = timedelta(seconds=120)
#: Time after which a pending row is deleted. Followers ignore it long before.
PENDING_TIME = timedelta(days=1)


class StaleAnnouncementError(Conflict):
    """The announcement of a change came too late. *ahead* is how far in the future the next stamp should be."""

    def __init__(self, ahead: timedelta) -> None:
        super().__init__("the announcement of a change came too late")
        self.ahead = ahead


def running_clock(now: datetime) -> Clock:
    """Return a clock that starts at *now*."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def commit_change(table: Table, writes: Sequence[Write], change: Item, clock: Clock) -> None:
    """Perform *writes* and put *change* in one transaction, after announcing the change.

    Args:
        table: The table of the articles.
        writes: The writes that make the change.
        change: The item of the change; its sort key begins with its stamp.
        clock: Returns the current time.

    Raises:
        Conflict: Another writer was first, or has a change of the same article with the same stamp.
        StaleAnnouncementError: The announcement came too late; try again with a later stamp.
    """
    stamp = from_stamp(change["sk"].partition("#")[0])
    until = max(stamp, clock()) + MAX_WRITER_TIME
    writer = secrets.token_hex(8)
    pending = {"pk": change["pk"], "sk": change["sk"], "id": change["id"], "until": to_stamp(until), "writer": writer}
    table.put(
        pending | {"expires_at": int((until + PENDING_TIME).timestamp())},
        "attribute_not_exists(pk) OR writer = :writer",  # the second condition allows the client to repeat the request
        {":writer": writer},
    )
    age = clock() - stamp
    if age > MAX_STAMP_AGE:
        table.delete((change["pk"], change["sk"]), only_with="until")
        raise StaleAnnouncementError(2 * age)
    try:
        table.transact([*writes, Write(put=change)])
    except Conflict:  # after any other error the transaction may have been committed
        table.delete((change["pk"], change["sk"]), only_with="until")
        raise
    for listen in table.listeners:
        listen(change["id"])


def is_pending(row: Item) -> bool:
    """Return whether *row* announces a change that is not committed."""
    return "until" in row


def is_held(row: Item, now: datetime) -> bool:
    """Return whether the writer that announced *row* may still commit it at *now*."""
    return is_pending(row) and from_stamp(row["until"]) > now
