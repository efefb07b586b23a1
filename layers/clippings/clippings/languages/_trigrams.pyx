# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled form of the sums of trigrams' scores: ``clippings.compiled`` says when it is used."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE


def sum_scores(set seen not None, dict grams not None, Py_ssize_t count, int first):
    """Return by language the sum of the scores of the trigrams in *seen*, as ``detection`` computes it.

    Args:
        seen: Trigrams.
        grams: By trigram the pairs of language and score, one character each.
        count: The number of languages.
        first: The character that stands for 0.
    """
    cdef list result = [0] * count
    cdef long[256] sums
    cdef Py_ssize_t place
    cdef const unsigned char* pair
    cdef bytes pairs
    cdef str found
    if not 0 <= count <= 256:
        raise ValueError("too many languages")
    for place in range(256):
        sums[place] = 0
    for gram in seen:
        found = grams.get(gram)
        if found is None:
            continue
        pairs = found.encode("utf-8")
        pair = <const unsigned char*> PyBytes_AS_STRING(pairs)
        for place in range(0, PyBytes_GET_SIZE(pairs) - 1, 2):
            sums[(pair[place] - first) & 255] += pair[place + 1] - first
    for place in range(count):
        result[place] = sums[place]
    return result
