"""Regular expressions that are generated from word lists, compiled when they are first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

#: What callers use of a pattern.
_ATTRIBUTES = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn", "pattern", "flags")


def any_of(words: Iterable[str]) -> str:
    """Return a group that matches any of *words* literally, the longest that is there.

    Beginnings that words share are written once: such a pattern is shorter, and tries less at each place.
    """
    return _branches(sorted(dict.fromkeys(words)))


def _branches(words: list[str]) -> str:
    """Return a pattern of *words*, which are sorted; an empty word makes the others optional."""
    optional = words[:1] == [""]
    rest = words[1:] if optional else words
    branches: list[str] = []
    place = 0
    while place < len(rest):
        end = place + 1
        while end < len(rest) and rest[end][0] == rest[place][0]:
            end += 1
        shared = _shared_beginning(rest[place], rest[end - 1])
        tails = [word[shared:] for word in rest[place:end]]
        branches.append(
            re.escape(rest[place][:shared]).replace("\\ ", " ") + (_branches(tails) if tails != [""] else "")
        )
        place = end
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"


def _shared_beginning(one: str, other: str) -> int:
    """Return how many characters two words have in common at their beginning."""
    length = min(len(one), len(other))
    return next((place for place in range(length) if one[place] != other[place]), length)


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
