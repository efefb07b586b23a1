from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel.dates import format_date

from clippings.fields.dates.date_parsing import parse_date


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("January 7, 2024", "en", date(2024, 1, 7)),
        ("7 January 2024", "en-GB", date(2024, 1, 7)),
        ("7. Januar 2024, 14:03 Uhr", "de", date(2024, 1, 7)),
        ("7. Jänner 2024", "de-AT", date(2024, 1, 7)),
        ("le 1er février 2024", "fr", date(2024, 2, 1)),
        ("7 de enero de 2024", "es", date(2024, 1, 7)),
        ("7 gennaio 2024", "it", date(2024, 1, 7)),
        ("7 de março de 2024", "pt", date(2024, 3, 7)),
        ("7 mei 2024", "nl", date(2024, 5, 7)),
        ("7. tammikuuta 2024", "fi", date(2024, 1, 7)),
        ("7 listopada 2024", "pl", date(2024, 11, 7)),
        ("7. listopada 2024", "hr", date(2024, 10, 7)),
        ("2024. január 7.", "hu", date(2024, 1, 7)),
        ("7 января 2024", "ru", date(2024, 1, 7)),
        ("7 січня 2024", "uk", date(2024, 1, 7)),
        ("7 Ιανουαρίου 2024", "el", date(2024, 1, 7)),
        ("7 Ocak 2024", "tr", date(2024, 1, 7)),
        ("٧ يناير ٢٠٢٤", "ar", date(2024, 1, 7)),
        ("7 जनवरी 2024", "hi", date(2024, 1, 7)),
        ("7 มกราคม 2567", "th", date(2024, 1, 7)),
        ("2024年1月7日 13時05分", "ja", date(2024, 1, 7)),
        ("2024년 1월 7일", "ko", date(2024, 1, 7)),
        ("2024. 1. 7. 13:05", "ko", date(2024, 1, 7)),
        ("7 tháng 1, 2024", "vi", date(2024, 1, 7)),
        ("2024. gada 7. janvāris", "lv", date(2024, 1, 7)),
        ("2024 m. sausio 7 d.", "lt", date(2024, 1, 7)),
        ("2024 оны 1-р сарын 7", "mn", date(2024, 1, 7)),
        ("7 كانون الثاني 2024", "ar", date(2024, 1, 7)),
        ("7 ม.ค. 67 14:30 น.", "th", date(2024, 1, 7)),
        ("令和6年1月7日", "ja", date(2024, 1, 7)),
        ("令和元年5月7日", "ja", date(2019, 5, 7)),
        ("中華民國113年1月7日", "zh", date(2024, 1, 7)),
        ("2024-yil 7-yanvar", "uz", date(2024, 1, 7)),
        ("7 جانفي 2024", "ar", date(2024, 1, 7)),
        ("7 دجنبر 2024", "ar", date(2024, 12, 7)),
        ("৭ জানুয়ারি ২০২৪", "bn", date(2024, 1, 7)),
        ("७ दिसंबर २०२४", "hi", date(2024, 12, 7)),
    ],
)
def test_a_date_in_words_is_read_in_its_language(raw: str, language: str, day: date) -> None:
    moment = parse_date(raw, language)
    assert moment is not None
    assert moment.day == day


#: Of the languages in which the Common Locale Data Repository writes dates, those that the press is met in.
WRITTEN = (
    "af am ar az be bg bn ca cs cy da de el en es et eu fa fi fil fo fr ga gl gu ha he hi hr hu hy id ig is it ja "
    "ka kk km kn ko ky lb lo lt lv mk ml mr ms mt my nb ne nl oc om or pa pl ps pt ro ru rw sd si sk sl so sq sr sv "
    "sw ta te tg th ti tk tr tt uk ur uz xh zh zu"
)


@pytest.mark.parametrize("language", WRITTEN.split())
def test_every_day_as_a_language_writes_it_out_is_read(language: str) -> None:
    days = [date(2025, month, day) for month in range(1, 13) for day in (1, 7, 23)]
    wrong = [
        written
        for style in ("medium", "long", "full")
        for day in days
        if (written := format_date(day, style, locale=language).replace("\u200f", ""))
        and ((moment := parse_date(written, language)) is None or moment.day != day)
    ]
    assert not wrong


