"""One article, its captures in any order, and what can be read of them."""

from __future__ import annotations

from datetime import timedelta

from tests.integration.storage.conftest import NOW
from tests.support.stored_records import revisions_of

from clippings.storage.captures import Extraction

SECOND = Extraction(1, 2)
FULL = tuple(f"Paragraph {n} of the whole text says something that the others do not." for n in range(12))


def test_a_new_article_has_a_record_an_address_listings_and_a_change(stack, store, story):
    filing = story.file(store, 0)

    assert filing.outcome == "stored"
    stored = store.articles.get(filing.article_id)
    assert stored.article.title == "The bridge opens"
    assert stored.article.text == "The bridge opens on Monday.\n\nIt was closed for eleven months."
    assert store.articles.find_by_address(f"{story.url}?utm_source=feed") == filing.article_id
    for kind, value in [
        ("publisher", f"gazette {story.number}"),
        ("author", "MAEVE ODUYA"),
        ("tag", "bridges"),
        ("language", "en-GB"),
        ("term", "bridge"),
        ("month", "2026-03"),
    ]:
        rows = store.lists.page(kind, (value,), filters=[("publisher", (f"Gazette {story.number}",))], limit=10)
        assert [row["title"] for row in rows.items] == ["The bridge opens"], kind
    changes = [item for key, item in stack.items("CHANGES#").items() if key[1].endswith(filing.article_id)]
    assert [item["change"] for item in changes] == ["stored"]


def test_a_second_delivery_changes_nothing(stack, store, story):
    first = story.file(store, 0)
    before = stack.items()

    assert story.file(store, 0) == first
    assert stack.items() == before


def test_the_same_text_again_is_unchanged_and_extends_its_run(store, story):
    first = story.file(store, 0)

    again = story.file(store, 5)

    assert again.outcome == "unchanged"
    assert story.runs(store, first.article_id) == [("The bridge opens on Monday.", 0, 5)]
    assert store.articles.get_record(first.article_id).revisions == 1


def test_an_edit_is_a_revision_with_its_changes(store, story):
    story.file(store, 0)

    edited = story.file(store, 1, "The bridge opens on Tuesday.", "It was closed for eleven months.", "Buses return.")

    assert edited.outcome == "stored"
    newest, oldest = revisions_of(store, edited.article_id)
    assert (newest.number, oldest.number) == (2, 1)
    assert (newest.changed.edited, newest.changed.added, newest.changed.removed) == (1, 1, 0)
    assert not newest.changed.headline
    assert newest.changed.silent  # no modified date in either
    assert oldest.changed is None


def test_a_headline_that_changes_is_a_revision(store, story):
    story.file(store, 0)

    edited = story.file(store, 1, title="The bridge opens at last")

    assert edited.outcome == "stored"
    assert revisions_of(store, edited.article_id)[0].changed.headline


def test_an_older_capture_that_arrives_late_never_becomes_current(store, story):
    current = story.file(store, 5, "As it stands today.")

    late = story.file(store, 1, "As it stood at first.")

    assert late.outcome == "stored"
    assert store.articles.get(current.article_id).article.text == "As it stands today."
    assert story.runs(store, current.article_id) == [("As it stood at first.", 1, 1), ("As it stands today.", 5, 5)]


def test_a_late_capture_splits_a_run(store, story):
    for hours in (0, 1, 4, 6):
        filing = story.file(store, hours, "The same.")

    story.file(store, 2, "Another for a while.")

    assert story.runs(store, filing.article_id) == [
        ("The same.", 0, 1),
        ("Another for a while.", 2, 2),
        ("The same.", 4, 6),
    ]


def test_a_revision_is_found_by_any_of_its_captures(store, story):
    later = story.file(store, 3)
    story.file(store, 1)  # the run now begins earlier, and is named after that capture

    stored = store.articles.get_revision(later.article_id, later.revision)

    assert stored.revision != later.revision
    assert stored.article.title == "The bridge opens"


def test_a_paywalled_capture_does_not_replace_a_longer_text(store, story):
    full = story.file(store, 0, *FULL)

    cut = story.file(store, 2, *FULL[:2], access="paywalled")

    assert cut.outcome == "unchanged"
    assert store.articles.get(full.article_id).article.blocks[-1].text == FULL[-1]
    assert len(revisions_of(store, full.article_id)) == 1


def test_a_longer_text_replaces_a_paywalled_one_in_any_order(store, story):
    cut = story.file(store, 2, *FULL[:2], access="paywalled")
    assert cut.outcome == "stored"

    full = story.file(store, 0, *FULL)

    assert full.outcome == "stored"
    assert store.articles.get(full.article_id).article.blocks[-1].text == FULL[-1]
    assert len(revisions_of(store, full.article_id)) == 1


def test_a_new_extraction_of_a_capture_adds_no_revision(stack, store, story):
    story.file(store, 0)

    better = story.file(store, 0, "The bridge opens on Monday, better cut.", extraction=SECOND)

    assert better.outcome == "stored"
    (only,) = revisions_of(store, better.article_id)
    assert (only.extractor, only.captures) == (2, 1)
    assert store.articles.get(better.article_id).article.text == "The bridge opens on Monday, better cut."
    contents = [key for key in stack.items(f"ARTICLE#{better.article_id}") if key[1].startswith("CONTENT#")]
    assert len(contents) == 1


