"""Names of the entries of archives: which are safe, which are pages, which are bundles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".xht", ".mhtml", ".mht", ".html.gz", ".htm.gz")
BUNDLE_SUFFIXES = (
    ".warc",
    ".warc.gz",
    ".wacz",
    ".zip",
    ".tar",
    ".tar.gz",
    ".tgz",
    ".7z",
    ".rar",
    ".tar.bz2",
    ".tar.xz",
)
#: What browsers append to a page's name for the folder of its pictures and frames, in the languages that they speak.
COMPANION_SUFFIXES = (
    "_files",
    "_file",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_ficheiros",
    "_arquivos",
    "_bestanden",
    "-bestanden",
    "-filer",
    "_filer",
    "_pliki",
    "_soubory",
    "_tiedostot",
)
SAVED_SUFFIXES = (".html", ".htm", ".xhtml")
#: Names that some programs add, and that are not files of the user's.
IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def is_safe(name: str) -> bool:
    """Return whether *name* is a relative path that stays inside its bundle."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    return not (path.is_absolute() or drive or ".." in path.parts or "\0" in name)


def has_page_suffix(name: str) -> bool:
    """Return whether the name ends as the names of pages do."""
    return name.lower().endswith(PAGE_SUFFIXES)


def is_page(name: str) -> bool:
    """Return whether a file of this name may be a page: by its suffix, or because it has none."""
    return has_page_suffix(name) or not PurePosixPath(name).suffix


def is_bundle(name: str) -> bool:
    """Return whether a file of this name is a bundle itself."""
    return name.lower().endswith(BUNDLE_SUFFIXES)


def is_ignored(name: str) -> bool:
    """Return whether a file of this name was added by a program."""
    return name.startswith(IGNORED[0]) or PurePosixPath(name).name in IGNORED[1:]


def is_part_of_page(name: str, exists: Callable[[str], bool]) -> bool:
    """Return whether a file is in the folder that a browser saved with a page: a frame of it, or a picture.

    Args:
        name: The path of the file, with slashes.
        exists: Returns whether there is a file of a given path.
    """
    for folder in PurePosixPath(name).parents:
        for suffix in COMPANION_SUFFIXES:
            if folder.name.endswith(suffix) and folder.name != suffix:
                page = folder.with_name(folder.name.removesuffix(suffix))
                if any(exists(f"{page}{ending}") for ending in SAVED_SUFFIXES):
                    return True
    return False
