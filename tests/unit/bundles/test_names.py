"""Names of the entries of archives."""

from __future__ import annotations

import pytest

from clippings.bundles.names import has_page_suffix, is_bundle, is_ignored, is_page, is_part_of_page, is_safe


@pytest.mark.parametrize("name", ["a.html", "a/b/c.html", "a..b.html", ".hidden.html", "a/./b.html", "säule.html"])
def test_relative_names_are_safe(name: str) -> None:
    assert is_safe(name)


@pytest.mark.parametrize(
    "name", ["/etc/a.html", "../a.html", "a/../../b.html", "C:\\a.html", "\\a.html", "a\\..\\b.html"]
)
def test_names_that_leave_the_bundle_are_unsafe(name: str) -> None:
    assert not is_safe(name)


def test_pages_have_a_page_suffix_or_none() -> None:
    assert all(map(is_page, ["a.html", "a.HTM", "a.mhtml", "a.html.gz", "news/2024/report"]))
    assert not any(map(is_page, ["a.png", "a.css", "a.pdf"]))
    assert has_page_suffix("A.XHTML")
    assert not has_page_suffix("report")


def test_bundles_in_bundles_are_recognized_by_suffix() -> None:
    assert all(map(is_bundle, ["a.zip", "a.warc.gz", "a.WACZ", "a.tgz"]))
    assert not is_bundle("a.html")


def test_files_that_programs_add_are_ignored() -> None:
    assert all(map(is_ignored, ["__MACOSX/._a.html", "a/.DS_Store"]))
    assert not is_ignored("a.html")


@pytest.mark.parametrize(
    "name",
    [
        "Bridge_files/frame.html",
        "news/Bridge_files/deep/frame.html",
        "Brücke-Dateien/frame.html",
        "Pont_fichiers/a.jpg",
    ],
)
def test_files_saved_with_a_page_are_part_of_it(name: str) -> None:
    files = {"Bridge.html", "news/Bridge.htm", "Brücke.html", "Pont.html"}
    assert is_part_of_page(name, files.__contains__)


@pytest.mark.parametrize("name", ["Bridge.html", "Bridge/a.html", "Other_files/a.html", "_files/a.html"])
def test_other_files_are_not_parts_of_pages(name: str) -> None:
    assert not is_part_of_page(name, {"Bridge.html", ".html", "a/Bridge.html"}.__contains__)
