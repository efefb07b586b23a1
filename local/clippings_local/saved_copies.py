"""Copies that a browser saved on disk: a page, and beside it the folder of its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from clippings.bundles.saved_folders import SavedFile, find_folders, pack_page

#: Most files of a page's folder that are read.
MAX_FILES = 2_000


def pack_copy(path: Path, page: bytes) -> bytes | None:
    """Return a web archive of *page*, the file at *path*, and of the pictures of its folder; None where it has none."""
    return pack_page(page, _files_of(path))


def _files_of(path: Path) -> Iterator[SavedFile]:
    """Yield the files of the folder that was saved with the page at *path*. No link out of the folder is followed."""
    for name in find_folders(path.name):
        folder = path.with_name(name)
        if not folder.is_dir():
            continue
        inside = folder.resolve()
        for found in islice(sorted(folder.rglob("*")), MAX_FILES):
            if found.is_file() and found.resolve().is_relative_to(inside):
                yield SavedFile(found.relative_to(path.parent).as_posix(), found.stat().st_size, found.read_bytes)
