"""Patterns of bylines: their beginnings and ends, the words between names, and words that are not names.

The patterns are made of the lists ``[bylines]`` and ``[names]`` of the language files. Patterns without
``re.IGNORECASE`` are for text in lower case, where they take a quarter of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words, words_by_language, words_of

#: Signs between the introduction of a byline and the names.
_MARKS = r"[\s:：/|•·–—-]*"
#: Two capitalized words, required after an introduction that is also a common word.
_TWO_NAMES = r"(?= (?-i:[A-ZȘȚĂÂÎ])\w+ (?-i:[A-ZȘȚĂÂÎ]))"


def _introductions() -> Iterator[str]:
    """Yield the patterns of introductions, the longer ones of a language first."""
    yield rf"(?-i:{_words('bylines', 'glued')})(?=(?-i:[A-ZÀ-Þ][a-zà-ÿ]))"
    more, pieces, by = _words("bylines", "more"), _words("bylines", "more_pieces"), _words("bylines", "more_by")
    yield rf"{more} (?:{pieces} )?{by}\b"
    pictures, texts, join = _words("bylines", "pictures"), _words("bylines", "texts"), _words("bylines", "with")
    yield rf"(?:{pictures} {join} {texts}|{texts} {join} {pictures})(?: by\b|:)"
    for language, own in words_by_language("bylines", "by").items():
        articles, kinds = words_of("bylines", "articles", language), words_of("bylines", "pieces", language)
        if articles and kinds:
            yield rf"{any_of(articles)} (?:\w+ )?{any_of(kinds)} {any_of(own)}\b"
        before = words_of("bylines", "before_by", language)
        yield rf"(?:{any_of(before)}\s+){{0,2}}{any_of(own)}\b" if before else rf"{any_of(own)}\b"
    yield rf"{_words('bylines', 'close_labels')}:"
    yield rf"{_words('bylines', 'labels')}\s?[:：՝]"
    yield rf"{_words('bylines', 'labels_without_space')}[:：／/・·]"
    yield rf"{_words('bylines', 'before_a_space')}(?=[:：／/\s]|$)"
    yield rf"{_words('bylines', 'introductions')}(?!\w)(?! at)(?!,)"
    yield _words("bylines", "run_in")
    yield rf"(?-i:{_words('bylines', 'before_two_names')}){_TWO_NAMES}"


@cache
def _words(table: str, *names: str) -> str:
    return any_of(all_words(table, *names))


#: The introduction of a byline, up to the first name.
BY = lazy_pattern(
    lambda: rf"^(?:[\s:•·|*–—-]+|(?:{'|'.join(_introductions())}){_MARKS})+",
    re.IGNORECASE,
)
#: The text after the names of a byline: a place, a date, an address or an invitation.
TAIL = lazy_pattern(
    lambda: (
        rf"(?-i:(?<=[a-zß-ÿ]){_words('bylines', 'glued_ends')}\b.*)"
        r"|(?:(?<!\s)\s+)?(?:\((?![^()]{1,20}\) [^\W\d_]).*|\[.*|<.*|\{.*|https?:.*|www\..*|(?<!\S)\S+@\S+.*|@\w+.*"
        rf"|(?:^|\s)(?:{_words('bylines', 'ends')}|{_words('bylines', 'end_words')}\b"
        rf"|{_words('bylines', 'before_days')}\b(?= \w+ \d)).*"
        r"|\s[|•·–—]\s.*|\s\d.*|\s-\s.*)$"
    ),
    re.IGNORECASE | re.DOTALL,
)
#: Separators between two names.
SPLIT = lazy_pattern(
    lambda: (
        rf"\s*[;|/•·+＋、，]\s*|\s*,\s*{_words('bylines', 'joins_behind_a_comma')}\s+"
        rf"|\s+{_words('bylines', 'joins')}\s+"
        rf"|\s+{_words('bylines', 'joins_before_a_name')}\s+(?=[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω\u0600-\u06ff])|\s*&\s*|\s{{3,}}"
    )
)
COMMA = re.compile(r"(?:(?<!\s)\s+)?,\s*")
#: The beginning of the part of a byline that names people other than the authors.
OTHERS = lazy_pattern(lambda: rf"(?<![\s|,.;•·–—-])[\s|,.;•·–—-]++{_words('bylines', 'others')}\b", re.IGNORECASE)
#: Text after a comma that is not a name: degrees, jobs, kinds of work. In lower case.
JOB = lazy_pattern(lambda: rf"\b{_words('names', 'jobs')}\b|^{_words('names', 'degrees')}$")
#: Whole texts that are not names, in lower case.
NOT_A_NAME = lazy_pattern(
    lambda: (
        rf"^(?:{_words('names', 'no_names')}|{_words('names', 'no_name_begins')}.*"
        rf"|\d+ {_words('names', 'counted_stems')}.*|{_words('bylines', 'before_days')} \w+"
        r"|[ap]\.?m\.?(?: .*)?|\d(?=.*\d).*|.)$"
    )
)
#: A "By" without a space before it.
RUN_IN = lazy_pattern(lambda: rf"[a-z]{_words('bylines', 'by_behind_a_word')}\b")
#: Words and signs that do not occur in names, in lower case.
FURNITURE = lazy_pattern(
    lambda: rf"\b{_words('names', 'furniture')}\b|[?!=<>{{}}©→\\#%⟨⟩⋅]|\.(?:com|html|php|jpg|png)\b(?!$)"
)
#: A job or a place of work directly after a name.
TRAILING_JOB = lazy_pattern(
    lambda: (
        rf"(?<=\w)(?:\s+|(?<=[a-zß-ÿ])(?=[A-Z]))(?:{_words('names', 'before_trailing_jobs')} )*"
        rf"{_words('names', 'trailing_jobs')}\b.*$"
    ),
    re.IGNORECASE,
)


@cache
def trailing_words() -> tuple[str, ...]:
    """Return lower-case words of which every trailing job contains one. They are found faster."""
    jobs = sorted(all_words("names", "trailing_jobs"), key=len)
    return tuple(job for number, job in enumerate(jobs) if not any(other in job for other in jobs[:number]))


#: Titles of Korean, Chinese and Japanese reporters after the name, with or without a space.
TITLE_BEHIND = lazy_pattern(
    lambda: (
        rf"(?<=[가-힣])\s?{_words('names', 'reporter_titles')}(?=\s|$).*"
        rf"|(?<=[\u4e00-\u9fff]{{2}})\s?{_words('names', 'reporter_titles_unspaced')}$"
    )
)
#: Words in the names of organizations, in lower case.
ORGANISATION = lazy_pattern(
    lambda: rf"\b{_words('names', 'organisation_words')}\b|\.\w{{2,4}}$|{_words('names', 'organisation_marks')}"
)
#: Names of news agencies, in lower case.
AGENCY = lazy_pattern(lambda: rf"^{_words('names', 'agencies')}(?:\b|$)")
