"""What kind of article it is: ``article``, ``live``, ``opinion``, ``review``, ``gallery``, ``video`` …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import Example, Rule, finding, json_ld, rejected
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
#: Types of objects that a page may contain instead of an article.
_MEDIA = {"ImageGallery": "gallery", "MediaGallery": "gallery", "VideoObject": "video"}
#: Kinds that have words of their own in the language files. A word of two kinds names the later one.
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
    """Return the words that name a kind in a label only: in addresses, they are common names of folders."""
    return frozenset(all_words("kinds", "only_labels"))


_LABEL = re.compile(r"^\s*\W?([^\W\d_][\w' \-]{2,24}?)\s*(?::|\||–|—| - )\s")
_TAIL = re.compile(r"(?:\||–|—| - )\s*([^\W\d_][\w \-]{2,18})\s*$")
#: Entries that make an article a live blog; fewer are updates.
MIN_ENTRIES = 3

#: The result of a rule: the text, and the kind that it names.
Evidence = tuple[str, str]


def find_kind(context: ArticleContext) -> Finding[str]:
    """Return the kind of the article; ``article`` where the page does not say more."""
    refused: list[Rejected] = []
    found: Finding[str] | None = None
    for rule in RULES:
        for raw, kind in rule.candidates(context):
            if found is None:
                found = finding("kind", rule.name, kind, raw)
            elif kind != found.value:
                refused.append(rejected(rule.name, raw, f"says {kind}"))
    if found is None:
        return finding("kind", "default", "article", "")
    return finding("kind", found.rule, found.value, found.raw, refused)


def _entries(context: ArticleContext) -> Iterator[Evidence]:
    count = sum(block.role == "live_entry" for block in context.reading.blocks) if context.reading else 0
    if count >= MIN_ENTRIES:
        yield f"{count} entries", "live"


def _typed(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the kind by the type of the article. Recipes and live blogs may be objects beside the article."""
    for name in types(context.article):
        if name in _BY_TYPE:
            yield name, _BY_TYPE[name]
    for name in ("LiveBlogPosting", "Recipe"):
        if context.page.linked_data.of_type(frozenset({name})):
            yield name, _BY_TYPE[name]


def _entitled(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the type of a gallery or video that has the page's title, where the page declares no article."""
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
    section = find_section(context)
    if section is not None and (kind := _kinds_by_word().get(_word(section.value))):
        yield section.value, kind


def _labelled(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the labels before and after the title, the first headings and the declared title."""
    titles = [context.title or "", *(heading.text for heading in context.headings[:2]), *context.metas("og:title")[:1]]
    for title in dict.fromkeys(titles):
        for pattern in (_LABEL, _TAIL):
            match = pattern.search(title)
            kind = _kinds_by_word().get(_word(match[1])) if match else None
            if match and kind:
                yield match[0].strip(), kind


def _in_address(context: ArticleContext) -> Iterator[Evidence]:
    """Yield the folders of the address that name a kind. The last part names the article and is left out."""
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


_ENTRIES = (
    "The motion on the toll of the bridge passed in the first vote, with two members of the council absent.",
    "The mayor has left the hall, and told reporters that she would not answer any questions before the morning.",
    "The engineers now present their plan, which foresees two years of work and a ferry for the whole time.",
)

RULES: tuple[Rule[Evidence], ...] = (
    Rule(
        "body:entries",
        _entries,
        "Several entries with a time each are a live blog, whatever the page declares.",
        Example(
            "live",
            after="".join(f'<div class="live-entry"><p>{text}</p></div>' for text in _ENTRIES),
        ),
    ),
    Rule(
        "json-ld:@type",
        _typed,
        "schema.org has types for reviews, opinions, recipes and live blogs.",
        Example("opinion", head=json_ld('"headline":"Bridge"', "OpinionNewsArticle")),
    ),
    Rule(
        "json-ld:media",
        _entitled,
        "A page with a gallery or video of its own title and no article is that gallery or video.",
        Example("video", head=json_ld('"name":"Bridge vote passes before midnight"', "VideoObject")),
    ),
    Rule(
        "meta:og:type",
        _open_graph,
        "Open Graph has types for videos.",
        Example("video", head='<meta property="og:type" content="video.other">'),
    ),
    Rule(
        "title:label",
        _labelled,
        "Editors label what is not news in front of its title.",
        Example(
            "opinion",
            head='<meta property="og:title" content="Opinion: The bridge can wait">',
            near_miss='<meta property="og:title" content="Council: The bridge can wait">',
        ),
    ),
    Rule(
        "section",
        _section,
        "Opinion, reviews and obituaries have sections of their own.",
        Example("opinion", head=json_ld('"articleSection":"Opinion"')),
    ),
    Rule(
        "address",
        _in_address,
        "Folders of the address stand for sections where the page names none.",
        Example("opinion", url="https://news.example/opinion/bridge"),
    ),
)
