"""The texts that may be the page's title: what each place that names the page says, as a whole and in parts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clippings.fields.context import ArticleContext, plain
from clippings.fields.rule import Rule
from clippings.fields.site_names import Brands, read_brands, tab_titles
from clippings.fields.title.headings import Ending, Heading
from clippings.languages.patterns import lazy_pattern
from clippings.page.flow import fold
from clippings.page.tree import inner_text

#: A title is shorter than a paragraph, in characters.
MAX_TITLE = 400
#: So much of what a witness says is looked at; a brand may stand behind a title, but not far.
MAX_SAID = 2 * MAX_TITLE
#: Separators in one text: more of them set off a list, and no title from its brand.
MAX_SEPARATORS = 8
#: Second headings that are looked at where no first one says what the page declares.
MAX_SECONDS = 3
#: A title without the section before or behind it has as many words or more; fewer may be the section's own page.
MIN_WORDS = 2

_SEPARATOR = re.compile(r"(?<!\s)\s+(?:[|｜│·•–—―\-:»«›/~]{1,2}|>>|::)\s+|(?:(?<!\s)\s+)?[|｜│ㅣ]\s*")
_BAR = re.compile("[|｜│ㅣ]")
#: Chinese and Japanese pages set section and brand off by marks without spaces: ``标题_新闻_某某网``.
_EAST_ASIAN = lazy_pattern(lambda: r"[\u3040-\u30ff\u4e00-\u9fff]")
_EAST_ASIAN_BRAND = lazy_pattern(lambda: r"(?:(?:_|--)[^_\s-]{2,20}){1,3}$")
_EAST_ASIAN_PART = lazy_pattern(
    lambda: r"(?:(?<!\s)\s+)?[-—–：:／/_]{1,2}\s*(?=[^-—–：:／/_]{2,12}(?:[-—–：:／/_]{1,2}[^-—–：:／/_]{2,12})?$)"
)


#: Where a page declares its title; its headings show it, and are asked first.
DECLARING = (
    Rule("json-ld:headline", lambda context: context.linked("headline")[:1] or context.linked("name")[:1]),
    Rule("meta:og:title", lambda context: context.metas("og:title")[:1]),
    Rule("meta:twitter:title", lambda context: context.metas("twitter:title")[:1]),
    Rule("meta:title", lambda context: context.metas("dc.title", "sailthru.title", "parsely-title", "title")[:2]),
    Rule("itemprop:headline", lambda context: context.metas("itemprop:headline", "headline")[:1]),
    Rule("title", tab_titles),
)


@dataclass(slots=True)
class TitleCandidate:
    """A text, who gives it as a whole and who as a part between separators, and which heading or ending it is."""

    text: str
    key: str
    whole: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    heading: Heading | None = None
    position: int | None = None  #: of the heading among the page's
    ending: Ending | None = None


def read_candidates(context: ArticleContext) -> list[TitleCandidate]:
    """Return what the witnesses say, texts with the same words together, in the order of the witnesses."""
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
    """Whether an ``<h2>`` says what the page declares as its title, and no ``<h1>`` does: that one is the site's."""
    declared = [c.key for c in candidates if c.key and "h1" not in c.whole and "h1" not in c.part and c.whole]
    if any(set(c.whole) - {"h1"} for c in candidates if "h1" in c.whole or "h1" in c.part):
        return False
    seconds = [f" {plain(inner_text(heading))}" for heading in context.page.tree.find_all("h2", limit=MAX_SECONDS)]
    return any(key.count(" ") >= MIN_WORDS and second.endswith(f" {key}") for key in declared for second in seconds)


def _note(
    found: dict[str, TitleCandidate], brands: Brands, witness: str, raw: str, *, end: bool = False
) -> TitleCandidate | None:
    """Note *raw* and its parts as said by *witness*; return the candidate that *raw* is, less its brand.

    *end* says that *raw* is but one end of what the witness says.
    """
    main = None
    said = _clean(raw)
    branded = False
    for whole, text in _variants(said, brands):
        key = plain(text)
        branded = branded or (whole and len(text) < len(said) and _BAR.search(text) is None)
        if not key or key in brands.names or len(text) > MAX_TITLE:
            continue
        if witness == "title" and branded and not whole and key not in found:
            continue  # the brand is off already: what stands on either side of a dash is no title alone
        candidate = found.setdefault(key, TitleCandidate(text, key))
        if witness not in candidate.whole and witness not in candidate.part:
            (candidate.whole if whole and not end else candidate.part).append(witness)
        main = candidate if whole else main
    return main


def _note_headings(found: dict[str, TitleCandidate], brands: Brands, headings: tuple[Heading, ...]) -> None:
    """Note what the page's headings say, each with the ends that may stand without a kicker or a second line."""
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
    """Yield *text* without the brand as a whole, then the parts that separators set off."""
    text = brands.stripped(text)
    spans = [match.span() for match in _SEPARATOR.finditer(text)]
    spans = spans if len(spans) <= MAX_SEPARATORS else []
    if not spans and _EAST_ASIAN.search(text):
        text = _EAST_ASIAN_BRAND.sub("", text)
        spans = [match.span() for match in _EAST_ASIAN_PART.finditer(text)]
    left, right = 0, len(text)
    while spans and brands.have(text[spans[-1][1] : right]):
        right = spans.pop()[0]
    while spans and brands.have(text[left : spans[0][0]]):
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


def _is_section(part: str, rest: str, brands: Brands) -> bool:
    """Whether *part* is a folder of the address or a section that the data names, and *rest* says enough without it."""
    return plain(part) in brands.sections and (plain(rest).count(" ") + 1 >= MIN_WORDS or not rest.isascii())
