"""The date lines that a page shows around its headline, and what each of them says it is the date of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from clippings.fields.context import ArticleContext, DateLine, Label
from clippings.fields.dates.date_parsing import ParsedDate, parse_date
from clippings.fields.dates.month_names import month_of
from clippings.fields.declared_language import spoken_language
from clippings.languages.patterns import lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.replaced import PassageNode
from clippings.page.tree import Element, Text, attribute
from clippings.page.word_splitting import UNSPACED

#: Passages before the headline, behind it and before the body that may still hold the date line.
BEFORE = 6
AFTER = 30
BEFORE_BODY = 10
#: Passages after the body's first one that may: a byline is often taken for the body's beginning.
INTO_BODY = 3
#: Passages behind the body that may hold a closing date line.
BEHIND = 6
#: A date line is short; a longer passage with a date in it tells of something else. In characters.
MAX_LINE = 140
#: A date line that stands apart from headline and body says little else, in words.
MAX_WORDS_APART = 8
#: Words of a term that stands above the date that it labels: "Publish date".
MAX_TERM = 3
#: Passages that speak of something else than the article: a date in them is another's, unless it is labelled.
_OTHERS = frozenset({"caption", "credit", "comment", "related", "embed"})
#: Passages of the body, of which a date line may be taken for one; a sentence tells of a day, it is not dated by it.
_PROSE = frozenset({"paragraph", "list_item", "quote", "table"})
#: Words of a sentence; a date line has fewer.
SENTENCE = 12

#: ``<time>`` elements whose days are compared with figures that may be read both ways.
MAX_TIMES = 30

_WORD = re.compile(r"[^\W\d_]+")
_RUN_IN = lazy_pattern(lambda: rf"[{UNSPACED}\uac00-\ud7af]")


@cache
def _labels_by_word() -> dict[str, Label]:
    """Return the words and phrases that label a date, and what as: published, or updated."""
    updated: dict[str, Label] = dict.fromkeys(all_words("dates", "updated"), "updated")
    published: dict[str, Label] = dict.fromkeys(all_words("dates", "published"), "published")
    return updated | published


@cache
def date_labels() -> frozenset[str]:
    """Return the single words that label a date: none of them is part of a name."""
    return frozenset(label for label in _labels_by_word() if _WORD.fullmatch(label) and not _RUN_IN.search(label))


@cache
def _label_phrases() -> tuple[tuple[str, Label], ...]:
    """Return the labels of several words, and those of scripts whose words are met inside of a run of letters."""
    return tuple((phrase, label) for phrase, label in _labels_by_word().items() if phrase not in date_labels())


#: A year, or figures as a date has them; what shows neither is no date line.
_DATED = re.compile(r"\d{4}|\d[./-]\s?\d{1,2}[./-]|\d\s?\|\s?\d")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/\-_.]?)(\d\d)\2(\d\d)(?!\d)|/([a-z]{3,9})/(\d\d?)(?![^/]))")
_AMERICAN = re.compile(r"^en(?:-us)?$", re.IGNORECASE)
_COMMONWEALTH = re.compile(
    r"\.(?:uk|ie|au|nz|in|za|ke|ng|sg|my|pk|lk|bd|gh|hk|ls|bw|na|zw|mt|eu)(?:[/:]|$)", re.IGNORECASE
)


def month_comes_first(context: ArticleContext) -> bool:
    """Whether ``3/4/2024`` on this page is a day in March: so in American English alone."""
    return context.page.once(
        "month first",
        lambda: all(_is_american(tag, context.page.url or "") for tag in _languages(context) or ("en-us",)),
    )


def _languages(context: ArticleContext) -> tuple[str, ...]:
    """What the article is written in, then what the page around it declares: a date line may be in either."""
    return tuple(dict.fromkeys(filter(None, (spoken_language(context), context.language))))


def _is_american(language: str, address: str) -> bool:
    host = address.split("/")[2] if address.count("/") > 1 else ""
    return bool(_AMERICAN.match(language)) and not _COMMONWEALTH.search(host)


def read(context: ArticleContext, raw: str) -> ParsedDate | None:
    """Return the moment that *raw* spells on this page.

    Figures that may be read both ways are read as the page's other dates have them, else as its language has it.
    """
    month_first = month_comes_first(context)
    moments = (parse_date(raw, tag, month_first=month_first) for tag in _languages(context) or (None,))
    moment = next(filter(None, moments), None)
    if moment is not None and moment.other is not None:
        sure = _sure_days(context)
        if moment.other in sure and moment.day not in sure:
            return replace(moment, day=moment.other, other=moment.day)
    return moment


def _sure_days(context: ArticleContext) -> frozenset[date]:
    """The days that data, address and ``<time>`` elements spell with the year first: nobody reads those two ways."""
    if context.sure_days is None:
        raws = context.linked("datePublished") + context.linked("dateModified") + list(address_days(context))
        raws += context.metas("article:published_time", "article:modified_time")
        times = context.page.tree.find_all("time", limit=MAX_TIMES) if context.has_times else []
        raws += (attribute(element, "datetime") or "" for element in times)
        moments = (parse_date(raw) for raw in raws)
        context.sure_days = frozenset(m.day for m in moments if m is not None and m.other is None)
    return context.sure_days


def address_days(context: ArticleContext) -> Iterator[str]:
    """Yield the day in the page's address, as ``2024-01-07``."""
    for url in dict.fromkeys((context.page.url, context.page.meta("og:url"))):
        match = _IN_ADDRESS.search(url or "")
        if match is None:
            continue
        year, _, month, day, name, named_day = match.groups()
        if month:
            yield f"{year}-{month}-{day}"
        elif number := month_of(name):
            yield f"{year}-{number:02}-{int(named_day):02}"


