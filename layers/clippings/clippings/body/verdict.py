"""The verdict on a page: an article, or what it is instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import log1p
from urllib.parse import urlsplit

from clippings.body.cut import Cut
from clippings.body.names import NAMES
from clippings.body.survey import Survey
from clippings.page.linked_data import ARTICLE_TYPES, types
from clippings.page.page import Page

#: Types of JSON-LD objects by what they say about the page.
PRODUCT_TYPES = frozenset(
    {"Product", "ProductGroup", "Offer", "AggregateOffer", "Vehicle", "SoftwareApplication", "Hotel"}
)
LIST_TYPES = frozenset({"ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog", "ProductCollection"})
FORUM_TYPES = frozenset({"DiscussionForumPosting", "QAPage", "Question", "Answer", "Comment"})
PLACE_TYPES = frozenset(
    {"LocalBusiness", "Service", "Organization", "Store", "Restaurant", "ProfessionalService", "FAQPage"}
)
PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|zł|kr|USD|EUR|руб)\b")
YEAR_PATH = re.compile(r"/(?:19|20)\d\d[/-]")

FEATURES = (
    *(
        "kept",
        "kept_size",
        "kept_share",
        "kept_links",
        "kept_mean",
        "kept_chance",
        "kept_paragraphs",
        "kept_lists",
        "kept_headings",
    ),
    *(
        "kept_tables",
        "kept_code",
        "kept_spread",
        "expected",
        "sure",
        "longest",
        "size",
        "links",
        "passages",
        "good_share",
        "good_count",
    ),
    *(
        "templates",
        "headline",
        "headline_at",
        "told",
        "described",
        "og_article",
        "ld_article",
        "ld_product",
        "ld_list",
        "ld_forum",
    ),
    *(
        "ld_place",
        "published",
        "author",
        "prices",
        "price_share",
        "path_depth",
        "path_words",
        "path_digits",
        "path_year",
        "query",
        "root",
    ),
    *(f"groups_{name}" for name in NAMES),
    *("furniture", "questions", "quotes", "stops", "first_kept"),
)


def verdict_vector(page: Page, survey: Survey, cut: Cut) -> list[float]:
    """The features of the page, in the order of :data:`FEATURES`."""
    return [
        *_kept(survey, cut),
        *_whole(survey),
        *_declared(page),
        *_prices(survey),
        *_address(page),
        *_names(survey),
        *_words(survey, cut),
    ]


def _kept(survey: Survey, cut: Cut) -> list[float]:
    kept = cut.kept
    size = sum(survey.sizes[index] for index in kept) or 1.0
    tags = [survey.passages[index].box.tag for index in kept]
    count = len(kept) or 1
    sizes = [survey.sizes[index] for index in kept]
    expected = sum(chance * weight for chance, weight in zip(cut.chances, survey.sizes, strict=True))
    sure = sum(weight for chance, weight in zip(cut.chances, survey.sizes, strict=True) if chance > 0.8)
    return [
        float(len(kept)),
        log1p(size),
        size / (survey.size or 1.0),
        sum(survey.sizes[index] * survey.shares[index] for index in kept) / size,
        size / count,
        sum(cut.chances[index] * survey.sizes[index] for index in kept) / size,
        tags.count("p") / count,
        tags.count("li") / count,
        sum(tag in ("h2", "h3", "h4") for tag in tags) / count,
        tags.count("tr") / count,
        tags.count("pre") / count,
        (kept[-1] - kept[0] + 1) / count if kept else 0.0,
        log1p(expected),
        log1p(sure),
        log1p(max(sizes, default=0.0)),
    ]


def _whole(survey: Survey) -> list[float]:
    count = len(survey.passages)
    templates = {(ground.box.tag, ground.names) for ground in survey.grounds}
    return [
        log1p(survey.size),
        sum(passage.linked for passage in survey.passages) / (survey.size or 1.0),
        log1p(count),
        survey.good_size / (survey.size or 1.0),
        log1p(sum(survey.good)),
        len(templates) / count,
        float(survey.headline is not None),
        -1.0 if survey.headline is None else survey.headline / count,
        log1p(len(survey.told_body)),
        log1p(len(survey.description)),
    ]


def _declared(page: Page) -> list[float]:
    found: set[str] = set()
    for _, node in page.linked_data.nodes:
        found.update(types(node))
    published = page.meta("article:published_time") or any(
        "datePublished" in node for _, node in page.linked_data.nodes
    )
    author = (
        page.meta("author")
        or page.meta("article:author")
        or any("author" in node for _, node in page.linked_data.nodes)
    )
    return [
        float((page.meta("og:type") or "").lower().startswith("article")),
        float(not found.isdisjoint(ARTICLE_TYPES - FORUM_TYPES)),
        float(not found.isdisjoint(PRODUCT_TYPES)),
        float(not found.isdisjoint(LIST_TYPES)),
        float(not found.isdisjoint(FORUM_TYPES)),
        float(not found.isdisjoint(PLACE_TYPES)),
        float(bool(published)),
        float(bool(author)),
    ]


def _prices(survey: Survey) -> list[float]:
    priced = sum(1 for passage in survey.passages if len(passage.text) < 80 and PRICE.search(passage.text))
    return [log1p(priced), priced / len(survey.passages)]


def _address(page: Page) -> list[float]:
    address = page.url or page.meta("og:url") or ""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    path = parts.path.rstrip("/")
    last = path.rsplit("/", 1)[-1]
    if not address:
        return [-1.0] * 6
    return [
        float(path.count("/")),
        float(last.count("-") + last.count("_")),
        float(sum(map(str.isdigit, path))),
        float(YEAR_PATH.search(path + "/") is not None),
        float(len(parts.query)),
        float(not path),
    ]


def _names(survey: Survey) -> list[float]:
    """Per group of names, the share of the page's text in passages whose own element or its parent carries it."""
    sums = [0.0] * len(NAMES)
    for ground, size in zip(survey.grounds, survey.sizes, strict=True):
        bits = ground.groups | (ground.parent.groups if ground.parent else 0)
        while bits:
            low = bits & -bits
            sums[low.bit_length() - 1] += size
            bits ^= low
    return [amount / (survey.size or 1.0) for amount in sums]


