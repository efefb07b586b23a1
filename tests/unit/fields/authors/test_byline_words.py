"""Words and addresses that mark authors, and similar ones that mark other people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clippings.fields.authors.byline_words import ASIDE, MARK, MARK_STEMS, NOT_MARK, OTHER_PART, PROFILE


@pytest.mark.parametrize("text", ["Reviewed by Jane Doe", "Photo: Jane Doe", "Fact-checked by", "Filed under Rivers"])
def test_another_role_opens_an_aside(text: str) -> None:
    assert ASIDE.match(text)


@pytest.mark.parametrize("text", ["By Jane Doe", "Text and photos by Jane Doe", "Fotos und Text: Jana Meyer"])
def test_authors_do_not_open_an_aside(text: str) -> None:
    assert not ASIDE.match(text)


@pytest.mark.parametrize("name", ["byline", "post-author", "authorName", "entry-author vcard", "article__byline"])
def test_a_class_marks_an_author(name: str) -> None:
    assert MARK.search(name)
    assert not NOT_MARK.search(name)


@pytest.mark.parametrize("name", ["related-author", "author-bio", "post-topic author", "newsletter-author"])
def test_class_names_can_exclude_an_author_mark(name: str) -> None:
    assert NOT_MARK.search(name)


@pytest.mark.parametrize("name", ["authority", "title", "authoring-tool"])
def test_a_word_that_only_begins_like_author_is_not_a_mark(name: str) -> None:
    assert not MARK.search(name)


@pytest.mark.parametrize("address", ["/author/jane-doe", "/staff/7", "https://social.invalid/@jane", "/?author=7"])
def test_the_address_of_a_profile_is_known(address: str) -> None:
    assert PROFILE.search(address)


@pytest.mark.parametrize("address", ["/authors/", "/tag/jane-doe", "/2024/by-the-river"])
def test_other_addresses_are_not_profiles(address: str) -> None:
    assert not PROFILE.search(address)


def test_another_role_after_a_name_is_distinguished_from_a_job() -> None:
    assert OTHER_PART.match(", Illustrator")
    assert not OTHER_PART.match(", Reporter")


@pytest.mark.slow
@settings(max_examples=750)  # each word of the pattern is drawn some five times
@given(st.from_regex(re.compile(MARK.pattern, MARK.flags)))
def test_every_author_mark_contains_a_prefilter_stem(name: str) -> None:
    assert any(stem in name.lower() for stem in MARK_STEMS)