def date_lines(context: ArticleContext) -> tuple[DateLine, ...]:
    """Return the dates that stand in short passages: below the headline, above it, before the body, behind the body."""
    if context.date_lines is None:
        context.date_lines = tuple(
            line for index in _places(context) for line in _read_passage(context, context.passages[index])
        )
    return context.date_lines


def lines_apart(context: ArticleContext) -> Iterator[DateLine]:
    """Yield the dates that stand elsewhere on the page, in passages that say little else."""
    near = frozenset(_places(context))
    for passage in context.passages:
        if passage.text.count(" ") + 1 < MAX_WORDS_APART and (
            passage.index not in near or context.role(passage.index) in _OTHERS
        ):
            yield from _read_passage(context, passage, apart=True)


def _anchor(context: ArticleContext) -> int:
    """The index of the passage that date lines stand around: the headline, or what comes before the body."""
    return context.headline if context.headline is not None else max(0, (context.first_body or 0) - 1)


def _places(context: ArticleContext) -> list[int]:
    """Return the indices of the passages around headline and body, the likeliest first."""
    anchor, first, last = _anchor(context), context.first_body, context.last_body
    if context.headline is None and first is None:
        return []
    total = len(context.passages)
    into_body = (first if first is not None else anchor) + INTO_BODY
    end = min(total, max(anchor + 9, min(anchor + AFTER, into_body)))
    places = [*range(anchor + 1, end), *range(anchor - 1, max(-1, anchor - 1 - BEFORE), -1)]
    if first is not None:
        places += range(max(0, first - BEFORE_BODY), min(total, first + 2))
    if last is not None:
        places += range(max(last - 1, end), min(total, last + 1 + BEHIND))
    return list(dict.fromkeys(places))


def _read_passage(context: ArticleContext, passage: Passage, *, apart: bool = False) -> Iterator[DateLine]:
    """Yield the dates of one passage; words like "updated" divide it, and label what follows.

    A passage that speaks of something else is left out, unless it labels its date or is asked for as *apart*.
    """
    if len(passage.text) > MAX_LINE:
        return
    timed = context.has_times and any(True for node in passage.nodes if _stamp(passage, node))
    if (not timed and not _DATED.search(passage.text)) or _is_fact(context, passage):
        return
    text, stamps = _spaced(passage)
    role = context.role(passage.index)
    foreign = role in _OTHERS or (role in _PROSE and text.count(" ") >= SENTENCE)
    distance = passage.index - _anchor(context)
    for label, part in _parts(text, stamps):
        mark = next((raw for raw in stamps if part.endswith(raw)), "")
        stamp, shown = read(context, mark), read(context, part.removesuffix(mark))
        if (stamp or shown) and (label or apart or not foreign):
            label = label or _label_above(context, passage)
            yield DateLine(shown or stamp, label, distance, stamp)  # type: ignore[arg-type]


@cache
def _row_headers() -> frozenset[str]:
    """Return what the header of a row says that has the article's date, beside the labels."""
    return frozenset(all_words("dates", "row_headers"))


def _is_fact(context: ArticleContext, passage: Passage) -> bool:
    """Whether the passage stands in a table's row that says what it is, and that is no date of an article: "Opened"."""
    row = passage.element.closest("tr")
    if row is None:
        return False
    headers: dict[Element, str | None] = context.page.once("headers of rows", dict)
    if row not in headers:
        header = row.find("th")
        headers[row] = header.text.lower() if header is not None else None
    text = headers[row]
    return text is not None and not any(True for _ in _labels(text)) and _row_headers().isdisjoint(_WORD.findall(text))


def _label_above(context: ArticleContext, passage: Passage) -> Label:
    """What the passage before *passage* labels it as, where it says nothing else: a term above its value."""
    above = context.passages[passage.index - 1].text if passage.index else ""
    if not above or len(above.split()) > MAX_TERM:
        return ""
    return next((label for _, label in _labels(above)), "")


def _parts(text: str, stamps: list[str]) -> Iterator[tuple[Label, str]]:
    """Yield *text* divided before the words that label a date and behind each of the *stamps*, with its label."""
    labels = dict(_labels(text))
    ends = [text.index(stamp) + len(stamp) for stamp in stamps]
    for start, end in pairwise(sorted({0, len(text), *labels, *ends})):
        yield labels.get(start, ""), text[start:end].strip()


def _labels(text: str) -> Iterator[tuple[int, Label]]:
    """Yield where *text* labels a date, and as what."""
    folded = text.lower()
    words, labels = date_labels(), _labels_by_word()
    for match in _WORD.finditer(folded):
        if match[0] in words:
            yield match.start(), labels[match[0]]
    for phrase, label in _label_phrases():
        if phrase in folded:
            yield folded.index(phrase), label


def _stamp(passage: Passage, node: PassageNode) -> str:
    """What the ``<time>`` element around *node*, a part of *passage*, says in its ``datetime``; else nothing."""
    parent = node.parent
    while isinstance(parent, Element):
        if parent.tag == "time":
            return (attribute(parent, "datetime") or "").strip()
        if parent == passage.element:
            break
        parent = parent.parent
    return ""


def _spaced(passage: Passage) -> tuple[str, list[str]]:
    """Return the text of *passage* with a space between its runs, and its stamps, each of which stands behind its run.

    A name and a date often stand in elements of their own, without a space between them.
    """
    parts: list[str] = []
    stamps: list[str] = []
    for node in passage.nodes:
        if isinstance(node, Text):
            parts.append(node.data)
            stamp = _stamp(passage, node)
            if stamp and stamp not in stamps:
                stamps.append(stamp)
                parts.append(stamp)
    return " ".join(" ".join(parts).split()), stamps
