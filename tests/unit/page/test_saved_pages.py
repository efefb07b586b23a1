"""A page that a browser saved is read as the original page, with its address."""

from __future__ import annotations

import base64
import quopri
import time

import pytest
from tests.support.clock import is_within
from tests.support.saved_pages import ADDRESS, PAGE, SENTENCE, archive

import clippings
from clippings.errors import RejectedPage
from clippings.page.decoding import read_page
from clippings.page.saved_pages import find_saved_address, read_archive


@pytest.mark.parametrize(
    "markup",
    [
        f"<!DOCTYPE html>\n<!-- saved from url=(0035){ADDRESS} -->\n<html><p>x",
        f"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Tue -->",
    ],
)
def test_the_original_address_of_a_saved_copy_is_read(markup: str) -> None:
    assert find_saved_address(markup) == ADDRESS
    assert read_page(markup).url == ADDRESS


@pytest.mark.parametrize(
    "markup",
    [
        "<p>saved from url=(0035)https://news.example/</p>",
        "<!-- saved from url=(0010)file:///tmp/quay.html -->",
        "<!-- saved from url=(0014)about:internet -->",
        f"<html>{'<p>x' * 10_000}<!-- saved from url=(0035){ADDRESS} -->",
    ],
)
def test_other_comments_have_no_original_address(markup: str) -> None:
    assert find_saved_address(markup) is None


def test_the_given_address_has_priority_over_the_saved_one() -> None:
    assert read_page(f"<!-- saved from url=(0035){ADDRESS} --><p>x", "https://other.example/a").url == (
        "https://other.example/a"
    )


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("quoted-printable", quopri.encodestring(PAGE.encode())),
        ("base64", base64.encodebytes(PAGE.encode())),
        ("8bit", PAGE.encode()),
    ],
)
def test_the_page_is_extracted_from_a_web_archive(encoding: str, body: bytes) -> None:
    data = archive(f"Content-Type: text/html\r\nContent-Transfer-Encoding: {encoding}", body)
    article = clippings.parse(data)
    assert (article.title, article.url) == ("Übermut am Kai", ADDRESS)
    assert article.text == f"{(SENTENCE * 4).strip()}\n\n{(SENTENCE * 5).strip()}"


def test_an_archive_declares_the_encoding_of_its_page() -> None:
    data = archive("Content-Type: text/html; charset=windows-1252", PAGE.encode("windows-1252"))
    assert clippings.parse(data).title == "Übermut am Kai"


def test_a_truncated_archive_has_part_of_its_page() -> None:
    assert clippings.parse(archive(end=b"")).title == "Übermut am Kai"


def test_an_archive_without_a_page_is_rejected() -> None:
    with pytest.raises(RejectedPage, match="without a page") as refused:
        read_archive(archive("Content-Type: image/png"))
    assert refused.value.reason == "not-html"


def test_a_broken_page_in_an_archive_is_rejected() -> None:
    with pytest.raises(RejectedPage, match="broken") as refused:
        read_archive(archive("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", b"a"))
    assert refused.value.reason == "not-html"


@pytest.mark.parametrize(
    "data",
    [
        b"Quay: the wall is rebuilt\n\nThe old quay wall was rebuilt.",
        b"Content-Type: text/plain\n\nThe old quay wall was rebuilt.",
        b"Content-Type: multipart/related\n\nno boundary",
        PAGE.encode(),
        b"A: " + b"x" * 200_000,
    ],
)
def test_other_files_are_not_web_archives(data: bytes) -> None:
    assert read_archive(data) is None


@pytest.mark.slow
def test_a_million_boundaries_are_read_quickly() -> None:
    data = archive("Content-Type: image/png", b"\r\n--=_x" * 1_000_000)
    with pytest.raises(RejectedPage):
        read_archive(data)


@pytest.mark.parametrize("place", ["archive", "page"])
def test_a_content_type_of_many_parameters_is_read_in_time(place: str) -> None:
    kind = f'text/html; a="{";" * 12_000}'
    parts = kind if place == "page" else "text/html"
    head = f'From: x\nContent-Type: multipart/related; boundary="b"; {kind if place == "archive" else ""}'
    data = f"{head}\n\n--b\nContent-Type: {parts}\n\n<p>{SENTENCE}".encode()
    started = time.process_time()
    for _ in range(40):
        found = read_archive(data)
        assert found is not None
        assert found.markup == f"<p>{SENTENCE}".encode()
    assert is_within(time.process_time() - started, 1)
