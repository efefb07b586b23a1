# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled form of what counts and hashes the words of a text: ``clippings.compiled`` says when it is used.

It does what ``reading_time`` and ``fingerprint`` do. ``tests/unit/enrichment/test_native_words.py`` compares the two.
"""

from clippings.enrichment._characters cimport Chars, char_at, chars_of, is_word

cdef unsigned int[256] CHECKSUMS


cdef int fill_checksums() noexcept:
    """Fill the table of CRC-32, with the polynomial of ``zlib.crc32``."""
    cdef unsigned int value
    cdef int place, bit
    for place in range(256):
        value = place
        for bit in range(8):
            value = (value >> 1) ^ (0xEDB88320U if value & 1 else 0)
        CHECKSUMS[place] = value
    return 0

fill_checksums()


def count_words(str text not None):
    """Return the words, the ideographs and the South-East Asian letters of *text*, as ``reading_time`` counts them."""
    cdef Py_ssize_t place, words = 0, ideographs = 0, south_east = 0
    cdef Py_UCS4 char
    cdef bint open = False
    cdef Chars chars = chars_of(text)
    for place in range(chars.size):
        char = char_at(&chars, place)
        if (
            0x3040 <= char <= 0x30FF
            or 0x3400 <= char <= 0x4DBF
            or 0x4E00 <= char <= 0x9FFF
            or 0xF900 <= char <= 0xFAFF
            or 0x20000 <= char <= 0x3FFFF
        ):
            ideographs += 1
            open = False
        elif 0x0E00 <= char <= 0x0EFF or 0x1000 <= char <= 0x109F or 0x1780 <= char <= 0x17FF:
            south_east += 1
            open = False
        elif is_word(char):
            words += not open
            open = True
        elif not (
            char in u"'’.,-‐·"
            or 0x0300 <= char <= 0x036F
            or 0x0900 <= char <= 0x0DFF
            or char == 0x200C
            or char == 0x200D
        ):
            open = False
    return words, ideographs, south_east


cdef inline unsigned int mixed(unsigned int one, unsigned int two, unsigned int three) noexcept:
    """Return one hash of three, as ``fingerprint._mixed`` does."""
    cdef unsigned int value = one * 0x9E3779B1U ^ two * 0x85EBCA77U ^ three * 0xC2B2AE3DU
    value = (value ^ (value >> 16)) * 0x85EBCA6BU
    value = (value ^ (value >> 13)) * 0xC2B2AE35U
    return value ^ (value >> 16)


cdef inline unsigned int checked(unsigned int value, unsigned int byte) noexcept:
    return CHECKSUMS[(value ^ byte) & 255] ^ (value >> 8)


def add_shingles(set hashes not None, str text not None, Py_ssize_t most):
    """Add to *hashes* those of three neighboring words of *text* each, as ``fingerprint`` does; of *most* words."""
    cdef Py_ssize_t place, count = 0
    cdef Chars chars = chars_of(text)
    cdef unsigned int one = 0, two = 0, value = 0xFFFFFFFFU, code
    cdef Py_UCS4 char
    cdef bint open = False
    for place in range(chars.size + 1):
        char = char_at(&chars, place) if place < chars.size else u" "
        if is_word(char) or char == u"_":
            open = True
            code = <unsigned int> char
            if code < 0x80:  # the bytes of UTF-8
                value = checked(value, code)
                continue
            if code < 0x800:
                value = checked(value, 0xC0 | (code >> 6))
            else:
                if code < 0x10000:
                    value = checked(value, 0xE0 | (code >> 12))
                else:
                    value = checked(checked(value, 0xF0 | (code >> 18)), 0x80 | ((code >> 12) & 63))
                value = checked(value, 0x80 | ((code >> 6) & 63))
            value = checked(value, 0x80 | (code & 63))
        elif open:
            if count == most:
                return
            value ^= 0xFFFFFFFFU
            count += 1
            if count >= 3:
                hashes.add(mixed(one, two, value))
            one, two, value, open = two, value, 0xFFFFFFFFU, False
