"""Splitting a byline into names, and telling names of people from other text."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from clippings.fields.authors.name_words import (
    AGENCY,
    BY,
    COMMA,
    FURNITURE,
    JOB,
    NOT_A_NAME,
    ORGANISATION,
    OTHERS,
    RUN_IN,
    SPLIT,
    TAIL,
    TITLE_BEHIND,
    TRAILING_JOB,
    trailing_words,
)
from clippings.fields.dates.month_names import month_of
from clippings.gazetteer import given_names
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words

#: Longest name of a person or an organization, in characters and in words.
MAX_NAME = 70
MAX_WORDS = 8
#: Bidirectional marks and other invisible controls, which do not belong to names.
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]")

#: Most words of a person's whole name.
MAX_PERSONAL_WORDS = 5
#: Most words of the given names of a person, with "van", "de" and initials.
MAX_GIVEN = 4

#: Longest line of names that is read, in characters: the longest masthead of the labeled pages has 700.
MAX_LINE = 2000
#: Shortest byline that is searched for people other than the authors, in characters.
MIN_BYLINE = 12
#: Longest introduction of a byline, in characters.
MAX_BY = 40
#: Longest name before a title in Korean, Chinese or Japanese, in characters.
MAX_TITLED = 8
#: Longest date before the "by", in characters.
MAX_BEFORE_BY = 60


def clean(text: str) -> str:
    """Return *text* on one line, without entities, controls and bidirectional marks."""
    text = html.unescape(text) if "&" in text and ";" in text else text
    if not (text.isascii() and text.isprintable()):
        text = _INVISIBLE.sub(" ", text)
    return " ".join(text.split())


#: An address in place of a name.
_ADDRESS = re.compile(r"(?:https?:|www\.|/|mailto:)|\S[^\s@]*@(?=\S+\.\S)\S+$")
#: A date or a word like "posted" before the "by".
_INNER_BY = lazy_pattern(
    lambda: (
        rf"(?<=[\s·|•,–-])(?:{any_of(form for by in all_words('bylines', 'by') for form in (by, by.capitalize()))}"
        rf"\s+(?=[^\W\d_])|{any_of(all_words('bylines', 'inner_labels'))}:)"
    )
)


def from_by(text: str) -> str:
    """Return *text* from its "by" on if only a date or a count is before that; else *text*."""
    match = _INNER_BY.search(text)
    if match is None or match.start() > MAX_BEFORE_BY:
        return text
    words = [word for word in _BEFORE_BY.findall(text[: match.start()]) if word.lower() not in _dateline_words()]
    return text[match.start() :] if not any(month_of(word) is None for word in words) else text


_BEFORE_BY = re.compile(r"[^\W\d_]+")


@cache
def _dateline_words() -> frozenset[str]:
    """Return the words of date lines other than months."""
    return frozenset(all_words("bylines", "dateline_words"))


#: The introduction of a byline is within this number of characters.
MAX_INTRODUCTION = 300


def begins_byline(text: str) -> bool:
    """Return whether *text* begins with the introduction of a byline."""
    return _introduction(text[:MAX_INTRODUCTION]) > 0


def is_label(text: str) -> bool:
    """Return whether *text* is only the introduction of a byline, whose name is in another passage."""
    return 0 < len(text) <= MAX_BY and _introduction(text) == len(text)


def ends_byline(text: str) -> bool:
    """Return whether *text* is a name with a reporter's title, and at most an address after it."""
    match = None if text.isascii() else TITLE_BEHIND.search(text)
    return match is not None and match.start() <= MAX_TITLED


@lru_cache(maxsize=1024)
def _introduction(text: str) -> int:
    """Return the length of the introduction of a byline at the beginning of *text*; 0 where there is none."""
    match = BY.match(text)
    return match.end() if match is not None and any(map(str.isalpha, match[0])) else 0


@lru_cache(maxsize=1024)
def split_names(byline: str) -> tuple[str, ...]:
    """Return the names in *byline*. Cached, since a page repeats its byline."""
    return tuple(_names_in(byline))


def _names_in(byline: str) -> Iterator[str]:
    text = clean(byline[:MAX_LINE])
    if _ADDRESS.match(text):
        return
    text = BY.sub("", text, count=1)
    text = OTHERS.split(text, maxsplit=1)[0] if len(text) > MIN_BYLINE else text
    parts = SPLIT.split(text)
    if len(parts) == 2 and parts[0] == parts[1]:
        yield text  # a firm of two partners with one name
        return
    if len(parts) == 2 and is_organisation(text) and not all(" " in part.strip() for part in parts):
        yield tidy(text)  # "Center for Drug Evaluation and Research" is one
        return
    for part in parts:
        part = TAIL.sub("", BY.sub("", part))
        pieces = COMMA.split(part)
        if len(pieces) == 2 and _inverted(pieces):
            pieces = [f"{pieces[1]} {pieces[0]}"]
        for before, piece in zip(("", *pieces), pieces, strict=False):
            if is_agency(piece.strip()) and before and looks_personal(before) and not is_organisation(before):
                continue  # the agency that the person works for
            bare = TRAILING_JOB.sub("", piece) if any(map(piece.lower().__contains__, trailing_words())) else piece
            name = tidy(TITLE_BEHIND.sub("", bare) if " " in bare.strip() or not bare.isascii() else piece)
            name = _without_month(name)
            if is_name(name):
                yield name


