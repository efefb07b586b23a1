"""A page that a browser saved with its folder becomes one web archive, which the service reads like any other."""

from __future__ import annotations

import email
import email.policy
import gzip
import time

import pytest
from tests.support.picture_records import page_with, picture

from clippings import parse
from clippings.bundles.saved_folders import SavedFile, find_folders, pack_page
from clippings.page.copies import read_origin
from clippings.page.saved_pages import MAX_PARTS, read_archive
from clippings.page.saved_pictures import MAX_BYTES, take_pictures

FOLDER = "Quay_files"
ADDRESS = "https://press.example/2026/quay"
COMMENT = f"<!-- saved from url=({len(ADDRESS):04d}){ADDRESS} -->".encode()
PAGE = COMMENT + page_with("A", f"src='./{FOLDER}/wall.png'", f"src='./{FOLDER}/port(1).png'")


def saved(name: str, content: bytes) -> SavedFile:
    return SavedFile(f"{FOLDER}/{name}", len(content), lambda: content)


WALL, PORT = saved("wall.png", picture(0)), saved("port(1).png", picture(1))


def locations(archive: bytes | None) -> list[str]:
    return list(take_pictures(archive or b"<p>")[1])


def test_the_page_is_in_the_archive_as_it_was_and_its_pictures_are_parts() -> None:
    archive = pack_page(PAGE, [WALL, PORT])
    assert archive is not None
    inside = read_archive(archive)
    assert inside is not None
    assert inside.markup.rstrip() == PAGE.rstrip()
    assert inside.url == ADDRESS
    found = take_pictures(archive)[1]
    assert {name: each.data for name, each in found.items()} == {
        "Quay_files/wall.png": picture(0),
        "Quay_files/port%281%29.png": picture(1),
    }


def test_the_article_is_the_same_with_and_without_the_archive() -> None:
    archive = pack_page(PAGE, [WALL, PORT])
    assert archive is not None
    assert parse(archive) == parse(PAGE)


def test_other_programs_read_the_archive() -> None:
    message = email.message_from_bytes(pack_page(PAGE, [WALL]) or b"", policy=email.policy.default)
    page, part = message.iter_parts()
    assert page.get_content_type() == "text/html"
    assert (part["Content-Location"], part.get_content()) == ("Quay_files/wall.png", picture(0))


def test_a_copy_of_a_replayed_page_keeps_its_address_and_time() -> None:
    script = b'<script>__wm.wombat("https://press.example/quay","20240501100000","https://web.archive.org/");</script>'
    page = page_with("A", f"src='./{FOLDER}/wall.png'").replace(b"<title>", script + b"<title>")
    archive = pack_page(page, [WALL])
    assert read_origin(archive or b"") == read_origin(page)
    assert read_origin(page).captured_at is not None


def test_the_same_copy_is_the_same_archive() -> None:
    assert pack_page(PAGE, [WALL, PORT]) == pack_page(PAGE, [WALL, PORT])


@pytest.mark.parametrize(
    "file",
    [
        saved("other.png", picture(2)),
        saved("wall.png", b"<!doctype html>" + b"x" * 5_000),
        saved("wall.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        SavedFile(f"{FOLDER}/wall.png", MAX_BYTES + 1, lambda: pytest.fail("it is too large to be read")),
    ],
    ids=["not named by the page", "html", "small", "large"],
)
def test_other_pictures_are_left_out(file: SavedFile) -> None:
    assert pack_page(PAGE, [file]) is None
    assert locations(pack_page(PAGE, [file, PORT])) == ["Quay_files/port%281%29.png"]


def test_a_page_without_pictures_is_not_packed() -> None:
    assert pack_page(PAGE, []) is None


def test_pictures_that_would_make_the_archive_too_large_are_left_out() -> None:
    archive = pack_page(PAGE, [WALL, PORT], len(PAGE) + 9_000)
    assert len(archive or b"") <= len(PAGE) + 9_000
    assert locations(archive) == ["Quay_files/wall.png"]


def test_the_archive_is_never_larger_than_the_limit() -> None:
    for most in range(len(PAGE) + 1_000, len(PAGE) + 20_000, 501):
        assert len(pack_page(PAGE, [WALL, PORT], most) or b"") <= most


def test_no_more_parts_are_written_than_are_read() -> None:
    names = [f"{number}.png" for number in range(300)]
    page = page_with("A", *(f"src='{FOLDER}/{name}'" for name in names))
    archive = pack_page(page, [saved(name, picture(number)) for number, name in enumerate(names)])
    assert len(locations(archive)) == MAX_PARTS - 1


def test_a_file_with_non_ascii_letters_is_found_in_every_spelling() -> None:
    assert pack_page(PAGE, [saved("Brücke.png", picture(0))]) is not None


@pytest.mark.parametrize(
    ("page", "folder"),
    [
        ("Quay.html", "Quay_files"),
        ("news/Quay.htm", "news/Quay-Dateien"),
        ("Der Kai.xhtml", "Der Kai_fichiers"),
        ("v1.2 of it.html", "v1.2 of it.files"),
    ],
)
def test_the_folder_has_the_name_of_the_page(page: str, folder: str) -> None:
    assert folder in find_folders(page)


@pytest.mark.parametrize("page", ["Quay.mhtml", "Quay", "Quay.html.gz", "quay.png"])
def test_other_files_have_no_folder(page: str) -> None:
    assert find_folders(page) == ()


@pytest.mark.parametrize("data", [gzip.compress(PAGE), pack_page(PAGE, [PORT])], ids=["gzip", "web archive"])
def test_a_file_that_is_only_named_as_a_page_is_not_packed(data: bytes) -> None:
    assert pack_page(data, [WALL]) is None


def test_a_page_that_names_many_files_beside_a_folder_of_many_is_packed_in_linear_time() -> None:
    names = "".join(f"<img src='{FOLDER}/x{number}.png'>" for number in range(200_000)).encode()
    files = [SavedFile(f"{FOLDER}/y{number}.png", 5_000, lambda: b"") for number in range(100_000)]
    started = time.process_time()
    assert pack_page(names, files) is None
    assert time.process_time() - started < 2


def test_a_name_on_disk_that_is_no_text_is_no_error() -> None:
    assert pack_page(PAGE, [saved("caf\udce9.png", picture(0))]) is not None
