"""A rejected page has a reason that says what it is instead of an article."""

from __future__ import annotations

import json

import pytest

from clippings.body.layout import lay_out_page
from clippings.body.rejection_reasons import find_rejection_reason
from clippings.body.scoring import Scoring
from clippings.page.flow import read_flow
from clippings.page.page import make_page

LONG = "The mayor opened the third quay of the harbour on Monday, two years after the storm had broken the old one. "
LINKS = "<ul>" + "<li><a href=/a>Some other page of ours that is worth a look</a>" * 80 + "</ul>"


def reason(markup: str, url: str | None = None) -> str:
    page = make_page(markup, url)
    passages = read_flow(page)
    return find_rejection_reason(page, lay_out_page(page, passages, None), Scoring([0.0] * len(passages), []))[0]


def declared(kind: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind})}</script>'


@pytest.mark.parametrize(
    ("markup", "url", "expected"),
    [
        ("<title>404 Not Found</title><p>Sorry.", None, "error-page"),
        ("<title>Error 503</title><p>Sorry.", None, "error-page"),
        ("<title>403 Forbidden</title><p>Sorry.", None, "error-page"),
        ("<title>500 homes to be built beside the old harbour</title><p>Sorry.", None, "empty-shell"),
        ("<title>Stocks: the 500 rises</title><p>Sorry.", None, "empty-shell"),
        ("<p>We and our partners use cookies. Do you consent?", None, "consent-wall"),
        (f"<p>{LONG}</p><p>Subscribe to read on", None, "paywall-stub"),
        ("<p>Hello", None, "empty-shell"),
        (LINKS, "https://a.example/search?q=quay", "search-page"),
        (declared("Product") + LINKS, None, "product"),
        (LINKS, "https://a.example/forum/threads/12", "forum"),
        (f"<p>{LONG * 20}", "https://docs.a.example/guide", "documentation"),
        (LINKS, None, "index"),
        (f"<p>{LONG * 40}", None, "no-article"),
    ],
)
def test_the_first_matching_reason_is_used(markup: str, url: str | None, expected: str) -> None:
    assert reason(markup, url) == expected
