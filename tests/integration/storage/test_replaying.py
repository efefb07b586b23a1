"""Uploads that are extracted again: new contents, the same history, and a report of what changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.integration.storage.conftest import FIRST, MORNING, NOW, SECOND, LocalStack, Story
from tests.support.dying_client import Crash, Dying
from tests.support.stored_records import revisions_of

from clippings import enrich, parse
from clippings.storage.buckets import Bucket, StoredVersion
from clippings.storage.replaying import Replayer
from clippings.storage.s3_events import Upload

TEXTS = tuple(
    f"Paragraph {n} tells of the bridge over the river, which was closed for eleven months, and of what it took to "
    f"open it again, in a sentence that is long enough to be read as news and not as a caption or a link."
    for n in range(8)
)


def to_page(story: Story, texts: tuple[str, ...] = TEXTS, title: str = "The bridge opens again on Monday") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in texts)
    head = f'<title>{title}</title><link rel="canonical" href="{story.url}">'
    return f"<html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


@dataclass
class Inbox:
    """The inbox of one story: pages are put, and extracted by the first rules or the second."""

    stack: LocalStack
    story: Story

    @property
    def key(self) -> str:
        return f"pages/{self.story.number}.html"

    def put(self, page: bytes, key: str = "", **metadata: str) -> str:
        bucket = self.stack.settings.inbox_bucket
        told = {"url": self.story.url} | metadata
        answer = self.stack.s3.put_object(Bucket=bucket, Key=key or self.key, Body=page, Metadata=told)
        return str(answer["VersionId"])

    def replay(self, *, older: bool = False, extraction: Any = SECOND, key: str = "", **clients: Any) -> list[Any]:
        replayer = Replayer(self.stack.wiring(clients=clients), extraction)
        return [replayer.replay(each, NOW) for each in replayer.uploads_of(key or self.key, older=older)]


@pytest.fixture
def inbox(stack: LocalStack, story: Story) -> Inbox:
    return Inbox(stack, story)


def file_badly(inbox: Inbox, page: bytes) -> Any:
    """Put *page* and file it as worse rules had cut it: with the site's menu for a headline."""
    version = inbox.put(page)
    wiring = inbox.stack.wiring()
    capture = replace(inbox.story.capture(), bucket=inbox.stack.settings.inbox_bucket, key=inbox.key, version=version)
    article = inbox.story.article(*TEXTS[:3], capture=capture, title="News | Sport | Weather")
    filing = wiring.articles.file(article, capture, FIRST, NOW)
    wiring.ingestions.put_filed(capture, filing, FIRST.extractor)
    return filing


def test_a_replay_replaces_the_content_and_reports_changed_fields(inbox: Inbox) -> None:
    filing = file_badly(inbox, to_page(inbox.story))

    (row,) = inbox.replay()

    assert (row.outcome, row.article_id, row.former_id) == ("stored", filing.article_id, None)
    assert {"title", "blocks"} <= set(row.changed)
    stored = inbox.stack.wiring().articles.get(filing.article_id)
    assert stored.article.title == "The bridge opens again on Monday"
    assert stored.article.text == "\n\n".join(TEXTS)


def test_a_replay_adds_no_revisions(inbox: Inbox) -> None:
    """The object was written now, and captured on the morning of which the event spoke."""
    filing = file_badly(inbox, to_page(inbox.story))

    inbox.replay()

    (only,) = revisions_of(inbox.stack.wiring(), filing.article_id)
    assert (only.captures, only.first_seen, only.last_seen, only.extractor) == (1, MORNING, MORNING, 2)
    rows = inbox.stack.wiring().ingestions.for_key(inbox.stack.settings.inbox_bucket, inbox.key).items
    assert [row["status"] for row in rows] == ["stored"]


def test_a_second_replay_skips_finished_uploads(inbox: Inbox) -> None:
    filing = file_badly(inbox, to_page(inbox.story))
    inbox.replay()
    before = inbox.stack.items()

    (row,) = inbox.replay()

    assert (row.outcome, row.article_id) == ("current", filing.article_id)
    assert inbox.stack.items() == before