def _words(survey: Survey, cut: Cut) -> list[float]:
    count = len(survey.passages)
    texts = [survey.passages[index].text[:600] for index in cut.kept]
    joined = " ".join(texts)
    length = len(joined) or 1
    return [
        sum(1 for kinds in survey.kinds if kinds) / count,
        joined.count("?") / length * 100,
        (joined.count('"') + joined.count("“") + joined.count("«") + joined.count("„")) / length * 100,
        (joined.count(".") + joined.count("。")) / length * 100,
        cut.kept[0] / count if cut.kept else -1.0,
    ]


#: Addresses and titles that name the kind of page.
SEARCH_PATH = re.compile(
    r"/(?:search|suche|recherche|buscar|cerca|zoeken)(?:/|$|\?)|[?&](?:q|query|s|search)=", re.IGNORECASE
)
DOCS_PATH = re.compile(
    r"(?:^|[/.])(?:docs?|documentation|reference|manual|api|wiki|help|support|kb)(?:[/.]|$)", re.IGNORECASE
)
FORUM_PATH = re.compile(
    r"(?:^|[/.])(?:forums?|threads?|topic|viewtopic|showthread|community|questions|discussions?|comments)(?:[/.]|$)",
    re.IGNORECASE,
)
PRODUCT_PATH = re.compile(r"/(?:products?|shop|store|item|dp|p|buy)/", re.IGNORECASE)
ERROR_TITLE = re.compile(
    r"\b(?:404|403|410|500|502|503)\b|not found|page introuvable|nicht gefunden|no encontrad|access denied|forbidden",
    re.IGNORECASE,
)
CONSENT_WORDS = frozenset(
    {
        "cookies",
        "cookie",
        "consent",
        "gdpr",
        "datenschutz",
        "zustimmen",
        "accepter",
        "aceptar",
        "privacy",
        "einwilligung",
        "partners",
    }
)
PAYWALL_WORDS = frozenset(
    {"subscribe", "subscribers", "subscription", "abonnieren", "abonnés", "suscríbete", "abbonati", "premium"}
)
#: A page whose visible words are so few is a wall, an error or a shell.
MAX_WALL_SIZE = 2500


@dataclass(frozen=True)
class Sight:
    """What the reasons look at."""

    page: Page
    survey: Survey
    address: str
    title: str
    found: frozenset[str]
    words: frozenset[str]

    @property
    def small(self) -> bool:
        """Whether the page has hardly any text."""
        return self.survey.size < MAX_WALL_SIZE


def _share(sight: Sight, group: str) -> float:
    survey = sight.survey
    bit = 1 << NAMES.index(group)
    sizes = (
        size
        for ground, size in zip(survey.grounds, survey.sizes, strict=True)
        if (ground.groups | ground.far_groups) & bit
    )
    return sum(sizes) / (survey.size or 1.0)


#: In order: the first that fits is the reason. Code, what the page is, and the test.
REASONS: tuple[tuple[str, str, Callable[[Sight], bool]], ...] = (
    ("error-page", "an error page", lambda s: s.small and ERROR_TITLE.search(s.title) is not None),
    ("consent-wall", "a wall that asks for consent", lambda s: s.small and len(s.words & CONSENT_WORDS) >= 2),
    ("paywall-stub", "a stub before a paywall", lambda s: s.small and len(s.words & PAYWALL_WORDS) >= 1),
    ("empty-shell", "a shell without text", lambda s: s.survey.size < MAX_WALL_SIZE / 5),
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
        lambda s: s.survey.good_size < s.survey.size / 2 or not s.found.isdisjoint(LIST_TYPES),
    ),
)


def reason_for(page: Page, survey: Survey, made: Cut) -> tuple[str, str]:
    """Return the code and a sentence for why *page* is no article."""
    found: set[str] = set()
    for _, node in page.linked_data.nodes:
        found.update(types(node))
    title = page.tree.find("title")
    shown = " ".join(passage.text for passage in survey.passages[:3])[:300]
    sight = Sight(
        page,
        survey,
        page.url or page.meta("og:url") or "",
        f"{title.text if title is not None else ''} {shown}",
        frozenset(found),
        frozenset(word for words in survey.words for word in words),
    )
    for code, what, fits in REASONS:
        if fits(sight):
            return code, f"the page looks like {what}, with {len(made.kept)} passages that might be a text"
    return "no-article", "the page has text, but none that reads as an article"
