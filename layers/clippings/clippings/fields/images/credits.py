"""Separating the credit of a picture from its caption."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from clippings.fields.authors.person_names import is_organisation, looks_personal
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words


@cache
def _label() -> str:
    return any_of(all_words("pictures", "credit_labels"))


_COURTESIES = all_words("pictures", "courtesies")
_WITHOUT_COLON = all_words("pictures", "credits_without_colon")
_CREDIT = lazy_pattern(
    lambda: (
        rf"(?:(?:^|(?<![\s\[(|–—-])[\s\[(|–—-]+)(?:{_label()}\s?[:/]\s?|{any_of(_WITHOUT_COLON)} "
        rf"|{any_of(_COURTESIES)}:? |©\s?|\([cC]\)\s?)|（[Ｃc]）).{{2,160}}$"
    ),
    re.IGNORECASE,
)
#: Strings of which every label of a credit contains one. Without one the pattern is not tried.
_MARKS = (":", "/", "©", "(c)", "（", *_WITHOUT_COLON, *_COURTESIES)
#: Possible credits at the end of a caption: in brackets, after a bar or after a full stop.
_IN_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?[(（\[]([^()（）\[\]]{2,90})[)）\]]\.?$")
_BEHIND_BAR = re.compile(r"(?<!\s)\s+[|•]\s+([^|•]{2,90})$")
_BEHIND_STOP = lazy_pattern(lambda: r"(?<=[.!?。”\"])\s*＝?\s?((?:[A-Z\u3040-\ud7ff][\w./&’'-]{0,60}+\s?+){1,4})$")
#: Signs of a credit: the Japanese sign before an agency, "all rights reserved", and "photo" after a name.
_MARKED = lazy_pattern(
    lambda: (
        rf"(?:(?<!\s)\s+)?＝\s?((?:[A-ZＡ-Ｚ]{{2,8}}|{any_of(all_words('pictures', 'agencies'))}"
        rf"|[^＝。、]{{1,12}}{any_of(all_words('pictures', 'credit_ends'))}))$"
        rf"|(?<!\s)\s+[-–—]\s+([^–—]{{2,90}}\b(?i:{any_of(all_words('pictures', 'rights'))})\.?)$"
        rf"|(?<!\s)\s+/\s+(\S.{{1,60}}\b{any_of(all_words('pictures', 'after_a_name'))}\.?)$"
    )
)
_LEGEND = lazy_pattern(lambda: rf"^{any_of(all_words('pictures', 'caption_labels'))}\s*[:,]\s*", re.IGNORECASE)
_WORKS_FOR = re.compile(
    r"/|\bvia\b|getty|shutterstock|unsplash|archiv(?!bild)|reuters|\bap\b|\bafp\b",
    re.IGNORECASE,
)
_NO_CREDIT = lazy_pattern(
    lambda: (
        rf"^(?:{any_of(all_words('pictures', 'no_credit_words'))}"
        rf"|{any_of(all_words('pictures', 'no_credit_stems'))}\w*)\b"
    ),
    re.IGNORECASE,
)
#: Labels of buttons and advertisements in and around figures.
_CONTROL = lazy_pattern(
    lambda: (
        rf"(?:{any_of(all_words('pictures', 'controls'))}|{any_of(all_words('pictures', 'control_stems'))}.*"
        rf"|{any_of(all_words('pictures', 'loading'))}\W*|\d+\s*(?:/|{any_of(all_words('pictures', 'counts'))})\s*\d+"
        rf"|{any_of(all_words('pictures', 'control_begins'))} .*"
        rf"|.{{0,40}}{any_of(all_words('pictures', 'new_windows'))}.{{0,40}})\W*"
    ),
    re.IGNORECASE,
)
_ONLY_LABEL = lazy_pattern(lambda: rf"{_label()}\s?[:/]?", re.IGNORECASE)
_BEGINS_CREDIT = lazy_pattern(
    lambda: (
        rf"[\[(]?(?:{_label()}\s?[:/]|{any_of(all_words('pictures', 'credit_labels_with_comma'))},"
        rf"|{any_of(_WITHOUT_COLON)} |{any_of(_COURTESIES)} |©|\([cC]\)|（[ＣcC]）)"
    ),
    re.IGNORECASE,
)

#: Longest text that is searched for a credit, in characters.
MAX_TEXT = 4000
#: Longest run of text that is a credit because it begins with "photo:", in characters.
MAX_CREDIT = 70
#: A run of text beside a picture, and whether its element is a credit by its class.
Piece = tuple[str, bool]


def separate_credit(pieces: Iterable[Piece]) -> tuple[str, str]:
    """Return the caption and the credit in the runs of text beside a picture. Either may be empty."""
    captions: list[str] = []
    credits_: list[str] = []
    labelled = False
    for text, called in pieces:
        kind = _kind(text, called=called or labelled or bool(credits_ and text.startswith("/")))
        labelled = kind == "label"
        if kind == "caption":
            captions.append(text)
        elif kind == "credit":
            credits_.append(text.lstrip(": "))
    if not credits_ and len(captions) > 1 and _is_separate_credit(captions[-1], captions[-2]):
        credits_.append(captions.pop())
    caption, behind = split_credit(" ".join(captions))
    if not credits_ and not behind and _is_only_credit(caption):
        return "", caption
    credit = " ".join(dict.fromkeys(credits_))
    return caption, credit if behind in credit else f"{behind} {credit}".strip()


def _is_separate_credit(text: str, before: str) -> bool:
    """Return whether *text*, the last run beside a picture, is an agency or a name after a whole sentence."""
    return _is_agency(text) or (is_credit(text) and before.endswith((".", "!", "?", "…")))


def _kind(text: str, *, called: bool) -> Literal["caption", "credit", "label", "control"]:
    if _ONLY_LABEL.fullmatch(text):
        return "label"
    if _CONTROL.fullmatch(text):
        return "control"
    return "credit" if called or (_BEGINS_CREDIT.match(text) and len(text) <= MAX_CREDIT) else "caption"


def _is_only_credit(text: str) -> bool:
    """Return whether the whole text is a credit: "Name/Agency" without a sentence."""
    return bool(_WORKS_FOR.search(text)) and is_credit(text) and not text.endswith((".", "!", "?"))


def split_credit(text: str) -> tuple[str, str]:
    """Return *text* without the credit at its end, and the credit; either may be empty."""
    text = _LEGEND.sub("", text[:MAX_TEXT])
    begins = _BEGINS_CREDIT.match(text)
    if begins is not None and len(text) > MAX_CREDIT:
        text = text[begins.end() :].lstrip()
    folded = text.lower()
    match = _CREDIT.search(text) if any(mark in folded for mark in _MARKS) else None
    if match is not None:
        return text[: match.start()].rstrip(), match[0].strip(" ()[]|–—-")
    match = _MARKED.search(text)
    if match is not None:
        return text[: match.start()].rstrip(), next(filter(None, match.groups()))
    for pattern in (_IN_BRACKETS, _BEHIND_BAR, _BEHIND_STOP):
        match = pattern.search(text)
        if match is None:
            continue
        name = match[1]
        if _is_short(text, match) or _is_agency(name) if pattern is _IN_BRACKETS else is_credit(name):
            return text[: match.start()].rstrip(), match[1].strip()
    return text, ""


def _is_short(text: str, match: re.Match[str]) -> bool:
    """Return whether the brackets after a sentence contain one capitalized name, such as an agency."""
    name = match[1]
    return (
        text[: match.start()].endswith((".", "!", "?", "”", "»")) and name[:1].isupper() and not _NO_CREDIT.match(name)
    )


def without_label(credit: str) -> str:
    """Return *credit* without its label: "Photo: ", "Credit: ", "© "."""
    bare = credit
    while (match := _BEGINS_CREDIT.match(bare)) is not None and any(map(str.isalpha, bare[match.end() :])):
        bare = bare[match.end() :].lstrip(" :/")
    return bare


def is_credit(text: str) -> bool:
    """Return whether *text*, at the end of a caption, names the photographer and not what the picture shows."""
    return _is_agency(text) or (not _NO_CREDIT.match(text) and looks_personal(text) and len(text.split()) < 5)


def _is_agency(text: str) -> bool:
    """Return whether *text* names an organization, alone or after a person."""
    if _NO_CREDIT.match(text) or len(text.split()) > 9 or sum(map(str.isdigit, text)) > 1:
        return False
    return bool(_WORKS_FOR.search(text)) or is_organisation(text)
