"""Which article a page belongs to: by any of its addresses, by what it was before, and by what was taken down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.storage.conftest import URL, to_article, to_capture

from clippings.enrichment.identity import short_hash
from clippings.records import Capture
from clippings.storage import Wiring
from clippings.storage.placement import Placement, address_key, find_placement, record_key
from clippings.storage.withdrawn_texts import MARKER

AMP = f"{URL}/amp-copy-of-it"
CANONICAL = f"{URL}-whole"
KEY = "saved/one.html"
BY_KEY = short_hash(f"inbox/{KEY}")
BY_URL = short_hash(URL)
NAMELESS = replace(to_capture(key=KEY), source_url=None)


def own(store: Wiring, url: str, article_id: str) -> None:
    """Let *url* lead to an article."""
    pk, sk = address_key(url)
    store.table.put({"pk": pk, "sk": sk, "id": article_id, "url": url})


def record(store: Wiring, article_id: str, *, provisional: bool = True, **more: Any) -> None:
    pk, sk = record_key(article_id)
    store.table.put({"pk": pk, "sk": sk, "id": article_id, "provisional": provisional, "version": 1} | more)


def find(store: Wiring, capture: Capture | None = None, **fields: Any) -> Placement:
    return find_placement(store.table, to_article(**fields), capture or to_capture(key=KEY), consistent=True)


def test_a_page_whose_addresses_nobody_owns_is_a_new_article_named_after_its_canonical_address(store: Wiring) -> None:
    place = find(store, canonical_url=CANONICAL, addresses=(AMP,))
    assert (place.id, place.address) == (short_hash(CANONICAL), CANONICAL)
    assert set(place.unowned) == {CANONICAL, URL, AMP}
    assert not place.provisional
    assert place.moving == {}


@pytest.mark.parametrize(
    "spelling",
    [
        f"{URL}?utm_source=feed",
        f"{URL}/",
        f"{URL}#comments",
        URL.replace("https://", "http://"),
        URL.replace("news.example", "www.news.example"),
        URL.replace("news.example", "NEWS.EXAMPLE:443"),
        f"{URL}?utm_medium=a&fbclid=b",
    ],
)
def test_a_page_is_the_article_that_owns_its_address_in_whatever_spelling(store: Wiring, spelling: str) -> None:
    own(store, URL, "theirs")
    place = find(store, url=spelling, canonical_url=spelling)
    assert (place.id, place.unowned) == ("theirs", ())


def test_the_owner_of_the_canonical_address_decides_and_not_that_of_another_variant(store: Wiring) -> None:
    own(store, CANONICAL, "the-owner")
    own(store, AMP, "somebody-else")
    place = find(store, canonical_url=CANONICAL, addresses=(AMP,))
    assert place.id == "the-owner"


def test_an_address_that_another_article_owns_stays_with_it(store: Wiring) -> None:
    """The first writer of an address owns it."""
    own(store, AMP, "first-writer")
    place = find(store, canonical_url=CANONICAL, addresses=(AMP,))
    assert AMP not in place.unowned
    assert place.id != "first-writer"


def test_a_page_without_any_address_is_named_after_its_object_and_owns_none(store: Wiring) -> None:
    place = find(store, NAMELESS, url=None, canonical_url=None)
    assert (place.id, place.address, place.unowned, place.provisional) == (BY_KEY, None, (), True)


def test_a_page_that_declares_no_canonical_address_is_known_by_where_it_came_from_for_the_time_being(
    store: Wiring,
) -> None:
    place = find(store, canonical_url=None)
    assert (place.id, place.address, place.provisional) == (BY_URL, URL, True)


def test_a_canonical_address_of_another_publisher_is_not_believed(store: Wiring) -> None:
    """No page may pass for another publisher's."""
    own(store, "https://bigpaper.example.org/scoop", "big-paper")
    place = find(store, canonical_url="https://bigpaper.example.org/scoop")
    assert (place.id, place.provisional) == (BY_URL, True)


@pytest.mark.parametrize(("earlier", "capture"), [(BY_URL, to_capture(key="other.html")), (BY_KEY, None)])
def test_an_article_that_gains_a_canonical_address_keeps_the_id_that_it_had(
    store: Wiring, earlier: str, capture: Capture | None
) -> None:
    record(store, earlier)
    place = find(store, capture, canonical_url=CANONICAL)
    assert (place.id, place.provisional, place.moving) == (earlier, False, {})
    assert CANONICAL in place.unowned


