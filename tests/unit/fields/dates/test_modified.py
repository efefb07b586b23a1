"""When the article was last changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
Linked = Callable[..., str]
H1 = "<h1>Bridge vote passes before midnight</h1>"


def test_the_data_says_when_the_article_was_changed(read: Read, linked: Linked) -> None:
    modified = read(linked('"datePublished":"2024-01-07","dateModified":"2024-01-09T10:00:00+01:00"'))["modified"].value
    assert modified.instant == datetime(2024, 1, 9, 9, 0, tzinfo=UTC)


def test_the_shown_day_is_used_if_the_data_is_in_utc(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07","dateModified":"2024-01-10T03:00:00Z"')
    found = read(head, f"{H1}<div>Updated January 9, 2024</div>")
    assert found["modified"].value.day == date(2024, 1, 9)


def test_a_change_before_the_publication_is_rejected(read: Read, linked: Linked) -> None:
    found = read(linked('"datePublished":"2024-01-07","dateModified":"2023-11-02"'))
    assert "modified" not in found


def test_a_change_before_publication_is_skipped(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07","dateModified":"2023-11-02"')
    modified = read(f'{head}<meta property="article:modified_time" content="2024-01-09">')["modified"]
    assert modified.value.day == date(2024, 1, 9)
    assert [refused.why for refused in modified.rejected] == ["before it was published"]


def test_a_change_after_the_capture_is_rejected(read: Read, linked: Linked) -> None:
    head = linked('"datePublished":"2024-01-07","dateModified":"2031-01-01"')
    assert "modified" not in read(head, received=datetime(2024, 2, 1, tzinfo=UTC))
