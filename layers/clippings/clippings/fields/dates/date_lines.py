"""Date lines: the dates that a page shows around its headline, with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice, pairwise

from clippings.fields.authors.person_names import begins_byline
from clippings.fields.context import ArticleContext, DateLine, Label
from clippings.fields.dates.date_parsing import ParsedDate, parse_date
from clippings.fields.dates.month_names import month_of
from clippings.fields.dates.stamped_text import read_stamped, read_stamps
from clippings.fields.declared_language import spoken_language
from clippings.languages.patterns import lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.replaced import ENDS_SENTENCE
from clippings.page.tree import Element, attribute
from clippings.page.word_splitting import UNSPACED

#: Passages before the headline, after it and before the body that are searched.
BEFORE = 6
AFTER = 30
BEFORE_BODY = 10
#: Passages after the first one of the body that are searched: the body may begin with a byline by mistake.
INTO_BODY = 3
#: Passages after the body that are searched.
BEHIND = 6
#: Longest date line, in characters.
MAX_LINE = 140
#: Most words of a date line apart from headline and body.
MAX_WORDS_APART = 8
#: Most passages elsewhere on the page that are searched. Those of a page with more are not the article's.
MAX_APART = 3_000
#: Most words of a label in the passage above the date: "Publish date".
MAX_TERM = 3
#: Roles of passages whose dates belong to something else than the article, unless they are labeled.
_OTHERS = frozenset({"caption", "credit", "comment", "related", "embed"})
#: Roles of the body. A date line may have one by mistake, but a date in a sentence is not the article's.
_PROSE = frozenset({"paragraph", "list_item", "quote", "table"})
#: Least words of a sentence, and of one that ends in a full stop; a date line has fewer.
SENTENCE, ENDED_SENTENCE = 12, 6

#: Most ``<time>`` elements whose days resolve ambiguous dates.
MAX_TIMES = 30

_WORD = re.compile(r"[^\W\d_]+")
_RUN_IN = lazy_pattern(lambda: rf"[{UNSPACED}\uac00-\ud7af]")


@cache
def _labels_by_word() -> dict[str, Label]:
    """Return the label that each word and phrase stands for."""
    updated: dict[str, Label] = dict.fromkeys(all_words("dates", "updated"), "updated")
    published: dict[str, Label] = dict.fromkeys(all_words("dates", "published"), "published")
    return updated | published


@cache
def date_labels() -> frozenset[str]:
    """Return the single words that label a date. They do not occur in names."""
    return frozenset(label for label in _labels_by_word() if _WORD.fullmatch(label) and not _RUN_IN.search(label))


@cache
def _label_phrases() -> tuple[tuple[str, Label], ...]:
    """Return the labels of several words, and those of scripts without spaces between words."""
    return tuple((phrase, label) for phrase, label in _labels_by_word().items() if phrase not in date_labels())


#: A year or the digits of a date. Every date line contains one.
_DATED = re.compile(r"\d{4}|\d[./-]\s?\d{1,2}[./-]|\d\s?\|\s?\d")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/\-_.]?)(\d\d)\2(\d\d)(?!\d)|/([a-z]{3,9})/(\d\d?)(?![^/]))")
_AMERICAN = re.compile(r"^en(?:-us)?$", re.IGNORECASE)
_COMMONWEALTH = re.compile(
    r"\.(?:uk|ie|au|nz|in|za|ke|ng|sg|my|pk|lk|bd|gh|hk|ls|bw|na|zw|mt|eu)(?:[/:]|$)", re.IGNORECASE
)


def month_comes_first(context: ArticleContext) -> bool:
    """Return whether ``3/4/2024`` on this page is a day in March, as in American English."""
    return context.cached(
        "month first",
        lambda: all(_is_american(tag, context.page.url or "") for tag in _languages(context) or ("en-us",)),
    )


def _languages(context: ArticleContext) -> tuple[str, ...]:
    """Return the language of the article, then that of the page. A date line may be in either."""
    return tuple(dict.fromkeys(filter(None, (spoken_language(context), context.language))))


def _is_american(language: str, address: str) -> bool:
    host = address.split("/")[2] if address.count("/") > 1 else ""
    return bool(_AMERICAN.match(language)) and not _COMMONWEALTH.search(host)


def read(context: ArticleContext, raw: str) -> ParsedDate | None:
    """Return the date in *raw*, or None.

    Ambiguous digits (day and month in either order) are read as another date of the page says, else by the language.
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
    """Return the days that data, address and ``<time>`` elements give with the year first, which are unambiguous."""
    return context.cached("unambiguous days", lambda: _read_sure_days(context))


