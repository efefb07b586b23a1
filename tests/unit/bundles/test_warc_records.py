"""One WARC record at a time, valid and invalid."""

from __future__ import annotations

import io

import pytest
from tests.support.bundle_files import Pipe, http, record

from clippings.bundles.byte_source import ByteSource
from clippings.bundles.entries import BundleLimits, SkipReason
from clippings.bundles.warc_records import read_head, read_record

LIMITS = BundleLimits(page=10_000, headers=1000)


def read_all(data: bytes, *, pipe: bool = False) -> list[tuple[str, SkipReason | None]]:
    source = ByteSource(Pipe(data) if pipe else io.BytesIO(data))
    read = []
    while (found := read_record(source, LIMITS)) is not None:
        read.append((found.headers.get("warc-target-uri")[-1:], found.broken))
    return read


def page(name: str, size: int = 100, **more: object) -> bytes:
    return record(http(b"<p>" + b"x" * size), url=f"https://press.example/{name}", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("pipe", [False, True])
@pytest.mark.parametrize(
    ("middle", "reason"),
    [
        (page("b"), None),
        (page("b").strip(), None),
        (page("b", length=20), SkipReason.WRONG_LENGTH),
        (page("b", length=400), SkipReason.WRONG_LENGTH),
        (page("b", length=10**12), SkipReason.WRONG_LENGTH),
        (page("b", length=-1), SkipReason.MALFORMED),
        (page("b", length="many"), SkipReason.MALFORMED),
        (page("b", length=""), SkipReason.MALFORMED),
        (page("b", size=2000)[:700], SkipReason.WRONG_LENGTH),
        (page("b", size=50_000), SkipReason.TOO_LARGE),
    ],
)
def test_errors_of_a_record_do_not_affect_the_next_one(middle: bytes, reason: SkipReason | None, *, pipe: bool) -> None:
    data = page("a") + middle + page("c") + page("d")
    assert read_all(data, pipe=pipe) == [("a", None), ("b", reason), ("c", None), ("d", None)]


def test_the_last_record_of_a_truncated_file_is_cut_off() -> None:
    assert read_all(page("a") + page("b")[:-50]) == [("a", None), ("b", SkipReason.CUT_OFF)]


def test_bytes_between_records_are_malformed() -> None:
    assert read_all(page("a") + b"<html>not a record</html>\n" + page("b"))[-1] == ("b", None)
    assert read_all(b"words and more words") == [("", SkipReason.MALFORMED)]
    assert read_all(b"WARC/1.0\r\n" + b"X: y\r\n" * 1000) == [("", SkipReason.MALFORMED)]
    assert read_all(b"\r\n\r\n") == []


def test_the_lines_of_headers_may_end_with_a_line_feed_alone() -> None:
    assert read_all(b"WARC/1.0\nWARC-Type: resource\nWARC-Target-URI: a\nContent-Length: 2\n\nhi\n\n") == [("a", None)]
    assert read_head(b"a: 1\n\nbody\r\n\r\n") == b"a: 1\n\n"
    assert read_head(b"a: 1\n") is None


def test_a_page_with_warc_headers_in_its_text_is_one_record() -> None:
    body = http(b"<pre>\nWARC/1.0\r\nWARC-Type: response\r\n</pre>")
    assert read_all(record(body, url="https://press.example/a")) == [("a", None)]


@pytest.mark.parametrize("pipe", [False, True])
def test_a_record_that_is_not_searched_is_reported(*, pipe: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings.bundles.byte_source.READ_TWICE", 1)
    its_own_and_a_part_of_the_next = len(http(b"<p>" + b"x" * 100)) + 10
    claims = page("a", length=its_own_and_a_part_of_the_next)
    assert read_all(claims + page("b") + page("c") + page("d"), pipe=pipe) == [
        ("a", SkipReason.NOT_SEARCHED),
        ("c", None),
        ("d", None),
    ]


def test_after_too_many_false_beginnings_the_rest_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings.bundles.byte_source.MOST_TRIES", 20)
    noise = b"WARC/1.0\n" + b"-" * 2000
    assert read_all(b"?" + noise * 20 + page("a")) == [("", SkipReason.MALFORMED), ("a", None)]
    assert read_all(b"?" + noise * 21 + page("a")) == [("", SkipReason.NOT_SEARCHED)]
