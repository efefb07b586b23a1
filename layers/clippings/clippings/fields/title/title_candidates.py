"""The candidates for the title: the texts in each place that names the page, whole and in parts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import Example, Rule, json_ld
from clippings.fields.site_names import Brands, read_brands, tab_titles
from clippings.fields.title.headings import Ending, Heading
from clippings.languages.patterns import lazy_pattern
from clippings.page.passage_text import fold
from clippings.page.tree import inner_text

#: Longest title, in characters.
MAX_TITLE = 400
#: Characters of a text that are read: the title, and the site's name after it.
MAX_SAID = 2 * MAX_TITLE
#: Most separators in a title; a text with more is a list.
MAX_SEPARATORS = 8
#: Most ``<h2>`` elements that are compared with the declared title.
MAX_SECONDS = 3
#: Least words behind a dash that continue a sentence, if the first one begins in lower case: "– and its fatal flaw".
MIN_CONTINUING = 3
#: Least words of a title without its section; fewer may be the section's own page.
MIN_WORDS = 2

_SEPARATOR = re.compile(r"(?<!\s)\s+(?:[|｜│·•–—―\-:»«›/~]{1,2}|>>|::)\s+|(?:(?<!\s)\s+)?[|｜│ㅣ]\s*")
_BAR = re.compile("[|｜│ㅣ]")
_DASHES = frozenset("-–—")
#: A year, or a date in numbers, at either end of plain words.
_DATE_AROUND = re.compile(r"^(?:19|20)\d\d(?: \d{1,2}){0,2} |(?: \d{1,2}){0,2} (?:19|20)\d\d$")
#: Separators without spaces before section and site in Chinese and Japanese titles: ``标题_新闻_某某网``.
_EAST_ASIAN = lazy_pattern(lambda: r"[\u3040-\u30ff\u4e00-\u9fff]")
_EAST_ASIAN_BRAND = lazy_pattern(lambda: r"(?:(?:_|--)[^_\s-]{2,20}){1,3}$")
_EAST_ASIAN_PART = lazy_pattern(
    lambda: r"(?:(?<!\s)\s+)?[-—–：:／/_]{1,2}\s*(?=[^-—–：:／/_]{2,12}(?:[-—–：:／/_]{1,2}[^-—–：:／/_]{2,12})?$)"
)


#: Titles that programs give to pages without one.
_UNTITLED = frozenset(
    {"untitled", "untitled document", "untitled page", "new page", "new page 1", "no title", "document"}
)
#: The places where a page declares its title. The headings, which show it, are read before.
DECLARING = (
    Rule(
        "json-ld:headline",
        lambda context: context.linked("headline")[:1] or context.linked("name")[:1],
        "Search engines ask for the headline here. Some publishers write another one for them.",
        Example("Bridge", head=json_ld('"headline":"Bridge"')),
    ),
    Rule(
        "meta:og:title",
        lambda context: context.metas("og:title")[:1],
        "Open Graph: the title of a shared page, often with the site's name.",
        Example("Bridge", head='<meta property="og:title" content="Bridge">'),
    ),
    Rule(
        "meta:twitter:title",
        lambda context: context.metas("twitter:title")[:1],
        "The title of a shared page, where Open Graph's is another or none.",
        Example("Bridge", head='<meta name="twitter:title" content="Bridge">'),
    ),
    Rule(
        "meta:title",
        lambda context: context.metas("dc.title", "sailthru.title", "parsely-title", "title")[:2],
        "Dublin Core and the analytics services have a meta for the title.",
        Example("Bridge", head='<meta name="dc.title" content="Bridge">'),
    ),
    Rule(
        "itemprop:headline",
        lambda context: context.metas("itemprop:headline", "headline")[:1],
        "The headline as microdata in the head.",
        Example("Bridge", head='<meta itemprop="headline" content="Bridge">'),
    ),
    Rule(
        "title",
        tab_titles,
        "Every page has one, with the site's name beside it.",
        Example("Bridge | News", head="<title>Bridge | News</title>"),
    ),
)


@dataclass(slots=True)
class TitleCandidate:
    """A text, with the places that give it as a whole or as a part, and the heading or the ending that it is."""

    text: str
    key: str
    whole: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    heading: Heading | None = None
    position: int | None = None  #: of the heading among the page's
    ending: Ending | None = None


def read_candidates(context: ArticleContext) -> list[TitleCandidate]:
    """Return the candidates in the order of their places; texts of the same words are one candidate."""
    brands = read_brands(context)
    found: dict[str, TitleCandidate] = {}
    _note_headings(found, brands, context.headings)
    for witness in DECLARING:
        for raw in witness.read(context):
            _note(found, brands, witness.name, raw)
    known = [c for c in found.values() if c.whole or c.ending or c.part != ["h1"]]
    second = _second_heading(context, known)
    return [c for c in known if c.whole != ["h1"] or c.part] if second else known


def _second_heading(context: ArticleContext, candidates: list[TitleCandidate]) -> bool:
    """Return whether an ``<h2>``, and no ``<h1>``, is the declared title. The ``<h1>`` is then the site's name."""
    declared = [c.key for c in candidates if c.key and "h1" not in c.whole and "h1" not in c.part and c.whole]
    if any(set(c.whole) - {"h1"} for c in candidates if "h1" in c.whole or "h1" in c.part):
        return False
    seconds = [plain(inner_text(heading)) for heading in context.page.tree.find_all("h2", limit=MAX_SECONDS)]
    return any(key.count(" ") >= MIN_WORDS and _is_said(key, second) for key in declared for second in seconds)


