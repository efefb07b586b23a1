"""Contents and captures of articles: small ones in the table, big ones in the bucket, each found by its name."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests.unit.storage.conftest import MakeSighting, to_enriched

from clippings.errors import Conflict, UnreadableRecord
from clippings.storage import Wiring, captures, contents
from clippings.storage.archive import Archive
from clippings.storage.provenance import with_provenance

ARTICLE = to_enriched()


def big_article() -> Any:
    """An article whose text no compression makes small."""
    letters = random.Random(5).choices(string.ascii_letters, k=600_000)
    return to_enriched(*("".join(letters[i : i + 1_000]) for i in range(0, len(letters), 1_000)))


def put(store: Wiring, article: Any = ARTICLE, name: str = "one", capture: str = "a1") -> None:
    """Store a content of the article ``a``, as the transaction of a filing does."""
    store.table.put(store.archive.make_content("a", f"{name}-1.1", capture, article))


def objects(store: Wiring) -> list[str]:
    return [key for key, _ in store.parsed.versions("content/")]


def test_a_content_is_read_as_it_was_stored(store: Wiring) -> None:
    put(store)
    assert store.archive.load("a", "one-1.1") == ARTICLE


def test_a_content_too_large_for_an_item_is_stored_in_the_bucket(store: Wiring) -> None:
    article = big_article()
    put(store, article)
    loaded, key = store.archive.load_with_key("a", "one-1.1")
    assert loaded == article
    assert [key] == objects(store)
    assert str(key).startswith("content/a/one-1.1/")


def test_a_small_content_has_no_key_in_the_bucket(store: Wiring) -> None:
    put(store)
    assert store.archive.load_with_key("a", "one-1.1")[1] is None
    assert objects(store) == []


@pytest.mark.parametrize(("spare", "in_bucket"), [(0, 0), (-1, 1)])
def test_a_content_of_exactly_the_limit_is_stored_in_the_table(
    store: Wiring, monkeypatch: pytest.MonkeyPatch, spare: int, in_bucket: int
) -> None:
    monkeypatch.setattr(contents, "MAX_INLINE", len(contents.pack(ARTICLE)) + spare)
    put(store)
    assert len(objects(store)) == in_bucket


def test_a_content_too_long_for_an_answer_is_stored_in_the_bucket(store: Wiring) -> None:
    """The API answers the address of its object: as an answer of a function it would not arrive."""
    article = replace(ARTICLE, blocks=ARTICLE.blocks[:1] * 20_000)
    assert len(contents.pack(article)) < contents.MAX_INLINE
    put(store, article)
    loaded, key = store.archive.load_with_key("a", "one-1.1")
    assert (loaded, [key]) == (article, objects(store))


def test_a_capture_delivered_twice_overwrites_only_its_own_object(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MAX_INLINE", 0)
    for capture in ("a1", "a1", "b2"):
        put(store, capture=capture)
    assert sorted(set(objects(store))) == ["content/a/one-1.1/a1.json.gz", "content/a/one-1.1/b2.json.gz"]
    assert store.archive.load_with_key("a", "one-1.1")[1] == "content/a/one-1.1/b2.json.gz"


def test_unreferenced_objects_of_finished_captures_are_deleted(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of a capture which is not kept yet may belong to a delivery under way."""
    monkeypatch.setattr(contents, "MAX_INLINE", 0)
    for capture in ("underway", "settled", "used"):
        put(store, capture=capture)
    store.archive.sweep("a", {"settled", "used"})
    assert sorted(objects(store)) == ["content/a/one-1.1/underway.json.gz", "content/a/one-1.1/used.json.gz"]
    store.archive.sweep("a", None)
    assert objects(store) == ["content/a/one-1.1/used.json.gz"]


def test_a_missing_object_is_gone_without_permission_to_list(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 answers AccessDenied for a missing object where the role has no right to list the bucket."""
    monkeypatch.setattr(contents, "MAX_INLINE", 0)
    put(store)
    get, held = store.table.get, [store.table.get("ARTICLE#a", "CONTENT#one-1.1")]

    def denied(_key: str) -> bytes:
        store.table.delete(("ARTICLE#a", "CONTENT#one-1.1"))
        raise ClientError({"Error": {"Code": "AccessDenied"}}, "GetObject")

    monkeypatch.setattr(store.parsed, "get", denied)
    with pytest.raises(Conflict, match="replaced"):
        store.archive.load("a", "one-1.1")
    assert held != [get("ARTICLE#a", "CONTENT#one-1.1")]


def test_replacing_a_content_meanwhile_is_a_conflict(store: Wiring) -> None:
    with pytest.raises(Conflict, match="replaced"):
        store.archive.load("a", "never")


def test_a_content_whose_object_is_missing_is_unreadable_and_names_the_object(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading again cannot help: no conflict."""
    monkeypatch.setattr(contents, "MAX_INLINE", 0)
    put(store)
    ((key, version),) = store.parsed.versions("content/")
    store.parsed.delete(key, version)
    with pytest.raises(UnreadableRecord, match=key):
        store.archive.load("a", "one-1.1")


class Lagging:
    """A table whose eventually consistent reads do not see the last write."""

    def __init__(self, item: dict[str, Any]) -> None:
        self.item = item

    def get(self, _pk: str, _sk: str, *, consistent: bool = False) -> dict[str, Any] | None:
        return self.item if consistent else None


def test_a_content_that_was_just_written_is_found() -> None:
    archive = Archive(Lagging({"packed": contents.pack(ARTICLE)}), None)  # type: ignore[arg-type]
    assert archive.load("a", "one-1.1") == ARTICLE


def test_reads_before_writes_are_consistent(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A capture that was overlooked would be missing in the history that is written."""
    query, seen = store.table.query, list[bool]()

    def note(*given: Any, **named: Any) -> Any:
        seen.append(named["consistent"])
        return query(*given, **named)

    monkeypatch.setattr(store.table, "query", note)
    list(store.archive.capture_records("a"))
    assert seen == [True]


def test_a_separately_stored_provenance_is_read_by_content_and_hash(store: Wiring) -> None:
    store.table.put(store.archive.make_provenance("a", "one-1.1", "0f", ARTICLE))
    packed = store.archive.load_provenance("a", "one-1.1", "0f")
    assert with_provenance(replace(ARTICLE, article_score=0.1), packed) == ARTICLE
    with pytest.raises(Conflict):
        store.archive.load_provenance("a", "one-1.1", "1f")


def test_planning_reads_contents_consistently(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under one name the provenance may have changed a moment ago."""
    put(store)
    asked: list[bool] = []
    get = store.table.get
    monkeypatch.setattr(store.table, "get", lambda *key, consistent: asked.append(consistent) or get(*key))
    store.archive.load("a", "one-1.1", consistent=True)
    assert asked == [True]


def test_only_captures_of_the_article_are_returned_in_order(store: Wiring, make_sighting: MakeSighting) -> None:
    mine = [make_sighting(hours, "AB", id=f"at-{hours}") for hours in (3, 1, 2)]
    for each in mine:
        store.table.put(captures.to_item("ARTICLE#a", each))
    store.table.put(captures.to_item("ARTICLE#b", make_sighting(9, "X")))
    store.table.put({"pk": "ARTICLE#a", "sk": "RECORD", "id": "a"})
    put(store)
    assert list(store.archive.capture_records("a")) == sorted(mine, key=lambda each: each.id)