def _read_sure_days(context: ArticleContext) -> frozenset[date]:
    raws = context.linked("datePublished") + context.linked("dateModified") + list(address_days(context))
    raws += context.metas("article:published_time", "article:modified_time")
    times = context.page.tree.find_all("time", limit=MAX_TIMES) if context.has_times else []
    raws += (attribute(element, "datetime") or "" for element in times)
    moments = (parse_date(raw) for raw in raws)
    return frozenset(m.day for m in moments if m is not None and m.other is None)


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
    """Return the dates in short passages below the headline, above it, before the body and after the body."""
    return context.cached("date lines", lambda: tuple(_read_lines(context)))


def _read_lines(context: ArticleContext) -> Iterator[DateLine]:
    for index in _places(context):
        yield from _read_passage(context, context.passages[index])


def lines_apart(context: ArticleContext) -> tuple[DateLine, ...]:
    """Return the dates elsewhere on the page, in passages with few other words."""
    return context.cached("lines apart", lambda: tuple(_read_apart(context)))


def _read_apart(context: ArticleContext) -> Iterator[DateLine]:
    near = frozenset(_places(context))
    apart = (
        passage
        for passage in context.passages
        if passage.text.count(" ") + 1 < MAX_WORDS_APART
        and (passage.index not in near or context.role(passage.index) in _OTHERS)
        and _may_be_dated(context, passage)
    )
    for passage in islice(apart, MAX_APART):
        yield from _read_passage(context, passage, apart=True)


def _may_be_dated(context: ArticleContext, passage: Passage) -> bool:
    return context.has_times or _DATED.search(passage.text) is not None


def _anchor(context: ArticleContext) -> int:
    """Return the index of the headline, or of the passage before the body."""
    return context.headline if context.headline is not None else max(0, (context.first_body or 0) - 1)


def _places(context: ArticleContext) -> list[int]:
    """Return the indices of the passages around headline and body, the most probable first."""
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
    """Yield the dates in one passage. Words like "updated" divide it and label the text after them.

    A passage about something else is skipped, unless it labels its date or *apart* is true.
    """
    if len(passage.text) > MAX_LINE:
        return
    of_nodes = read_stamps(passage) if context.has_times else []
    if (not any(of_nodes) and not _DATED.search(passage.text)) or _is_fact(context, passage):
        return
    text, stamps = read_stamped(passage, of_nodes)
    role = context.role(passage.index)
    foreign = role in _OTHERS or (role in _PROSE and _is_sentence(text))
    distance = passage.index - _anchor(context)
    for label, part in _parts(text, stamps):
        mark = next((raw for raw in stamps if part.endswith(raw)), "")
        stamp, shown = read(context, mark), read(context, part.removesuffix(mark))
        if (stamp or shown) and (label or apart or not foreign):
            label = label or _label_above(context, passage)
            yield DateLine(shown or stamp, label, distance, stamp)  # type: ignore[arg-type]


def _is_sentence(text: str) -> bool:
    words = text.count(" ") + 1
    return words > SENTENCE or (
        words >= ENDED_SENTENCE and ENDS_SENTENCE.search(text) is not None and not begins_byline(text)
    )


@cache
def _row_headers() -> frozenset[str]:
    """Return the words, other than labels, in the header of a table row with the article's date."""
    return frozenset(all_words("dates", "row_headers"))


def _is_fact(context: ArticleContext, passage: Passage) -> bool:
    """Return whether the passage is in a table row whose header names another date than the article's: "Opened"."""
    row = passage.element.closest("tr")
    if row is None:
        return False
    headers: dict[Element, str | None] = context.page.cached("headers of rows", dict)
    if row not in headers:
        header = row.find("th")
        headers[row] = header.text.lower() if header is not None else None
    text = headers[row]
    return text is not None and not any(True for _ in _labels(text)) and _row_headers().isdisjoint(_WORD.findall(text))


def _label_above(context: ArticleContext, passage: Passage) -> Label:
    """Return the label in the passage before *passage*, if that consists of a label."""
    above = context.passages[passage.index - 1].text if passage.index else ""
    if not above or len(above) > MAX_LINE or len(above.split()) > MAX_TERM:
        return ""
    return next((label for _, label in _labels(above)), "")


def _parts(text: str, stamps: list[str]) -> Iterator[tuple[Label, str]]:
    """Yield the parts of *text*, divided before labels and after each of *stamps*, with their labels."""
    labels = dict(_labels(text))
    ends = [text.index(stamp) + len(stamp) for stamp in stamps]
    for start, end in pairwise(sorted({0, len(text), *labels, *ends})):
        yield labels.get(start, ""), text[start:end].strip()


def _labels(text: str) -> Iterator[tuple[int, Label]]:
    """Yield the position and the kind of each label in *text*."""
    folded = text.lower()
    words, labels = date_labels(), _labels_by_word()
    for match in _WORD.finditer(folded):
        if match[0] in words:
            yield match.start(), labels[match[0]]
    for phrase, label in _label_phrases():
        if phrase in folded:
            yield folded.index(phrase), label
