"""Crashes, repetitions, late arrivals and writers at the same time: the end is always the same."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests.integration.storage.conftest import ISOLATED, LocalStack, Story
from tests.support.dying_client import Crash, Dying
from tests.support.stored_records import revisions_of

from clippings.errors import Conflict

#: DynamoDB Local tells conflicts apart that moto does not know.
EXAMPLES = 20 if ISOLATED else 6
FULL = tuple(f"Paragraph {n} of the whole text says something that the others do not." for n in range(12))


def state(stack: Any, article_id: str) -> dict[Any, Any]:
    """Return all that the table says of one article, without the times of writing and what counts writes."""
    found = {}
    for key, item in stack.items("ARTICLE#", "URL#", "FACET#", "BAND#").items():
        if article_id in (item.get("id"), key[0].removeprefix("ARTICLE#")) or article_id in key[1]:
            plain = {k: v for k, v in item.items() if k not in ("stored_at", "version", "change", "outcome")}
            found[key] = plain
    return found


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, 8))
def test_a_crash_at_any_single_write_is_repaired_by_the_redelivery(stack, make_story, at, done):
    story = make_story()
    healthy = stack.wiring()
    story.file(healthy, 0, *FULL, tags=("One", "Two"))
    dying = Dying(stack.dynamodb, at, done=done)
    with contextlib.suppress(Crash):
        story.file(stack.wiring(clients={"dynamodb": dying}), 1, *FULL[1:], tags=("Two", "Three"), section="Port")
    filing = story.file(healthy, 1, *FULL[1:], tags=("Two", "Three"), section="Port")

    assert filing.outcome == "stored"
    after_crash = state(stack, filing.article_id)
    assert rows_are_those_of_the_record(after_crash, filing.article_id)
    assert len(revisions_of(healthy, filing.article_id)) == 2
    story.file(healthy, 1, *FULL[1:], tags=("Two", "Three"), section="Port")
    assert state(stack, filing.article_id) == after_crash


def rows_are_those_of_the_record(found: dict[Any, Any], article_id: str) -> bool:
    from clippings.storage.rows import Listed

    record = found[f"ARTICLE#{article_id}", "RECORD"]
    wanted = Listed.from_item(record["listed_as"]).keys(article_id)
    rows = {key for key in found if key[0].startswith(("FACET#", "BAND#"))}
    assert rows == wanted
    assert "stale" not in record
    return True


def test_a_redelivery_removes_the_rows_of_a_crashed_writer(stack, story):
    healthy = stack.wiring()
    filing = story.file(healthy, 0, *FULL)
    dying = Dying(stack.dynamodb, 2, done=False)  # the transaction is done, no listing
    with pytest.raises(Crash):
        story.file(stack.wiring(clients={"dynamodb": dying}), 1, *FULL[1:], tags=("Passing",))
    story.file(healthy, 2, *FULL[2:], tags=("Lasting",))

    story.file(healthy, 1, *FULL[1:], tags=("Passing",))

    assert rows_are_those_of_the_record(state(stack, filing.article_id), filing.article_id)


def test_concurrent_writers_of_one_article_all_succeed(stack, story):
    """Twelve threads, each with its own wiring, released at once; every transaction but one a round loses."""
    together = threading.Barrier(12)
    conflicts = []

    def write(hours: int) -> str:
        wiring = stack.wiring()
        wiring.table.pause = lambda seconds: (conflicts.append(seconds), threading.Event().wait(seconds))[0]
        together.wait()
        return story.file(wiring, hours, f"Version {hours} of the text.", *FULL).article_id

    with ThreadPoolExecutor(12) as pool:
        ids = set(pool.map(write, range(12)))

    (article_id,) = ids
    wiring = stack.wiring()
    assert conflicts, "no writer lost: the test did not write at the same time"
    assert story.runs(wiring, article_id) == [(f"Version {n} of the text.", n, n) for n in range(12)]
    assert wiring.articles.get(article_id).article.blocks[0].text == "Version 11 of the text."
    assert rows_are_those_of_the_record(state(stack, article_id), article_id)


def test_concurrent_articles_at_one_address_have_one_owner(stack, make_story):
    """Pages that declare the same canonical address, uploaded from different ones, all new, all at once."""
    story = make_story()
    together = threading.Barrier(6)

    def write(n: int) -> str:
        wiring = stack.wiring()
        together.wait()
        url = f"https://amp.news.example/amp/{story.number}/copy-{n}-of-the-story"
        return story.file(wiring, n, *FULL, url=url).article_id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(write, range(6)))) == 1


class Refusing:
    """A client whose first transactions are canceled for a reason."""

    def __init__(self, client: Any, reason: str, times: int) -> None:
        self.client, self.reason, self.left = client, reason, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client, name)

    def transact_write_items(self, **request: Any) -> Any:
        if self.left == 0:
            return self.client.transact_write_items(**request)
        self.left -= 1
        told: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": [{"Code": self.reason}]}
        raise ClientError(told, "TransactWriteItems")


@pytest.mark.parametrize(
    "reason",
    [
        "ConditionalCheckFailed",
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        "DuplicateItem",
    ],
)
def test_a_transaction_canceled_for_a_temporary_reason_is_retried(stack: LocalStack, story: Story, reason: str) -> None:
    wiring = stack.wiring(clients={"dynamodb": Refusing(stack.dynamodb, reason, times=3)})
    waited: list[float] = []
    wiring.table.pause = waited.append

    filing = story.file(wiring, 0)

    assert (filing.outcome, len(waited)) == ("stored", 3)
    assert story.runs(stack.wiring(), filing.article_id) == [("The bridge opens on Monday.", 0, 0)]


@pytest.mark.parametrize(("reason", "error"), [("ThrottlingError", Conflict), ("ValidationError", ClientError)])
def test_a_repeatedly_canceled_transaction_succeeds_after_redelivery(
    stack: LocalStack, story: Story, reason: str, error: type[Exception]
) -> None:
    wiring = stack.wiring(clients={"dynamodb": Refusing(stack.dynamodb, reason, times=99)})
    wiring.table.pause = lambda _: None
    with pytest.raises(error):
        story.file(wiring, 0)

    filing = story.file(stack.wiring(), 0)

    assert filing.outcome == "stored"
    assert rows_are_those_of_the_record(state(stack, filing.article_id), filing.article_id)
