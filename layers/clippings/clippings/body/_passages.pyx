# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The compiled form of the passages' features and of the trees: ``clippings.compiled`` says when it is used.

It computes what ``passage_features``, ``features``, ``word_weights`` and ``model`` compute, in the same order of
operations on doubles, so that every result is the same to the last bit. ``tests/unit/body/test_compiled_passages.py``
compares the two.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.math cimport log1p, rint
from libc.string cimport memcpy

from math import fsum

from clippings.body import features, layout as layouts, passage_features, word_weights
from clippings.body.class_names import NAMES
from clippings.body.regions import FLAGS, LANDMARKS, TAGS
from clippings.body.structure_features import NO_STRUCTURE, structure_vector
from clippings.page.tree import Text
from clippings.page.word_splitting import FULL_STOPS

cdef:
    dict HEADINGS = passage_features.HEADINGS
    dict KINDS = passage_features.KINDS
    dict ENDS = passage_features.ENDS
    dict FIRST_MARKS = passage_features.FIRST_MARKS
    double OTHER_MARK = passage_features.OTHER_MARK
    double HEADING_LEAD = passage_features.HEADING_LEAD
    double FAR = passage_features.FAR
    Py_ssize_t COUNTED = passage_features.COUNTED
    Py_ssize_t LONG_WORD = passage_features.LONG_WORD
    Py_ssize_t MAX_DIGITS = passage_features.MAX_DIGITS
    Py_ssize_t TOLD_PART = layouts.TOLD_PART
    str OTHER_STOPS = FULL_STOPS
    int NAME_COUNT = len(NAMES)
    int MARK_COUNT = len(TAGS) + len(FLAGS)
    int KIND_COUNT = len(passage_features.KIND_NAMES)
    int CONTEXT_AT = features.CONTEXT_AT
    int AROUND_AT = features.AROUND_AT
    int IN_AT = features.IN_AT
    int OWN_AT = features.OWN_AT
    int WORD_BITS_AT = features.WORD_BITS_AT
    int OWN_BITS_AT = features.OWN_BITS_AT
    int STRUCTURE_AT = features.STRUCTURE_AT
    int LEXICAL_AT = features.LEXICAL_AT
    int WIDTH = len(features.FEATURES)
    int STRUCTURE_WIDTH = LEXICAL_AT - STRUCTURE_AT
    int LEVELS = 3
    int LEVEL_WIDTH = 7
    int MAX_BITS = 64
    int SURROUNDING = 3
    int WIDE_SURROUNDING = 10

if NAME_COUNT > MAX_BITS or MARK_COUNT > MAX_BITS or 2 * KIND_COUNT > MAX_BITS:
    raise ImportError("more names than the bits of a number of the processor")


cdef struct Node:
    double threshold
    int feature  # -1 for a leaf
    int next  # the number of the right child, the left one being the next node; of a leaf the amount