def test_where_the_canonical_address_has_an_owner_the_older_article_moves_to_it_with_its_addresses(
    store: Wiring,
) -> None:
    own(store, CANONICAL, "the-owner")
    own(store, URL, BY_URL)
    record(store, BY_URL)
    place = find(store, canonical_url=CANONICAL)
    assert place.id == "the-owner"
    assert list(place.moving) == [BY_URL]
    assert place.unowned == (URL,)


def test_a_page_that_was_filed_by_its_key_and_by_its_address_moves_from_both(store: Wiring) -> None:
    own(store, CANONICAL, "the-owner")
    record(store, BY_URL)
    record(store, BY_KEY)
    assert set(find(store, canonical_url=CANONICAL).moving) == {BY_URL, BY_KEY}


def test_of_two_older_articles_without_an_owner_one_keeps_its_id_and_the_other_moves_to_it(store: Wiring) -> None:
    record(store, BY_URL)
    record(store, BY_KEY)
    place = find(store, canonical_url=CANONICAL)
    assert {place.id, *place.moving} == {BY_URL, BY_KEY}


@pytest.mark.parametrize(
    "state",
    [{"provisional": False}, {"moved_to": "elsewhere"}],
    ids=["has a canonical address of its own", "moved already"],
)
def test_an_older_article_that_is_another_by_now_stays_where_it_is(store: Wiring, state: dict[str, Any]) -> None:
    """The object's key was used for another page, or the article has moved: it is not taken in a second time."""
    own(store, CANONICAL, "the-owner")
    record(store, BY_KEY, **state)
    assert find(store, canonical_url=CANONICAL).moving == {}


def test_an_article_is_not_moved_into_itself(store: Wiring) -> None:
    own(store, CANONICAL, BY_KEY)
    record(store, BY_KEY)
    place = find(store, canonical_url=CANONICAL)
    assert (place.id, place.moving) == (BY_KEY, {})


GONE = {"withdrawn_at": "2026-03-09T12:00:00.000000Z"}


def test_a_page_that_was_taken_down_before_it_had_a_canonical_address_is_still_that_one(store: Wiring) -> None:
    record(store, BY_KEY, **GONE)
    assert find(store, canonical_url=CANONICAL).id == BY_KEY


def test_a_page_one_of_whose_variants_leads_to_a_withdrawn_article_is_that_one(store: Wiring) -> None:
    own(store, AMP, "withdrawn")
    record(store, "withdrawn", provisional=False, **GONE)
    assert find(store, canonical_url=CANONICAL, addresses=(AMP,)).id == "withdrawn"


def test_a_page_under_a_key_that_a_withdrawn_article_with_an_address_once_had_is_another(store: Wiring) -> None:
    """A crawler that writes ``front.html`` every day is not refused for one article that was taken down."""
    record(store, BY_KEY, provisional=False, **GONE)
    assert find(store, canonical_url=CANONICAL).id == short_hash(CANONICAL)


def test_a_withdrawn_variant_takes_no_article_that_has_an_owner_with_it(store: Wiring) -> None:
    own(store, CANONICAL, "the-owner")
    own(store, AMP, "withdrawn")
    record(store, "withdrawn", **GONE)
    assert find(store, canonical_url=CANONICAL, addresses=(AMP,)).id == "the-owner"


def test_whether_texts_were_taken_down_is_told_with_the_place(store: Wiring) -> None:
    assert not find(store).texts_withdrawn
    store.table.put(dict(zip(("pk", "sk"), MARKER, strict=True)))
    assert find(store).texts_withdrawn


def test_a_place_is_found_in_one_read_where_nothing_was_taken_down(
    store: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its two addresses, what it may have been under its key, and the mark of texts that were taken down."""
    get_many, reads = store.table.get_many, list[tuple[set[Any], bool]]()

    def note(keys: Any, *, consistent: bool = False) -> Any:
        asked = set(keys)
        reads.append((asked, consistent))
        return get_many(asked, consistent=consistent)

    monkeypatch.setattr(store.table, "get_many", note)
    find_placement(store.table, to_article(addresses=(AMP,)), to_capture(key=KEY), consistent=False)
    assert reads == [({address_key(URL), address_key(AMP), record_key(BY_KEY), MARKER}, False)]
