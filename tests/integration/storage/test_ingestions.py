"""The ingestion status of an upload: it only moves forward, exists once, and is found by key and by day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.integration.storage.conftest import NOW, LocalStack, Story

from clippings.article import EXTRACTOR
from clippings.errors import RejectedPage
from clippings.storage.ingestions import Ingestions
from clippings.storage.s3_events import Upload

DAY = "2026-03-09"
NO_HTML = RejectedPage("not-html", "the bytes are a picture")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> Any:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def ingestions(stack: LocalStack) -> Ingestions:
    return Ingestions(stack.wiring().table, 90, Clock())


def shown(ingestions: Ingestions, story: Story) -> list[tuple[str, str | None]]:
    items = ingestions.for_key("inbox", f"pages/{story.number}.html").items
    return [(item["status"], item["article_id"] or item["reason"]) for item in items]


def on_day(ingestions: Ingestions, status: str, story: Story) -> int:
    items = ingestions.on_day(status, DAY, limit=500).items
    return sum(item["key"] == f"pages/{story.number}.html" for item in items)


def test_a_status_moves_forward_only(ingestions: Ingestions, story: Story) -> None:
    capture = story.capture()
    ingestions.put_parsed(capture)
    assert shown(ingestions, story) == [("parsed", None)]
    ingestions.put_stored(capture, "an-id")
    ingestions.put_parsed(capture)  # delivered again
    ingestions.put_failed(capture, "internal-error")
    assert shown(ingestions, story) == [("stored", "an-id")]
    assert on_day(ingestions, "failed", story) == 0


def test_final_statuses_do_not_change(ingestions: Ingestions, story: Story) -> None:
    ingestions.put_stored(story.capture(), "an-id")
    ingestions.put_unchanged(story.capture(), "an-id")
    assert shown(ingestions, story) == [("stored", "an-id")]


def test_a_rejection_is_found_by_its_key_and_by_its_day_once(ingestions: Ingestions, story: Story) -> None:
    for _ in range(3):
        ingestions.put_rejected(story.capture(), NO_HTML)
    assert shown(ingestions, story) == [("rejected", "not-html")]
    assert on_day(ingestions, "rejected", story) == 1


def test_a_redriven_failure_leaves_the_list_of_failures(ingestions: Ingestions, story: Story) -> None:
    ingestions.put_failed(story.capture(), "internal-error")
    assert on_day(ingestions, "failed", story) == 1
    ingestions.put_stored(story.capture(), "an-id")
    assert on_day(ingestions, "failed", story) == 0
    assert shown(ingestions, story) == [("stored", "an-id")]


def test_a_newer_extractor_resets_the_status(ingestions: Ingestions, story: Story) -> None:
    ingestions.put_stored(story.capture(), "an-id", extractor=1)
    ingestions.put_rejected(story.capture(), NO_HTML, extractor=2, article_id="an-id")
    assert on_day(ingestions, "rejected", story) == 1
    ingestions.put_stored(story.capture(), "an-id", extractor=1)  # a straggler of the older ones
    assert shown(ingestions, story) == [("rejected", "an-id")]
    ingestions.put_stored(story.capture(), "an-id", extractor=3)
    assert on_day(ingestions, "rejected", story) == 0


def test_every_version_of_a_key_is_shown_newest_first_page_by_page(ingestions: Ingestions, story: Story) -> None:
    for hours in range(5):
        ingestions.put_stored(story.capture(hours), f"id-{hours}")
    key, found, position = f"pages/{story.number}.html", [], None
    while True:
        page = ingestions.for_key("inbox", key, limit=2, position=position)
        found += [item["article_id"] for item in page.items]
        position = page.position
        if position is None:
            break
    assert found == ["id-4", "id-3", "id-2", "id-1", "id-0"]


def test_one_version_is_found_among_many(ingestions: Ingestions, story: Story) -> None:
    for hours in range(3):
        ingestions.put_stored(story.capture(hours), f"id-{hours}")
    capture = story.capture(1)
    found = ingestions.find(Upload(capture.bucket, capture.key, NOW, capture.version))
    assert found is not None
    assert (found.article_id, found.captured_at) == ("id-1", capture.captured_at)
    assert found.is_finished_by(EXTRACTOR)
    assert not found.is_finished_by(EXTRACTOR + 1)
    assert ingestions.find(Upload(capture.bucket, capture.key, NOW, "never")) is None


def test_long_keys_and_details_fit_into_an_item(ingestions: Ingestions, story: Story) -> None:
    upload = Upload("inbox", "é" * 512, NOW, f"v{story.number}")
    ingestions.put_rejected(upload, RejectedPage("not-html", "x" * 100_000))
    (item,) = ingestions.for_key("inbox", "é" * 512).items
    assert len(item["detail"]) == 500
