"""The article's language as a BCP 47 tag: what the page declares, unless its text is in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.fields.context import ArticleContext
from clippings.fields.rule import Example, Rule, Unfit, finding, json_ld, rejected
from clippings.languages.detection import contradicts, detect_language
from clippings.page.tree import attribute
from clippings.records import Finding, Rejected

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)
#: Codes of countries that pages write instead of the language's.
_COUNTRIES = {
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "ua": "uk",
    "us": "en",
    "gb": "en",
}
#: Characters of the body that are read. With three times as many, the decision differs on two labeled pages.
SAMPLE = 700


def _nearest(context: ArticleContext) -> Iterator[str]:
    """Yield the ``lang`` attribute of the nearest element around the body."""
    element = context.reading.container if context.reading else None
    while element is not None and getattr(element, "tag", "html") != "html":
        value = attribute(element, "lang")
        if value:
            yield value
            return
        element = element.parent  # type: ignore[assignment]


_METAS = ("language", "content-language", "dc.language", "dcterms.language")

RULES = (
    Rule(
        "lang:article",
        _nearest,
        "The attribute nearest to the text speaks of the text; menus may be in another language.",
        Example("en-GB", below='<div lang="en-GB">'),
    ),
    Rule(
        "json-ld:inLanguage",
        lambda context: context.linked("inLanguage"),
        "schema.org: the property of an article that holds its language.",
        Example("en-GB", head=json_ld('"inLanguage":"en-GB"')),
    ),
    Rule(
        "html:lang",
        lambda context: [context.language] if context.language else [],
        "HTML: the language of the document. Templates often leave it at their own.",
        Example("en"),
    ),
    Rule(
        "meta:og:locale",
        lambda context: context.metas("og:locale"),
        "Open Graph: language and region, of the site rather than of the article.",
        Example("en_GB", head='<meta property="og:locale" content="en_GB">'),
    ),
    Rule(
        "meta:language",
        lambda context: context.metas(*_METAS),
        "Older pages declare their language in a meta.",
        Example("en-GB", head='<meta name="language" content="en-GB">'),
    ),
)


def find_language(context: ArticleContext) -> Finding[str] | None:
    """Return the first declared language that the body does not contradict, else the one detected in the body.

    A declared tag keeps its region; a detected one has none.
    """
    return context.cached("language", lambda: _find(context))


def spoken_language(context: ArticleContext) -> str | None:
    """Return the tag of the article's language, if known. Dates are written in it."""
    found = find_language(context)
    return found.value if found else None


def _find(context: ArticleContext) -> Finding[str] | None:
    sample = _sample(context)
    refused: list[Rejected] = []
    for rule in RULES:
        for raw in rule.candidates(context):
            try:
                tag = _tag(raw)
            except Unfit as unfit:
                refused.append(rejected(rule.name, raw, str(unfit)))
                continue
            if contradicts(sample, tag):
                refused.append(rejected(rule.name, raw, "the text is in another language"))
                continue
            return finding("language", rule.name, tag, raw, refused)
    detected = detect_language(sample)
    return finding("language", "words", detected, detected, refused) if detected else None


def _tag(raw: str) -> str:
    tag = raw.strip().replace("_", "-").partition(",")[0].strip()
    if not _TAG.fullmatch(tag):
        raise Unfit("no language tag")
    first, *rest = tag.split("-")
    first = _COUNTRIES.get(first.lower(), first.lower())
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _sample(context: ArticleContext) -> str:
    """Return the beginning of the body, as much as is needed to detect its language."""
    parts: list[str] = []
    size = 0
    first = context.first_body
    for passage in context.passages[first:] if first is not None else ():
        if context.role(passage.index) == "paragraph":
            parts.append(passage.text)
            size += len(passage.text)
            if size > SAMPLE:
                break
    return " ".join(parts)[:SAMPLE]