@pytest.mark.parametrize("raw", ["Sat 7, 2025", "7 Jen 2025", "7 few 2025", "3 tra 2025"])
def test_short_month_names_of_other_languages_are_ignored(raw: str) -> None:
    assert parse_date(raw, "en") is None


@pytest.mark.parametrize(
    "raw",
    [
        "yesterday",
        "2 hours ago",
        "13/14/2024",
        "2024-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "June 2024",
        "",
        "Room 12, 3rd floor",
    ],
)
def test_invalid_days_are_not_read(raw: str) -> None:
    assert parse_date(raw, "en") is None


def test_numeric_dates_are_day_first_unless_the_page_is_american() -> None:
    british, american = parse_date("03/04/2024"), parse_date("03/04/2024", month_first=True)
    assert british is not None
    assert american is not None
    assert (british.day, american.day) == (date(2024, 4, 3), date(2024, 3, 4))


def test_a_number_above_twelve_is_the_day_in_every_order() -> None:
    moment = parse_date("27/01/2024", month_first=True)
    assert moment is not None
    assert moment.day == date(2024, 1, 27)


def test_an_offset_makes_an_instant() -> None:
    moment = parse_date("2024-01-07T09:53:36+02:00")
    assert moment is not None
    assert moment.instant == datetime(2024, 1, 7, 7, 53, 36, tzinfo=UTC)


def test_an_impossible_offset_leaves_a_time_without_a_zone() -> None:
    moment = parse_date("2024-01-07T10:00:00+99:00")
    assert moment is not None
    assert moment.instant is None
    assert moment.timestamp().zone == "none"


def test_an_impossible_hour_leaves_the_day() -> None:
    moment = parse_date("2024-01-07T25:00:00Z")
    assert moment is not None
    assert (moment.day, moment.clock) == (date(2024, 1, 7), None)


def test_a_zone_from_another_source_is_marked_as_assumed() -> None:
    moment = parse_date("2024-01-07 10:00")
    assert moment is not None
    stamp = moment.timestamp(timezone(timedelta(hours=1)))
    assert (stamp.zone, stamp.instant) == ("assumed", datetime(2024, 1, 7, 9, 0, tzinfo=UTC))


@pytest.mark.parametrize("raw", ["1704619416", "1704619416000"])
def test_seconds_and_milliseconds_since_1970_are_distinguished(raw: str) -> None:
    moment = parse_date(raw)
    assert moment is not None
    assert moment.instant == datetime(2024, 1, 7, 9, 23, 36, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "hour", "minute"),
    [
        ("2024년 1월 7일 오후 3:20", 15, 20),
        ("입력 2024.01.07 오전 9:05", 9, 5),
        ("2024年1月7日 午後3時20分", 15, 20),
        ("2024年1月7日 午前12時05分", 0, 5),
        ("2024年1月7日 下午3:20", 15, 20),
        ("2024年1月7日 15:20", 15, 20),
    ],
)
def test_am_and_pm_precede_the_hour_in_east_asia(raw: str, hour: int, minute: int) -> None:
    moment = parse_date(raw)
    assert moment is not None
    assert moment.day == date(2024, 1, 7)
    assert moment.clock is not None
    assert (moment.clock.hour, moment.clock.minute) == (hour, minute)


@pytest.mark.parametrize(
    "raw", ["۱۵ دی ۱۴۰۲", "سه‌شنبه ۱۵ دی ۱۴۰۲ - ۱۰:۳۰", "15 دي 1402", "۱۵ دی ماه ۱۴۰۲", "۱۴۰۲/۱۰/۱۵", "1402/10/15 10:30"]
)
def test_a_persian_day_is_read_in_the_calendar_of_iran(raw: str) -> None:
    moment = parse_date(raw, "fa-IR")
    assert moment is not None
    assert moment.day == date(2024, 1, 5)


def test_a_persian_day_keeps_the_time_of_day_behind_it() -> None:
    moment = parse_date("۱۵ دی ۱۴۰۲ ساعت ۱۰:۳۰", "fa")
    assert moment is not None
    assert moment.clock is not None
    assert (moment.clock.hour, moment.clock.minute) == (10, 30)


@pytest.mark.parametrize(("raw", "language"), [("1402/10/15", "en"), ("1445/06/25", "ar"), ("۳۲ دی ۱۴۰۲", "fa")])
def test_other_calendars_and_invalid_days_are_not_persian_dates(raw: str, language: str) -> None:
    assert parse_date(raw, language) is None
