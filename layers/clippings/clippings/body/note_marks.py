"""Marks of typed notes: numbers, letters and signs that refer to a note, and those that a note begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from unicodedata import normalize

from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.records import MATH, Inline

Style = Literal["raised", "bracket", "brackets", "labelled", "sign", "circled", "paren", "number", "bare", "item"]
SIGNS = "[*＊†‡¶]{1,3}"
RAISED_DIGITS = "[¹²³⁰⁴-⁹]{1,3}"
CIRCLED = "[①-⑳]"
#: First letters of scripts whose words need no brackets around the word and the number: 注1.
WIDE = "\u2e80"


def _words() -> str:
    return any_of(all_words("notes", "labels"))


def _wide_words() -> str:
    return any_of(word for word in all_words("notes", "labels") if word[0] >= WIDE)


#: A reference in text of ordinary height. Numbers have at most three digits: a year is not a reference.
REFERENCE = lazy_pattern(
    lambda: (
        rf"[\[［〔【]\s?(?:(?:{_words()})\.?\s?)?(?P<bracket>\d{{1,3}}|[a-z]|{SIGNS})\s?[\]］〕】]"
        rf"|[\[［]\s?(?P<brackets>\d{{1,3}}(?:\s?[,;、–-]\s?\d{{1,3}}){{1,9}})\s?[\]］]"
        rf"|[(（]\s?(?:{_words()})\.?\s?(?P<labelled>\d{{1,3}})\s?[)）]"
        rf"|(?:{_wide_words()}|※|(?<![\d*＊])[＊*])\s?(?P<wide>\d{{1,2}})(?!\d)"
        rf"|[(（]\s?(?P<paren>\d{{1,2}})\s?[)）]"
        rf"|(?P<circled>{CIRCLED})"
        rf"|(?P<raised>{RAISED_DIGITS})"
        rf"|(?P<sign>{SIGNS})(?=[\s.,;:!?)\]”\"’»—–、。）」]|$)"
    ),
    re.IGNORECASE,
)
#: What texts with such references contain. Three patterns with one first character take a fifth of the time of one.
POSSIBLE = (
    re.compile(r"[\[［〔【*＊†‡¶※①-⑳¹²³⁰⁴-⁹]"),
    re.compile(r"[(（][^()（）\d]{0,40}(?!\d{4})\d"),
    lazy_pattern(lambda: rf"{_wide_words()}\s?\d"),
)
#: All of a superscript that is a reference, perhaps to several notes.
RAISED = lazy_pattern(
    lambda: (
        rf"\s*[\[(（［]?\s?(?:(?:{_words()})\.?\s?|[※＊*](?=\d))?"
        rf"(?P<labels>\d{{1,3}}(?:\s?[,;、–-]\s?\d{{1,3}}){{0,9}}|[a-z]|{SIGNS}|{CIRCLED})\s?[\])）］]?\s*"
    ),
    re.IGNORECASE,
)
LABEL = re.compile(r"\d+|\D+")
#: Most notes that a range such as ``[3-9]`` refers to.
MAX_RANGE = 40
#: The beginning of a line that is a note.
NOTE = lazy_pattern(
    lambda: (
        rf"\s{{0,9}}(?:[\[［〔【]\s?(?:(?:{_words()})\.?\s?)?(?P<bracket>\d{{1,3}}|[a-z]|{SIGNS})\s?[\]］〕】]"
        rf"|\[(?:{_words()})\s(?P<inner>\d{{1,3}}|[a-z])(?=[.:])"
        rf"|[(（]\s?(?P<paren>\d{{1,3}}|[a-z])\s?[)）]"
        rf"|[(（]?\s?(?:{_words()}|[※＊*])\.?\s?(?P<labelled>\d{{1,3}})(?!\d)\s?[)）]?"
        rf"|(?P<circled>{CIRCLED})|(?P<raised>{RAISED_DIGITS})"
        rf"|(?P<sign>{SIGNS})(?![*＊])"
        r"|(?P<number>\d{1,3}|[a-z])(?:[.)](?=\s|[^\W\d])|[）、．:：])|(?P<bare>\d{1,3})(?=\s))\s?[.:：、=]?\s{0,9}"
    ),
    re.IGNORECASE,
)
#: The end of the text before an exponent: a letter, a unit of measure or the number ten.
BEFORE_EXPONENT = re.compile(r"(?:^|[\s\d(/])(?:[a-z]|[cdkm]m|ft)$|(?:^|\D)10$", re.IGNORECASE)
EXPONENTS = frozenset("23")
#: Marks of a programmer's or writer's emphasis (*word*), whose end looks like a reference.
OPENING = re.compile(r"(?:^|[\s(])[*＊]{1,3}(?=\w)", re.MULTILINE)
#: A number in parentheses after these signs, or at the beginning, is the number of an item within a sentence.
BEFORE_ITEM = ":：,，;；、(（"
#: Stands for text in which no reference of ordinary height is searched.
MASK = "\x00"
#: Most references of each kind that are read in one content.
MAX_REFERENCES = 5_000
#: Least length of a note without its mark.
MIN_NOTE_CHARS = 5


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A mark at *start* to *end* of a content's text. If it is in the passage before, *start* is -1."""

    style: Style
    label: str
    start: int
    end: int


