"""Which dates around the headline are the article's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from clippings.fields.dates import date_lines
from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def day(found: dict[str, Finding[Any]]) -> date | None:
    return found["published"].value.day if "published" in found else None


def test_a_date_below_the_headline_is_that_of_the_article(read: Read) -> None:
    assert day(read(above=f"{H1}<div>By Jane Doe, 7 January 2024</div>")) == date(2024, 1, 7)


def test_a_date_in_a_sentence_is_ignored(read: Read) -> None:
    offer = "The ferry company will take old tickets back at the landing until the last day of sale, 3 December 2025."
    assert day(read(above=f"{H1}<p>{offer}</p>")) is None


def test_a_label_after_the_body_is_found_at_any_position(read: Read) -> None:
    below = "<footer>" + "<div>Our town</div>" * 20 + "<div>Published 7 January 2024</div></footer>"
    assert day(read(below=below)) == date(2024, 1, 7)


def test_the_only_date_on_the_page_is_used(read: Read) -> None:
    below = "<footer>" + "<div>Our town</div>" * 20 + "<div>Jan 7, 2024</div></footer>"
    assert day(read(below=below)) == date(2024, 1, 7)


def test_dates_of_several_teasers_are_ignored(read: Read) -> None:
    below = "<footer>" + "<div>Our town</div>" * 20 + "<div>Jan 7, 2024</div><div>Jan 9, 2024</div></footer>"
    assert day(read(below=below)) is None


@pytest.mark.parametrize("line", ["04-ago-2021 5:11:10", "4 agosto 2021", "04 | 08 | 2021", "4. August 2021"])
def test_a_date_line_is_read_in_any_of_its_spellings(read: Read, line: str) -> None:
    assert day(read(above=f"{H1}<div>{line}</div>", lang="it")) == date(2021, 8, 4)


def test_ambiguous_digits_are_read_like_the_data(read: Read, linked: Callable[..., str]) -> None:
    head = linked('"datePublished":"2024-09-10T16:07:00Z"')
    assert day(read(head, f"{H1}<div>09.10.2024</div>")) == date(2024, 9, 10)


def test_date_lines_may_be_in_the_language_of_article_or_page(read: Read) -> None:
    text = (
        "Rada miasta w poniedziałek późnym wieczorem zatwierdziła budowę nowego mostu przez rzekę, a prace się zaczną"
    )
    body = (
        f"<p>{text} w przyszłym roku, kiedy na to pozwoli woda, jak się po to zebrali i co do tego nie było sporu.</p>"
        * 2
    )
    polish = read(above=f"{H1}<div>Publikacja: 7 listopada 2025</div>", lang="en", body=body)
    assert day(polish) == date(2025, 11, 7)
    assert day(read(above=f"{H1}<div>7 listopada 2025</div>", lang="pl")) == date(2025, 11, 7)
    assert day(read(above=f"{H1}<div>04/08/2021</div>", lang="es")) == date(2021, 8, 4)


def test_digits_alone_are_read_by_the_page_language(read: Read) -> None:
    assert day(read(above=f"{H1}<div>09.10.2024</div>", lang="de")) == date(2024, 10, 9)


def test_a_time_element_dates_a_relative_time(read: Read) -> None:
    published = read(above=f'{H1}<div><time datetime="2024-01-07T09:30:00+02:00">2 hours ago</time></div>')["published"]
    assert published.value.day == date(2024, 1, 7)
    assert published.value.zone == "explicit"


def test_the_word_before_a_time_element_labels_it(read: Read) -> None:
    line = (
        '<div>Posted by Jane Doe on <time datetime="2023-12-20T14:25:20-05:00"><span>December 20, 2023</span></time> '
        'Updated <time datetime="2024-09-26T13:35:48-04:00">September 26, 2024</time></div>'
    )
    found = read(above=H1 + line)
    assert found["published"].value.day == date(2023, 12, 20)
    assert found["modified"].value.day == date(2024, 9, 26)


def test_labels_inside_time_elements_are_read(read: Read) -> None:
    line = '<div><time datetime="2024-12-17">Last updated: Dec 17, 2024</time></div>'
    found = read('<meta name="pubdate" content="2024-12-01">', H1 + line)
    assert found["published"].value.day == date(2024, 12, 1)


def test_the_shown_day_is_used_with_a_utc_timestamp(read: Read) -> None:
    line = '<div><time datetime="2024-01-08T02:30:00Z">7 January 2024</time></div>'
    published = read(above=H1 + line)["published"].value
    assert (published.day, published.instant.isoformat()) == (date(2024, 1, 7), "2024-01-08T02:30:00+00:00")


def test_a_term_above_a_date_labels_it(read: Read) -> None:
    terms = "<dl><dt>Reviewed</dt><dd>9 May 2024</dd><dt>Publish date</dt><dd>7 January 2024</dd></dl>"
    found = read(above=H1 + terms)
    assert (day(found), found["modified"].value.day) == (date(2024, 1, 7), date(2024, 5, 9))


def test_a_banner_above_the_headline_contradicts_no_data(read: Read) -> None:
    found = read('<meta name="pubdate" content="2020-02-10">', f"<div>Redeem by 12.31.23</div>{H1}")
    assert day(found) == date(2020, 2, 10)


@pytest.mark.parametrize("fact", ["Opened", "Born", "Release", "Founded"])
def test_dates_in_tables_of_facts_are_ignored(read: Read, fact: str) -> None:
    box = f"<table><tr><th>{fact}</th><td>12 June 2014</td></tr><tr><th>Length</th><td>212 m</td></tr></table>"
    assert "published" not in read(above=H1 + box)


@pytest.mark.parametrize("label", ["<th>Published</th>", "<th>Date:</th>", "<td>River</td>", ""])
def test_a_row_with_a_date_label_or_none_dates_the_article(read: Read, label: str) -> None:
    table = f"<table><tr>{label}<td>12 June 2014</td></tr></table>"
    assert day(read(above=H1 + table)) == date(2014, 6, 12)


def test_dates_elsewhere_are_read_in_the_first_passages_only(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    below = "<footer>" + "<div>Route 1234</div>" * 20 + "<div>Published 7 January 2024</div></footer>"
    assert day(read(below=below)) == date(2024, 1, 7)
    monkeypatch.setattr(date_lines, "MAX_APART", 10)
    assert day(read(below=below)) is None


def test_a_stamp_belongs_to_the_text_in_its_element_only(read: Read) -> None:
    nested = "<span>" * 5 + "Posted <time datetime=2024-01-07>last</time> Sunday, not <b>in 2019</b>" + "</span>" * 5
    assert day(read(above=f"{H1}<div>{nested}</div>")) == date(2024, 1, 7)
