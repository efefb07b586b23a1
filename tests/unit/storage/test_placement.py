"""Which article a page belongs to, which addresses lead to it, and which articles were withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.storage.conftest import URL, file, to_article, to_capture

from clippings.enrichment.identity import claimed_id, short_hash
from clippings.records import Capture
from clippings.storage import Wiring
from clippings.storage.article_record import record_key
from clippings.storage.placement import Placement, address_key, claim_addresses, find_placement, page_key
from clippings.storage.withdrawn_texts import MARKER

AMP = f"{URL}/amp-copy-of-it"
CANONICAL = f"{URL}-whole"
KEY = "saved/one.html"
NAMELESS = replace(to_capture(key=KEY), source_url=None)


def find(store: Wiring, capture: Capture | None = None, **fields: Any) -> Placement:
    return find_placement(store.table, to_article(**fields), capture or to_capture(key=KEY))


def claimed(store: Wiring, capture_id: str = "20260302T060000.000000Z-a", **fields: Any) -> set[str]:
    """Return the keys of the addresses that a capture would claim."""
    writes = claim_addresses(find(store, **fields), capture_id)
    return {write.put["pk"] for write in writes if write.put}


def lead(store: Wiring, url: str, article_id: str, by: str) -> None:
    """Let *url* lead to an article by a claim of this strength."""
    pk, sk = address_key(url)
    store.table.put({"pk": pk, "sk": sk, "id": article_id, "by": by})


def test_the_id_of_a_new_article_follows_from_its_canonical_address_and_it_claims_all_variants(store: Wiring) -> None:
    placement = find(store, canonical_url=CANONICAL, addresses=(AMP,))
    assert (placement.id, placement.record) == (short_hash(CANONICAL), None)
    assert claimed(store, canonical_url=CANONICAL, addresses=(AMP,)) == {
        address_key(each)[0] for each in (CANONICAL, URL, AMP)
    }


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
def test_every_spelling_of_an_address_leads_to_one_article(store: Wiring, spelling: str) -> None:
    capture = replace(to_capture(key=KEY), source_url=spelling)
    assert find(store, capture, url=spelling, canonical_url=spelling).id == short_hash(URL)


@pytest.mark.parametrize("source", [None, "not an address"])
def test_an_upload_without_address_is_a_separate_article_from_the_one_at_its_claimed_address(
    store: Wiring, source: str | None
) -> None:
    file(store)
    placement = find(store, replace(NAMELESS, source_url=source), url=None)
    assert placement.id == claimed_id(URL) != short_hash(URL)
    assert placement.record is None


def test_an_upload_without_address_takes_no_address_from_another_article(store: Wiring) -> None:
    claiming = find(store, NAMELESS, url=None)
    for write in claim_addresses(claiming, "20250101T000000.000000Z-a"):
        store.table.transact([write])
    established = file(store)
    assert store.articles.find_by_address(URL) == established.article_id
    assert claim_addresses(find(store, NAMELESS, url=None), "20240101T000000.000000Z-a") == []


def test_a_variant_belongs_to_the_article_with_the_earlier_capture(store: Wiring) -> None:
    lead(store, AMP, "theirs", "01#20260302T070000.000000Z-b")
    assert address_key(AMP)[0] in claimed(store, "20260302T060000.000000Z-a", addresses=(AMP,))
    assert address_key(AMP)[0] not in claimed(store, "20260302T080000.000000Z-a", addresses=(AMP,))


def test_the_own_address_of_an_article_outweighs_earlier_claims(store: Wiring) -> None:
    lead(store, URL, "theirs", "01#20200101T000000.000000Z-b")
    assert claimed(store) == {address_key(URL)[0]}


def test_a_claim_is_rewritten_when_the_time_of_its_upload_changes(store: Wiring) -> None:
    lead(store, URL, short_hash(URL), "00#20260302T060000.000000Z-a")
    assert claimed(store, "20260302T060000.500000Z-a") == {address_key(URL)[0]}
    assert claimed(store, "20260302T060000.500000Z-other") == set()


@pytest.mark.parametrize(
    "again",
    [
        f"{URL}/print",
        URL.upper().replace("HTTPS", "https"),
        f"{URL};v=1",
        URL.replace("news.example", "news.example:8443"),
        f"{URL}.html",
        f"{URL}?print=all",
        URL.replace("/2026", "/amp/2026"),
    ],
)
def test_every_variant_of_a_withdrawn_page_is_withdrawn(store: Wiring, again: str) -> None:
    pk, sk = page_key(URL)
    store.table.put({"pk": pk, "sk": sk, "id": "withdrawn"})
    placement = find(store, replace(to_capture(), source_url=again), url=again, canonical_url=again)
    assert placement.withdrawn_page == "withdrawn"


@pytest.mark.parametrize("other", [f"{URL}-again", f"{URL}?page=2", URL.replace("news.example", "sports.example")])
def test_other_pages_are_not_withdrawn(store: Wiring, other: str) -> None:
    pk, sk = page_key(URL)
    store.table.put({"pk": pk, "sk": sk, "id": "withdrawn"})
    placement = find(store, replace(to_capture(), source_url=other), url=other, canonical_url=other)
    assert placement.withdrawn_page is None


def test_a_placement_states_whether_texts_were_withdrawn(store: Wiring) -> None:
    assert not find(store).texts_withdrawn
    store.table.put(dict(zip(("pk", "sk"), MARKER, strict=True)))
    assert find(store).texts_withdrawn


def test_a_placement_is_found_in_one_consistent_read(store: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its record, its two addresses, whether its page was withdrawn, and whether any text was."""
    get_many, reads = store.table.get_many, list[tuple[set[Any], bool]]()

    def note(keys: Any, *, consistent: bool = False) -> Any:
        asked = set(keys)
        reads.append((asked, consistent))
        return get_many(asked, consistent=consistent)

    monkeypatch.setattr(store.table, "get_many", note)
    find_placement(store.table, to_article(addresses=(AMP,)), to_capture(key=KEY))
    wanted = {record_key(short_hash(URL)), address_key(URL), address_key(AMP), page_key(URL), MARKER}
    assert reads == [(wanted, True)]
