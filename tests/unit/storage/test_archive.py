"""Contents and captures of articles: small ones in the table, big ones in the bucket, each found by its name."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from typing import Any

import pytest
from tests.unit.storage.conftest import MakeSighting, to_enriched

from clippings.errors import Conflict, UnreadableRecord
from clippings.storage import Wiring, captures, contents
from clippings.storage.archive import Archive

ARTICLE = to_enriched()


def big_article() -> Any:
    """An article whose text no compression makes small."""
    letters = random.Random(5).choices(string.ascii_letters, k=600_000)
    return to_enriched(*("".join(letters[i : i + 1_000]) for i in range(0, len(letters), 1_000)))


def objects(store: Wiring) -> list[str]:
    return [key for key, _ in store.parsed.versions("content/")]


def test_a_content_is_read_as_it_was_stored(store: Wiring) -> None:
    store.archive.store("a", "one", ARTICLE)
    assert store.archive.load("a", "one") == ARTICLE


def test_a_content_that_is_too_big_for_an_item_lies_in_the_bucket_and_is_read_as_any_other(store: Wiring) -> None:
    article = big_article()
    store.archive.store("a", "one", article)
    loaded, key = store.archive.load_with_key("a", "one")
    assert loaded == article
    assert [key] == objects(store)
    assert str(key).startswith("content/a/one/")


def test_a_small_content_has_no_key_in_the_bucket(store: Wiring) -> None:
    store.archive.store("a", "one", ARTICLE)
    assert store.archive.load_with_key("a", "one")[1] is None
    assert objects(store) == []


@pytest.mark.parametrize(("spare", "in_bucket"), [(0, 0), (-1, 1)])
def test_the_limit_itself_still_fits_the_table(
    store: Wiring, monkeypatch: pytest.MonkeyPatch, spare: int, in_bucket: int
) -> None:
    monkeypatch.setattr(contents, "MAX_INLINE", len(contents.pack(ARTICLE)) + spare)
    store.archive.store("a", "one", ARTICLE)
    assert len(objects(store)) == in_bucket


def test_a_content_that_compresses_well_but_is_too_long_to_be_answered_lies_in_the_bucket(store: Wiring) -> None:
    """The API answers the address of its object: as an answer of a function it would not arrive."""
    article = replace(ARTICLE, blocks=ARTICLE.blocks[:1] * 20_000)
    assert len(contents.pack(article)) < contents.MAX_INLINE
    store.archive.store("a", "one", article)
    loaded, key = store.archive.load_with_key("a", "one")
    assert (loaded, [key]) == (article, objects(store))


def test_two_writers_of_one_big_content_never_touch_the_same_object(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MAX_INLINE", 0)
    for _ in range(2):
        store.archive.store("a", "one", ARTICLE)
    assert len(set(objects(store))) == 2
    assert store.archive.load_with_key("a", "one")[1] in objects(store)


def test_a_content_that_was_replaced_meanwhile_is_a_conflict(store: Wiring) -> None:
    with pytest.raises(Conflict, match="replaced"):
        store.archive.load("a", "never")


def test_a_content_whose_object_is_gone_is_unreadable_and_names_it(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading again cannot help: no conflict."""
    monkeypatch.setattr(contents, "MAX_INLINE", 0)
    store.archive.store("a", "one", ARTICLE)
    ((key, version),) = store.parsed.versions("content/")
    store.parsed.delete(key, version)
    with pytest.raises(UnreadableRecord, match=key):
        store.archive.load("a", "one")


class Lagging:
    """A table whose eventually consistent reads do not see the last write."""

    def __init__(self, item: dict[str, Any]) -> None:
        self.item = item

    def get(self, _pk: str, _sk: str, *, consistent: bool = False) -> dict[str, Any] | None:
        return self.item if consistent else None


def test_a_content_that_was_written_a_moment_ago_is_found() -> None:
    archive = Archive(Lagging({"packed": contents.pack(ARTICLE)}), None)  # type: ignore[arg-type]
    assert archive.load("a", "one") == ARTICLE


def test_what_a_write_depends_on_is_read_as_it_stands(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A capture that was overlooked would be missing in the history that is written, and a content in the copy."""
    query, seen = store.table.query, list[bool]()

    def note(*given: Any, **named: Any) -> Any:
        seen.append(named["consistent"])
        return query(*given, **named)

    monkeypatch.setattr(store.table, "query", note)
    list(store.archive.capture_records("a"))
    store.archive.copy_contents("a", "b")
    assert seen == [True, True]


def test_sightings_are_the_captures_of_one_article_in_order_and_nothing_else(
    store: Wiring, make_sighting: MakeSighting
) -> None:
    mine = [make_sighting(hours, "AB", id=f"at-{hours}") for hours in (3, 1, 2)]
    for each in mine:
        store.table.put(captures.to_item("ARTICLE#a", each))
    store.table.put(captures.to_item("ARTICLE#b", make_sighting(9, "X")))
    store.table.put({"pk": "ARTICLE#a", "sk": "RECORD", "id": "a"})
    store.archive.store("a", "one", ARTICLE)
    assert list(store.archive.capture_records("a")) == sorted(mine, key=lambda each: each.id)


def test_contents_are_copied_and_big_ones_shared(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(ARTICLE, title="Another text")
    store.archive.store("a", "small", ARTICLE)
    monkeypatch.setattr(contents, "MAX_INLINE", 0)
    store.archive.store("a", "big", other)
    store.archive.copy_contents("a", "b")
    assert store.archive.load("b", "small") == store.archive.load("a", "small") == ARTICLE
    assert store.archive.load_with_key("b", "big") == store.archive.load_with_key("a", "big")
    assert len(objects(store)) == 1


def test_nothing_but_contents_is_copied(store: Wiring, make_sighting: MakeSighting) -> None:
    store.table.put(captures.to_item("ARTICLE#a", make_sighting(0, "A")))
    store.table.put({"pk": "ARTICLE#a", "sk": "RECORD", "id": "a"})
    store.archive.copy_contents("a", "b")
    assert list(store.table.query_all("ARTICLE#b")) == []
