"""When the article was first published: where data and page disagree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def test_the_shown_day_is_used_if_the_data_is_in_utc(read: Read, linked: Linked) -> None:
    data = '"datePublished":"2022-05-04T00:44:52Z","dateModified":"2022-05-03T21:44:52-03:00"'
    published = read(linked(data), f"{H1}<div>03/05/2022 21:44</div>", lang="pt")["published"].value
    assert published.day == date(2022, 5, 3)
    assert published.instant == datetime(2022, 5, 4, 0, 44, 52, tzinfo=UTC)


def test_without_a_date_line_the_address_has_the_publishers_day(read: Read, linked: Linked) -> None:
    found = read(linked('"datePublished":"2024-01-08T02:30:00Z"'), url="https://news.example/2024/01/07/bridge")
    assert found["published"].value.day == date(2024, 1, 7)


def test_a_visible_date_outweighs_unconfirmed_data(read: Read, linked: Linked) -> None:
    found = read(linked('"datePublished":"2019-03-01"'), f"{H1}<div>7 January 2024</div>")
    assert found["published"].value.day == date(2024, 1, 7)


def test_data_and_address_outweigh_a_visible_date(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07"')
    found = read(head, f"{H1}<div>Wednesday, 3 December 2025</div>", url="https://news.example/2024/01/07/bridge")
    assert found["published"].value.day == date(2024, 1, 7)


def test_a_visible_date_of_the_last_change_does_not_outweigh_data(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2023-03-01","dateModified":"2024-01-07"')
    found = read(head, f"{H1}<div>7 January 2024</div>")
    assert found["published"].value.day == date(2023, 3, 1)


@pytest.mark.parametrize(
    "address", ["2023/10/03/wine", "2023-10-03-wine", "20231003-wine", "2023/october/03/wine", "2023/oct/3"]
)
def test_an_address_dates_its_article(read: Read, address: str) -> None:
    assert read(url=f"https://news.example/{address}")["published"].value.day == date(2023, 10, 3)


@pytest.mark.parametrize("address", ["a19663621/shoes", "2023/wine/03", "1512310034-x", "2023-1003"])
def test_other_numbers_in_an_address_are_not_dates(read: Read, address: str) -> None:
    assert "published" not in read(url=f"https://news.example/{address}")


@pytest.mark.parametrize(
    "raw",
    ["0000-01-01", "9999-12-31", "yesterday", "13/14/2024", "2024-02-30T10:00:00Z", "1988-05-01", "tomorrow at nine"],
)
def test_impossible_dates_are_rejected_with_a_reason(read: Read, raw: str) -> None:
    found = read(f'<meta name="pubdate" content="{raw}"><meta name="date" content="2024-01-07">')
    assert found["published"].value.day == date(2024, 1, 7)
    assert raw in [refused.raw for refused in found["published"].rejected]


def test_the_page_shows_the_publishers_day_with_data_in_utc(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07T03:30:00Z"')
    above = "<h1>Bridge vote passes before midnight</h1><div>January 6, 2024, 10:30 PM</div>"
    published = read(head, above)["published"].value
    assert published.day == date(2024, 1, 6)
    assert published.instant == datetime(2024, 1, 7, 3, 30, tzinfo=UTC)


def test_an_explicit_offset_decides_the_day(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07T19:30:00+02:00"')
    above = "<h1>Bridge vote passes before midnight</h1><div>Print edition of January 8, 2024</div>"
    assert read(head, above)["published"].value.day == date(2024, 1, 7)


def test_the_day_of_an_update_is_not_the_day_of_publication(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07"')
    found = read(head, "<h1>Bridge vote passes before midnight</h1><div>Updated: February 9, 2024</div>")
    assert found["published"].value.day == date(2024, 1, 7)
    assert found["modified"].value.day == date(2024, 2, 9)


def test_a_publication_after_the_capture_is_rejected(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2030-01-01T00:00:00Z"') + '<meta name="date" content="2024-01-07">'
    found = read(head, received=datetime(2024, 2, 1, tzinfo=UTC))
    assert found["published"].value.day == date(2024, 1, 7)
    assert "after the capture" in [refused.why for refused in found["published"].rejected]


def test_the_address_dates_an_article_as_a_last_resort(read: Read) -> None:
    published = read(url="https://news.example/2024/01/07/bridge")["published"].value
    assert (published.day, published.precision) == (date(2024, 1, 7), "day")


def test_ambiguous_digits_are_read_like_a_time_element(read: Read) -> None:
    line = f'{H1}<div><time datetime="02-12-2025">02-12-2025</time></div>'
    assert read(above=line)["published"].value.day == date(2025, 2, 12)
    below = '<aside><time datetime="2025-12-02">December 2</time></aside>'
    assert read(above=line, below=below)["published"].value.day == date(2025, 12, 2)


def test_of_two_visible_days_the_more_often_confirmed_one_is_used(read: Read) -> None:
    above = f"<div>Preprint published 4 April 2019</div>{H1}<div>Published 25 June 2019</div>"
    head = '<meta name="citation_date" content="2019-06-25">'
    assert read(head, above)["published"].value.day == date(2019, 6, 25)


def test_a_visible_day_next_to_that_of_the_data_needs_confirmation(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2025-12-19T22:02:58Z"')
    line = f"{H1}<div>18 December 2025</div>"
    assert read(head, line)["published"].value.day == date(2025, 12, 19)
    address = "https://news.example/2025/12/18/bridge"
    assert read(head, line, url=address)["published"].value.day == date(2025, 12, 18)


def test_a_time_without_zone_gets_the_zone_that_matches_another_instant(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2023-12-13T17:06:41"')
    meta = '<meta property="article:published_time" content="2023-12-13T22:06:41+00:00">'
    published = read(head + meta)["published"].value
    assert (published.zone, published.day) == ("assumed", date(2023, 12, 13))
    assert published.instant == datetime(2023, 12, 13, 22, 6, 41, tzinfo=UTC)


@pytest.mark.parametrize("other", ["2023-12-13T22:14:41+00:00", "2023-12-15T22:06:41+00:00", "2023-12-13"])
def test_a_time_without_zone_stays_so_if_no_zone_matches(read: Read, linked: Linked, other: str) -> None:
    head = linked('"datePublished":"2023-12-13T17:06:41"')
    meta = f'<meta property="article:published_time" content="{other}">'
    published = read(head + meta)["published"].value
    assert (published.zone, published.instant) == ("none", None)


@pytest.mark.parametrize("zone", ["Z", "+02:00", "-08:00", ""])
@pytest.mark.parametrize("shown", ["2 May 2022", "3 May 2022", "4 May 2022", "9 May 2022"])
def test_the_day_fits_the_instant_in_some_zone(read: Read, linked: Linked, zone: str, shown: str) -> None:
    for hour in range(24):
        data = f'"datePublished":"2022-05-03T{hour:02}:30:00{zone}"'
        value = read(linked(data), f"{H1}<div>{shown}</div>", url="https://news.example/bridge")["published"].value
        if value.instant is not None:
            first, last = value.instant.astimezone(UTC) - timedelta(hours=12), value.instant + timedelta(hours=14)
            assert first.date() <= value.day <= last.astimezone(UTC).date()
