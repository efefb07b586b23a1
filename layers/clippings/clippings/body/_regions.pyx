# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled form of the regions of a page, and of its words: ``clippings.compiled`` says when it is used.

It builds and measures what ``regions`` does, with typed attributes, and ``furniture_words.read_words``. ``tests/unit/body/test_native_regions.py`` compares
the two.
"""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_DecodeASCII

from clippings.body import furniture_words, regions
from clippings.body.class_names import groups_in
from clippings.body.regions import LANDMARKS, NAMING, POST_NAMES, TAG_BIT, _read_class, is_body_name
from clippings.page.word_splitting import split_words

cdef:
    double FOCUS_SHARE = regions.FOCUS_SHARE
    unsigned long long ARTICLE = regions.MARK["article"]
    unsigned long long ARTICLE_BODY = regions.ARTICLE_BODY
    unsigned long long HIDDEN = regions.HIDDEN
    unsigned long long DIALOG = regions.DIALOG
    unsigned long long CUSTOM = regions.CUSTOM
    unsigned long long NAMED = regions.NAMED
    Py_ssize_t MAX_LOOKUP_CHARS = furniture_words.MAX_LOOKUP_CHARS
    Py_ssize_t MAX_WORD = 512

if MAX_LOOKUP_CHARS > MAX_WORD:
    raise ImportError("words may be longer than their room")


cdef class Region:
    """A box with what lies in it; ``regions.Region`` says what the attributes mean."""

    cdef readonly object box
    cdef readonly str tag
    cdef readonly Region parent
    cdef readonly str names
    cdef readonly unsigned long long groups, marks, far_groups, far_marks
    cdef readonly double size, linked, good, head_good
    cdef readonly Py_ssize_t passages, good_passages, first, last
    cdef readonly bint embedded
    cdef readonly Region best, branch, article
    cdef readonly int out, down, article_number, head_out, head_down
    cdef readonly list alike
    cdef int step  # steps down to the focus or the headline, -1 beside the way there


cdef Region make_region(box, Region parent, Py_ssize_t first):
    cdef Region region = Region.__new__(Region)
    region.box, region.tag, region.parent, region.first = box, box.tag, parent, first
    region.head_out = region.step = -1
    read_names(region)
    return region


def find_regions(list passages not None):
    """Return the region of each passage, and every region on the way up, parents before children."""
    cdef dict known = {}
    cdef list order = [], found = [], chain
    cdef Region region
    for passage in passages:
        box = passage.box
        region = known.get(box)
        if region is None:
            chain = []
            while box is not None and box not in known:
                chain.append(box)
                box = box.parent
            for new in reversed(chain):
                around = new.parent
                region = make_region(new, known[around] if around is not None else None, passage.index)
                known[new] = region
                order.append(region)
        found.append(region)
    return found, order


cdef int read_names(Region region) except -1:
    cdef str tag = region.tag, names = ""
    cdef unsigned long long groups = 0, marks, named
    cdef Py_ssize_t count
    cdef Region parent = region.parent, grand
    element = region.box.element
    mark = TAG_BIT.get(tag)
    marks = mark if mark is not None else (CUSTOM if "-" in tag else 0)
    attributes = element.attrs
    count = len(attributes)
    if count and tag != "html" and tag != "body":
        value = element.attr("class")
        if value is not None:
            names, groups, named = _read_class(value)
            marks |= named
            count -= 1
        if count:
            for name, value in attributes.items():
                if name in NAMING:
                    text = value if isinstance(value, str) else " ".join(value or ())
                    groups |= <unsigned long long> groups_in(text)
                    if name == "id" and is_body_name(text):
                        marks |= NAMED
                    elif name == "role" and text == "dialog":
                        marks |= DIALOG
                elif name == "itemprop" and value == "articleBody":
                    marks |= ARTICLE_BODY
                elif (
                    name == "hidden"
                    or (name == "aria-hidden" and value == "true")
                    or (name == "style" and isinstance(value, str) and "none" in value and "display" in value)
                ):
                    marks |= HIDDEN
    region.names, region.groups, region.marks = names, groups, marks
    if tag == "blockquote":
        for post in POST_NAMES:
            if post in names:
                region.embedded = True
    if parent is not None:
        region.embedded = region.embedded or parent.embedded
        grand = parent.parent
        region.far_groups, region.far_marks = parent.far_groups, parent.far_marks
        if grand is not None:
            region.far_groups |= grand.groups
            region.far_marks |= grand.marks
    return 0


def measure(list passages not None, list regions not None, list order not None, list sizes not None, list good not None):
    """Sum up in every region what lies in it."""
    cdef Py_ssize_t index
    cdef Region region, parent
    cdef double size
    for index in range(len(passages)):
        passage, region, size = passages[index], regions[index], sizes[index]
        region.size += size
        region.linked += <double> passage.linked
        region.passages += 1
        region.last = passage.index
        if good[index]:
            region.good += size
            region.good_passages += 1
    for region in reversed(order):
        parent = region.parent
        if parent is not None:
            parent.size += region.size
            parent.linked += region.linked
            parent.good += region.good
            parent.passages += region.passages
            parent.good_passages += region.good_passages
            if region.last > parent.last:
                parent.last = region.last
            if parent.best is None or region.good > parent.best.good:
                parent.best = region


cdef int count_steps(Region region) except -1:
    """Number *region* and what is above it by the steps down to it."""
    cdef int step = 0
    while region is not None:
        region.step = step
        step += 1
        region = region.parent
    return 0


cdef int forget_steps(Region region) except -1:
    while region is not None:
        region.step = -1
        region = region.parent
    return 0


def find_focus(list order not None):
    """Descend to the focus, and store in every region where it lies from there."""
    cdef Region focus = order[0], region, parent
    cdef double whole = focus.good
    while focus.best is not None and focus.best.passages > 1 and focus.best.good >= FOCUS_SHARE * whole:
        focus = focus.best
    count_steps(focus)
    for region in order:
        parent = region.parent
        if region.step >= 0:
            region.out, region.down, region.branch = region.step, 0, None
        elif parent is not None:
            region.out, region.down = parent.out, parent.down + 1
            region.branch = parent.branch if parent.branch is not None else region
    forget_steps(focus)
    return focus


def relate(list order not None, Region headline):
    """Store in every region its article, its likes and where the headline lies; return the number of articles."""
    cdef dict likes = {}
    cdef int articles = 0
    cdef Region region, parent
    cdef list alike
    count_steps(headline)
    for region in order:
        parent = region.parent
        if region.marks & ARTICLE:
            articles += 1
            region.article, region.article_number = region, articles
        elif parent is not None:
            region.article, region.article_number = parent.article, parent.article_number
        if parent is None:
            key = (region.tag, region.names, "", "")
        else:
            key = (region.tag, region.names, parent.tag, parent.names)
        alike = likes.get(key)
        if alike is None:
            alike = likes[key] = [0]
        alike[0] += 1
        region.alike = alike
        if region.step >= 0:
            region.head_out, region.head_good = region.step, region.good
        elif parent is not None:
            region.head_out, region.head_down = parent.head_out, parent.head_down + 1
            region.head_good = parent.head_good
    forget_steps(headline)
    return articles


def find_landmarks(list order not None):
    """Return for each claim the region that makes it with most good text; the innermost of equals."""
    cdef dict best = {}
    cdef Region region, other
    cdef unsigned long long mark, every = 0
    for mark in LANDMARKS:
        every |= mark
    for region in order:
        if region.good and region.marks & every:
            for mark in LANDMARKS:
                if region.marks & mark:
                    other = best.get(mark)
                    if other is None or region.good >= other.good:
                        best[mark] = region
    return best


def read_words(list passages not None):
    """Return what ``furniture_words.read_words`` returns."""
    cdef dict known = furniture_words.kinds_by_word()
    cdef list words = [], kinds = [], found
    cdef Py_ssize_t length
    cdef unsigned long long bits
    cdef str text, word
    for passage in passages:
        text = passage.text
        length = len(text)
        if text.isascii():
            found = _split_ascii(text, min(length, MAX_LOOKUP_CHARS))
            bits = 0
            if length < MAX_LOOKUP_CHARS:
                for word in found:
                    of_word = known.get(word)
                    if of_word is not None:
                        bits |= <unsigned long long> of_word
            kinds.append(bits)
        else:
            found = split_words(text[:MAX_LOOKUP_CHARS].lower())
            kinds.append(furniture_words.kinds_in(found, text) if length < MAX_LOOKUP_CHARS else 0)
        words.append(found)
    return words, kinds


cdef list _split_ascii(str text, Py_ssize_t length):
    """Return the lower-cased words among the first *length* characters of an ASCII text."""
    cdef const unsigned char* chars = <const unsigned char*> PyUnicode_DATA(text)
    cdef char[512] word
    cdef Py_ssize_t place, size = 0
    cdef unsigned char char
    cdef list found = []
    for place in range(length):
        char = chars[place]
        if 65 <= char <= 90:
            word[size] = char + 32
            size += 1
        elif 97 <= char <= 122 or 48 <= char <= 57 or char == 95:
            word[size] = char
            size += 1
        elif size:
            found.append(PyUnicode_DecodeASCII(word, size, NULL))
            size = 0
    if size:
        found.append(PyUnicode_DecodeASCII(word, size, NULL))
    return found
