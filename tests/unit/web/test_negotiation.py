"""Which format an answer has."""

from __future__ import annotations

import pytest

from clippings.web.negotiation import ARTICLE_FORMATS, accepts_gzip, choose_format
from clippings.web.problems import Problem


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/html", "html"),
        ("TEXT/HTML", "html"),
        ("text/*", "markdown"),
        ("text/*;q=0.5, text/plain", "text"),
        ("application/json;q=0.1, text/markdown;q=0.2", "markdown"),
        ("application/json;q=0, */*", "markdown"),
        ("text/html;level=1", "html"),
        ("application/ld+json", "jsonld"),
        ("image/png, application/json;q=0.001", "json"),
        (", ;, text/plain", "text"),
        ("text/html;q=5, application/json", "json"),
        ("text/html;q=nan, text/plain;q=0.1", "text"),
    ],
)
def test_the_most_specific_range_decides_and_ties_go_to_the_first_format(accept: str | None, chosen: str) -> None:
    assert choose_format(accept, None, ARTICLE_FORMATS) == chosen


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "nonsense", "text/html;q=nan-ish"])
def test_an_unsatisfiable_accept_is_rejected(accept: str) -> None:
    with pytest.raises(Problem) as refused:
        choose_format(accept, None, ARTICLE_FORMATS)
    assert refused.value.code == "not-acceptable"


def test_the_parameter_has_priority_over_the_header() -> None:
    assert choose_format("text/html", "text", ARTICLE_FORMATS) == "text"


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        (None, False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("*", True),
        ("*;q=0", False),
        ("identity", False),
        ("gzip;q=0, *;q=1", False),
    ],
)
def test_gzip_is_sent_if_accepted(header: str | None, taken: bool) -> None:
    assert accepts_gzip(header) is taken
