"""Reading an article while it is withdrawn, edited or extracted again, between any two calls of the reader."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests.support.faults import refused
from tests.support.histories import SMALL, Message, World, opened_world
from tests.support.pages import ADDRESSES, PageSpec

from clippings.enrichment.identity import address_hash
from clippings.storage.articles import Articles, Stored

ADDRESS = ADDRESSES[0]
ID = address_hash(ADDRESS)


class Reader:
    """Lets *event* happen before the call number *at* of a reader, which may not list the bucket."""

    def __init__(self, at: int, event: Callable[[], Any]) -> None:
        self.at, self.event, self.calls = at, event, 0

    def around(self, operation: str, call: Callable[[], Any]) -> Any:
        self.calls += 1
        if self.calls == self.at:
            self.event()
        try:
            return call()
        except ClientError as gone:
            if gone.response["Error"]["Code"] == "NoSuchKey":  # S3 hides from such a role what does not exist
                raise refused("AccessDenied", operation) from gone
            raise


def take_down(world: World) -> None:
    world.wiring().withdrawals.withdraw(ID, "by request", datetime.now(UTC))


def edit(world: World) -> None:
    world.upload("a.html", PageSpec("B", ADDRESS, ADDRESS))
    world.settle()


def replay(world: World) -> None:
    world.pending.append(Message("replay-article", ID))
    world.settle()


EVENTS = {"taken down": take_down, "edited": edit, "extracted anew": replay}


def read_revision(articles: Articles) -> Stored | None:
    record = articles.get_record(ID)
    assert record is not None
    oldest = list(articles.revisions(record))[-1:]
    return articles.get_revision(ID, oldest[0].id if oldest else record.revision)


READS: dict[str, Callable[[Articles], Stored | None]] = {
    "the article": lambda articles: articles.get(ID),
    "by its address": lambda articles: articles.get(articles.find_by_address(ADDRESS) or ""),
    "its oldest revision": read_revision,
}


@pytest.mark.parametrize("small", [SMALL, 10**6], ids=["in the bucket", "in the table"])
@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("read", READS)
def test_concurrent_reads_see_the_state_before_or_after_a_write(read: str, event: str, small: int) -> None:
    at = 1
    while True:
        with opened_world(random.Random(3), small=small) as world:
            for text in ("C", "A"):
                world.upload("a.html", PageSpec(text, ADDRESS, ADDRESS))
            world.settle()
            reader: Any = Reader(at, lambda world=world: EVENTS[event](world))
            found = READS[read](world.wiring(reader).articles)
        assert found is not None, at
        if found.article is None:
            assert event == "taken down"
            assert found.record.withdrawn_at is not None
        else:
            assert found.article.tags[0] in ("TagA", "TagB", "TagC")
        if reader.calls < at:
            break
        at += 1
    assert at > 2
