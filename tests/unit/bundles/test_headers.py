"""Header lines, and the dates in them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.support.clock import is_within

from clippings.bundles.headers import Headers, read_date


def test_names_are_found_without_regard_to_case_and_lines_may_be_folded() -> None:
    headers = Headers(b"WARC/1.0\r\nwarc-type: response\r\nX-Long: one\r\n two\r\nno colon here\r\nX-Next: 3\r\n\r\n")
    assert headers.first_line == "WARC/1.0"
    assert (headers.get("warc-type"), headers.get("x-long"), headers.get("x-next")) == ("response", "one two", "3")
    assert headers.get("x-missing") == ""


def test_the_first_of_repeated_headers_is_used() -> None:
    assert Headers(b"HTTP/1.1 200 OK\nA: 1\nA: 2\n folded\n").get("a") == "1"


@pytest.mark.parametrize(
    ("value", "media_type", "charset"),
    [
        ("text/html", "text/html", None),
        ("Text/HTML; charset=UTF-8", "text/html", "utf-8"),
        ('text/html; charset="windows-1251"; x=y', "text/html", "windows-1251"),
        ("text/html;charset=", "text/html", None),
        ("", "", None),
    ],
)
def test_the_media_type_and_the_charset_are_read(value: str, media_type: str, charset: str | None) -> None:
    headers = Headers(f"HTTP/1.1 200 OK\r\nContent-Type: {value}\r\n".encode())
    assert (headers.media_type(), headers.charset()) == (media_type, charset)


def test_headers_that_are_not_utf8_are_read_as_latin_1() -> None:
    assert Headers(b"HTTP/1.1 200 OK\r\nX: caf\xe9\r\n").get("x") == "café"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-05-01T10:00:00Z", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T10:00:00.25Z", datetime(2024, 5, 1, 10, 0, 0, 250_000, tzinfo=UTC)),
        ("2024-05-01T10:00:00.123456789Z", datetime(2024, 5, 1, 10, 0, 0, 123_456, tzinfo=UTC)),
        ("20240501100000", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-01T10:00:00+02:00", datetime(2024, 5, 1, 10, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-13-01T10:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_of_every_version_of_the_format_are_read(value: str, moment: datetime | None) -> None:
    assert read_date(value) == moment


def test_a_content_type_of_many_parameters_is_read_in_time() -> None:
    headers = Headers(b'HTTP/1.1 200 OK\nContent-Type: text/html; charset=koi8-r; a="' + b";" * 60_000)
    started = time.process_time()
    assert headers.charset() == "koi8-r"
    assert is_within(time.process_time() - started, 0.5)
