"""Compiled modules: which are there, and whether they are used.

Some functions exist twice: in Python, which is the reference, and in Cython (``*.pyx``), which computes the same some
ten times as fast. The package works without the compiled modules; ``docs/decisions/0063-native-core.md`` says how they
are built.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from types import ModuleType

#: Every compiled module, with the Python modules that it must agree with and what it shares with other compiled ones,
#: as paths in the package.
MODULES = {
    "clippings.body._passages": (
        "body/passage_features.py", "body/features.py", "body/word_weights.py", "body/model.py",
    ),
    "clippings.body._regions": ("body/regions.py", "body/furniture_words.py", "page/word_splitting.py"),
    "clippings.enrichment._counts": (
        "enrichment/_characters.pxd", "enrichment/fingerprint.py", "enrichment/reading_time.py",
    ),
    "clippings.enrichment._words": (
        "enrichment/_characters.pxd", "enrichment/keyword_candidates.py", "enrichment/keyword_tokens.py",
        "enrichment/phrases.py", "page/word_splitting.py",
    ),
    "clippings.languages._trigrams": ("languages/detection.py",),
    "clippings.page._walk": ("page/flow.py", "page/openers.py", "page/passage_text.py", "page/styles.py"),
}  # fmt: skip

_allowed = True


def find_compiled(name: str) -> ModuleType | None:
    """Return the compiled module *name* of :data:`MODULES`, or None where it is not built or not to be used."""
    return _load(name) if _allowed else None


@contextmanager
def python_only() -> Iterator[None]:
    """Use no compiled module in the block. It holds for the whole process: for tests and measurements."""
    global _allowed
    before, _allowed = _allowed, False
    try:
        yield
    finally:
        _allowed = before


def describe_implementation() -> str:
    """Return ``native`` where every compiled module is used, ``Python`` where none is, else which ones are."""
    used = [name for name in MODULES if _allowed and _find_library(name) is not None]
    if not used:
        return "Python"
    return "native" if len(used) == len(MODULES) else f"native for {', '.join(used)}, else Python"


@cache
def _load(name: str) -> ModuleType | None:
    if _find_library(name) is None:
        return None
    try:
        return import_module(name)
    except ImportError:  # the C library of this machine is older than the build's
        return None


def _find_library(name: str) -> Path | None:
    """Return the library of the module *name* for this version of Python and this processor, or None."""
    base = Path(__file__).parents[1].joinpath(*name.split("."))
    found = (base.with_name(f"{base.name}{suffix}") for suffix in EXTENSION_SUFFIXES)
    library = next((path for path in found if path.exists()), None)
    return None if library is None or _is_outdated(name, base.with_suffix(".pyx"), library) else library


def _is_outdated(name: str, source: Path, library: Path) -> bool:
    """Return whether the source of *library*, or a module that it must agree with, is newer than the library."""
    if not source.exists():  # an installed package has no sources: all of it came from one build
        return False
    built = library.stat().st_mtime
    package = Path(__file__).parent
    return any(path.stat().st_mtime > built for path in (source, *(package / other for other in MODULES[name])))
