"""The features of the page model, which decides whether a page is an article."""

from __future__ import annotations

import re
from collections import Counter
from math import fsum, log1p
from urllib.parse import urlsplit

from clippings.body.class_names import NAMES
from clippings.body.furniture_words import NAMES as KIND_NAMES
from clippings.body.layout import Layout
from clippings.body.rejection_reasons import (
    DOCS_PATH,
    FORUM_PATH,
    FORUM_TYPES,
    LIST_TYPES,
    PLACE_TYPES,
    PRODUCT_PATH,
    PRODUCT_TYPES,
    SEARCH_PATH,
)
from clippings.body.scoring import Scoring
from clippings.page.linked_data import ARTICLE_TYPES, types
from clippings.page.page import Page
from clippings.page.word_splitting import FULL_STOPS

PRICE = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:[€£₽₴]|(?:zł|kr|USD|EUR|руб)\b)")
#: Words of addresses that indicate the kind of page.
ARTICLE_PATH = re.compile(
    r"/(?:news|blogs?|articles?|story|stories|posts?|magazine|opinion|features?|learn|guides?|academy|insights?|artikel"
    r"|nachrichten|actualites?|noticias?|notizie)(?:[/-]|$)",
    re.IGNORECASE,
)
PATHS = (SEARCH_PATH, DOCS_PATH, FORUM_PATH, PRODUCT_PATH, ARTICLE_PATH)
#: Longest line that is a date if it contains a year, in characters.
MAX_DATE_CHARS = 60
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
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
    *("og_website", "articles", "told_cover", "buttons", "headings", "cells", "years"),
    *(f"path_{name}" for name in ("search", "documentation", "forum", "product", "article")),
    *(f"says_{name}" for name in KIND_NAMES),
)


def page_feature_vector(page: Page, layout: Layout, cut: Scoring) -> list[float]:
    """Return the features of the page, in the order of :data:`FEATURES`."""
    return [
        *_kept(layout, cut),
        *_whole(layout),
        *_declared(page),
        *_prices(layout),
        *_address(page),
        *_names(layout),
        *_words(layout, cut),
        *_further(page, layout),
    ]


def _kept(layout: Layout, cut: Scoring) -> list[float]:
    kept = cut.kept
    size = fsum(layout.sizes[index] for index in kept) or 1.0
    tags = [layout.passages[index].box.tag for index in kept]
    count = len(kept) or 1
    sizes = [layout.sizes[index] for index in kept]
    expected = fsum(chance * weight for chance, weight in zip(cut.chances, layout.sizes, strict=True))
    sure = fsum(weight for chance, weight in zip(cut.chances, layout.sizes, strict=True) if chance > 0.8)
    return [
        float(len(kept)),
        log1p(size),
        size / (layout.size or 1.0),
        fsum(layout.sizes[index] * layout.shares[index] for index in kept) / size,
        size / count,
        fsum(cut.chances[index] * layout.sizes[index] for index in kept) / size,
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


def _whole(layout: Layout) -> list[float]:
    count = len(layout.passages)
    templates = {(region.box.tag, region.names) for region in layout.regions}
    return [
        log1p(layout.size),
        sum(passage.linked for passage in layout.passages) / (layout.size or 1.0),
        log1p(count),
        layout.good_size / (layout.size or 1.0),
        log1p(sum(layout.good)),
        len(templates) / count,
        float(layout.headline is not None),
        -1.0 if layout.headline is None else layout.headline / count,
        log1p(len(layout.told_body)),
        log1p(len(layout.description)),
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


def _prices(layout: Layout) -> list[float]:
    priced = sum(1 for passage in layout.passages if len(passage.text) < 80 and PRICE.search(passage.text))
    return [log1p(priced), priced / len(layout.passages)]


def _address(page: Page) -> list[float]:
    address = page.address or ""
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


def _names(layout: Layout) -> list[float]:
    """Return for each group of names the share of the page's text whose element, or its parent, has such a name."""
    named: dict[int, float] = {}
    for region, size in zip(layout.regions, layout.sizes, strict=True):
        bits = region.groups | (region.parent.groups if region.parent else 0)
        named[bits] = named.get(bits, 0.0) + size  # halves and wholes: their sums are exact in any order
    sums = [0.0] * len(NAMES)
    for bits, size in named.items():
        while bits:
            low = bits & -bits
            sums[low.bit_length() - 1] += size
            bits ^= low
    return [amount / (layout.size or 1.0) for amount in sums]


def _words(layout: Layout, cut: Scoring) -> list[float]:
    count = len(layout.passages)
    texts = [layout.passages[index].text[:600] for index in cut.kept]
    joined = " ".join(texts)
    length = len(joined) or 1
    return [
        sum(1 for kinds in layout.kinds if kinds) / count,
        joined.count("?") / length * 100,
        (joined.count('"') + joined.count("“") + joined.count("«") + joined.count("„")) / length * 100,
        sum(map(joined.count, f".{FULL_STOPS}")) / length * 100,
        cut.kept[0] / count if cut.kept else -1.0,
    ]


def _further(page: Page, layout: Layout) -> list[float]:
    count = len(layout.passages)
    tags = [passage.box.tag for passage in layout.passages]
    address = page.address or ""
    spoken = [0] * len(KIND_NAMES)
    for kinds, number in Counter(layout.kinds).items():
        while kinds:
            low = kinds & -kinds
            spoken[low.bit_length() - 1] += number
            kinds ^= low
    return [
        float((page.meta("og:type") or "").lower() == "website"),
        float(layout.articles),
        layout.told_cover,
        (tags.count("button") + tags.count("label")) / count,
        sum([tags.count(tag) for tag in ("h2", "h3", "h4")]) / count,
        (tags.count("tr") + tags.count("td")) / count,
        sum([1 for passage in layout.passages if len(passage.text) < MAX_DATE_CHARS and YEAR.search(passage.text)])
        / count,
        *[float(pattern.search(address) is not None) for pattern in PATHS],
        *[number / count for number in spoken],
    ]
