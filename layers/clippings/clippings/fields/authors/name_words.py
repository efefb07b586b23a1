"""The words of bylines: what opens and ends them, joins names, and is no name.

The patterns are made of the lists ``[bylines]`` and ``[names]`` of the language files. Patterns without
``re.IGNORECASE`` are for text in small letters: they are found there in a quarter of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words, words_by_language, words_of

#: What stands between the words that introduce a byline and the names.
_MARKS = r"[\s:：/|•·–—-]*"
#: A capital letter that begins a name, behind an introduction that is a common word as well.
_TWO_NAMES = r"(?= (?-i:[A-ZȘȚĂÂÎ])\w+ (?-i:[A-ZȘȚĂÂÎ]))"


def _introductions() -> Iterator[str]:
    """Yield patterns of what introduces a byline, the longer ones of a language first."""
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


#: Words that introduce a byline. They end where a name begins.
BY = lazy_pattern(
    lambda: rf"^(?:[\s:•·|*–—-]+|(?:{'|'.join(_introductions())}){_MARKS})+",
    re.IGNORECASE,
)
#: Where the names of a byline end: what follows is a place, a date, an address or an invitation.
TAIL = lazy_pattern(
    lambda: (
        r"(?-i:(?<=[a-zß-ÿ])(?:In|On|Posted|Published|Updated)\b.*)"
        r"|(?:(?<!\s)\s+)?(?:\((?![^()]{1,20}\) [^\W\d_]).*|\[.*|<.*|\{.*|https?:.*|www\..*|(?<!\S)\S+@\S+.*|@\w+.*"
        rf"|(?:^|\s)(?:{_words('bylines', 'ends')}|{_words('bylines', 'end_words')}\b|on\b(?= \w+ \d)).*"
        r"|\s[|•·–—]\s.*|\s\d.*|\s-\s.*)$"
    ),
    re.IGNORECASE | re.DOTALL,
)
#: What stands between two names.
SPLIT = lazy_pattern(
    lambda: (
        rf"\s*[;|/•·+＋、，]\s*|\s*,\s*{_words('bylines', 'joins_behind_a_comma')}\s+"
        rf"|\s+{_words('bylines', 'joins')}\s+"
        rf"|\s+{_words('bylines', 'joins_before_a_name')}\s+(?=[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω\u0600-\u06ff])|\s*&\s*|\s{{3,}}"
    )
)
COMMA = re.compile(r"(?:(?<!\s)\s+)?,\s*")
#: From here on a byline names people who did not write.
OTHERS = lazy_pattern(lambda: rf"(?<![\s|,.;•·–—-])[\s|,.;•·–—-]++{_words('bylines', 'others')}\b", re.IGNORECASE)
#: What stands behind a comma and is no name: degrees, jobs, kinds of work. In small letters.
JOB = lazy_pattern(lambda: rf"\b{_words('names', 'jobs')}\b|^{_words('names', 'degrees')}$")
#: What is no name, whole, in small letters.
NOT_A_NAME = lazy_pattern(
    lambda: (
        rf"^(?:{_words('names', 'no_names')}|{_words('names', 'no_name_begins')}.*|\d+ kommentar.*|on \w+"
        r"|[ap]\.?m\.?(?: .*)?|\d(?=.*\d).*|.)$"
    )
)
#: A "By" that ran into the name before it.
RUN_IN = re.compile(r"[a-z]By\b")
#: Words and signs that no name has, in small letters.
FURNITURE = lazy_pattern(
    lambda: rf"\b{_words('names', 'furniture')}\b|[?!=<>{{}}©→\\#%⟨⟩⋅]|\.(?:com|html|php|jpg|png)\b(?!$)"
)
#: A job or a place of work written straight behind a name.
TRAILING_JOB = lazy_pattern(
    lambda: (
        rf"(?<=\w)(?:\s+|(?<=[a-zß-ÿ])(?=[A-Z]))(?:{_words('names', 'before_trailing_jobs')} )*"
        rf"{_words('names', 'trailing_jobs')}\b.*$"
    ),
    re.IGNORECASE,
)


@cache
def trailing_words() -> tuple[str, ...]:
    """Return words, in small letters, one of which every trailing job has in it: they are found faster."""
    jobs = sorted(all_words("names", "trailing_jobs"), key=len)
    return tuple(job for number, job in enumerate(jobs) if not any(other in job for other in jobs[:number]))


#: What a Korean, a Chinese or a Japanese reporter is called, behind the name with or without a space.
TITLE_BEHIND = lazy_pattern(
    lambda: (
        rf"(?<=[가-힣])\s?{_words('names', 'reporter_titles')}(?=\s|$).*"
        rf"|(?<=[\u4e00-\u9fff]{{2}})\s?{_words('names', 'reporter_titles_unspaced')}$"
    )
)
#: What organizations have in their names, in small letters.
ORGANISATION = lazy_pattern(
    lambda: rf"\b{_words('names', 'organisation_words')}\b|\.\w{{2,4}}$|{_words('names', 'organisation_marks')}"
)
#: News agencies sign under these names, in small letters.
AGENCY = lazy_pattern(lambda: rf"^{_words('names', 'agencies')}(?:\b|$)")
