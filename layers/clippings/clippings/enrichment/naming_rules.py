"""Rules that decide what a capitalized phrase names, the most trusted first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from clippings.enrichment.naming import (
    KNOWN_ORGANISATIONS,
    LAND_INITIALS,
    LOCATIVES,
    NO_ORGANISATION,
    NO_PERSON_ENDS,
    ORGANISATION_ENDS,
    ORGANISATION_LINKS,
    ORGANISATION_WORDS,
    PERSON_LINKS,
    PLACE_WORDS,
    REGIONS,
    SPEECH,
    TITLE_ENDS,
    TITLES,
)
from clippings.enrichment.phrases import LINKS, Phrase, without_genitive
from clippings.gazetteer import gazetteer
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words

Kind = Literal["person", "organisation", "place"]

#: An age after a name: ", 28," or "(57)".
AGED = lazy_pattern(lambda: rf"\d-{any_of(all_words('entities', 'aged'))}$")
AGE = lazy_pattern(lambda: rf"^(?:, | \()\d{{2}}(?:[,.)]| {any_of(all_words('entities', 'years_of_age'))}\b)")
#: The text after a town at the beginning of a report (a dateline), and after a town that is followed by its country.
DATELINE = re.compile(r"^(?:/\w+)? ?(?:[–—-] |\([a-zA-Z]{2,8}\))")
COMMA_LAND = re.compile(r"^, (\w+(?: [A-Z]\w+)?)")
#: The word after a phrase.
FOLLOWING = re.compile(r"\W{0,3}(\w+)")
BRACKETED = re.compile(r"^ ?\(([A-ZÄÖÜ][A-Za-zÄÖÜ]{1,7})\)")
#: Languages that capitalize every noun: a phrase may contain more than a name.
NOUNS_LARGE = frozenset({"de", "lb"})
#: A noun after a name or initials and a hyphen: "NRK-kommentator".
_COMPOUND = re.compile(r"-[^\W\d_A-Z]")
#: A case ending after an apostrophe, which marks a name.
SUFFIXED = re.compile(r"^(.+)['’](?:\w{1,5})$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a rule found. *sure* is False for a town without further evidence, which needs two mentions."""

    text: str
    kind: Kind
    rule: str
    sure: bool = True
    short: str = ""  #: the initials that stand for an organization


def find_names(phrase: Phrase, language: str, stops: frozenset[str]) -> Iterator[Name]:
    """Yield the names in *phrase*, which is from a text in *language* with the stop words *stops*."""
    words = list(phrase.words)
    if len(words) == 1 and words[0].lower() in stops and not words[0].isupper():
        return  # most phrases: the first word of a sentence
    if phrase.starts and len(words) > 1 and words[0].lower() in stops and not words[0].isupper():
        phrase.before, words = words[0].lower(), words[1:]
    while words and words[0].lower() in LINKS:
        words = words[1:]
    if not words or (words[0].lower() in stops and len(words) == 1 and not words[0].isupper()):
        return
    if len(words) > 3 and all(word.isupper() for word in words):
        return  # a line in capitals
    if len(words) > 1:
        organisation = _organisation([without_genitive(word) for word in words], phrase, language)
        if organisation:
            yield organisation
            return
    for part, last in _parts(words):
        yield from _part_names(part, phrase, language, stops, last=last)


def _organisation(words: list[str], phrase: Phrase, language: str) -> Name | None:
    short = BRACKETED.match(phrase.after)
    if short and short[1].isupper():
        spelled = _spelled_by(words, short[1])
        if spelled:
            return Name(" ".join(spelled), "organisation", "initials", short=short[1])
    lowered = [word.lower() for word in words]
    marks = [i for i, word in enumerate(lowered) if _designates(word, language)]
    capitals = sum(word[0].isupper() for word in words)
    if any(word in LINKS and word not in ORGANISATION_LINKS for word in words):
        return None
    if ("and", "the") in pairwise(words):
        return None  # "Gaza and the West Bank": two names
    if not marks or capitals < 2 or lowered[0] in TITLES or words[0] in gazetteer().given:
        return None
    if language in NOUNS_LARGE and (len(words) > 4 or marks[0] > 1):
        return None
    club = lowered[0] in ("fc", "afc", "sc", "cf")
    if marks == [0] and not club and lowered[1] not in LINKS and language not in NOUNS_LARGE and language in ("en", ""):
        return None  # "Police Chief", "Party Time"
    return Name(" ".join(words), "organisation", "designated")