def text_of(content: Sequence[Inline]) -> str:
    """Return the text of *content* as the offsets of marks count it."""
    return "".join([run.text for run in content])


def may_have_references(text: str) -> bool:
    """Return whether *text* may contain a reference of ordinary height."""
    return any(pattern.search(text) for pattern in (POSSIBLE[:2] if text.isascii() else POSSIBLE))


def find_references(content: Sequence[Inline]) -> list[NoteMark]:
    """Return the marks in *content* that may refer to a note, in order. Each has text before it in the same line."""
    text = text_of(content)
    raised = islice(_raised(content), MAX_REFERENCES)
    found = [mark for start, end in raised for mark in _raised_references(text, start, end)]
    masked = _masked(content)
    for match in islice(REFERENCE.finditer(masked), MAX_REFERENCES):
        group = match.lastgroup or ""
        start = match.start()
        before = masked[max(0, start - 8) : start].rstrip(" ")
        if not before or before[-1] == "\n" or (group == "paren" and before[-1] in BEFORE_ITEM):
            continue
        if group == "sign" and masked[start - 1] in " \n*＊(（[“„«「":
            continue
        if group == "brackets":
            found.extend(_listed(text, start, match.end(), match.span(group), "brackets"))
            continue
        label = _normal(match[group])
        if group == "raised" and label in EXPONENTS and BEFORE_EXPONENT.search(masked[max(0, start - 4) : start]):
            continue
        style = "labelled" if group == "wide" else "sign" if _is_sign(label) else group
        found.append(NoteMark(style, label, start, match.end()))  # type: ignore[arg-type]
    return sorted(found, key=lambda mark: mark.start)


def find_notes(content: Sequence[Inline]) -> list[NoteMark | None]:
    """Return for each line of *content* the mark that it begins with, or None if it does not begin as a note."""
    text = text_of(content)
    raised = dict(_raised(content))
    found: list[NoteMark | None] = []
    start = 0
    for line in text.split("\n"):
        found.append(_note_mark(text, start, start + len(line), raised.get(start)))
        start += len(line) + 1
    return found


def _note_mark(text: str, start: int, end: int, raised: int | None) -> NoteMark | None:
    mark: NoteMark | None = None
    match = RAISED.fullmatch(text, start, raised) if raised is not None and raised < end else None
    if match is not None and raised is not None:
        label = _normal(match["labels"])
        after = raised + len(text[raised:end]) - len(text[raised:end].lstrip(" .:)"))
        mark = NoteMark("sign" if _is_sign(label) else "raised", label, start, after)
    elif (match := NOTE.match(text, start, end)) is not None:
        group = match.lastgroup or ""
        label = _normal(match[group])
        style = "bracket" if group == "inner" else "sign" if _is_sign(label) else group
        mark = NoteMark(style, label, start, match.end())  # type: ignore[arg-type]
    return mark if mark is not None and end - mark.end >= MIN_NOTE_CHARS else None