@pytest.mark.parametrize("at", range(1, 8))
def test_a_restarted_replay_has_the_same_result(inbox: Inbox, at: int) -> None:
    filing = file_badly(inbox, to_page(inbox.story))

    with contextlib.suppress(Crash):
        inbox.replay(dynamodb=Dying(inbox.stack.dynamodb, at, done=True))
    inbox.replay()

    assert [row.outcome for row in inbox.replay()] == ["current"]
    wiring = inbox.stack.wiring()
    assert wiring.articles.get(filing.article_id).article.text == "\n\n".join(TEXTS)
    assert len(revisions_of(wiring, filing.article_id)) == 1


def test_older_versions_are_replayed_on_request_in_order(inbox: Inbox) -> None:
    first = to_page(inbox.story, TEXTS[:5])
    inbox.put(first, **{"captured-at": "2026-03-02T06:00:00Z"})
    inbox.put(to_page(inbox.story), **{"captured-at": "2026-03-02T09:00:00Z"})
    inbox.put(first, key=f"{inbox.key}.bak")  # its key only begins alike

    (newest,) = inbox.replay(extraction=FIRST)
    rows = inbox.replay(older=True, extraction=FIRST)

    assert [row.outcome for row in rows] == ["current", "stored"]
    found = inbox.story.runs(inbox.stack.wiring(), newest.article_id)
    assert [(since, until) for _, since, until in found] == [(0, 0), (3, 3)]


def test_a_replay_that_rejects_a_page_keeps_its_article(inbox: Inbox) -> None:
    filing = file_badly(inbox, b"<html><body><p>Not found.</p></body></html>")

    (row,) = inbox.replay()

    assert (row.outcome, row.article_id) == ("rejected", filing.article_id)
    assert row.reason
    wiring = inbox.stack.wiring()
    assert wiring.articles.get(filing.article_id).article.title == "News | Sport | Weather"
    told = wiring.ingestions.for_key(inbox.stack.settings.inbox_bucket, inbox.key).items[0]
    assert (told["status"], told["article_id"]) == ("rejected", filing.article_id)


def test_a_deleted_upload_is_reported_and_its_article_is_kept(inbox: Inbox) -> None:
    filing = file_badly(inbox, to_page(inbox.story))
    bucket = inbox.stack.settings.inbox_bucket
    for version in inbox.stack.wiring().inbox.versions_of(inbox.key):
        inbox.stack.s3.delete_object(Bucket=bucket, Key=inbox.key, VersionId=version.version)
    replayer = Replayer(inbox.stack.wiring(), SECOND)

    (row,) = [replayer.replay(each, NOW) for each in replayer.uploads_in(filing.article_id)]

    assert (row.outcome, row.article_id) == ("gone", filing.article_id)
    assert inbox.stack.wiring().ingestions.for_key(bucket, inbox.key).items[0]["status"] == "stored"
    assert inbox.replay() == []


def test_a_replay_does_not_restore_withdrawn_articles(inbox: Inbox) -> None:
    filing = file_badly(inbox, to_page(inbox.story))
    inbox.stack.wiring().withdrawals.withdraw(filing.article_id, "by request", NOW)
    inbox.put(to_page(inbox.story))  # its upload went with it, and comes back

    (row,) = inbox.replay()

    assert row.outcome == "withdrawn"
    assert inbox.stack.wiring().articles.get(filing.article_id).article is None


def test_a_replay_files_an_upload_without_an_ingestion(inbox: Inbox) -> None:
    inbox.put(to_page(inbox.story))

    (row,) = inbox.replay()

    assert (row.outcome, row.changed) == ("stored", ())


def test_an_upload_that_moves_reports_its_former_article(inbox: Inbox, make_story: Callable[[], Story]) -> None:
    """The better rules read another canonical address: the row names both articles."""
    filing = file_badly(inbox, to_page(make_story()))

    (row,) = inbox.replay()

    assert row.former_id == filing.article_id
    assert row.article_id != filing.article_id