cdef class Trees:
    """The trees of a forest as nodes in preorder, walked from the root to the leaf."""

    cdef Node* nodes
    cdef int* roots
    cdef Py_ssize_t count
    cdef readonly Py_ssize_t size, width
    cdef readonly double base, step

    def __cinit__(self, list splits not None, list values not None, Py_ssize_t width, int precision):
        """Read the JSON form; *precision* is the number of bits that a leaf's value is kept in."""
        cdef Py_ssize_t place, depth = 0
        cdef double low = 0.0, high = 0.0, value
        cdef bint some = False
        cdef int* pending
        self.size, self.width, self.count = len(splits), width, 0
        self.nodes = <Node*> PyMem_Malloc(max(1, self.size) * sizeof(Node))
        self.roots = <int*> PyMem_Malloc(max(1, self.size) * sizeof(int))
        pending = <int*> PyMem_Malloc(max(1, self.size) * sizeof(int))
        if not self.nodes or not self.roots or not pending:
            PyMem_Free(pending)
            raise MemoryError
        try:
            if len(values) != self.size:
                raise ValueError("as many values as splits are needed")
            for place in range(self.size):
                value = values[place]
                self.nodes[place].threshold = value
                self.nodes[place].feature = splits[place]
                if self.nodes[place].feature >= width:
                    raise ValueError("a split asks for a feature that is not there")
                if self.nodes[place].feature < 0:
                    low = value if not some or value < low else low
                    high = value if not some or value > high else high
                    some = True
            self.step = (high - low) / ((1 << precision) - 1) or 1.0
            for place in range(self.size):
                if depth == 0:
                    self.roots[self.count] = place
                    self.count += 1
                if self.nodes[place].feature >= 0:
                    self.nodes[place].next = -1
                    pending[depth] = place
                    depth += 1
                    continue
                self.nodes[place].next = <int> rint((self.nodes[place].threshold - low) / self.step)
                while depth and self.nodes[pending[depth - 1]].next >= 0:
                    depth -= 1
                if depth:
                    self.nodes[pending[depth - 1]].next = place + 1
            if depth:
                raise ValueError("the last tree is cut off")
            self.base = low * self.count
        finally:
            PyMem_Free(pending)

    def __dealloc__(self):
        PyMem_Free(self.nodes)
        PyMem_Free(self.roots)

    cdef long amount(self, const double* row) noexcept nogil:
        cdef long amount = 0
        cdef Py_ssize_t tree
        cdef const Node* nodes = self.nodes
        cdef const Node* node
        for tree in range(self.count):
            node = nodes + self.roots[tree]
            while node.feature >= 0:
                node = nodes + node.next if node.threshold < row[node.feature] else node + 1
            amount += node.next
        return amount

    cdef double total_of(self, const double* row) noexcept nogil:
        return self.base + self.step * <double> self.amount(row)

    def total(self, vector):
        """Return the sum over all trees of the leaf that *vector* reaches, in log odds."""
        cdef double* row
        cdef Py_ssize_t place
        if len(vector) != self.width:
            raise ValueError(f"{self.width} features are needed, not {len(vector)}")
        row = <double*> PyMem_Malloc(max(1, self.width) * sizeof(double))
        if not row:
            raise MemoryError
        try:
            for place in range(self.width):
                row[place] = vector[place]
            return self.total_of(row)
        finally:
            PyMem_Free(row)


