"""Announces a change before it is committed, so that no follower of the changes passes a writer that is still at work.

Followers read changes in the order of their stamps. A writer that stamps a change and is then delayed would commit it
behind what they have read already. So it first puts the row of the change as pending, and the transaction that commits
the change replaces that row. A follower stops at a pending row until the writer can no longer be at work.

An announcement counts only if it was acknowledged while its stamp was fresh: a follower may have passed an older one
before it was visible. A writer whose announcement came too late announces again, with a stamp further ahead.

Two writers of one article may choose the same stamp, where their clocks are behind that of the last one. The row of a
change is therefore never put over another: the second writer has to choose another stamp.
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

#: Changes are read up to this long ago: by then their announcement is visible, or is made again.
SETTLING = timedelta(seconds=10)
#: Age of a stamp up to which its announcement counts, which leaves some seconds for clocks that differ.
FRESH = timedelta(seconds=7)
#: Longest that a writer can be at work after its announcement: the limit of the slowest function that writes articles,
#: and half a minute for a request that is still under way when its function ends. A test compares it with the template.
WRITER = timedelta(seconds=120)
#: What a writer left pending is deleted after this time. Followers pass it long before.
KEPT = timedelta(days=1)


class StaleAnnouncementError(Conflict):
    """The announcement of a change came too late. *ahead* is how far ahead of time the next stamp should be."""

    def __init__(self, ahead: timedelta) -> None:
        super().__init__("the announcement of a change came too late")
        self.ahead = ahead


def running_clock(now: datetime) -> Clock:
    """Return a clock that shows *now* at this moment, and runs."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def commit_change(table: Table, writes: Sequence[Write], change: Item, clock: Clock) -> None:
    """Do *writes* and put *change* in one transaction, announced beforehand.

    Args:
        table: The table of the articles.
        writes: What the change is about.
        change: The item of the change; its sort key begins with its stamp.
        clock: Returns the current time.

    Raises:
        Conflict: Another writer was first, or has a change of the same article with the same stamp.
        StaleAnnouncementError: The announcement came too late; to be tried again with a later stamp.
    """
    stamp = from_stamp(change["sk"].partition("#")[0])
    until = max(stamp, clock()) + WRITER
    writer = secrets.token_hex(8)
    pending = {"pk": change["pk"], "sk": change["sk"], "id": change["id"], "until": to_stamp(until), "writer": writer}
    table.put(
        pending | {"expires_at": int((until + KEPT).timestamp())},
        "attribute_not_exists(pk) OR writer = :writer",  # the second: a put that the client sent again
        {":writer": writer},
    )
    age = clock() - stamp
    if age > FRESH:
        table.delete((change["pk"], change["sk"]), only_with="until")
        raise StaleAnnouncementError(2 * age)
    try:
        table.transact([*writes, Write(put=change)])
    except Conflict:  # whatever else is raised, the transaction may have been done
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
