"""Reasons for which a page is not an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from clippings.body.layout import Layout
from clippings.body.scoring import Scoring
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.linked_data import types
from clippings.page.page import Page

#: Types of JSON-LD objects by the reason that they give.
PRODUCT_TYPES = frozenset(
    {"Product", "ProductGroup", "Offer", "AggregateOffer", "Vehicle", "SoftwareApplication", "Hotel"}
)
LIST_TYPES = frozenset({"ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog", "ProductCollection"})
FORUM_TYPES = frozenset({"DiscussionForumPosting", "QAPage", "Question", "Answer", "Comment"})
PLACE_TYPES = frozenset(
    {"LocalBusiness", "Service", "Organization", "Store", "Restaurant", "ProfessionalService", "FAQPage"}
)


def _any_of(name: str) -> str:
    """Return a pattern of the words of a list of the language files."""
    return any_of(all_words("rejections", name))


#: Patterns of addresses and titles that name the kind of page.
SEARCH_PATH = lazy_pattern(
    lambda: rf"/{_any_of('search_addresses')}(?:/|$|\?)|[?&](?:q|query|s|search)=", re.IGNORECASE
)
DOCS_PATH = lazy_pattern(lambda: rf"(?:^|[/.]){_any_of('documentation_addresses')}(?:[/.]|$)", re.IGNORECASE)
FORUM_PATH = lazy_pattern(lambda: rf"(?:^|[/.]){_any_of('forum_addresses')}(?:[/.]|$)", re.IGNORECASE)
PRODUCT_PATH = lazy_pattern(lambda: rf"/{_any_of('product_addresses')}/", re.IGNORECASE)
#: The number of an error counts at the beginning of the title or beside a word for errors, since news titles contain
#: numbers too.
ERROR_TITLE = lazy_pattern(
    lambda: (
        r"^\W*(?:40[0-9]|410|50[0-4])\b(?!\s*(?:\w+\s+){4})"
        rf"|(?:\b{_any_of('errors')}|{_any_of('errors_without_space')})\W{{0,3}}(?:4\d\d|50\d)\b"
        rf"|{_any_of('error_titles')}"
    ),
    re.IGNORECASE,
)
#: Most visible words of a wall, an error page or a shell.
MAX_WALL_SIZE = 2500


@dataclass(frozen=True)
class RejectionEvidence:
    """The facts that the reasons are tested on."""

    page: Page
    layout: Layout
    address: str
    title: str
    found: frozenset[str]
    words: frozenset[str]

    def count_words(self, name: str) -> int:
        """Return how many words of a list of the language files the page has."""
        return len(self.words.intersection(all_words("rejections", name)))

    @property
    def small(self) -> bool:
        """Return whether the page has hardly any text."""
        return self.layout.size < MAX_WALL_SIZE


#: The first reason that applies is used. Each has a code, a description of the page, and a test.
REASONS: tuple[tuple[str, str, Callable[[RejectionEvidence], bool]], ...] = (
    ("error-page", "an error page", lambda s: s.small and ERROR_TITLE.search(s.title) is not None),
    ("consent-wall", "a wall that asks for consent", lambda s: s.small and s.count_words("consent") >= 2),
    ("paywall-stub", "a stub before a paywall", lambda s: s.small and s.count_words("paywall") >= 1),
    ("empty-shell", "a shell without text", lambda s: s.layout.size < MAX_WALL_SIZE / 5),
    (
        "search-page",
        "a page of search results",
        lambda s: SEARCH_PATH.search(s.address) is not None or "SearchResultsPage" in s.found,
    ),
    (
        "product",
        "a product's page",
        lambda s: not s.found.isdisjoint(PRODUCT_TYPES) or PRODUCT_PATH.search(s.address) is not None,
    ),
    (
        "forum",
        "a forum's page",
        lambda s: not s.found.isdisjoint(FORUM_TYPES) or FORUM_PATH.search(s.address) is not None,
    ),
    ("documentation", "documentation", lambda s: DOCS_PATH.search(s.address) is not None),
    (
        "index",
        "a list of other pages",
        lambda s: s.layout.good_size < s.layout.size / 2 or not s.found.isdisjoint(LIST_TYPES),
    ),
)


def find_rejection_reason(page: Page, layout: Layout, made: Scoring) -> tuple[str, str]:
    """Return the code and a sentence for why *page* is not an article."""
    found: set[str] = set()
    for _, node in page.linked_data.nodes:
        found.update(types(node))
    title = page.tree.find("title")
    shown = " ".join(passage.text for passage in layout.passages[:3])[:300]
    sight = RejectionEvidence(
        page,
        layout,
        page.address or "",
        f"{title.text if title is not None else ''} {shown}",
        frozenset(found),
        frozenset(word for words in layout.words for word in words),
    )
    for code, what, fits in REASONS:
        if fits(sight):
            return code, f"the page looks like {what}, with {len(made.kept)} passages that might be a text"
    return "no-article", "the page has text, but none that reads as an article"
