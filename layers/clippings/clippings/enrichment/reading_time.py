"""The count of words and the reading time."""

from __future__ import annotations

import math
import re

from clippings.compiled import find_compiled
from clippings.languages.patterns import lazy_pattern

#: Words per minute that adults read silently in their first language, after S. Trauzettel-Klosinski and K. Dietz,
#: "Standardized Assessment of Reading Performance: The New International Reading Speed Texts IReST", Investigative
#: Ophthalmology & Visual Science 53 (2012), table of 17 languages.
WORDS_A_MINUTE = {
    "ar": 138, "nl": 202, "en": 228, "fi": 161, "fr": 195, "de": 179, "he": 187, "it": 188, "pl": 166, "pt": 181,
    "ru": 184, "sl": 180, "es": 218, "sv": 199, "tr": 166,
}  # fmt: skip
#: Characters per minute in languages that do not separate words, from the same study.
CHARACTERS_A_MINUTE = {"zh": 255, "ja": 357}
#: The study's mean over its languages, which is used for other languages.
MEAN_WORDS = 184

#: A word: letters and digits with the characters that join them (don't, l'eau, co-op, 3.5) and marks of Indic scripts.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u200c\u200d'’.,\-‐·]*[^\W_]+)*")
#: The ASCII characters for ``str.translate``: a space for each that ends a word, none for what joins words. Words are
#: then text between spaces, which takes a fifth of the time of the pattern.
_PLAIN = str.maketrans({char: None if char in "'.,-" else " " for char in map(chr, range(128)) if not char.isalnum()})
#: Scripts without spaces. In Han and kana each character is a word, as in word processors. SOUTH_EAST has Thai, Lao,
#: Khmer and Burmese.
IDEOGRAPH = lazy_pattern(lambda: "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SOUTH_EAST = lazy_pattern(lambda: "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
#: Mean number of letters of a Thai word.
LETTERS_A_WORD = 4.5


def count_words(text: str) -> int:
    """Return the number of words of *text*. An ideograph is a word, and so are 4.5 South-East Asian letters."""
    if text.isascii():
        return len(text.translate(_PLAIN).split())
    compiled = find_compiled("clippings.enrichment._counts")
    if compiled is not None:
        words, ideographs, south_east = compiled.count_words(text)
        return int(words + ideographs + round(south_east / LETTERS_A_WORD))
    text, ideographs = IDEOGRAPH.subn(" ", text)
    text, south_east = SOUTH_EAST.subn(" ", text)
    return len(WORD.findall(text)) + ideographs + round(south_east / LETTERS_A_WORD)


def reading_minutes(words: int, language: str | None) -> int:
    """Return the minutes, rounded up, that *words* take in *language* (BCP 47); 0 without words."""
    primary = (language or "").lower().partition("-")[0]
    speed = CHARACTERS_A_MINUTE.get(primary) or WORDS_A_MINUTE.get(primary, MEAN_WORDS)
    return math.ceil(words / speed)
