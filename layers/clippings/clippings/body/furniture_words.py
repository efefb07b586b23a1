"""Words of page furniture in a short passage: the kinds of furniture that they indicate."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from clippings.languages.patterns import lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.word_splitting import UNSPACED, split_words

#: The kinds of furniture. Each has a list of words in the language files. The models know the kinds by their order.
NAMES = (
    *("subscribe", "account", "share", "related", "comment", "advert", "legal", "credit", "time", "byline", "tag"),
    *("act", "notice", "reader"),
)
#: Longer passages are not furniture, and their words are not looked up.
MAX_LOOKUP_CHARS = 300
#: Scripts whose words are searched in a run of letters: those without spaces, and those whose vowel signs are not
#: letters.
_RUN_IN = lazy_pattern(lambda: rf"[\u0900-\u0dff{UNSPACED}\uac00-\ud7af]")


def read_words(passages: Sequence[Passage]) -> tuple[list[list[str]], list[int]]:
    """Return the lower-cased words at the beginning of each passage, and the kinds of furniture that they indicate.

    ``_regions.pyx`` does the same.
    """
    words = [split_words(passage.text[:MAX_LOOKUP_CHARS].lower()) for passage in passages]
    kinds = [
        kinds_in(found, passage.text) if len(passage.text) < MAX_LOOKUP_CHARS else 0
        for passage, found in zip(passages, words, strict=True)
    ]
    return words, kinds


def kind_bits(names: Collection[str]) -> int:
    """Return the kinds of furniture of :data:`NAMES` with these *names*, as bits."""
    return sum(1 << bit for bit, name in enumerate(NAMES) if name in names)


def kinds_in(words: list[str], text: str) -> int:
    """Return the kinds of furniture that the words of a passage indicate, as bits.

    Args:
        words: The lower-cased words of the passage. Whole words are compared.
        text: The passage. Words of scripts without spaces are searched in it.

    Returns:
        A number with one bit for each kind, in the order of :data:`NAMES`.
    """
    bits = 0
    known = kinds_by_word()
    for word in words:
        if word in known:
            bits |= known[word]
    if not text.isascii() and _RUN_IN.search(text):
        for word, found in _run_in_words():
            if word in text:
                bits |= found
    return bits


@cache
def kinds_by_word() -> dict[str, int]:
    """Return the kinds of furniture that each word indicates, as bits."""
    bits: dict[str, int] = {}
    for bit, name in enumerate(NAMES):
        for word in all_words("furniture", name):
            bits[word] = bits.get(word, 0) | 1 << bit
    return bits


@cache
def _run_in_words() -> tuple[tuple[str, int], ...]:
    return tuple((word, bits) for word, bits in kinds_by_word().items() if _RUN_IN.match(word))
