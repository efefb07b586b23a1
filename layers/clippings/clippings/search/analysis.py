"""Splits texts into words for searching. Documents and queries are analyzed by the same rules, for every engine.

Words are folded. Scripts without spaces, and Korean, which joins particles to words, are split into pairs of
characters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from clippings.page.word_splitting import RUN, SIGNS
from clippings.search.folding import fold_letters, letters_of, write_out

#: Scripts whose text is split into pairs of characters: Thai, Lao, Burmese, Khmer, Japanese, Chinese and Korean.
PAIRED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_PAIRED_RUN = re.compile(rf"[{PAIRED}{SIGNS}]*[{PAIRED}][{PAIRED}{SIGNS}]*")
_IS_PAIRED = re.compile(f"[{PAIRED}]")
#: A word with the apostrophes inside it, or an acronym with dots (`U.S.`), which counts as one without (`US`).
_ACRONYM = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"
WORD = re.compile(rf"(?<!\w){_ACRONYM}|{RUN}(?:['’ʼ]{RUN})*")
_APOSTROPHES = re.compile("['’ʼ]")
#: Longest word that is looked up, in characters. A longer run is an address or a code, and is found by its beginning.
MAX_WORD = 64


class Token(NamedTuple):
    """One word of a text. *text* is folded; *start* and *end* are its position in the original.

    *is_tail* marks the last character of a run without spaces. No pair begins with it, so it is a token by itself, by
    which a search for one character finds it.
    """

    text: str
    start: int
    end: int
    is_pair: bool = False
    is_tail: bool = False


def tokenize(text: str) -> Iterator[Token]:
    """Yield the words of *text* in order."""
    for found in WORD.finditer(text):
        yield from _tokens_of_word(found[0], found.start())


def _tokens_of_word(word: str, start: int) -> Iterator[Token]:
    if "." in word:
        yield Token(fold_letters(word.replace(".", "")), start, start + len(word))
        return
    at = 0
    pieces = _APOSTROPHES.split(word) if not word.isalnum() else [word]
    for number, piece in enumerate(pieces):
        if piece and not _is_clitic(piece, number, len(pieces)):
            yield from _tokens_of_piece(piece, start + at)
        at += len(piece) + 1


def _is_clitic(piece: str, number: int, count: int) -> bool:
    """Return whether *piece* is a letter that an apostrophe joins to a word: the `l` of `l'eau`, the `s` of `Ann's`.

    The letter of ``rock 'n' roll`` has no word beside it, and is kept.
    """
    return count > 1 and len(piece) == 1 and piece.isalpha() and (number == 0 or number == count - 1)


def _tokens_of_piece(piece: str, start: int) -> Iterator[Token]:
    if piece.isascii() or not _IS_PAIRED.search(piece):
        yield from _whole(piece, start)
        return
    at = 0
    for run in _PAIRED_RUN.finditer(piece):
        if run.start() > at:
            yield from _whole(piece[at : run.start()], start + at)
        yield from _pairs(run[0], start + run.start())
        at = run.end()
    if at < len(piece):
        yield from _whole(piece[at:], start + at)


def _whole(piece: str, start: int) -> Iterator[Token]:
    folded = fold_letters(piece)[:MAX_WORD].replace(" ", "")
    if folded:
        yield Token(folded, start, start + len(piece))


def _pairs(run: str, start: int) -> Iterator[Token]:
    folded = fold_letters(run).replace(" ", "")
    same = len(folded) == len(run)  # half-width letters fold into fewer
    for at in range(len(folded)):
        is_tail = at == len(folded) - 1
        begin, end = (start + at, start + min(at + 2, len(run))) if same else (start, start + len(run))
        yield Token(folded[at : at + 2], begin, end, is_pair=not is_tail, is_tail=is_tail)


def words_of(text: str) -> list[str]:
    """Return the words of *text* in order, with repetitions."""
    words: list[str] = []
    for word in WORD.findall(text):
        if word.isascii() and word.isalnum():  # most words of most texts
            words.append(word.lower()[:MAX_WORD])
        else:
            words += [token.text for token in _tokens_of_word(word, 0)]
    return words


def variants_of(text: str, language: str | None) -> list[str]:
    """Return the distinct words of *text* with special letters written out as in its language (`mueller`)."""
    if text.isascii() or not letters_of(language):
        return []
    words = (found[0] for found in WORD.finditer(text) if not found[0].isascii())
    return list(dict.fromkeys(word for form in write_out(words, language) for word in words_of(form)))


def title_key(text: str) -> str:
    """Return a hash of the words of *text* in order, the same for equal titles; empty for a text without words."""
    words = words_of(text)
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32] if words else ""