cdef class Rows:
    """The features of a page's passages, each as a row of doubles in the order of ``features.FEATURES``."""

    cdef object layout, focus
    cdef list passages, regions, words, kinds, structures, texts, tags, parents, copies_before
    cdef dict copies, vocabulary, contexts, structured
    cdef frozenset title_words
    cdef str description
    cdef Py_ssize_t count, context_count
    cdef double* doubles  # all that follows, in one piece
    cdef double* sizes
    cdef double* shares
    cdef double* logs
    cdef double* levels
    cdef double* told
    cdef double* leads
    cdef double* before_good
    cdef double* after_good
    cdef double* good_before
    cdef double* size_before
    cdef double* linked_before
    cdef double* means
    cdef double* sums
    cdef double* alike  # four sums by template
    cdef double* context_rows
    cdef double* row
    cdef int* under
    cdef int* template
    cdef char* good
    cdef double size, good_size
    cdef Py_ssize_t focus_first, focus_last, headline

    def __cinit__(self, layout, dict weights not None):
        """Read *layout*, and the *weights* of single words."""
        cdef Py_ssize_t count = len(layout.passages)
        cdef double* at
        self.count = count
        self.doubles = <double*> PyMem_Calloc(17 * (count + 1) + OWN_AT * (count + 1) + WIDTH, sizeof(double))
        self.under = <int*> PyMem_Calloc(count + 1, sizeof(int))
        self.template = <int*> PyMem_Calloc(count + 1, sizeof(int))
        self.good = <char*> PyMem_Calloc(count + 1, 1)
        if not self.doubles or not self.under or not self.template or not self.good:
            raise MemoryError
        at = self.doubles
        self.sizes, self.shares, self.logs, self.levels = at, at + count, at + 2 * count, at + 3 * count
        self.told, self.leads = at + 4 * count, at + 5 * count
        self.before_good, self.after_good = at + 6 * count, at + 7 * count
        self.means, self.sums = at + 8 * count, at + 9 * count
        at += 10 * count
        self.good_before, self.size_before, self.linked_before = at, at + count + 1, at + 2 * (count + 1)
        at += 3 * (count + 1)
        self.alike = at
        at += 4 * count
        self.row = at
        self.context_rows = at + WIDTH
        self._read(layout)
        self._count_alike()
        self._sum_up()
        self._look_around()
        self._count_words()
        self._weigh(weights)

    def __dealloc__(self):
        PyMem_Free(self.doubles)
        PyMem_Free(self.under)
        PyMem_Free(self.template)
        PyMem_Free(self.good)

    cdef int _read(self, layout) except -1:
        cdef Py_ssize_t index
        cdef str text, tag
        cdef double size
        self.layout = layout
        self.passages, self.regions = layout.passages, layout.regions
        self.words, self.kinds, self.structures = layout.words, layout.kinds, layout.structures
        self.title_words, self.description = layout.title_words, layout.description
        self.size, self.good_size = layout.size or 1.0, layout.good_size or 1.0
        self.focus = layout.focus
        self.focus_first, self.focus_last = self.focus.first, self.focus.last
        self.headline = -1 if layout.headline is None else layout.headline
        self.texts, self.tags, self.parents, self.copies_before = [], [], [], []
        self.copies, self.contexts, self.structured = {}, {}, {}
        self.context_count = 0
        cdef list sizes = layout.sizes, shares = layout.shares, good = layout.good, told = layout.told
        for index in range(self.count):
            passage, region = self.passages[index], self.regions[index]
            text, tag = passage.text, region.box.tag
            self.texts.append(text)
            self.tags.append(tag)
            self.parents.append(region.parent)
            size = sizes[index]
            self.sizes[index], self.shares[index], self.told[index] = size, shares[index], told[index]
            self.logs[index] = log1p(size)
            self.good[index] = good[index]
            self.levels[index] = HEADINGS.get(tag, 0.0)
            before = self.copies.get(text, 0)
            self.copies_before.append(before)
            self.copies[text] = before + 1
        return 0

    cdef int _count_alike(self) except -1:
        """Sum up the passages whose own and enclosing element have the same tag and class."""
        cdef dict templates = {}
        cdef Py_ssize_t index
        cdef int place
        cdef double size
        for index in range(self.count):
            region, parent = self.regions[index], self.parents[index]
            key = (
                (self.tags[index], region.names, "", "") if parent is None
                else (self.tags[index], region.names, parent.box.tag, parent.names)
            )
            place = templates.setdefault(key, len(templates))
            self.template[index] = place
            size = self.sizes[index]
            self.alike[4 * place] += 1.0
            self.alike[4 * place + 1] += size
            self.alike[4 * place + 2] += size * self.shares[index]
            if self.good[index]:
                self.alike[4 * place + 3] += size
        return 0

    cdef int _sum_up(self) except -1:
        cdef double good = 0.0, size = 0.0, linked = 0.0
        cdef Py_ssize_t index
        for index in range(self.count):
            size += self.sizes[index]
            linked += self.sizes[index] * self.shares[index]
            if self.good[index]:
                good += self.sizes[index]
            self.good_before[index + 1] = good
            self.size_before[index + 1] = size
            self.linked_before[index + 1] = linked
        return 0

    cdef int _look_around(self) except -1:
        """Find the good passages on either side, the heading above, and how the text before each list ended."""
        cdef double distance = FAR, ends = -1.0
        cdef int heading = -1
        cdef Py_ssize_t index
        cdef str text
        for index in range(self.count):
            self.before_good[index] = distance
            self.under[index] = heading
            self.leads[index] = ends
            distance = 1.0 if self.good[index] else min(distance + 1.0, FAR)
            if self.levels[index]:
                heading = index
            if self.tags[index] != "li":
                text = self.texts[index]
                ends = <double> ENDS.get(text[len(text) - 1], 0.0) + (HEADING_LEAD if self.levels[index] else 0.0)
        distance = FAR
        for index in range(self.count - 1, -1, -1):
            self.after_good[index] = distance
            distance = 1.0 if self.good[index] else min(distance + 1.0, FAR)
        return 0

    cdef int _count_words(self) except -1:
        """Count in how many good passages of the focus each longer word stands."""
        cdef Py_ssize_t index
        cdef dict found = {}
        cdef str word
        for index in range(self.focus_first, self.focus_last + 1):
            if self.good[index]:
                for word in set(self.words[index]):
                    if len(word) >= LONG_WORD:
                        found[word] = found.get(word, 0) + 1
        self.vocabulary = found
        return 0

    cdef int _weigh(self, dict weights) except -1:
        cdef Py_ssize_t index
        cdef list words, said
        cdef str word
        for index in range(self.count):
            words = self.words[index]
            said = []
            for word in words:
                weight = weights.get(word)
                if weight is not None:
                    said.append(weight)
            self.sums[index] = fsum(said) if said else 0.0
            self.means[index] = self.sums[index] / (len(words) or 1)
        return 0

    # What ``structure_vector`` reads of the passages around a structure.

    @property
    def count(self):
        return self.count

    @property
    def logs(self):
        return _Doubles.of(self, self.logs)

    @property
    def before_good(self):
        return _Doubles.of(self, self.before_good)

    @property
    def after_good(self):
        return _Doubles.of(self, self.after_good)

    cdef double* _context(self, Py_ssize_t index) except NULL:
        """Return the row of the box around the passage at *index*: what its first part, up to ``OWN_AT``, is."""
        cdef double* row
        cdef Py_ssize_t place
        parent = self.parents[index]
        known = self.contexts.get(parent)
        if known is not None:
            place = known
            return self.context_rows + place * OWN_AT
        place = self.context_count
        row = self.context_rows + place * OWN_AT
        if place:
            memcpy(row, self.context_rows, CONTEXT_AT * sizeof(double))
        else:
            _put(row, features.page_vector(self.layout))
        self._put_levels(row + CONTEXT_AT, parent)
        if parent is not None:
            self._put_names(row, parent)
        self.contexts[parent] = place
        self.context_count += 1
        return row

    cdef int _put_levels(self, double* row, region) except -1:
        cdef double size, good, linked, passages
        cdef int step, place
        cdef double whole = self.good_size
        level = region
        for step in range(LEVELS):
            if level is None:
                for place in range(LEVEL_WIDTH):
                    row[place] = -1.0
            else:
                good, linked, passages, size = level.good, level.linked, level.passages, level.size
                row[5] = size / passages
                size = size or 1.0
                row[0], row[1], row[2], row[3], row[4] = log1p(size), linked / size, good / whole, good / size, passages
                alike = level.alike
                row[6] = alike[0] if alike else 1
                level = level.parent
            row += LEVEL_WIDTH
        if region is None:
            return 0
        article, branch = region.article, region.branch
        row[0] = -1.0
        if article is not None:
            good = article.good
            row[0] = good / whole
        row[1], row[2], row[3] = region.article_number, region.head_out, region.head_down
        good = region.head_good
        row[4] = good / whole
        row[5], row[6], row[7] = region.box.depth, region.out, region.down
        if branch is None:
            row[8], row[9], row[10], row[11] = 1.0, 0.0, 0.0, 1.0
        else:
            size, good, linked = branch.size or 1.0, branch.good, branch.linked
            row[8], row[9], row[10], row[11] = good / whole, linked / size, log1p(size), good / size
        row += 12
        for mark in LANDMARKS:
            claimed = self.layout.landmarks.get(mark)
            row[0] = row[1] = -1.0
            if claimed is not None:
                good = claimed.good
                row[0] = good / whole
                row[1] = (
                    region.box.depth >= claimed.box.depth
                    and claimed.first <= region.first
                    and region.last <= claimed.last
                )
            row += 2
        return 0

    cdef int _put_names(self, double* row, region) except -1:
        cdef unsigned long long near = region.groups, middle = 0, far = region.far_groups
        cdef unsigned long long near_marks = region.marks, middle_marks = 0, far_marks = region.far_marks
        cdef int bit
        parent = region.parent
        if parent is not None:
            middle, middle_marks = parent.groups, parent.marks
        for bit in range(NAME_COUNT):
            row[AROUND_AT + bit] = _nearness(near, middle, far, bit)
        for bit in range(MARK_COUNT):
            row[IN_AT + bit] = _nearness(near_marks, middle_marks, far_marks, bit)
        return 0

    cdef int _fill(self, Py_ssize_t index) except -1:
        """Write the whole row of the passage at *index*."""
        cdef double* row = self.row
        cdef unsigned long long bits
        cdef int bit
        memcpy(row, self._context(index), OWN_AT * sizeof(double))
        self._put_own(row + OWN_AT, index)
        bits = self.kinds[index]
        for bit in range(KIND_COUNT):
            row[WORD_BITS_AT + bit] = bits >> bit & 1
        bits = self.kinds[self.under[index]] if self.under[index] >= 0 else 0
        for bit in range(KIND_COUNT):
            row[WORD_BITS_AT + KIND_COUNT + bit] = bits >> bit & 1
        region = self.regions[index]
        bits = region.groups
        for bit in range(NAME_COUNT):
            row[OWN_BITS_AT + bit] = bits >> bit & 1
        bits = region.marks
        for bit in range(MARK_COUNT):
            row[OWN_BITS_AT + NAME_COUNT + bit] = bits >> bit & 1
        structure = self.structures[index]
        if structure is None:
            for bit in range(STRUCTURE_WIDTH):
                row[STRUCTURE_AT + bit] = -1.0
        else:
            known = self.structured.get(structure)
            if known is None:
                known = self.structured[structure] = structure_vector(self.layout, self, structure)
            _put(row + STRUCTURE_AT, known)
        row[LEXICAL_AT] = self.sums[index]
        row[LEXICAL_AT + 1] = self.means[index]
        row[LEXICAL_AT + 2] = self.means[index - 1] if index else 0.0
        row[LEXICAL_AT + 3] = self.means[index + 1] if index + 1 < self.count else 0.0
        return 0

    cdef int _put_own(self, double* row, Py_ssize_t index) except -1:
        cdef double* alike = self.alike + 4 * self.template[index]
        cdef double* before = self.good_before
        cdef Py_ssize_t first, last
        cdef int heading = self.under[index]
        cdef int kinds
        cdef str text = self.texts[index]
        region, parent = self.regions[index], self.parents[index]
        row = self._put_wording(row, index, text)
        row[0] = region.passages
        row[1] = <double> index / self.count
        row[2] = self.size_before[index] / self.size
        row[3] = before[index] / self.good_size
        row[4] = <double> (index - self.focus_first) / (self.focus_last - self.focus_first + 1)
        row[5] = FAR * 2 if self.headline < 0 else max(-FAR, min(FAR, <double> (index - self.headline)))
        row[6], row[7] = alike[3] / self.good_size, alike[0]
        row[8], row[9], row[10] = alike[1] / alike[0], alike[2] / alike[1], alike[3] / alike[1]
        row = self._put_neighbours(row + 11, index)
        row[0], row[1], row[2], row[3] = 0.0, FAR, -1.0, 0.0
        if heading >= 0:
            row[0], row[1] = self.levels[heading], min(FAR, <double> (index - heading))
            row[2] = self.kinds[heading].bit_count()
        row[4] = row[5] = row[6] = row[7] = -1.0
        if parent is not None:
            first, last = parent.first, parent.last
            row[3] = <double> (index - first) / (last - first + 1)
            row[4], row[5] = log1p(before[index] - before[first]), log1p(before[last + 1] - before[index + 1])
            grand = parent.parent
            if grand is not None:
                first, last = grand.first, grand.last
                row[6], row[7] = log1p(before[index] - before[first]), log1p(before[last + 1] - before[index + 1])
        row[8] = self.leads[index]
        row[9] = "{" in text
        row[10] = self._cohesion(index)
        return 0

    cdef double _cohesion(self, Py_ssize_t index) except -2.0:
        """Return the share of the longer words that stand in other good passages of the focus; -1 without any."""
        cdef set words = set()
        cdef str word
        cdef Py_ssize_t shared = 0
        cdef int own = 1 if self.good[index] and self.focus_first <= index <= self.focus_last else 0
        for word in <list> self.words[index]:
            if len(word) >= LONG_WORD:
                words.add(word)
        if not words:
            return -1.0
        for word in words:
            if <int> self.vocabulary.get(word, 0) > own:
                shared += 1
        return <double> shared / len(words)

    cdef double* _put_wording(self, double* row, Py_ssize_t index, str text) except NULL:
        cdef list words = self.words[index], nodes
        cdef Py_ssize_t length = min(len(text), COUNTED), letters = 0, shared = 0, place, number
        cdef Py_ssize_t count = len(words) or 1
        cdef Py_ssize_t commas = 0, stops = 0, digits = 0
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef Py_UCS4 char
        cdef str word, begin
        cdef bint is_ascii = text.isascii()
        passage = self.passages[index]
        nodes = passage.nodes
        for word in words:
            letters += len(word)
            if word in self.title_words:
                shared += 1
        for place in range(length):
            char = PyUnicode_READ(kind, data, place)
            if char <= u"9":
                if u"0" <= char:
                    digits += 1
                elif char == u".":
                    stops += 1
                elif char == u",":
                    commas += 1
                elif char == u"!":
                    stops += 1
            elif char == u"?":
                stops += 1
            elif char == u"，" or char == u"、":
                commas += 1
        begin = text if length == len(text) else text[:length]
        if not begin.isascii():
            for mark in OTHER_STOPS:
                stops += begin.count(mark)
        if shared:
            shared = len(self.title_words.intersection(words))
        row[0], row[1], row[2], row[3] = self.logs[index], self.shares[index], len(words), <double> letters / count
        row[4], row[5] = self.levels[index], KINDS[passage.kind]
        row[6], row[7] = <double> commas / length, <double> stops / length
        row[8] = ENDS.get(text[len(text) - 1], 0.0)
        row[9] = _initial(PyUnicode_READ(kind, data, 0))
        row[10] = row[11] = 0.0
        if length < MAX_DIGITS:
            row[10] = <double> digits / length
            number = _capitals(data, length) if is_ascii and kind == 1 else sum(map(str.istitle, begin.split()))
            row[11] = <double> number / count
        row[12], row[13] = len(nodes), 0.0
        first = nodes[0]
        around = first.parent if type(first) is Text else None
        if around != passage.element:
            row[13] = FIRST_MARKS.get(getattr(around, "tag", ""), OTHER_MARK)
        row[14] = self.kinds[index].bit_count()
        row[15], row[16] = <double> shared / count, <double> shared / (len(self.title_words) or 1)
        row[17] = self._described(text)
        row[18] = self.told[index]
        row[19] = self.copies_before[index]
        row[20] = <double> (self.copies[text] - 1 - self.copies_before[index])
        return row + 21

    cdef double _described(self, str text) except -1.0:
        if len(self.description) < TOLD_PART or len(text) < TOLD_PART:
            return 0.0
        return 1.0 if text[:TOLD_PART] in self.description or self.description[:TOLD_PART] in text else 0.0

    cdef double* _put_neighbours(self, double* row, Py_ssize_t index) except NULL:
        cdef Py_ssize_t[4] others = [index - 1, index - 2, index + 1, index + 2]
        cdef Py_ssize_t other, place, low, high
        cdef double size
        for place in range(4):
            other = others[place]
            if 0 <= other < self.count:
                row[0], row[1] = self.logs[other], self.shares[other]
                row[2] = 2.0 if self.parents[other] is self.parents[index] else 0.0
                if <str> self.tags[other] == <str> self.tags[index]:
                    row[2] += 1.0
            else:
                row[0] = row[1] = row[2] = -1.0
            row += 3
        low, high = max(0, index - SURROUNDING), min(self.count, index + SURROUNDING + 1)
        size = self.size_before[high] - self.size_before[low] or 1.0
        row[0], row[1] = self.before_good[index], self.after_good[index]
        row[2] = (self.good_before[high] - self.good_before[low]) / size
        row[3] = (self.linked_before[high] - self.linked_before[low]) / size
        low, high = max(0, index - WIDE_SURROUNDING), min(self.count, index + WIDE_SURROUNDING + 1)
        size = self.size_before[high] - self.size_before[low] or 1.0
        row[4] = (self.good_before[high] - self.good_before[low]) / size
        return row + 5

    def vector(self, Py_ssize_t index):
        """Return the features of the passage at *index*."""
        cdef Py_ssize_t place
        if not 0 <= index < self.count:
            raise IndexError(index)
        self._fill(index)
        return [self.row[place] for place in range(WIDTH)]

    def totals(self, Trees trees not None, list indices not None):
        """Return the log odds of the passages at *indices* by *trees*."""
        cdef Py_ssize_t index
        cdef list result = []
        if trees.width != WIDTH:
            raise ValueError("the trees are of other features")
        for index in indices:
            if not 0 <= index < self.count:
                raise IndexError(index)
            self._fill(index)
            result.append(trees.total_of(self.row))
        return result


