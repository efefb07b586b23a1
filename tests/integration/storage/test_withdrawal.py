"""The withdrawal of an article: what is deleted, what is kept, and that the article does not come back."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clippings import enrich
from clippings.errors import InvalidRequest
from clippings.storage.captures import Extraction
from clippings.storage.contents import MAX_INLINE

FIRST = Extraction(1, 1)
NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
SCENES = (
    "heron harbour pilot", "badger orchard miller", "otter weir keeper", "magpie belfry sexton", "lynx ridge surveyor",
    "stoat quarry blaster", "adder heath warden", "plover mudflat oysterman", "marten sawmill foreman",
)  # fmt: skip


def text(story):
    """Paragraphs long enough to be known again, in words that no other story uses."""
    for scene in SCENES:
        animal, place, person = scene.split()
        words = f"one {animal} crosses the {place} and tells its {person} what all have seen there in {animal} years"
        yield " ".join(f"{word}{story.number}" for word in words.split())


def upload(stack, store, story, hours, *paragraphs, key="", **fields):
    """Put a page of *context* into the inbox and a parsed object beside it, and file it."""
    bucket, key = stack.settings.inbox_bucket, key or f"pages/{story.number}.html"
    version = stack.s3.put_object(Bucket=bucket, Key=key, Body=b"<p>The page.</p>")["VersionId"]
    capture = replace(story.capture(hours, version=version, key=key), bucket=bucket)
    article = story.parsed(*paragraphs, **fields)
    capture = replace(capture, source_url=article.url)
    store.objects.put_parsed(capture, article)
    return store.articles.file(enrich(article, capture, NOW), capture, FIRST, NOW)


def versions(stack, bucket, prefix=""):
    found = stack.s3.list_object_versions(Bucket=bucket, Prefix=prefix)
    return [each["Key"] for each in (*found.get("Versions", ()), *found.get("DeleteMarkers", ()))]


def test_a_withdrawal_leaves_only_a_tombstone(stack, store, story):
    filed = upload(stack, store, story, 0, *text(story))
    upload(stack, store, story, 5, *text(story), "It ends.")
    before = json.dumps([str(item) for item in stack.items().values()])
    assert f"a-story-{story.number:05d}" in before

    done = store.withdrawals.withdraw(filed.article_id, "a court's order", NOW)

    assert done.done
    left = {key: item for key, item in stack.items().items() if filed.article_id in str(item)}
    assert {key[0].split("#")[0] for key in left} == {"ARTICLE", "URL", "CHANGES", "WITHDRAWN"}
    assert [key[1] for key in left if key[0].startswith("ARTICLE#")] == ["RECORD"]
    said = str(left)
    for word in ("a-story-", "The bridge opens", "Oduya", f"Gazette {story.number}", "heron"):
        assert word not in said
    assert [item["change"] for key, item in left.items() if key[0].startswith("CHANGES")] == ["withdrawn"]
    assert versions(stack, stack.settings.inbox_bucket, f"pages/{story.number}.html") == []
    assert versions(stack, stack.settings.parsed_bucket) == []
    assert done.objects == 4


def test_a_withdrawn_article_answers_410_by_id_and_address(store, story):
    filed = story.file(store, 0, addresses=(f"{story.url}/amp",))

    store.withdrawals.withdraw(filed.article_id, "wrong", NOW)

    for url in (story.url, f"{story.url}?utm_source=x", f"{story.url}/amp"):
        assert store.articles.find_by_address(url) == filed.article_id
    assert store.articles.get(filed.article_id).record.withdrawn_at == NOW
    assert store.articles.get(filed.article_id).article is None


def test_a_new_capture_does_not_restore_a_withdrawn_article(stack, store, story):
    filed = story.file(store, 0)
    store.withdrawals.withdraw(filed.article_id, "wrong", NOW)
    before = stack.items()

    again = story.file(store, 9, "Another text altogether.", "Nobody has read it.")

    assert (again.outcome, again.article_id) == ("withdrawn", filed.article_id)
    assert stack.items() == before


def test_a_withdrawn_page_with_a_new_canonical_address_is_rejected(store, story):
    """It comes from the address of the withdrawn page, and names a canonical address that nobody owns."""
    filed = story.file(store, 0, canonical_url=None)
    store.withdrawals.withdraw(filed.article_id, "wrong", NOW)

    again = story.file(store, 9, canonical_url=f"{story.url}-the-bridge-opens")

    assert (again.outcome, again.article_id) == ("withdrawn", filed.article_id)


def test_other_articles_of_the_publisher_are_not_affected(store, make_story):
    one, other = make_story(), make_story()
    store.withdrawals.withdraw(one.file(store, 0).article_id, "wrong", NOW)

    assert other.file(store, 0).outcome == "stored"


def test_a_withdrawal_out_of_time_can_be_continued(stack, store, story):
    filed = upload(stack, store, story, 0, *text(story))
    upload(stack, store, story, 5, *text(story), "It ends.")
    calls = 0
    done = False
    while not done:
        steps = iter([False] * calls)
        done = store.withdrawals.withdraw(filed.article_id, "x", NOW, is_late=lambda s=steps: next(s, True)).done
        assert store.articles.get_record(filed.article_id).withdrawn_at == NOW
        calls += 1
        assert calls < 30

    assert calls > 2
    assert [key[1] for key in stack.items(f"ARTICLE#{filed.article_id}")] == ["RECORD"]
    assert versions(stack, stack.settings.inbox_bucket, f"pages/{story.number}.html") == []


def test_a_second_withdrawal_changes_nothing(stack, store, story):
    filed = story.file(store, 0)
    first = store.withdrawals.withdraw(filed.article_id, "wrong", NOW)
    before = stack.items()

    assert store.withdrawals.withdraw(filed.article_id, "wrong", NOW).withdrawn_at == first.withdrawn_at
    assert stack.items() == before


def test_uploads_in_foreign_buckets_are_named_and_kept(store, story):
    filed = story.file(store, 0)

    assert store.withdrawals.withdraw(filed.article_id, "wrong", NOW).left == (f"inbox/pages/{story.number}.html",)


def test_copies_are_kept_by_default(store, make_story):
    one, copy = make_story(), make_story()
    filed, copied = one.file(store, 0, *text(one)), copy.file(store, 1, *text(one))

    store.withdrawals.withdraw(filed.article_id, "wrong", NOW)

    assert store.articles.get_record(copied.article_id).withdrawn_at is None


def test_with_copies_the_text_is_rejected_under_any_address(store, make_story):
    one, copy, later, other = (make_story() for _ in range(4))
    filed, copied = one.file(store, 0, *text(one)), copy.file(store, 1, *text(one))

    done = store.withdrawals.withdraw(filed.article_id, "wrong", NOW, copies=True)

    assert done.copies == (copied.article_id,)
    assert NOW <= store.articles.get_record(copied.article_id).withdrawn_at < NOW + timedelta(minutes=1)
    refused = later.file(store, 2, *text(one), "A closing sentence that is the copy's own.")
    assert (refused.outcome, refused.article_id) == ("withdrawn", filed.article_id)
    assert other.file(store, 2, *text(other)).outcome == "stored"


def test_copies_cannot_be_requested_after_the_text_is_deleted(store, story):
    filed = story.file(store, 0)
    store.withdrawals.withdraw(filed.article_id, "wrong", NOW)

    with pytest.raises(InvalidRequest, match="text is deleted"):
        store.withdrawals.withdraw(filed.article_id, "wrong", NOW, copies=True)


def test_withdrawing_an_unknown_article_returns_none(store):
    assert store.withdrawals.withdraw("a" * 26, "wrong", NOW) is None


class Overtaken:
    """A client that lets *event* happen once, before the first call of *name* or *after* it; then it may die."""

    def __init__(self, client, name, event, *, after=False, dies=False):
        self.client, self.name, self.event, self.after, self.dies = client, name, event, after, dies

    def __getattr__(self, name):
        call = getattr(self.client, name)
        return (lambda **request: self._overtaken(call, request)) if name == self.name else call

    def _overtaken(self, call, request):
        event, self.event = self.event, None
        if event and not self.after:
            event()
        answer = call(**request)
        if event and self.after:
            event()
        if event and self.dies:
            raise InterruptedError
        return answer


def said_of(stack, article_id):
    """Return the keys of all that the table says of the article, but for its tombstone, addresses and changes."""
    return [
        key
        for key, item in stack.items("ARTICLE#", "FACET#", "BAND#").items()
        if key[1] != "RECORD" and article_id in f"{key} {item.get('id')}"
    ]


@pytest.mark.parametrize(
    ("call", "after"),
    [("put_item", True), ("transact_write_items", False), ("transact_write_items", True), ("batch_write_item", True)],
)
def test_a_filing_during_a_withdrawal_leaves_no_items(stack, store, story, call, after):
    """The filer has read the article before its withdrawal, which ends before the filer writes."""
    filed = story.file(store, 0, *text(story))
    overtaken = Overtaken(
        stack.dynamodb, call, lambda: store.withdrawals.withdraw(filed.article_id, "wrong", NOW), after=after
    )

    story.file(stack.wiring(clients={"dynamodb": overtaken}), 1, *text(story), "It ends.", tags=("Two", "Three"))

    assert overtaken.event is None
    assert said_of(stack, filed.article_id) == []
    assert store.articles.get_record(filed.article_id).withdrawn_at == NOW


def test_a_redelivery_cleans_up_a_filing_killed_during_a_withdrawal(stack, store, story):
    """It dies right after its listings came behind the tombstone."""
    filed = story.file(store, 0, *text(story))
    dying = Overtaken(
        stack.dynamodb,
        "batch_write_item",
        lambda: store.withdrawals.withdraw(filed.article_id, "wrong", NOW),
        dies=True,
    )
    with pytest.raises(InterruptedError):
        story.file(stack.wiring(clients={"dynamodb": dying}), 1, *text(story), "It ends.", tags=("Two", "Three"))
    assert said_of(stack, filed.article_id)

    assert story.file(store, 1, *text(story), "It ends.", tags=("Two", "Three")).outcome == "withdrawn"

    assert said_of(stack, filed.article_id) == []


def test_a_second_withdrawal_deletes_items_of_a_killed_filing(stack, store, story):
    """Its message is gone, so it is not delivered again; the content is so large that it is in the bucket."""
    filed = story.file(store, 0, *text(story))
    letters = random.Random(3)
    big = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz ", k=2 * MAX_INLINE))
    later = NOW + timedelta(seconds=1)
    late = Overtaken(stack.s3, "put_object", lambda: store.withdrawals.withdraw(filed.article_id, "wrong", later))
    dying = Overtaken(stack.dynamodb, "put_item", lambda: None, dies=True)
    with pytest.raises(InterruptedError):
        story.file(stack.wiring(clients={"dynamodb": dying, "s3": late}), 1, *text(story), big)
    assert versions(stack, stack.settings.parsed_bucket, f"content/{filed.article_id}/") != []
    assert said_of(stack, filed.article_id) == []

    again = store.withdrawals.withdraw(filed.article_id, "wrong", NOW)

    assert again.done
    assert said_of(stack, filed.article_id) == []
    assert versions(stack, stack.settings.parsed_bucket, f"content/{filed.article_id}/") == []
