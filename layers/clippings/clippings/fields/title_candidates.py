"""The texts that may be the page's title: what each place that names the page says, as a whole and in parts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from clippings.fields.headings import Ending, Heading
from clippings.fields.rule import Rule
from clippings.fields.story import Story, plain
from clippings.page.flow import fold
from clippings.page.tree import inner_text

#: A title is shorter than a paragraph, in characters.
MAX_TITLE = 400
#: So much of what a witness says is looked at; a brand may stand behind a title, but not far.
MAX_SAID = 2 * MAX_TITLE
#: Separators in one text: more of them set off a list, and no title from its brand.
MAX_SEPARATORS = 8
#: A host's label is taken for part of a brand from this many characters on; shorter ones are common words.
MIN_LABEL = 5
MAX_BRAND_WORDS = 4

_SEPARATOR = re.compile(r"\s+(?:[|｜│·•–—―\-:»«›/~]{1,2}|>>|::)\s+|\s*[|｜│ㅣ]\s*")
#: Chinese and Japanese pages set section and brand off by marks without spaces: ``标题_新闻_某某网``.
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_EAST_ASIAN_BRAND = re.compile(r"(?:_[^_\s]{2,12}){1,3}$")
_EAST_ASIAN_PART = re.compile(r"[-—–](?=[^-—–]{2,9}$)")


def _title_tag(story: Story) -> Iterator[str]:
    tag = story.page.tree.find("title")
    if tag is not None:
        yield inner_text(tag)


#: Where a page declares its title; its headings show it, and are asked first.
DECLARING = (
    Rule("json-ld:headline", lambda story: story.linked("headline")[:1] or story.linked("name")[:1]),
    Rule("meta:og:title", lambda story: story.metas("og:title")[:1]),
    Rule("meta:twitter:title", lambda story: story.metas("twitter:title")[:1]),
    Rule("meta:title", lambda story: story.metas("dc.title", "sailthru.title", "parsely-title", "title")[:2]),
    Rule("itemprop:headline", lambda story: story.metas("itemprop:headline", "headline")[:1]),
    Rule("title", _title_tag),
)


@dataclass(slots=True)
class Candidate:
    """A text, who gives it as a whole and who as a part between separators, and which heading or ending it is."""

    text: str
    key: str
    whole: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    heading: Heading | None = None
    position: int | None = None  #: of the heading among the page's
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Brands:
    """The names that the page goes by, as plain words and without their spaces: a host has none."""

    names: frozenset[str]
    squeezed: frozenset[str]
    label: str = ""  #: the host's own label, where it is long enough to be no common word

    def have(self, text: str) -> bool:
        """Whether *text* is one of the names, or a short one made with the host's label (``Acme Insights``)."""
        key = plain(text)
        squeezed = key.replace(" ", "")
        if key in self.names or squeezed in self.squeezed:
            return True
        alike = squeezed.startswith(self.label) or (len(squeezed) >= MIN_LABEL and squeezed in self.label)
        return bool(self.label) and alike and key.count(" ") < MAX_BRAND_WORDS


def read_candidates(story: Story) -> list[Candidate]:
    """Return what the witnesses say, texts with the same words together, in the order of the witnesses."""
    brands = read_brands(story)
    found: dict[str, Candidate] = {}
    _note_headings(found, brands, story.headings)
    for witness in DECLARING:
        for raw in witness.read(story):
            _note(found, brands, witness.name, raw)
    return [c for c in found.values() if c.whole or c.ending or c.part != ["h1"]]


def _note(
    found: dict[str, Candidate], brands: Brands, witness: str, raw: str, *, end: bool = False
) -> Candidate | None:
    """Note *raw* and its parts as said by *witness*; return the candidate that *raw* is, less its brand.

    *end* says that *raw* is but the end of what the witness says.
    """
    main = None
    for whole, text in _variants(_clean(raw), brands):
        key = plain(text)
        if not key or key in brands.names or len(text) > MAX_TITLE:
            continue
        candidate = found.setdefault(key, Candidate(text, key))
        if witness not in candidate.whole and witness not in candidate.part:
            (candidate.whole if whole and not end else candidate.part).append(witness)
        main = candidate if whole else main
    return main


def _note_headings(found: dict[str, Candidate], brands: Brands, headings: tuple[Heading, ...]) -> None:
    """Note what the page's headings say, each with the ends that may stand without a kicker."""
    for position, heading in enumerate(headings):
        candidate = _note(found, brands, "h1", heading.text)
        if candidate is not None and candidate.heading is None:
            candidate.heading, candidate.position = heading, position
        for ending in heading.endings:
            candidate = _note(found, brands, "h1", ending.text, end=True)
            if candidate is not None and candidate.ending is None:
                candidate.ending = ending


def _clean(raw: str) -> str:
    raw = raw[:MAX_SAID]
    return fold(html.unescape(raw) if "&" in raw and ";" in raw else raw)


def read_brands(story: Story) -> Brands:
    """Return the names that the page goes by: what it declares, and its host."""
    names = story.metas("og:site_name", "application-name", "twitter:site", "al:ios:app_name", "al:android:app_name")
    names += story.linked("publisher")[:1]
    names += _logos(story)
    keys = frozenset(key for name in names if (key := plain(name.lstrip("@"))))
    hosts = [key.replace(" ", "") for host in story.hosts if (key := plain(host))]
    label = hosts[-1] if len(hosts) > 1 and len(hosts[-1]) >= MIN_LABEL else ""
    return Brands(keys, frozenset([*(key.replace(" ", "") for key in keys), *hosts]), label)


def _logos(story: Story) -> list[str]:
    """The headings that lead to the front page, where the tab's title has them beside something else."""
    tabs = [f" {plain(tab)} " for tab in _title_tag(story)]
    logos = [heading.text for heading in story.headings if heading.leads_home]
    return [logo for logo in logos if any(f" {plain(logo)} " in tab and plain(logo) != tab.strip() for tab in tabs)]


def _variants(text: str, brands: Brands) -> Iterator[tuple[bool, str]]:
    """Yield *text* without the brand as a whole, then the parts that separators set off."""
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
    yield True, text[left:right].strip()
    for start, _ in spans:
        yield False, text[left:start].strip()
    for _, end in spans:
        yield False, text[end:right].strip()