def _without_month(name: str) -> str:
    """Return *name* without the month of a date after it."""
    head, _, last = name.rpartition(" ")
    while last and month_of(last) and not _is_own_month(head, last):
        name = tidy(head)
        head, _, last = name.rpartition(" ")
    return name


def _is_own_month(head: str, last: str) -> bool:
    """Return whether *last*, the name of a month, belongs to a person's name: "Tom May", "April"."""
    return last.istitle() and last.lower() in _given_months() and (not head or head in given_names())


@cache
def _given_months() -> frozenset[str]:
    """Return the names of months that are given names too."""
    return frozenset(all_words("names", "given_months"))


def _inverted(pieces: list[str]) -> bool:
    """Return whether two pieces are "Family, Given": one word each, neither a degree."""
    return all(len(piece.split()) == 1 and piece[:1].isupper() and not JOB.search(piece.lower()) for piece in pieces)


def in_natural_order(name: str) -> str:
    """Return "Given Family" for "Family, Given", as library catalogs write names; other texts unchanged."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or len(name) > MAX_NAME or len(given.split()) > MAX_GIVEN or SPLIT.search(name) or "," in given:
        return name
    if not given[:1].isupper() or JOB.search(given.lower()) or is_organisation(name):
        return name
    if " " in family and family.split()[0] in given_names():
        return name  # two people in one line
    return f"{given} {family}"


_LOOSE_START = lazy_pattern(lambda: rf"^{any_of(all_words('bylines', 'loose_beginnings'))} +")
_INITIAL = re.compile(r"\b(?:Jr|Sr|[A-Z])\.\W*$")
_LOOSE_END = lazy_pattern(
    lambda: (
        rf"(?<!\s)\s+{any_of(all_words('names', 'before_dates'))}"
        rf"(?:\s+{any_of(all_words('dates', 'weekdays'))})?$"
    ),
    re.IGNORECASE,
)


#: The number of a footnote after a name: "Jane Doe1".
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\d(?:,\s?\d)*$")


def tidy(name: str) -> str:
    """Return *name* without the punctuation around it."""
    name = _LOOSE_END.sub("", _LOOSE_START.sub("", name))
    name = _FOOTNOTE.sub("", name) if " " in name else name
    return name.strip(" \t,;:.|/•·–—-*\"“”„«»'`()[]").strip() + ("." if _INITIAL.search(name) else "")


def is_name(name: str) -> bool:
    """Return whether *name* can be the name of a person or of an organization."""
    if not name or len(name) > MAX_NAME or len(name.split()) > MAX_WORDS or not any(map(str.isalpha, name)):
        return False
    folded = name.lower()
    if NOT_A_NAME.match(folded) or FURNITURE.search(folded) or RUN_IN.search(name) or "@" in name or ": " in name:
        return False
    if name not in given_names() and all(word.lower() in _dateline_words() or month_of(word) for word in name.split()):
        return False
    if JOB.search(folded) and not ORGANISATION.search(folded):
        return False
    return sum(map(str.isdigit, name)) <= 4


def is_agency(name: str) -> bool:
    """Return whether *name* is a news agency's."""
    return name.count(" ") < 3 and AGENCY.match(name.lower()) is not None


@lru_cache(maxsize=1024)
def is_organisation(name: str) -> bool:
    """Return whether *name* is made of words that name organizations rather than people."""
    folded = name.lower()
    return bool(AGENCY.match(folded) or name.startswith("The ") or ORGANISATION.search(folded))


def is_given(name: str) -> bool:
    """Return whether *name* is one given name."""
    return name in given_names() and month_of(name) is None


def is_login(name: str) -> bool:
    """Return whether *name* is a login: one word in lower case or with digits."""
    return " " not in name and name.isascii() and "." not in name and (name.islower() or any(map(str.isdigit, name)))


def looks_personal(name: str) -> bool:
    """Return whether *name* is written like a person's: two capitalized words or more, or a script without case."""
    words = name.split()
    large = [w for w in words if w[:1].isupper() or unicodedata.category(w[0]) == "Lo"]
    return bool(words) and (len(words) > 1 or unicodedata.category(name[0]) == "Lo") and len(large) * 2 >= len(words)


def is_wholly_personal(name: str) -> bool:
    """Return whether every word of *name* is capitalized or is a small word of names, such as "van"."""
    words = name.split()
    return (
        looks_personal(name)
        and len(words) <= MAX_PERSONAL_WORDS
        and all(not word[0].islower() or word.lower() in _particles() for word in words)
    )


@cache
def _particles() -> frozenset[str]:
    """Return the small words inside of people's names."""
    return frozenset(all_words("names", "particles"))
