"""Copies of pages state their address and time, whichever program made them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.support.bundle_files import article_page
from tests.support.saved_pages import archive

import clippings
from clippings.page.copies import CopyOrigin, find_origin, is_replayed, make_origin, read_origin, restore_addresses

URL = "https://press.example/2024/bridge?a=1"
MOMENT = datetime(2024, 5, 1, 10, 20, 30, tzinfo=UTC)
WAYBACK = "https://web.archive.org/web/20240501102030/"
WAYBACK_HEAD = f'<script>__wm.wombat("{URL}","20240501102030","https://web.archive.org/","web");</script>'
TODAY = "https://archive.ph/2024.05.01-102030/"


@pytest.mark.parametrize(
    ("markup", "origin"),
    [
        (f"<!-- saved from url=(0035){URL} --><p>x", CopyOrigin(URL)),
        (
            f"<html><!--\n Page saved with SingleFile \n url: {URL} \n"
            " saved date: Wed May 01 2024 12:20:30 GMT+0200 (Central European Summer Time)\n-->",
            CopyOrigin(URL, MOMENT),
        ),
        (f"<!-- saved from url=(0079){WAYBACK}{URL} --><p>x", CopyOrigin(URL, MOMENT)),
        (f"<head>{WAYBACK_HEAD}</head>", CopyOrigin(URL, MOMENT)),
        (f'<head><link rel="canonical" href="{TODAY}{URL}"></head>', CopyOrigin(URL, MOMENT)),
        (
            f'<head><meta property="og:url" content="http://archive.today/20240501102030/{URL}">',
            CopyOrigin(URL, MOMENT),
        ),
        (f'<head><link rel="canonical" href="{URL}"></head>', CopyOrigin()),
        (f'<p>See <a href="{WAYBACK}{URL}">the old report</a>', CopyOrigin()),
        (f"<html><!--\n Page saved with SingleFile \n url: {URL} \n saved date: Wed Foo 99 -->", CopyOrigin(URL)),
    ],
)
def test_saved_copies_state_their_address_and_time(markup: str, origin: CopyOrigin) -> None:
    assert find_origin(markup) == origin
    assert read_origin(markup.encode()) == origin


def test_a_web_archive_file_has_its_date_in_its_headers() -> None:
    data = archive("Content-Type: text/html", b"<p>x").replace(
        b"\r\n", b"\r\nDate: Wed, 1 May 2024 12:20:30 +0200\r\n", 1
    )
    assert read_origin(data).captured_at == MOMENT


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        (f"{WAYBACK}{URL}", CopyOrigin(URL, MOMENT)),
        (f"http://web.archive.org/web/20240501102030if_/{URL}", CopyOrigin(URL, MOMENT)),
        (f"{TODAY}{URL}", CopyOrigin(URL, MOMENT)),
        (f"https://web.archive.org/web/20249901102030/{URL}", CopyOrigin(URL)),
        (URL, CopyOrigin(URL)),
        ("https://web.archive.org/about", CopyOrigin("https://web.archive.org/about")),
        ("https://archive.ph/AbC12", CopyOrigin("https://archive.ph/AbC12")),
    ],
)
def test_the_address_of_a_replayed_page_contains_the_original_one(url: str, origin: CopyOrigin) -> None:
    assert make_origin(url) == origin


def test_rewritten_addresses_are_restored() -> None:
    markup = (
        f'<img src="/web/20240501102030im_/{URL}"><a href="{WAYBACK}{URL}">a</a>'
        f'<img src="//web.archive.org/web/20240501102030im_/{URL}">'
    )
    assert restore_addresses(markup) == f'<img src="{URL}"><a href="{URL}">a</a><img src="{URL}">'


@pytest.mark.parametrize("known", [None, f"{WAYBACK}{URL}"])
def test_a_replayed_page_has_the_article_of_the_original(known: str | None) -> None:
    link = f'<a href="{WAYBACK}https://press.example/other">before</a>'
    head = f'{WAYBACK_HEAD}<link rel="canonical" href="{WAYBACK}{URL}">'
    page = (
        article_page().decode().replace("<title>", f"{head}<title>").replace("said the mayor", f"said the mayor {link}")
    )
    assert is_replayed(page)
    article = clippings.parse(page, url=known)
    assert (article.url, article.canonical_url, article.publisher) == (URL, URL, "press.example")
    assert "web.archive.org" not in article.html
    assert "https://press.example/other" in article.html


def test_a_page_that_links_to_a_web_archive_keeps_its_links() -> None:
    page = article_page().decode().replace("said the mayor", f'said the <a href="{WAYBACK}{URL}">mayor</a>')
    assert not is_replayed(page)
    assert f"{WAYBACK}{URL}" in clippings.parse(page, url="https://press.example/1").html
