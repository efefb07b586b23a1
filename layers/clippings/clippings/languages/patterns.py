"""Regular expressions that are generated from word lists, compiled when they are first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

#: What callers use of a pattern.
_ATTRIBUTES = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn", "pattern", "flags")


def any_of(words: Iterable[str]) -> str:
    """Return a group that matches any of *words* literally, longer ones first.

    Longer ones first means that ``autorin`` is found whole where ``autor`` is in the list too.
    """
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', ' ') for word in ordered)})"


class _LazyPattern:
    """Stands for a compiled pattern; its methods become those of the pattern at the first use."""

    def __init__(self, build: Callable[[], str], flags: int) -> None:
        self._build, self._flags = build, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ATTRIBUTES:
            raise AttributeError(name)
        compiled = re.compile(self._build(), self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        return getattr(compiled, name)


def lazy_pattern(build: Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is built and compiled at its first use.

    The patterns of all languages take tens of milliseconds to compile, and many pages need few of them.

    Args:
        build: Returns the regular expression.
        flags: As :func:`re.compile` takes them.

    Returns:
        An object with the methods of a compiled pattern.
    """
    return cast("re.Pattern[str]", _LazyPattern(build, flags))
