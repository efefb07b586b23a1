"""The characters of a text, and which of them words are made of: what the compiled modules of enrichment share."""

from cpython.unicode cimport Py_UNICODE_ISALNUM, PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ


cdef struct Chars:
    # The characters of a text, which must stay alive.
    int kind
    void* data
    Py_ssize_t size


cdef inline Chars chars_of(str text):
    return Chars(PyUnicode_KIND(text), PyUnicode_DATA(text), len(text))


cdef inline Py_UCS4 char_at(Chars* text, Py_ssize_t place) noexcept:
    return PyUnicode_READ(text.kind, text.data, place)


cdef inline bint is_word(Py_UCS4 char) noexcept:
    if char < 128:
        return (c"a" <= char <= c"z") or (c"A" <= char <= c"Z") or (c"0" <= char <= c"9")
    return Py_UNICODE_ISALNUM(char)
