"""One normalized form for every variant of an address, and none for a text that is not an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clippings.enrichment.address import (
    Address,
    find_address,
    normalise_address,
    page_name,
    registrable_domain,
)
from clippings.errors import InvalidRequest

STORY = "https://example.com/2026/a-story"

SAME_STORY = {
    "itself": STORY,
    "plain http": "http://example.com/2026/a-story",
    "upper-case scheme and host": "HTTPS://Example.COM/2026/a-story",
    "www": "https://www.example.com/2026/a-story",
    "the default port": "https://example.com:443/2026/a-story",
    "the default port of http": "http://example.com:80/2026/a-story",
    "a trailing slash": "https://example.com/2026/a-story/",
    "a trailing dot of the host": "https://example.com./2026/a-story",
    "a fragment": "https://example.com/2026/a-story#comments",
    "an empty query": "https://example.com/2026/a-story?",
    "tracking of campaigns": "https://example.com/2026/a-story?utm_source=feed&utm_medium=rss",
    "click identifiers": "https://example.com/2026/a-story?fbclid=abc&gclid=def&msclkid=x",
    "a mobile host": "https://m.example.com/2026/a-story",
    "an AMP host": "https://amp.example.com/2026/a-story",
    "an AMP path in front": "https://example.com/amp/2026/a-story",
    "an AMP path behind": "https://example.com/2026/a-story/amp/",
    "an AMP ending": "https://example.com/2026/a-story.amp",
    "an AMP parameter": "https://example.com/2026/a-story?amp=1",
    "a bare AMP parameter": "https://example.com/2026/a-story?amp",
    "an AMP cache": "https://example-com.cdn.ampproject.org/c/s/example.com/2026/a-story?amp=1",
    "an AMP viewer": "https://www.google.com/amp/s/www.example.com/2026/a-story",
    "an index file": "https://example.com/2026/a-story/index.html",
    "a server page's default": "https://example.com/2026/a-story/default.aspx",
    "dot segments": "https://example.com/2026/../2026/./a-story",
    "doubled slashes": "https://example.com//2026//a-story",
    "escaped unreserved characters": "https://example.com/2026/%61-st%6Fry",
    "a name and a password": "https://user:secret@example.com/2026/a-story",
    "white space around and within": " https://example.com/2026/\n a-story\t",
    "a session in the path": "https://example.com/2026/a-story;jsessionid=0A1B",
    "no scheme": "example.com/2026/a-story",
    "a relative scheme": "//example.com/2026/a-story",
    "back slashes": "https:\\\\example.com\\2026\\a-story",
    "a printed form": "https://example.com/2026/a-story?print=1",
}


@pytest.mark.parametrize("url", SAME_STORY.values(), ids=SAME_STORY.keys())
def test_variants_of_an_address_are_normalized_to_the_same(url: str) -> None:
    assert normalise_address(url) == STORY


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com", "https://example.com/"),
        ("https://example.com/?b=2&a=1", "https://example.com/?a=1&b=2"),
        ("https://example.com/story?id=9&utm_source=x", "https://example.com/story?id=9"),
        ("https://example.com/%e4%bd%a0", "https://example.com/%E4%BD%A0"),
        ("https://example.com/你", "https://example.com/%E4%BD%A0"),
        ("https://example.com/a%2Fb", "https://example.com/a%2Fb"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://BÜCHER.example/x", "https://xn--bcher-kva.example/x"),
        ("https://b%C3%BCcher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://example.com\\@other.example/x", "https://example.com/@other.example/x"),
        ("https://en.m.wikipedia.org/wiki/Clipping", "https://en.wikipedia.org/wiki/Clipping"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("http://[::1]:8080/x", "https://[::1]:8080/x"),
        ("http://127.0.0.1/x", "https://127.0.0.1/x"),
        ("https://example.com/#!/stories/9", "https://example.com/#!/stories/9"),
    ],
)
def test_parts_that_select_the_page_are_kept(url: str, expected: str) -> None:
    assert normalise_address(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://m.com/x",  # the label is the domain itself
        "https://example.com/guitar/amp",  # a page about an amplifier, not an AMP copy
        "https://example.com/Story",  # paths tell cases apart
        "https://example.com/story?page=2",
        "https://example.com/story?m=march",
        "https://amplify.example.com/x",
    ],
)
def test_near_misses_are_unchanged(url: str) -> None:
    assert normalise_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "mailto:desk@example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///tmp/page.html",
        "ftp://example.com/x",
        "/2026/a-story",
        "a-story",
        "https://",
        "https://example..com/",
        "https://exa_mple!.com/",
        "https://example%2Fx.com/",
        "https://%00.com/",
        "https://example.com:port/",
        "https://example.com:99999/",
        "https://[::1/",
        "https://" + "a" * 300 + ".com/",
        "https://example.com/" + "a" * 9000,
    ],
)
def test_other_addresses_are_rejected(url: str) -> None:
    assert find_address(url) is None
    with pytest.raises(InvalidRequest) as refused:
        normalise_address(url)
    assert refused.value.parameter == "url"


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_is_read_without_errors(text: str) -> None:
    find_address(text)
    find_address(f"https://example.com/{text}")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_normalization_is_idempotent(path: str) -> None:
    once = find_address(f"https://example.com/{path}")
    assert once is None or str(find_address(str(once))) == str(once)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.bbc.co.uk/1/hi", "bbc.co.uk"),
        ("www.example.com", "example.com"),
        ("https://one.blogspot.com/x", "one.blogspot.com"),  # two blogs of one platform are two publishers
        ("https://example.co.jp:8080/", "example.co.jp"),
        ("co.uk", None),
        ("http://127.0.0.1/", None),
        ("http://[::1]/", None),
        ("localhost", None),
        ("", None),
        ("not an address", None),
    ],
)
def test_the_registrable_domain_is_the_publishers(url: str, domain: str | None) -> None:
    assert registrable_domain(url) == domain


@pytest.mark.parametrize(
    "variant",
    [
        "https://news.example:8443/2026/the-story",
        "https://news.example/2026/The-STORY",
        "https://news.example/2026/the-story;v=1",
        "https://news.example/2026/the-story/print",
        "https://news.example/print/2026/the-story",
        "https://news.example/2026/the-story.html",
        "https://news.example/2026/the-story?print=yes",
        "https://m.news.example/2026/the-story/?utm_source=x#top",
    ],
)
def test_variants_of_an_address_have_the_same_page_name(variant: str) -> None:
    assert page_name(to_address(variant)) == page_name(to_address("https://news.example/2026/the-story"))


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/2026/the-story-2",
        "https://news.example/2026/the-story?id=2",
        "https://news.example/2026/the-story/2",
        "https://other.example/2026/the-story",
        "https://news.example/print",
    ],
)
def test_different_pages_have_different_page_names(other: str) -> None:
    assert page_name(to_address(other)) != page_name(to_address("https://news.example/2026/the-story"))


def to_address(url: str) -> Address:
    found = find_address(url)
    assert found is not None
    return found
