"""Folds letters for comparison: removes case, accents, vowel points and other marks that people leave out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping

#: Longest text that is folded as one value, in characters.
MAX_TEXT = 2_000
#: Longer values are replaced by a hash, because the tokens of all facets must fit into a row of one kilobyte.
MAX_VALUE_BYTES = 24

#: Letters that Unicode does not decompose, as people type them on a plain keyboard.
PLAIN_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ð": "d",
        "ŋ": "n",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ى": "ي",  # Arabic alef maksura, and the letters of Persian and Urdu that Arabic keyboards lack
        "ی": "ي",
        "ک": "ك",
        "ہ": "ه",
        "ھ": "ه",
        "ة": "ه",
        "ـ": "",  # tatweel stretches a word
    }
)
#: Marks that most people leave out: accents of European scripts, Hebrew and Arabic vowel points, the dots of Indian
#: letters (nukta), joiners. Vowel signs are kept: without them Indian words would be other words.
LEFT_OUT = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670"
    "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u200b-\u200f\u2060\ufeff\u00ad]+"
)

#: How each language writes letters that a keyboard lacks. These forms (`mueller`) are found in addition to the folded
#: forms (`muller`), which are found in every language.
WRITTEN_OUT: Mapping[str, Mapping[str, str]] = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    "da": {"å": "aa", "ø": "oe"},
    "no": {"å": "aa", "ø": "oe"},
    "sv": {"å": "aa", "ä": "ae", "ö": "oe"},
    "fi": {"å": "aa", "ä": "ae", "ö": "oe"},
    "is": {"ð": "dh"},
    "hr": {"đ": "dj"},
    "bs": {"đ": "dj"},
    "sr": {"đ": "dj"},
}
#: Languages that use the spelling of another one.
SAME_SPELLING = {"nb": "no", "nn": "no", "lb": "de", "gsw": "de"}


def fold_letters(text: str) -> str:
    """Return *text* with its letters folded. White space is not changed."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", LEFT_OUT.sub("", decomposed)).translate(PLAIN_LETTERS)


def fold(value: str) -> str:
    """Return *value* with letters folded and white space collapsed. At most MAX_TEXT characters are read."""
    return " ".join(fold_letters(value[:MAX_TEXT]).split())


def facet_value(kind: str, value: str) -> str:
    """Return *value* of *kind* for comparison: folded, or a hash if it is long; empty if nothing is left.

    A folded value is not changed. ``#`` is removed, because it separates the keys of the table.
    """
    folded = fold(value.replace("#", " "))
    if kind == "language":
        folded = folded.replace("_", "-").partition("-")[0]
    raw = folded.encode("utf-8", "surrogatepass")
    if len(raw) <= MAX_VALUE_BYTES:
        return folded
    return f"~{hashlib.sha256(raw).hexdigest()[:16]}"


def letters_of(language: str | None) -> Mapping[str, str]:
    """Return the letters that *language* (BCP 47) writes out; empty if it has none."""
    primary = (language or "").lower().partition("-")[0]
    return WRITTEN_OUT.get(SAME_SPELLING.get(primary, primary), {})


def write_out(words: Iterator[str], language: str | None) -> Iterator[str]:
    """Yield *words* folded, with their special letters written out as in *language*."""
    table = str.maketrans(dict(letters_of(language)))
    for word in words:
        lower = unicodedata.normalize("NFC", word.lower())
        written = lower.translate(table)
        if written != lower:
            yield fold_letters(written)
