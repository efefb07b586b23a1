"""A page on disk is packed with the pictures of the folder that a browser saved with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.picture_records import page_with, picture

from clippings.page.saved_pictures import take_pictures
from clippings_local.saved_copies import pack_copy


def save(folder: Path, name: str = "Quay.html", suffix: str = "_files") -> Path:
    """Write a page with two pictures in its folder, and return its path."""
    companion = folder / (name.rpartition(".")[0] + suffix)
    companion.mkdir(parents=True)
    for number in range(2):
        (companion / f"{number}.png").write_bytes(picture(number))
    (companion / "style.css").write_text("p {}")
    page = folder / name
    page.write_bytes(page_with("A", *(f"src='./{companion.name}/{number}.png'" for number in range(2))))
    return page


def packed(page: Path) -> dict[str, bytes]:
    archive = pack_copy(page, page.read_bytes())
    return {name: each.data for name, each in take_pictures(archive or b"<p>")[1].items()}


@pytest.mark.parametrize("suffix", ["_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden"])
def test_pictures_of_the_folder_are_found_under_names_of_every_language(tmp_path: Path, suffix: str) -> None:
    page = save(tmp_path, suffix=suffix)
    assert packed(page) == {f"Quay{suffix}/{number}.png": picture(number) for number in range(2)}


def test_a_page_without_a_folder_is_no_archive(tmp_path: Path) -> None:
    page = tmp_path / "Quay.html"
    page.write_bytes(page_with("A", "src='./Quay_files/0.png'"))
    assert pack_copy(page, page.read_bytes()) is None


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    page = save(tmp_path / "saved")
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture(7))
    target = tmp_path / "saved" / "Quay_files" / "0.png"
    target.unlink()
    target.symlink_to(secret)
    assert packed(page) == {"Quay_files/1.png": picture(1)}


def test_a_folder_that_is_a_link_is_read_as_the_folder_it_leads_to(tmp_path: Path) -> None:
    page = save(tmp_path / "saved")
    (tmp_path / "saved" / "Quay_files").rename(tmp_path / "elsewhere")
    (tmp_path / "saved" / "Quay_files").symlink_to(tmp_path / "elsewhere")
    assert len(packed(page)) == 2
