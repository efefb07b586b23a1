"""Which article a page is: which of its addresses is trusted, and which is kept as a claim."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from clippings.article import ParsedArticle
from clippings.enrichment.identity import (
    MAX_ADDRESSES,
    address_hash,
    claimed_id,
    identify,
)
from clippings.records import Capture

MakeArticle = Callable[..., ParsedArticle]

STORY = "https://example.com/2026/harbour-tunnel-opens"


def by_hand(text: str) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode().lower()[:26]


def test_the_id_is_26_base32_characters_of_the_canonical_addresss_hash(make_article: MakeArticle) -> None:
    article = make_article("x", canonical_url="http://www.example.com/2026/harbour-tunnel-opens/?utm_source=x")
    assert identify(article, None).id == by_hand(STORY)
    assert address_hash(STORY) == by_hand(STORY)


def test_without_an_address_the_id_comes_from_bucket_and_key(make_article: MakeArticle, capture: Capture) -> None:
    assert identify(make_article("x"), capture).id == by_hand("inbox/pages/one.html")


def test_without_address_and_capture_equal_texts_share_an_id(make_article: MakeArticle) -> None:
    assert identify(make_article("x"), None).id == identify(make_article("x"), None).id
    assert identify(make_article("x"), None).id != identify(make_article("y"), None).id


def test_the_address_in_the_metadata_is_used(make_article: MakeArticle, capture: Capture) -> None:
    assert identify(make_article("x"), replace(capture, source_url=STORY)).id == by_hand(STORY)


def test_a_page_cannot_claim_the_address_of_another_publisher(make_article: MakeArticle) -> None:
    identity = identify(make_article("x", url="https://copy.example.net/a", canonical_url=STORY), None)
    assert identity.address == "https://copy.example.net/a"
    assert [(claim.address, claim.why) for claim in identity.claims] == [(STORY, "other-publisher")]
    assert STORY not in identity.addresses


DECLARED = {
    "canonical": {"canonical_url": STORY},
    "another of its own addresses": {"addresses": (STORY,)},
    "the address it was saved from": {"url": STORY, "canonical_url": STORY},
}


@pytest.mark.parametrize("how", DECLARED)
def test_uploads_without_address_have_separate_ids(how: str, make_article: MakeArticle, capture: Capture) -> None:
    foreign = identify(make_article("x", **DECLARED[how]), replace(capture, source_url=None))
    established = identify(make_article("y", canonical_url=STORY), replace(capture, source_url=STORY))
    assert foreign.id == claimed_id(STORY) != established.id == by_hand(STORY)
    assert (foreign.established, established.established) == (False, True)
    assert (STORY, "no-url") in [(claim.address, claim.why) for claim in foreign.claims]


def test_the_id_depends_only_on_the_capture(make_article: MakeArticle, capture: Capture) -> None:
    """So captures may come in any order: a canonical address that comes or goes names another article."""
    at = replace(capture, source_url="https://example.com/p/1")
    plain = make_article("x", url=at.source_url, canonical_url=at.source_url)
    assert identify(plain, at).id == by_hand("https://example.com/p/1")
    assert identify(make_article("x", url=at.source_url, canonical_url=STORY), at).id == by_hand(STORY)


def test_users_of_a_platform_cannot_claim_each_others_addresses(make_article: MakeArticle, capture: Capture) -> None:
    for theirs, mine in (
        ("https://victim.substack.com/p/story-1", "https://evil.substack.com/p/story-1"),
        ("https://victim.wordpress.com/2026/story-1", "https://evil.wordpress.com/2026/story-1"),
        ("https://medium.com/@victim/story-1", "https://medium.com/@evil/story-1"),
    ):
        identity = identify(make_article("x", canonical_url=theirs), replace(capture, source_url=mine))
        assert identity.address == mine
        assert theirs not in identity.addresses


def test_a_subdomain_is_the_same_publisher(make_article: MakeArticle) -> None:
    article = make_article("x", url="https://amp-news.example.com/a-story-1", canonical_url=STORY)
    assert identify(article, None).address == STORY


MISTAKES = {
    "home-page": ("https://example.com/", "https://example.com/politics/mayor-resigns-88123", "Mayor resigns"),
    "section-page": (
        "https://example.com/politics",
        "https://example.com/politics/mayor-resigns-88123",
        "Mayor resigns",
    ),
    "system-page": ("https://example.com/login?next=1", "https://example.com/politics/mayor-resigns", "Mayor resigns"),
    "another-article": (
        "https://example.com/2024/storm-floods-harbour",
        "https://example.com/2026/mayor-resigns-after-vote",
        "Mayor resigns after lost vote",
    ),
}


@pytest.mark.parametrize("why", MISTAKES)
def test_mistaken_canonical_addresses_become_claims(why: str, make_article: MakeArticle) -> None:
    canonical, url, title = MISTAKES[why]
    identity = identify(make_article("x", url=url, canonical_url=canonical, title=title), None)
    assert identity.address == url
    assert [claim.why for claim in identity.claims] == [why]


def test_two_articles_that_declare_one_home_page_are_not_merged(make_article: MakeArticle, capture: Capture) -> None:
    home = "https://example.com/"
    one = make_article("x", url="https://example.com/a-1", canonical_url=home)
    two = make_article("y", url="https://example.com/b-2", canonical_url=home)
    assert identify(one, capture).id != identify(two, capture).id


def test_two_uploads_without_address_that_declare_one_home_page_are_not_merged(
    make_article: MakeArticle, capture: Capture
) -> None:
    home = make_article("x", canonical_url="https://example.com/")
    assert identify(home, capture).id != identify(home, replace(capture, key="pages/two.html")).id


BELIEVED = {
    "the page is the home page": ("https://example.com/", "https://www.example.com/", "An essay"),
    "the number without the slug": (
        "https://example.com/story/88123",
        "https://example.com/story/88123/a-slug",
        "A slug",
    ),
    "the first page of several": ("https://example.com/long-read", "https://example.com/long-read/2", "Long read"),
    "one number, two slugs": (
        "https://example.com/88123-storm-floods-harbour",
        "https://example.com/88123-mayor-resigns-after-vote",
        "Mayor resigns after vote",
    ),
    "a new slug with words of the old": (
        "https://example.com/mayor-steps-down-after-vote",
        "https://example.com/mayor-resigns-after-vote",
        "Mayor resigns after vote",
    ),
    "a title in another script": (
        "https://example.com/kotei-url-nan-ka",
        "https://example.com/betsu-no-url-desu",
        "港のトンネルが開通",
    ),
}


@pytest.mark.parametrize("case", BELIEVED)
def test_plausible_canonical_addresses_are_used(case: str, make_article: MakeArticle) -> None:
    canonical, url, title = BELIEVED[case]
    identity = identify(make_article("x", url=url, canonical_url=canonical, title=title), None)
    assert identity.address == canonical
    assert not identity.claims


def test_all_variants_are_addresses_with_the_own_first(make_article: MakeArticle) -> None:
    article = make_article(
        "x",
        url="https://example.com/?p=88123",
        canonical_url=STORY,
        addresses=(f"{STORY}/amp", "https://example.com/s/88123", "https://short.example.net/x"),
    )
    found = identify(article, None).addresses
    assert list(found) == [STORY, "https://example.com/?p=88123", "https://example.com/s/88123"]


def test_the_number_of_addresses_is_limited(make_article: MakeArticle) -> None:
    article = make_article("x", canonical_url=STORY, addresses=tuple(f"{STORY}-{n}" for n in range(1000)))
    assert len(identify(article, None).addresses) == MAX_ADDRESSES


@pytest.mark.parametrize("canonical", ["", "not an address", "javascript:void(0)", "https://[::1", "/relative"])
def test_invalid_canonical_addresses_are_ignored(canonical: str, make_article: MakeArticle) -> None:
    identity = identify(make_article("x", url=STORY, canonical_url=canonical), None)
    assert identity.address == STORY