def test_a_publishers_articles_are_selected_by_its_listing(stack: LocalStack, make_story: Callable[[], Story]) -> None:
    store, one, other = stack.wiring(), make_story(), make_story()
    filed = one.file(store, 0)
    one.file(store, 1, "Another text.")
    other.file(store, 0)
    replayer = Replayer(store, SECOND)

    selected = replayer.select(f"GAZETTE {one.number}", "try")

    assert selected["articles"] == 1
    body = stack.s3.get_object(Bucket=selected["bucket"], Key=selected["key"])["Body"].read()
    assert body == b'[{"article":"%s"}]' % filed.article_id.encode()
    assert [upload.version for upload in replayer.uploads_in(filed.article_id)] == ["v0", "v1"]


def test_unexpected_errors_of_a_replay_are_raised(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.put(to_page(inbox.story))

    def burst(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr("clippings.storage.replaying.parse_uploaded", burst)
    with pytest.raises(MemoryError):
        inbox.replay()


def put_six_in_one_second(inbox: Inbox) -> list[tuple[str, datetime, str]]:
    """Put six texts under one key; return the version, time and sequencer that the event of each would name."""
    versions = [inbox.put(to_page(inbox.story, TEXTS[: n + 3])) for n in range(6)]
    second = MORNING.replace(microsecond=0)
    return [(version, second + timedelta(milliseconds=100 * n), f"{n + 1:X}") for n, version in enumerate(versions)]


def file_by_event(inbox: Inbox, version: str, at: datetime, sequencer: str) -> Any:
    """File a version as the parse and enrich functions do when its event arrives."""
    wiring = inbox.stack.wiring()
    page = wiring.objects.read_upload(Upload(inbox.stack.settings.inbox_bucket, inbox.key, at, version, sequencer))
    wiring.ingestions.put_parsed(page.capture, SECOND.extractor)
    article = enrich(parse(page.data, page.capture.source_url, page.capture.captured_at), page.capture, NOW)
    filing = wiring.articles.file(article, page.capture, SECOND, NOW)
    wiring.ingestions.put_filed(page.capture, filing, SECOND.extractor)
    return filing


def in_one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let S3 say that everything was written in the second of MORNING."""
    for name in ("find_newest", "versions_of"):
        real = getattr(Bucket, name)

        def told(self: Bucket, key: str, real: Any = real) -> Any:
            found = real(self, key)
            if found is None or isinstance(found, StoredVersion):
                return replace(found, modified=MORNING) if found else None
            return (replace(each, modified=MORNING) for each in found)

        monkeypatch.setattr(Bucket, name, told)


@pytest.mark.parametrize(("before", "older"), [(0, True), (0, False), (3, True), (3, False), (6, True)])
def test_a_replay_concurrent_with_events_has_the_same_result(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, before: int, older: bool
) -> None:
    in_one_second(monkeypatch)
    events = put_six_in_one_second(inbox)
    for event in events[:before]:
        file_by_event(inbox, *event)
    inbox.replay(older=older)
    for event in events[before:]:
        file_by_event(inbox, *event)
    wiring = inbox.stack.wiring()
    article_id = inbox.replay()[0].article_id

    found = [(seen.version, seen.captured_at, seen.sequencer) for seen in wiring.archive.capture_records(article_id)]
    assert found == events
    assert wiring.articles.get(article_id).article.text == "\n\n".join(TEXTS)
    assert [(each.first_seen, each.last_seen) for each in revisions_of(wiring, article_id)] == [
        (at, at) for _, at, _ in reversed(events)
    ]
    rows = wiring.ingestions.for_key(inbox.stack.settings.inbox_bucket, inbox.key).items
    assert [(row["version"], row["status"]) for row in rows] == [
        (version, "stored") for version, _, _ in reversed(events)
    ]


def test_versions_of_the_same_second_are_filed_in_order(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    in_one_second(monkeypatch)
    events = put_six_in_one_second(inbox)
    article_id = inbox.replay(older=True)[0].article_id
    wiring = inbox.stack.wiring()
    found = [seen.version for seen in wiring.archive.capture_records(article_id)]
    assert found == [version for version, _, _ in events]
    assert wiring.articles.get(article_id).article.text == "\n\n".join(TEXTS)
