# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled form of what finds phrases and candidates in a text: ``clippings.compiled`` says when it is used.

The patterns of ``keyword_tokens`` and ``phrases`` are written as loops. ``tests/unit/enrichment/test_native_words.py``
compares the two.
"""

import re

from cpython.bytearray cimport PyByteArray_AS_STRING
from cpython.unicode cimport Py_UNICODE_ISDECIMAL, Py_UNICODE_ISSPACE, Py_UNICODE_ISUPPER

from clippings.enrichment._characters cimport Chars, char_at, chars_of, is_word

from clippings.enrichment import keyword_candidates, keyword_tokens, phrases
from clippings.enrichment.keyword_candidates import KeywordCandidate
from clippings.enrichment.phrases import Phrase
from clippings.page.word_splitting import SIGNS

cdef:
    str KEYWORD_JOINERS = keyword_tokens.JOINERS
    frozenset EMPTY = keyword_tokens.EMPTY
    frozenset DETERMINERS = keyword_candidates.DETERMINERS
    Py_ssize_t MAX_WORDS = keyword_candidates.MAX_WORDS
    str PHRASE_JOINERS = phrases.JOINERS
    frozenset LINKS = phrases.LINKS
    frozenset SENTENCE_END = phrases.SENTENCE_END
    Py_ssize_t MAX_AFTER = phrases.MAX_AFTER
    object is_abbreviated = phrases.is_abbreviated
    # Bits of a word in a run.
    unsigned char NAME = 1
    unsigned char DETERMINED = 2
    # The ranges of the signs that letters carry.
    Py_UCS4[64] SIGN_FIRST
    Py_UCS4[64] SIGN_LAST
    int SIGN_COUNT = 0

for _first, _last in re.findall(r"\\u([0-9a-f]{4})(?:-\\u([0-9a-f]{4}))?", SIGNS):
    SIGN_FIRST[SIGN_COUNT] = int(_first, 16)
    SIGN_LAST[SIGN_COUNT] = int(_last or _first, 16)
    SIGN_COUNT += 1


cdef inline bint is_sign(Py_UCS4 char) noexcept:
    cdef int place
    if char < 0x300:
        return False
    for place in range(SIGN_COUNT):
        if SIGN_FIRST[place] <= char <= SIGN_LAST[place]:
            return True
    return False


cdef inline Py_ssize_t end_of_run(Chars* text, Py_ssize_t place) noexcept:
    cdef Py_UCS4 char
    place += 1
    while place < text.size:
        char = char_at(text, place)
        if not (is_word(char) or is_sign(char)):
            break
        place += 1
    return place


cdef Py_ssize_t end_of_token(Chars* text, Py_ssize_t start, str joiners):
    """Return where the token that begins at *start* ends; *start* where none begins."""
    cdef Py_UCS4 char = char_at(text, start)
    cdef Py_ssize_t place = start
    if not is_word(char):
        return start + 1 if char == u"\n" or not (char == u"_" or Py_UNICODE_ISSPACE(char)) else start
    while place + 1 < text.size and char_at(text, place + 1) == u".":
        char = char_at(text, place)
        if not is_word(char) or Py_UNICODE_ISDECIMAL(char):
            break
        place += 2
    if place - start >= 4:  # dotted initials
        return place
    place = end_of_run(text, start)
    while place + 1 < text.size and is_word(char_at(text, place + 1)) and char_at(text, place) in joiners:
        place = end_of_run(text, place + 1)
    return place


def read_phrases(str text not None):
    """Return the capitalized phrases of *text*, as ``phrases.read_phrases`` yields them."""
    cdef list found = [], words = [], pending = []
    cdef Py_ssize_t start, stop = 0, end = 0, previous = -1, previous_end = 0
    cdef str before = ""
    cdef bint capital, near
    cdef Chars chars = chars_of(text)
    while stop < chars.size:
        start = stop
        stop = end_of_token(&chars, start, PHRASE_JOINERS)
        if stop == start:
            stop += 1
            continue
        capital = Py_UNICODE_ISUPPER(char_at(&chars, start))
        if words:
            near = start == end or (start == end + 1 and char_at(&chars, end) == u" ")
            if capital and near:
                words += pending
                words.append(text[start:stop])
                pending = []
                end = stop
            elif near and len(pending) < 2 and text[start:stop] in LINKS:
                pending.append(text[start:stop])
                end = stop
            elif (
                start == end
                and not pending
                and stop - start == 1
                and char_at(&chars, start) == u"."
                and is_abbreviated(words[len(words) - 1])
            ):
                end = stop
            else:
                found.append(make_phrase(words, before, after_phrase(text, end, pending)))
                words = []
                pending = []
        if capital and not words:
            words = [text[start:stop]]
            before = text[previous:previous_end] if previous >= 0 else ""
            end = stop
        previous, previous_end = start, stop
    if words:
        found.append(make_phrase(words, before, after_phrase(text, end, pending)))
    return found


cdef str after_phrase(str text, Py_ssize_t end, list pending):
    cdef Py_ssize_t start = end
    for word in pending:
        start -= len(<str> word) + 1
    return text[max(start, 0) : min(end + MAX_AFTER, len(text))]


cdef make_phrase(list words, str before, str after):
    return Phrase(words, before.lower(), after, not before or before in SENTENCE_END)


cdef class Folded:
    """A word of the text without case, and how often it occurs in runs."""

    cdef str text
    cdef Py_ssize_t count


cdef class Token:
    """``keyword_tokens.ExaminedToken`` with typed attributes. *is_cut*: it lost a genitive or an ending."""

    cdef str bare
    cdef Folded folded
    cdef bint is_capital, is_upper, can_name, ends_run, is_stop_word, starts_sentence, is_determiner, is_cut


cdef Token make_token(str text, examined, dict words):
    cdef Token token = Token.__new__(Token)
    cdef str lower = text.lower(), folded
    if text.isalpha():  # most tokens
        token.bare = text
        folded = text.casefold()
        token.is_capital, token.is_upper = Py_UNICODE_ISUPPER(text[0]), text.isupper()
        token.can_name = token.is_capital and len(text) > 1
        if lower == "new":
            token.ends_run = text == "new"
        else:
            token.ends_run = (lower in EMPTY and not token.is_upper) or (len(text) == 1 and not token.is_capital)
            token.is_stop_word = lower in examined.stops
    else:
        found = examined[text]
        token.bare, folded = found.bare, found.folded
        token.is_capital, token.is_upper, token.can_name = found.is_capital, found.is_upper, found.can_name
        token.ends_run, token.is_stop_word = found.ends_run, found.is_stop_word
        token.starts_sentence = found.starts_sentence
        token.is_cut = token.bare != text
    token.is_determiner = lower in DETERMINERS
    token.folded = words.get(folded)
    if token.folded is None:
        token.folded = Folded.__new__(Folded)
        token.folded.text = folded
        words[folded] = token.folded
    return token


cdef class Candidate:
    """``keyword_candidates.KeywordCandidate`` with typed attributes."""

    cdef Py_ssize_t first, words, count, names, determined
    cdef bint titled
    cdef dict forms


def find_candidates(sentences, examined not None, bint nouns_large):
    """Return the candidates by their folded text, as ``keyword_candidates.find_candidates`` does.

    Args:
        sentences: The sentences, each with whether it is the headline.
        examined: The examined tokens of the text.
        nouns_large: Every noun has a capital.
    """
    cdef dict tokens = {}, words = {}, counted = {}, candidates = {}
    cdef list read = [], runs = []
    cdef bytearray flags = bytearray()
    cdef str sentence, text
    cdef Token token
    cdef Candidate each
    cdef Py_ssize_t start, stop, number = -1, opened
    cdef bint titled, first, determined
    cdef Chars chars
    for sentence, titled in sentences:
        number += 1
        chars, stop = chars_of(sentence), 0
        first, determined, opened = True, False, len(read)
        while stop < chars.size:
            start = stop
            stop = end_of_token(&chars, start, KEYWORD_JOINERS)
            if stop == start:
                stop += 1
                continue
            text = sentence[start:stop]
            token = tokens.get(text)
            if token is None:
                token = tokens[text] = make_token(text, examined, words)
            if token.ends_run or (
                token.is_stop_word
                and not (token.can_name and (token.is_upper or not (titled or nouns_large or first)))
            ):
                if opened < len(read):
                    runs.append((opened, len(read), number, titled))
                    opened = len(read)
            else:
                token.folded.count += 1
                read.append(token)
                flags.append((NAME if token.is_capital and not first else 0) | (DETERMINED if determined else 0))
                if token.is_cut:
                    runs.append((opened, len(read), number, titled))
                    opened = len(read)
            determined, first = token.is_determiner, token.starts_sentence
        if opened < len(read):
            runs.append((opened, len(read), number, titled))
    for opened, stop, number, titled in runs:
        for start in range(opened, stop):
            count_phrases(counted, read, PyByteArray_AS_STRING(flags), start, min(stop, start + MAX_WORDS), number, titled)
    for key, each in counted.items():
        candidates[key] = KeywordCandidate(
            each.first, each.words, each.count, each.names, 0, each.determined, each.titled, False, each.forms
        )
    return candidates


cdef count_phrases(
    dict counted, list read, char* flags, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t number, bint titled
):
    """Count the phrases that begin at *start* and end before *stop*, as ``keyword_candidates._count`` does."""
    cdef Py_ssize_t place
    cdef Token token
    cdef Candidate each
    cdef str surface = "", key = ""
    for place in range(start, stop):
        token = read[place]
        if token.folded.count == 1 and not titled:
            return
        surface = surface + " " + token.bare if surface else token.bare
        key = key + " " + token.folded.text if key else token.folded.text
        each = counted.get(key)
        if each is None:
            each = counted[key] = Candidate.__new__(Candidate)
            each.first, each.words, each.forms = number, place - start + 1, {}
        each.count += 1
        each.names += flags[start] & flags[place] & NAME
        each.determined += (flags[start] & DETERMINED) != 0
        each.titled |= titled
        each.forms[surface] = each.forms.get(surface, 0) + 1
