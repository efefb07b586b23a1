"""Crashes, repetitions, late arrivals and writers at the same time: the end is always the same."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clippings.storage.captures import Extraction

WRITES = ("put_item", "delete_item", "batch_write_item", "transact_write_items", "update_item")
FULL = tuple(f"Paragraph {n} of the whole text says something that the others do not." for n in range(12))


class Crash(Exception):
    """The function dies."""


@dataclass
class Dying:
    """A client that dies at its write number *at*, before or after the write was done."""

    client: Any
    at: int
    done: bool
    writes: int = field(default=0)

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        return (lambda **request: self._write(call, request)) if name in WRITES else call

    def _write(self, call: Any, request: Any) -> Any:
        self.writes += 1
        if self.writes == self.at and not self.done:
            raise Crash
        answer = call(**request)
        if self.writes == self.at:
            raise Crash
        return answer


def state(floor: Any, article_id: str) -> dict[Any, Any]:
    """Return all that the table says of one article, without the times of writing and what counts writes."""
    found = {}
    for key, item in floor.items("ARTICLE#", "URL#", "FACET#", "BAND#").items():
        if article_id in (item.get("id"), key[0].removeprefix("ARTICLE#")) or article_id in key[1]:
            plain = {k: v for k, v in item.items() if k not in ("stored_at", "version", "change", "outcome")}
            found[key] = plain
    return found


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, 8))
def test_a_crash_at_any_single_write_is_repaired_by_the_redelivery(floor, make_story, at, done):
    story = make_story()
    healthy = floor.wiring()
    story.file(healthy, 0, *FULL, tags=("One", "Two"))
    dying = Dying(floor.dynamodb, at, done=done)
    with contextlib.suppress(Crash):
        story.file(floor.wiring(clients={"dynamodb": dying}), 1, *FULL[1:], tags=("Two", "Three"), section="Port")
    filing = story.file(healthy, 1, *FULL[1:], tags=("Two", "Three"), section="Port")

    assert filing.outcome == "stored"
    after_crash = state(floor, filing.article_id)
    assert rows_are_those_of_the_record(healthy, after_crash, filing.article_id)
    assert len(healthy.articles.revisions(filing.article_id)) == 2
    story.file(healthy, 1, *FULL[1:], tags=("Two", "Three"), section="Port")
    assert state(floor, filing.article_id) == after_crash


def rows_are_those_of_the_record(wiring: Any, found: dict[Any, Any], article_id: str) -> bool:
    from clippings.storage.rows import Listed

    record = found[f"ARTICLE#{article_id}", "RECORD"]
    wanted = Listed.from_item(record["listed_as"]).keys(article_id, wiring.settings.shards)
    rows = {key for key in found if key[0].startswith(("FACET#", "BAND#"))}
    assert rows == wanted
    assert "stale" not in record
    return True


def test_a_crash_of_an_overtaken_writer_leaves_no_row_behind_after_its_redelivery(floor, story):
    healthy = floor.wiring()
    filing = story.file(healthy, 0, *FULL)
    dying = Dying(floor.dynamodb, 3, done=False)  # content and transaction done, no listing
    with pytest.raises(Crash):
        story.file(floor.wiring(clients={"dynamodb": dying}), 1, *FULL[1:], tags=("Passing",))
    story.file(healthy, 2, *FULL[2:], tags=("Lasting",))

    story.file(healthy, 1, *FULL[1:], tags=("Passing",))

    assert rows_are_those_of_the_record(healthy, state(floor, filing.article_id), filing.article_id)


def test_writers_of_one_article_at_the_same_time_all_end_right(floor, story):
    """Twelve threads, each with its own wiring, released at once; every transaction but one a round loses."""
    together = threading.Barrier(12)
    conflicts = []

    def write(hours: int) -> str:
        wiring = floor.wiring()
        wiring.table.pause = lambda seconds: (conflicts.append(seconds), threading.Event().wait(seconds))[0]
        together.wait()
        return story.file(wiring, hours, f"Version {hours} of the text.", *FULL).article_id

    with ThreadPoolExecutor(12) as pool:
        ids = set(pool.map(write, range(12)))

    (article_id,) = ids
    wiring = floor.wiring()
    assert conflicts, "no writer lost: the test did not write at the same time"
    assert story.runs(wiring, article_id) == [(f"Version {n} of the text.", n, n) for n in range(12)]
    assert wiring.articles.get(article_id).article.blocks[0].text == "Version 11 of the text."
    assert rows_are_those_of_the_record(wiring, state(floor, article_id), article_id)


def test_writers_of_many_articles_at_one_address_end_in_one(floor, make_story):
    """Pages that declare the same canonical address, uploaded from different ones, all new, all at once."""
    story = make_story()
    together = threading.Barrier(6)

    def write(n: int) -> str:
        wiring = floor.wiring()
        together.wait()
        url = f"https://amp.news.example/amp/{story.number}/copy-{n}-of-the-story"
        return story.file(wiring, n, *FULL, url=url).article_id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(write, range(6)))) == 1


#: (hours, text, extractor, access): the captures that a crawler may have made of one article.
captures = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from([1, 1, 1, 2]),
        st.sampled_from(["free", "free", "paywalled"]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda each: (each[0], each[2]),
)


def deliver(floor: Any, story: Any, delivery: tuple[int, str, int, str], crash_at: int = 0) -> None:
    hours, text, extractor, access = delivery
    dynamodb = Dying(floor.dynamodb, crash_at, done=hours % 2 == 0) if crash_at else floor.dynamodb
    wiring = floor.wiring(clients={"dynamodb": dynamodb})
    paragraphs = (f"Text {text} by {extractor}.", *(FULL if access == "free" else FULL[:2]))
    story.file(wiring, hours, *paragraphs, access=access, tags=(text, access), extraction=Extraction(1, extractor))


def history(floor: Any, story: Any) -> Any:
    wiring = floor.wiring()
    article_id = wiring.articles.find_by_address(story.url)
    found = state(floor, article_id)
    rows_are_those_of_the_record(wiring, found, article_id)
    addresses = sorted(item["url"] for key, item in found.items() if key[0].startswith("URL#"))
    record = wiring.articles.get(article_id)
    listed = sorted(key[0] for key in found if key[0].startswith("FACET#") and f"gazette {story.number}" not in key[0])
    return (
        story.runs(wiring, article_id),
        [address.replace(story.url, "its own") for address in addresses],
        record.article.text,
        record.captured_at,
        {name: value for name, value in record.record.short.items() if name not in ("id", "url", "publisher")},
        listed,
    )


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data(), made=captures)
def test_any_interleaving_of_deliveries_duplicates_failures_and_late_arrivals_ends_the_same(
    floor, make_story, data, made
):
    in_order, shuffled = make_story(), make_story()
    for each in sorted(made):
        deliver(floor, in_order, each)

    deliveries = data.draw(st.permutations(made * 2))
    crashes = data.draw(st.lists(st.integers(0, 6), min_size=len(deliveries), max_size=len(deliveries)))
    redelivered = []
    for each, crash in zip(deliveries, crashes, strict=True):
        try:
            deliver(floor, shuffled, each, crash)
        except Crash:
            redelivered.append(each)
    for each in redelivered:
        deliver(floor, shuffled, each)

    assert history(floor, shuffled) == history(floor, in_order)