def make_label(text: str) -> NoteMark:
    """Return the mark of a note that stands in a passage of its own, with the text *text*, before the note."""
    label = _normal(text.strip(" \n\t[]().:"))
    style: Style = "sign" if _is_sign(label) else "bracket" if text.lstrip()[:1] == "[" else "number"
    return NoteMark(style, label, -1, 0)


def has_emphasis_by_signs(content: Sequence[Inline]) -> bool:
    """Return whether asterisks enclose words in *content*, or begin a line of it."""
    return OPENING.search(_masked(content)) is not None


def _raised(content: Sequence[Inline]) -> Iterator[tuple[int, int]]:
    """Yield the extent of each stretch of superscript text without a link to another page."""
    offset, start = 0, -1
    for run in content:
        if "superscript" in run.marks and _is_plain(run):
            start = offset if start < 0 else start
        elif start >= 0:
            yield start, offset
            start = -1
        offset += len(run.text)
    if start >= 0:
        yield start, offset


def _raised_references(text: str, start: int, end: int) -> Iterator[NoteMark]:
    """Yield the references in a stretch of superscript text: one number or sign, or several numbers."""
    match = RAISED.fullmatch(text, start, end)
    before = text[max(0, start - 4) : start]
    if match is None or not before.strip(" ") or before.rstrip(" ").endswith("\n"):
        return
    if match["labels"] in EXPONENTS and BEFORE_EXPONENT.search(before):
        return
    yield from _listed(text, start, start + len(text[start:end].rstrip()), match.span("labels"), "raised")


def _listed(text: str, start: int, end: int, span: tuple[int, int], style: Style) -> Iterator[NoteMark]:
    """Yield the references in a list of labels at *span* of *text*, which the signs at *start* to *end* enclose.

    The labels that a range leaves out are at its dash. Numbers that do not rise are no list of notes.
    """
    parts = [found for found in LABEL.finditer(text, *span) if found[0].strip(" ,;、")]
    labels = [found for found in parts if found[0].strip() not in ("-", "–")]
    numbers = [int(found[0]) for found in labels if found[0].isdecimal()]
    if len(labels) > 1 and (numbers[0] == 0 or sorted(set(numbers)) != numbers):
        return
    before = ""  #: the label before, if a dash follows it
    last = ""
    for found in parts:
        label = _normal(found[0])
        if label in ("-", "–"):
            before, dash = last, found
            continue
        if before and 1 < int(label) - int(before) <= MAX_RANGE:
            for between in range(int(before) + 1, int(label)):
                yield NoteMark(style, str(between), dash.start(), dash.end())
        before, last = "", label
        is_first, is_last = found is labels[0], found is labels[-1]
        kind: Style = "sign" if _is_sign(label) else style
        yield NoteMark(kind, label, start if is_first else found.start(), end if is_last else found.end())


def _masked(content: Sequence[Inline]) -> str:
    """Return the text of *content* without superscripts, code, formulas and links."""
    return "".join(
        [
            run.text if _is_plain(run) and "superscript" not in run.marks else re.sub(r"[^\n]", MASK, run.text)
            for run in content
        ]
    )


def _is_plain(run: Inline) -> bool:
    return (
        (run.href is None or run.href.startswith("#")) and "code" not in run.marks and not MATH.intersection(run.marks)
    )


def _normal(label: str) -> str:
    """Return *label* in its usual form: an Arabic number, a letter in lower case, or signs."""
    label = normalize("NFKC", label).strip().lower()
    return str(int(label)) if label.isdecimal() else label


def _is_sign(label: str) -> bool:
    return not label.isalnum()
