"""Classifies the entries of archives by their names: safe ones, pages, bundles."""

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
#: What browsers append to a page's name for the folder of its pictures and frames, in several languages.
COMPANION_SUFFIXES = (
    "_files",
    ".files",
    "_file",
    "-Dateien",
    "_Dateien",
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
    "_elemei",
    "_dosyalar",
    "_datoteke",
    "_fitxers",
    "_fitxategiak",
    "_failid",
    "_fails",
    "_bylos",
    "_fajlovi",
)
SAVED_SUFFIXES = (".html", ".htm", ".xhtml")
#: Files that programs add to archives.
IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def is_safe(name: str) -> bool:
    """Return whether *name* is a relative path that stays inside its bundle."""
    path = PurePosixPath(name.replace("\\", "/"))
    drive = len(name) > 1 and name[1] == ":"
    return not (path.is_absolute() or drive or ".." in path.parts or "\0" in name)


def has_page_suffix(name: str) -> bool:
    """Return whether *name* has a suffix of pages."""
    return name.lower().endswith(PAGE_SUFFIXES)


def is_page(name: str) -> bool:
    """Return whether a file with this name may be a page: it has a suffix of pages, or no suffix."""
    return has_page_suffix(name) or not PurePosixPath(name).suffix


def is_bundle(name: str) -> bool:
    """Return whether a file of this name is a bundle itself."""
    return name.lower().endswith(BUNDLE_SUFFIXES)


def is_ignored(name: str) -> bool:
    """Return whether a file of this name was added by a program."""
    return name.startswith(IGNORED[0]) or PurePosixPath(name).name in IGNORED[1:]


def is_part_of_page(name: str, exists: Callable[[str], bool]) -> bool:
    """Return whether a file is in the folder that a browser saved with a page, such as a frame or a picture of it.

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