def _is_said(key: str, heading: str) -> bool:
    """Return whether *heading* ends with the declared title *key*, or differs from it by a date only."""
    return f" {heading}".endswith(f" {key}") or _DATE_AROUND.sub("", heading) == _DATE_AROUND.sub("", key)


def _note(
    found: dict[str, TitleCandidate], brands: Brands, witness: str, raw: str, *, end: bool = False
) -> TitleCandidate | None:
    """Add *raw* and its parts to *found*, and return the candidate of *raw* without the site's name.

    Args:
        found: The candidates by their plain words.
        brands: The site's names.
        witness: The name of the place.
        raw: The text.
        end: Whether *raw* is only one end of the text in that place.
    """
    main = None
    said = _clean(raw)
    branded = False
    for whole, text in _variants(said, brands):
        key = plain(text)
        branded = branded or (whole and len(text) < len(said) and _BAR.search(text) is None)
        if not key or key in brands.names or key in _UNTITLED or len(text) > MAX_TITLE:
            continue
        if witness == "title" and branded and not whole and key not in found:
            continue  # the site's name is removed already: the parts around a dash are not titles
        candidate = found.setdefault(key, TitleCandidate(text, key))
        if witness not in candidate.whole and witness not in candidate.part:
            (candidate.whole if whole and not end else candidate.part).append(witness)
        main = candidate if whole else main
    return main


def _note_headings(found: dict[str, TitleCandidate], brands: Brands, headings: tuple[Heading, ...]) -> None:
    """Add the texts of the page's headings, with and without a kicker or a second line."""
    for position, heading in enumerate(headings):
        candidate = _note(found, brands, "h1", heading.text)
        if candidate is not None and candidate.heading is None:
            candidate.heading, candidate.position = heading, position
        for ending in heading.endings:
            candidate = _note(found, brands, "h1", ending.text, end=True)
            if candidate is not None and candidate.ending is None:
                candidate.ending = ending
        for beginning in heading.beginnings:
            _note(found, brands, "h1", beginning, end=True)


def _clean(raw: str) -> str:
    raw = raw[:MAX_SAID]
    return fold(html.unescape(raw) if "&" in raw and ";" in raw else raw)


def _variants(text: str, brands: Brands) -> Iterator[tuple[bool, str]]:
    """Yield *text* without the site's name, marked as whole, then its parts between separators."""
    text = brands.without_name(text)
    spans = [match.span() for match in _SEPARATOR.finditer(text) if not _continues(text, match)]
    spans = spans if len(spans) <= MAX_SEPARATORS else []
    if not spans and _EAST_ASIAN.search(text):
        text = _EAST_ASIAN_BRAND.sub("", text)
        spans = [match.span() for match in _EAST_ASIAN_PART.finditer(text)]
    left, right = 0, len(text)
    while spans and brands.contains(text[spans[-1][1] : right]):
        right = spans.pop()[0]
    while spans and brands.contains(text[left : spans[0][0]]):
        left = spans.pop(0)[1]
    if spans and _is_section(text[spans[-1][1] : right], text[left : spans[-1][0]], brands):
        right = spans.pop()[0]
    if spans and _is_section(text[left : spans[0][0]], text[spans[0][1] : right], brands):
        left = spans.pop(0)[1]
    yield True, text[left:right].strip()
    for start, _ in spans:
        yield False, text[left:start].strip()
    for _, end in spans:
        yield False, text[end:right].strip()


def _continues(text: str, separator: re.Match[str]) -> bool:
    """Return whether the words behind a dash continue the sentence before it, and name no site."""
    behind = text[separator.end() :]
    return separator[0].strip() in _DASHES and behind[:1].islower() and behind.count(" ") + 1 >= MIN_CONTINUING


def _is_section(part: str, rest: str, brands: Brands) -> bool:
    """Return whether *part* is a folder of the address or a declared section, and *rest* can be a title."""
    return plain(part) in brands.sections and (plain(rest).count(" ") + 1 >= MIN_WORDS or not rest.isascii())