def test_an_older_extraction_that_arrives_late_replaces_nothing(store, story):
    story.file(store, 0, "Cut by the newer rules.", extraction=SECOND)

    filing = story.file(store, 0, "Cut by the older rules.")

    assert store.articles.get(filing.article_id).article.text == "Cut by the newer rules."
    assert len(revisions_of(store, filing.article_id)) == 1


def test_captures_by_different_extractors_are_not_compared_until_a_replay(store, story):
    story.file(store, 0, "Old text, old rules.")
    story.file(store, 1, "New text, new rules.", extraction=SECOND)
    filing = story.file(store, 2, "New text, new rules.", extraction=SECOND)
    assert len(revisions_of(store, filing.article_id)) == 1
    assert store.articles.get(filing.article_id).article.text == "New text, new rules."

    story.file(store, 0, "Old text, new rules.", extraction=SECOND)  # the replay

    assert story.runs(store, filing.article_id) == [("Old text, new rules.", 0, 0), ("New text, new rules.", 1, 2)]


def test_a_replay_with_another_time_is_the_same_capture(store, story):
    story.file(store, 0)
    capture = story.capture(0.5, version="v0")
    article = story.article("Cut anew.", capture=capture)

    filing = store.articles.file(article, capture, SECOND, capture.captured_at)

    assert story.runs(store, filing.article_id) == [("Cut anew.", 0, 0)]


def test_listings_follow_changed_facet_values(stack, store, story):
    filing = story.file(store, 0, tags=("Bridges", "Traffic"))

    story.file(store, 1, tags=("Bridges", "Ferries"))

    def listed(tag):
        return [row["id"] for row in store.lists.page("tag", (tag,), limit=100).items]

    assert filing.article_id in listed("Ferries")
    assert filing.article_id in listed("Bridges")
    assert filing.article_id not in listed("Traffic")
    assert "stale" not in stack.items(f"ARTICLE#{filing.article_id}")[f"ARTICLE#{filing.article_id}", "RECORD"]


def test_an_article_without_a_date_stays_on_the_day_it_was_first_seen(store, story):
    filing = story.file(store, 0, published=None)
    story.file(store, 30, published=None)

    record = store.articles.get_record(filing.article_id)
    assert (record.short["day"], record.short["dated"]) == ("2026-03-02", False)

    story.file(store, -30, published=None)  # a capture of the day before arrives late

    assert store.articles.get_record(filing.article_id).short["day"] == "2026-03-01"
    rows = store.lists.page("publisher", (f"Gazette {story.number}",)).items
    assert [row["day"] for row in rows] == ["2026-03-01"]


def test_a_live_blog_of_five_megabytes_is_kept_in_the_bucket_and_read_as_any_other(stack, store, story):
    import random

    words = [f"word{n:05d}" for n in range(20_000)]
    source = random.Random(7)
    entries = [" ".join(source.choices(words, k=90)) for _ in range(6_000)]

    filing = story.file(store, 0, *entries)

    stored = store.articles.get(filing.article_id)
    assert stored.content_key.startswith(f"content/{filing.article_id}/")
    assert len(stored.article.text) > 5_000_000
    assert stored.article.blocks[-1].text == entries[-1]
    biggest = max(len(repr(item)) for item in stack.items(f"ARTICLE#{filing.article_id}").values())
    assert biggest < 60_000


def test_hundreds_of_authors_and_tags_are_stored_but_not_all_listed(stack, store, story):
    from clippings.records import Author

    authors = tuple(Author(f"Author Number {n}") for n in range(500))
    filing = story.file(store, 0, authors=authors, tags=tuple(f"tag {n}" for n in range(3_000)), title="Long " * 20_000)

    stored = store.articles.get(filing.article_id)
    assert (len(stored.article.authors), len(stored.article.tags)) == (500, 3_000)
    rows = [item for item in stack.items("FACET#").values() if item["sk"].endswith(filing.article_id)]
    assert sum(row["pk"].startswith("FACET#author#") for row in rows) == 5
    assert sum(row["pk"].startswith("FACET#tag#") for row in rows) == 8
    assert all(len(row["pk"]) + len(row["sk"]) + len(row["s"]) + sum(map(len, row["f"])) < 1024 for row in rows)


def test_text_with_lone_surrogates_is_filed(store, story):
    filing = story.file(store, 0, "Zürich, Łódź, 東京の橋", tags=("東京の橋が開通しました",), section="Ťažké # časy")

    assert store.articles.get(filing.article_id).article.text == "Zürich, Łódź, 東京の橋"
    assert [row["id"] for row in store.lists.page("section", ("ťažké # ČASY",)).items] == [filing.article_id]


def test_a_filled_table_can_get_more_shards(stack, make_story):
    one, four = stack.wiring(), stack.wiring(shards=4)
    stories = [make_story() for _ in range(8)]
    filed = {story.file(one, 0).article_id for story in stories}

    def listed(kind, value):
        rows = four.lists.page(kind, (value,), limit=500).items
        return sorted(row["id"] for row in rows if row["id"] in filed)

    assert listed("language", "en") == sorted(filed)
    for story in stories[:6]:
        story.file(four, 1, "Edited.", tags=("Moved",), now=NOW + timedelta(seconds=1))
    assert listed("language", "en") == sorted(filed)
    assert listed("month", "2026-03") == sorted(filed)
    told = [
        each["change"]
        for each in four.changes.page(limit=1_000, now=NOW + timedelta(hours=1)).items
        if each["id"] in filed
    ]
    assert sorted(told) == ["revised"] * 6 + ["stored"] * 8
