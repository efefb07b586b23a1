"""Parsing dates: the text of an attribute or of a date line becomes a ParsedDate.

Published forms: ISO 8601 (and its W3C profile), RFC 2822, seconds and milliseconds since 1970, the ``Date`` of
JavaScript. Everything else is a date for people, in digits or words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from typing import Literal

from clippings.fields.dates import solar_hijri
from clippings.fields.dates.date_formats import date_formats
from clippings.fields.dates.month_names import join_month_names, month_of
from clippings.fields.dates.zones import read_zone
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.word_splitting import SIGNS
from clippings.records import Timestamp

#: First and last year of a date. Digitized archives reach back before the web.
EARLIEST_YEAR = 1900
LATEST_YEAR = 2099
#: Years by which the Buddhist calendar is ahead of the Gregorian.
_BUDDHIST = 543
_MAX_TEXT = 300

_ZONE = r"(?P<zone>[Zz]\b|(?:UTC|GMT)?\s*[+\-−]\d\d?(?::?\d\d)?\b|[A-Z]{2,4}\b|Eastern|Pacific)"
_TIME = (
    r"(?P<hour>\d{1,2})\s?(?:[:.h時시]\s?|h\s)(?P<minute>\d\d)(?:[:.分](?P<second>\d\d)(?:[.,]\d+)?)?\s*"
    r"(?P<half>[ap]\.?\s?m\b\.?)?"
)
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-/.]?(?P<month>\d\d)[-/.]?(?P<day>\d\d)(?!\d)"
    r"(?:[Tt\s,|–-]{1,4}(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?\s*"
    r"(?P<half>[ap]\.?m\b\.?)?\s*" + _ZONE.replace("?P<zone>[Zz]\\b", "?P<zone>[Zz]") + "?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_FIGURES = re.compile(
    r"(?<![\d.])(?P<a>\d{1,4})(?P<s>[./-]|\s\|\s)\s?(?P<b>\d{1,2})(?P=s)\s?(?P<c>\d{4}|\d{1,2})(?!\d)"
)
#: Letters with their marks.
_LETTER = rf"(?:[^\W\d_]|[{SIGNS}])"
_WORD = rf"{_LETTER}+(?:[.\-'’]{_LETTER}+)*"
_NAME = re.compile(_WORD)
#: Characters before and after the name of a month that are searched for the day and the year.
_BESIDE = 16


def _any_of(name: str) -> str:
    """Return a pattern of the words of a list of the language files; an apostrophe in it may be a curly one."""
    return any_of(all_words("dates", name)).replace("'", "['’]")


_DAY_BEFORE = lazy_pattern(
    lambda: (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|{_any_of('day_endings')})?[\s\-/,.]*"
        rf"(?:{_any_of('before_month')}\b|{_any_of('elided_before_month')})?\s?$"
    )
)
_YEAR_BEHIND = lazy_pattern(lambda: rf"[.॰׳]?[\s\-/,.،]*(?:{_any_of('before_year')})?\s?(?P<year>\d{{4}})(?!\d)")
#: Thai papers omit the century of the Buddhist year.
_THAI_YEAR_BEHIND = re.compile(r"\.?\s?(?P<year>\d\d)(?!\d)")
_DAY_AND_YEAR_BEHIND = lazy_pattern(
    lambda: (
        rf"\.?\s*-?(?P<day>\d{{1,2}})(?:{_any_of('day_endings')})?\.?\s*[,\-،]?\s*"
        rf"(?:{_any_of('before_year')}\s)?(?P<year>\d{{4}})(?!\d)"
    )
)
_YEAR_BEFORE = lazy_pattern(lambda: rf"(?<!\d)(?P<year>\d{{4}})(?:[.,]|\s?{_any_of('after_year')})?\s*-?$")
_DAY_BEHIND = re.compile(r"\.?\s*-?(?P<day>\d{1,2})(?!\d)")
#: The year, a word for it, the day.
_YEAR_AND_DAY_BEFORE = lazy_pattern(
    lambda: rf"(?<!\d)(?P<year>\d{{4}})(?:\.\s|[.\s\-])?{_any_of('years')}\b\.?,?\s?(?P<day>\d{{1,2}})[\s\-.]*$"
)
#: Years to add to a year of a Japanese era or of the Republic of China.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<number>元|\d{{1,3}})\s?年\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日"
)
_CLOCK = lazy_pattern(lambda: rf"{_TIME}\s*(?:{_any_of('clock')})?\s*[\s(,|-]{{0,3}}{_ZONE}?", re.IGNORECASE)
_HALF_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?P<minute>)(?P<second>)\s?(?P<half>[ap]\.?m\b\.?)\s*[\s(,|-]{0,3}" + _ZONE + "?", re.IGNORECASE
)
_HALF_BEFORE = lazy_pattern(
    lambda: (
        rf"(?P<half>{any_of(all_words('dates', 'forenoon', 'afternoon'))})\s*(?P<hour>\d{{1,2}})\s?[:시時时点點]\s?"
        r"(?P<minute>\d\d)?[분分]?(?::?(?P<second>\d\d)[초秒]?)?"
    )
)
#: Arabic letters in place of Persian ones, and Persian digits.
_PERSIAN_LETTERS = str.maketrans("يكى۰۱۲۳۴۵۶۷۸۹", "یکی0123456789")
_SOLAR_WORDS = lazy_pattern(
    lambda: (
        rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(solar_hijri.months())})(?:\s?{_any_of('after_month')})?"
        r"[\s،,]+(?P<year>1[34]\d\d)(?!\d)"
    )
)
_SOLAR_FIGURES = re.compile(r"(?<!\d)(?P<year>1[34]\d\d)[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A day, with the time of day and the zone where the text gives them."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None
    precision: Literal["day", "minute", "second"] = "day"
    raw: str = ""
    other: date | None = None  #: the day with day and month exchanged, where the digits are ambiguous

    @property
    def instant(self) -> datetime | None:
        """The aware datetime, or None without a time or a zone."""
        if self.clock is None or self.zone is None:
            return None
        return datetime.combine(self.day, self.clock, self.zone)

    def timestamp(self, assumed: tzinfo | None = None) -> Timestamp:
        """Return the record. *assumed* is the zone of a time without one."""
        instant = self.instant
        if instant is not None:
            return Timestamp(self.day, instant, self.precision, "explicit", self.raw)
        if self.clock is None or assumed is None:
            return Timestamp(self.day, None, self.precision, "none", self.raw)
        return Timestamp(self.day, datetime.combine(self.day, self.clock, assumed), self.precision, "assumed", self.raw)


def parse_date(raw: str, language: str | None = None, *, month_first: bool = False) -> ParsedDate | None:
    """Return the first date in *raw*, or None. Relative dates ("2 hours ago") and impossible ones are not read.

    Args:
        raw: The text.
        language: The language of the text, which decides between names of months.
        month_first: Whether ``3/4/2024`` is a day in March.
    """
    return _read(raw.strip()[:_MAX_TEXT], language, month_first)


@lru_cache(maxsize=512)
def _read(raw: str, language: str | None, month_first: bool) -> ParsedDate | None:
    """Return the date in *raw*. Cached, since a page repeats its dates."""
    if not any(map(str.isdigit, raw)):
        return None
    if _EPOCH.fullmatch(raw):
        return _since_epoch(raw)
    text = raw if raw.isascii() else _HALF_BEFORE.sub(_half_behind, raw)
    for reader in (_solar_hijri, _iso, _east_asian, _written, _figures):
        found = reader(text, language, month_first)
        if found is not None:
            return replace(found, raw=raw)
    return None


def _since_epoch(text: str) -> ParsedDate | None:
    seconds = float(text)
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    moment = datetime.fromtimestamp(int(seconds), UTC)
    return ParsedDate(moment.date(), moment.timetz().replace(tzinfo=None), UTC, "second", text)


def _half_behind(match: re.Match[str]) -> str:
    """Return a time of day in English order: Chinese, Japanese and Korean write the half of the day first."""
    second = f":{match['second']}" if match["second"] else ""
    half = "pm" if match["half"] in all_words("dates", "afternoon") else "am"
    return f" {match['hour']}:{match['minute'] or '00'}{second} {half}"


def _solar_hijri(text: str, language: str | None, _month_first: bool) -> ParsedDate | None:
    """Read a day of the Solar Hijri calendar: with the name of a month, or in digits on a Persian page."""
    persian = (language or "").startswith("fa")
    if text.isascii() and not persian:
        return None
    folded = text.translate(_PERSIAN_LETTERS)
    match = _SOLAR_WORDS.search(folded)
    month = solar_hijri.months()[match["month"]] if match else 0
    if match is None and persian and (match := _SOLAR_FIGURES.search(folded)):
        month = int(match["month"])
    day = solar_hijri.to_date(int(match["year"]), month, int(match["day"])) if match else None
    return _with_clock(day, folded, *match.span()) if match and day else None


def _iso(text: str, _language: str | None, _month_first: bool) -> ParsedDate | None:
    match = _ISO.search(text)
    if match is None:
        return None
    day = _date(match["year"], match["month"], match["day"])
    return None if day is None else _timed(day, match)


def _east_asian(text: str, _language: str | None, _month_first: bool) -> ParsedDate | None:
    if text.isascii():
        return None
    if era := _ERA.search(text):
        number = 1 if era["number"] == "元" else int(era["number"])
        day = _date(str(_ERAS[era["era"]] + number), era["month"], era["day"])
        return _with_clock(day, text, *era.span()) if day else None
    match = next(filter(None, (pattern.search(text) for pattern in date_formats())), None)
    day = match and _date(match["year"], match["month"], match["day"])
    return _with_clock(day, text, *match.span()) if match and day else None


def _written(text: str, language: str | None, _month_first: bool) -> ParsedDate | None:
    """Find the name of a month, then the digits beside it. One search for all three would take three times as long."""
    text = join_month_names(text)
    for name in _NAME.finditer(text):
        word = name[0]
        start = name.start() + (2 if word[:2] in ("d'", "d’") else 0)
        month = month_of(text[start : name.end()], language)
        if month is None:
            continue
        before, behind = text[max(0, start - _BESIDE) : start], text[name.end() : name.end() + _BESIDE]
        day_before, year_behind = _DAY_BEFORE.search(before), _YEAR_BEHIND.match(behind)
        both, year_before = _DAY_AND_YEAR_BEHIND.match(behind), _YEAR_BEFORE.search(before)
        found: list[tuple[str, str, re.Match[str] | None, re.Match[str] | None]] = []
        if year_and_day := _YEAR_AND_DAY_BEFORE.search(before):
            found.append((year_and_day["year"], year_and_day["day"], year_and_day, None))
        if day_before and year_behind:
            found.append((year_behind["year"], day_before["day"], day_before, year_behind))
        elif day_before and "\u0e00" <= word[0] <= "\u0e7f" and (short := _THAI_YEAR_BEHIND.match(behind)):
            found.append((f"25{short['year']}", day_before["day"], day_before, short))
        if both:
            found.append((both["year"], both["day"], None, both))
        if year_before and (day_behind := _DAY_BEHIND.match(behind)):
            found.append((year_before["year"], day_behind["day"], year_before, day_behind))
        for year, number, first, last in found:
            day = _date(year, month, number)
            if day is not None:
                begin = start - len(before) + first.start() if first else start
                return _with_clock(day, text, begin, name.end() + (last.end() if last else 0))
    return None


def _figures(text: str, _language: str | None, month_first: bool) -> ParsedDate | None:
    for match in _FIGURES.finditer(text):
        a, b, c = match["a"], match["b"], match["c"]
        if len(a) == 4:
            day = _date(a, b, c)
        elif len(a) > 2 or len(c) == 1:
            continue
        else:
            year = c if len(c) == 4 else f"20{c}"
            first, second = (a, b) if month_first and match["s"] != "." else (b, a)
            day, other = _date(year, first, second), _date(year, second, first)
            if day is not None and other is not None and other != day:
                return replace(_with_clock(day, text, *match.span()), other=other)
            day = day or other
        if day is not None:
            return _with_clock(day, text, *match.span())
    return None


def _with_clock(day: date, text: str, start: int, end: int) -> ParsedDate:
    """Return *day*, which is in *text* from *start* to *end*, with the time of day close after or before it."""
    after = text[end : end + 40]
    before = text[max(0, start - 25) : start]
    for excerpt in (after, before):
        clock = _CLOCK.search(excerpt) or _HALF_CLOCK.search(excerpt)
        if clock is not None:
            return _timed(day, clock)
    return ParsedDate(day)


def _date(year: str, month: str | int, day: str) -> date | None:
    number = int(year)
    if number > LATEST_YEAR + 300 and number < LATEST_YEAR + _BUDDHIST:
        number -= _BUDDHIST
    try:
        return date(number, int(month), int(day)) if EARLIEST_YEAR <= number <= LATEST_YEAR else None
    except ValueError:
        return None


def _timed(day: date, match: re.Match[str]) -> ParsedDate:
    """Return *day* with the time of day in *match*. An impossible time is left out."""
    if match["hour"] is None:
        return ParsedDate(day)
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 60:
        return ParsedDate(day)
    zone = read_zone(match["zone"], day) if match["zone"] else None
    return ParsedDate(day, time(hour, minute, min(second, 59)), zone, "second" if match["second"] else "minute")
