"""Puts the pages of a folder into the inbox bucket: those in it, and those that are added later."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import Change, watch

from clippings_local.cli_errors import CommandError
from clippings_local.put_command import PageFile, find_pages, is_page, put_page

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@contextmanager
def watched_folder(folder: Path, s3: S3Client, bucket: str) -> Iterator[None]:
    """Put *folder*'s pages into *bucket*, and every page that is added or changed until the block ends."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise CommandError(f"there is no folder {folder}")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise CommandError(f"cannot read {folder}: Permission denied")
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(folder, s3, bucket, ended), name="inbox", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join(timeout=5)


def _watch(folder: Path, s3: S3Client, bucket: str, ended: threading.Event) -> None:
    changes = watch(
        folder,
        stop_event=ended,
        debounce=400,
        rust_timeout=200,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    # The first round is a timeout: the watch has started before the folder is read, so nothing is missed in between.
    next(changes, None)
    for page in _present(folder):
        _put(s3, bucket, page)
    for batch in changes:
        for path in sorted(_changed_pages(batch)):
            _put(s3, bucket, PageFile(path, path.relative_to(folder).as_posix()))


def _changed_pages(batch: set[tuple[Change, str]]) -> set[Path]:
    """Return the changed pages of a batch; of a new folder all, since some may precede the watch."""
    changed = {Path(name) for change, name in batch if change != Change.deleted}
    new_folders = (path for path in changed if path.is_dir())
    inside = {page.path for folder in new_folders for page in _present(folder)}
    return {path for path in changed if is_page(path) and path.is_file()} | inside


def _present(folder: Path) -> list[PageFile]:
    try:
        return find_pages([str(folder)], "")
    except CommandError:
        return []


def _put(s3: S3Client, bucket: str, page: PageFile) -> None:
    try:
        put_page(s3, bucket, page)
    except OSError as unreadable:
        print(f"cannot take in {page.path}: {unreadable.strerror}")