def _designates(word: str, language: str) -> bool:
    return word in ORGANISATION_WORDS or (language in NOUNS_LARGE and word.endswith(ORGANISATION_ENDS))


def _spelled_by(words: list[str], short: str) -> list[str] | None:
    """Return the end of *words* whose initials *short* gives, or None."""
    for start in range(len(words) - 1, -1, -1):
        initials = "".join(part[0] for word in words[start:] for part in word.split("-") if part and part[0].isupper())
        if words[start][0] == short[0] and initials.upper().startswith(short) and len(words) - start > 1:
            return words[start:]
    return None


def _parts(words: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Split a phrase at small words that are in no person's name, and after a genitive.

    Yield each part, and whether the text after the phrase follows it.
    """
    part: list[str] = []
    for i, word in enumerate(words):
        bare = without_genitive(word)
        if word not in LINKS or word in PERSON_LINKS:
            part.append(bare)
        if part and (bare != word or (word in LINKS and word not in PERSON_LINKS)):
            yield part, i == len(words) - 1
            part = []
    if part:
        yield part, True


def _part_names(
    words: list[str], phrase: Phrase, language: str, stops: frozenset[str], *, last: bool
) -> Iterator[Name]:
    after = phrase.after if last else ""
    person = None
    if len(words) > 1:
        person = _titled(words, language) or _given(words, stops, language) or _aged(words, after, phrase.before)
        if person is None and last and language not in NOUNS_LARGE:
            person = _speaking(words, phrase)
    place = _place(words, phrase, language, stops)
    if place and (person is None or place.text == " ".join(words)):
        yield place
    elif person:
        yield person
    else:
        yield from _bare(words, language)


def _titled(words: list[str], language: str) -> Name | None:
    for i in range(len(words) - 1, 0, -1):
        word = words[i - 1].lower().rpartition("-")[2]
        if word in TITLES or (language in NOUNS_LARGE and word.endswith(TITLE_ENDS)):
            name = words[i : i + 4]
            if len(name) == 2 and name[0].lower() in LINKS:
                return None  # the chief of something
            if _nameable(name, 1) and not (len(name) == 1 and (name[0] in gazetteer().lands or name[0].isupper())):
                return Name(" ".join(name), "person", "titled")
            return None
    return None


def _given(words: list[str], stops: frozenset[str], language: str) -> Name | None:
    given = gazetteer().given
    for i, word in enumerate(words[:-1]):
        before = words[i - 1]
        leads = (
            i == 0 or language in NOUNS_LARGE or before.isupper() or before.lower() in TITLES or _is_compound(before)
        )
        if leads and all(part in given for part in word.split("-")):
            name = words[i : i + 4]
            if language in NOUNS_LARGE:
                name = name[:3]
            if _nameable(name, 2) and name[1].lower() not in stops and name[1].lower() not in TITLES:
                return Name(" ".join(name), "person", "given")
    return None


def _aged(words: list[str], after: str, before: str) -> Name | None:
    if len(words) <= 3 and (AGE.match(after) or AGED.search(before)) and _nameable(words, 2):
        return Name(" ".join(words), "person", "age")
    return None


def _speaking(words: list[str], phrase: Phrase) -> Name | None:
    if len(words) > 3:
        return None
    following = FOLLOWING.match(phrase.after)
    speaks = phrase.before in SPEECH or (following is not None and following[1].lower() in SPEECH)
    return Name(" ".join(words), "person", "speaking") if speaks and _nameable(words, 2) else None


def _is_compound(word: str) -> bool:
    return "-" in word and _COMPOUND.search(word) is not None


def _nameable(words: list[str], least: int) -> bool:
    """Return whether *words* may be a person's name: enough letters and only letters, and no word of another kind."""
    capitals = [word for word in words if word[0].isupper()]
    return (
        len(capitals) >= least
        and words[-1][0].isupper()
        and (len(words[-1]) > 1 or least == 1)
        and not any(char.isdigit() for word in words for char in word)
        and not any(word.lower() in ORGANISATION_WORDS or word in KNOWN_ORGANISATIONS for word in words)
        and not (len(capitals) > 1 and all(word.isupper() and len(word) > 2 for word in capitals))
        and not any(part in NO_PERSON_ENDS or part in TITLES for part in words[-1].lower().split("-"))
        and not any(map(_is_compound, words))
    )


def _place(words: list[str], phrase: Phrase, language: str, stops: frozenset[str]) -> Name | None:
    given, lands, cities = gazetteer()
    for start, end in _spans(words, language):
        for name, suffixed in _spellings(words[start:end], language, lands, cities):
            land = name in LAND_INITIALS or name in REGIONS or (name in lands and name not in NO_ORGANISATION)
            if not (land or name in cities) or name.lower() in stops or name in KNOWN_ORGANISATIONS:
                continue
            doubtful = name in given and name not in REGIONS
            located = suffixed or _located(words, start, end, phrase)
            if land:
                return Name(name, "place", "land", sure=located or not doubtful)
            if not (phrase.starts and doubtful):
                return Name(name, "place", "town", sure=located)
    return None


def _located(words: list[str], start: int, end: int, phrase: Phrase) -> bool:
    """Return whether the text around the words from *start* to *end* shows that they are a place."""
    if start:
        return words[start - 1].lower() in PLACE_WORDS
    if (
        phrase.before in LOCATIVES
        or phrase.before in PLACE_WORDS
        or (end == len(words) and DATELINE.match(phrase.after))
    ):
        return True
    follows = COMMA_LAND.match(phrase.after)
    return follows is not None and follows[1] in gazetteer().lands


def _spans(words: list[str], language: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that may be a place: the whole phrase, or any part if the language capitalizes all nouns."""
    yield 0, len(words)
    if language in NOUNS_LARGE:
        for length in range(min(3, len(words) - 1), 0, -1):
            for start in range(len(words) - length + 1):
                yield start, start + length


def _spellings(
    words: list[str], language: str, lands: frozenset[str], cities: frozenset[str]
) -> Iterator[tuple[str, bool]]:
    name = " ".join(words)
    yield name, False
    if language not in ("en", "fr", "it") and (bare := _without_suffix(name)) != name:
        yield bare, True
    if name.endswith("s") and language in ("de", "sv", "no", "da", "nb"):
        bare = name[:-1]
        if bare in lands or bare in cities:
            yield bare, True
    if name.isupper() and len(name) > 4:
        yield name.title(), True


def _without_suffix(word: str) -> str:
    """Return *word* without a case ending that an apostrophe sets off."""
    suffixed = SUFFIXED.match(word) if "'" in word or "’" in word else None
    return suffixed[1] if suffixed else word


def _bare(words: list[str], language: str) -> Iterator[Name]:
    """Yield known organizations and initials. Initials that are used twice name an organization."""
    singles = words if language in NOUNS_LARGE else words[:1] if len(words) == 1 else []
    for word in singles:
        head = word.partition("-")[0] if language in NOUNS_LARGE else word
        head = _without_suffix(head)
        if head in KNOWN_ORGANISATIONS:
            yield Name(head, "organisation", "known")
        elif 3 <= len(head) <= 6 and head.isupper() and head.isalpha() and head not in NO_ORGANISATION:
            yield Name(head, "organisation", "capitals", sure=False)
