"""Formats of days whose numbers have words between them, such as ``{year} 年 {month} 月 {day} [日]``."""

from __future__ import annotations

import re
from functools import cache

from clippings.languages.word_lists import all_words

_NUMBERS = {"{year}": r"(?P<year>\d{4})", "{month}": r"(?P<month>\d{1,2})", "{day}": r"(?P<day>\d{1,2})"}
#: A space stands for any white space, and ``[a|b]`` for one of the texts or none.
_SIGNS = {" ": r"\s{0,3}", "[": "(?:", "|": "|", "]": ")?"}


@cache
def date_formats() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of all formats, with the groups ``year``, ``month`` and ``day``."""
    return tuple(re.compile(to_pattern(each), re.IGNORECASE) for each in all_words("dates", "formats"))


def to_pattern(text: str) -> str:
    """Return the regular expression of the format *text*."""
    pieces = re.split(r"(\{\w+\}|[ \[|\]])", text)
    return "".join(_NUMBERS.get(piece) or _SIGNS.get(piece) or re.escape(piece) for piece in pieces)