cdef class _Doubles:
    """Numbers of some rows, read one by one."""

    cdef Rows rows  # which holds the memory
    cdef double* numbers

    @staticmethod
    cdef _Doubles of(Rows rows, double* numbers):
        cdef _Doubles found = _Doubles.__new__(_Doubles)
        found.rows, found.numbers = rows, numbers
        return found

    def __getitem__(self, Py_ssize_t index):
        if not 0 <= index < self.rows.count:
            raise IndexError(index)
        return self.numbers[index]


cdef int _put(double* row, list values) except -1:
    cdef Py_ssize_t place
    for place in range(len(values)):
        row[place] = values[place]
    return 0


cdef inline double _nearness(
    unsigned long long near, unsigned long long middle, unsigned long long far, int bit
) noexcept nogil:
    return 3.0 if near >> bit & 1 else 2.0 if middle >> bit & 1 else 1.0 if far >> bit & 1 else 0.0


cdef Py_ssize_t _capitals(void* data, Py_ssize_t length) noexcept nogil:
    """Return how many words of an ASCII text ``str.istitle`` is true of."""
    cdef const unsigned char* chars = <const unsigned char*> data
    cdef Py_ssize_t place, found = 0
    cdef bint cased = False, after_cased = False, is_title = True
    cdef unsigned char char
    for place in range(length + 1):
        char = chars[place] if place < length else 32
        if 65 <= char <= 90:
            is_title = is_title and not after_cased
            cased = after_cased = True
        elif 97 <= char <= 122:
            is_title = is_title and after_cased
            cased = after_cased = True
        else:
            after_cased = False
            if char == 32 or 9 <= char <= 13 or 28 <= char <= 31:
                found += cased and is_title
                cased, is_title = False, True
    return found


cdef double _initial(Py_UCS4 char):
    if char.isalpha():
        return 2.0 if char.isupper() else 1.0 if char.islower() else 0.0
    return 3.0 if char.isdigit() else 4.0
