"""What kind of article it is: ``article``, ``live``, ``opinion``, ``review``, ``gallery``, ``video`` …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import finding, rejected
from clippings.fields.section import find_section
from clippings.languages.word_lists import all_words
from clippings.page.linked_data import types
from clippings.records import Finding, Rejected

_BY_TYPE = {
    "AdvertiserContentArticle": "advertisement",
    "AnalysisNewsArticle": "analysis",
    "CriticReview": "review",
    "ImageGallery": "gallery",
    "Interview": "interview",
    "LiveBlogPosting": "live",
    "MedicalScholarlyArticle": "scholarly",
    "OpinionNewsArticle": "opinion",
    "Recipe": "recipe",
    "Review": "review",
    "ReviewNewsArticle": "review",
    "ScholarlyArticle": "scholarly",
}
#: What a page may be about in place of an article.
_MEDIA = {"ImageGallery": "gallery", "MediaGallery": "gallery", "VideoObject": "video"}
#: The kinds that words of a section, an address or a label before the title name; of a word of two kinds the later.
_NAMED_KINDS = (
    *("opinion", "review", "interview", "live", "gallery", "video", "podcast", "recipe", "analysis", "obituary"),
    "advertisement",
)
#: Every kind that an article may have.
KINDS = ("article", *sorted({*_BY_TYPE.values(), *_MEDIA.values(), *_NAMED_KINDS} - {"article"}))


@cache
def _kinds_by_word() -> dict[str, str]:
    return {word: kind for kind in _NAMED_KINDS for word in all_words("kinds", kind)}


@cache
def _only_labels() -> frozenset[str]:
    """Return the words that are too common in addresses of sites about just that, or of every page, to tell there."""
    return frozenset(all_words("kinds", "only_labels"))


_LABEL = re.compile(r"^\s*\W?([^\W\d_][\w' \-]{2,24}?)\s*(?::|\||–|—| - )\s")
_TAIL = re.compile(r"(?:\||–|—| - )\s*([^\W\d_][\w \-]{2,18})\s*$")
#: Entries that make a live blog of an article; a single update is none.
MIN_ENTRIES = 3

#: What a rule reads: what it saw, and the kind that it names.
Evidence = tuple[str, str]


def find_kind(context: ArticleContext) -> Finding[str]:
    """Return the kind; ``article`` where nothing says more."""
    refused: list[Rejected] = []
    found: Finding[str] | None = None
    for rule, read in RULES:
        for raw, kind in read(context):
            if found is None:
                found = finding("kind", rule, kind, raw)
            elif kind != found.value:
                refused.append(rejected(rule, raw, f"says {kind}"))
    if found is None:
        return finding("kind", "default", "article", "")
    return finding("kind", found.rule, found.value, found.raw, refused)


def _entries(context: ArticleContext) -> Iterator[Evidence]:
    count = context.reading.roles.count("live_entry") if context.reading else 0
    if count >= MIN_ENTRIES:
        yield f"{count} entries", "live"


def _typed(context: ArticleContext) -> Iterator[Evidence]:
    """Yield what the article's type says; a recipe or a live blog may stand beside the article that it belongs to."""
    for name in types(context.article):
        if name in _BY_TYPE:
            yield name, _BY_TYPE[name]
    for name in ("LiveBlogPosting", "Recipe"):
        if context.page.linked_data.of_type(frozenset({name})):
            yield name, _BY_TYPE[name]


def _entitled(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the type of the gallery or video that has the page's title, where no article is declared."""
    if context.article:
        return
    data = context.page.linked_data
    for name, kind in _MEDIA.items():
        for _, node in data.of_type(frozenset({name})):
            if context.title and plain(context.title) in map(
                plain, data.texts(node, "name") + data.texts(node, "headline")
            ):
                yield name, kind


def _open_graph(context: ArticleContext) -> Iterator[Evidence]:
    for raw in context.metas("og:type"):
        if raw.lower().startswith("video"):
            yield raw, "video"


def _section(context: ArticleContext) -> Iterator[Evidence]:
    name = context.section if context.section is not None else (found.value if (found := find_section(context)) else "")
    kind = _kinds_by_word().get(_word(name))
    if kind:
        yield name, kind


def _labelled(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the label before or behind the chosen title, the first headings and the declared title."""
    titles = [context.title or "", *(heading.text for heading in context.headings[:2]), *context.metas("og:title")[:1]]
    for title in dict.fromkeys(titles):
        for pattern in (_LABEL, _TAIL):
            match = pattern.search(title)
            kind = _kinds_by_word().get(_word(match[1])) if match else None
            if match and kind:
                yield match[0].strip(), kind


def _in_address(context: ArticleContext) -> Iterator[Evidence]:
    """Yield what the folders of the address say; the last part is the article's own name."""
    try:
        path = urlsplit(context.page.address or "").path
    except ValueError:
        return
    for folder in path.strip("/").lower().split("/")[:-1]:
        kind = _kinds_by_word().get(folder)
        if kind and folder not in _only_labels():
            yield folder, kind


def _word(text: str) -> str:
    return "-".join(text.lower().split())


RULES: tuple[tuple[str, Callable[[ArticleContext], Iterator[Evidence]]], ...] = (
    ("body:entries", _entries),
    ("json-ld:@type", _typed),
    ("json-ld:media", _entitled),
    ("meta:og:type", _open_graph),
    ("title:label", _labelled),
    ("section", _section),
    ("address", _in_address),
)
