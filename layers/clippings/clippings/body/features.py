"""The features of a passage, in three parts: of the page, of the ground around the passage, of the passage itself.

All are numbers that hold in any language. The parts are apart so that what many passages share is reckoned once.
"""

from __future__ import annotations

from math import log1p

from clippings.body.names import NAMES
from clippings.body.survey import FLAGS, LANDMARKS, TAGS, Ground, Survey
from clippings.body.wording import NAMES as KIND_NAMES
from clippings.page.flow import Passage
from clippings.page.tree import Text

Vector = list[float]

#: A neighbour further away than this many passages tells nothing.
FAR = 30.0
PAGE_FEATURES = (
    "page_passages",
    "page_size",
    "page_good_share",
    "page_good",
    "page_told",
    "page_told_share",
    "page_headline",
)
_LEVELS = ("c1", "c2", "c3")
CONTEXT_FEATURES = (
    *(f"{level}_{name}" for level in _LEVELS for name in ("size", "links", "good_share", "good_part", "passages")),
    *("depth", "out", "down", "branch_share", "branch_links", "branch_size", "branch_good_part"),
    *(f"around_{name}" for name in NAMES),
    *(f"in_{name}" for name in (*TAGS, *FLAGS)),
    *(f"{claim}_{what}" for claim in ("article", "main", "articlebody", "named") for what in ("claim", "inside")),
)
OWN_BITS = (*(f"own_{name}" for name in NAMES), *(f"is_{name}" for name in (*TAGS, *FLAGS)))
WORD_BITS = tuple(f"says_{name}" for name in KIND_NAMES)
OWN_FEATURES = (
    *(
        "size",
        "links",
        "words",
        "word_length",
        "heading",
        "kind",
        "commas",
        "stops",
        "ends",
        "begins",
        "digits",
        "capitals",
    ),
    *("copyright", "nodes", "first_mark", "furniture"),
    *("title_share", "title_cover", "description", "told", "copies_before", "copies_after", "own_passages"),
    *("position", "position_size", "position_good", "focus_position", "from_headline"),
    *("like_share", "like_count", "like_mean", "like_links", "like_good_part"),
    *(f"{side}{step}_{name}" for side in ("before", "after") for step in (1, 2) for name in ("size", "links", "same")),
    *("before_good", "after_good", "near_good", "near_links", "wide_good"),
    *("under_level", "under_distance", "under_furniture", "sibling_position"),
)
#: Where the parts begin in the whole vector.
CONTEXT_AT = len(PAGE_FEATURES)
OWN_AT = CONTEXT_AT + len(CONTEXT_FEATURES)
WORD_BITS_AT = OWN_AT + len(OWN_FEATURES)
OWN_BITS_AT = WORD_BITS_AT + len(WORD_BITS)
FEATURES = (*PAGE_FEATURES, *CONTEXT_FEATURES, *OWN_FEATURES, *WORD_BITS, *OWN_BITS)

#: What a passage begins with inside its element, where that is the whole of it.
FIRST_MARKS = {
    "strong": 1.0,
    "b": 1.0,
    "em": 2.0,
    "i": 2.0,
    "a": 3.0,
    "span": 4.0,
    "time": 5.0,
    "small": 6.0,
    "font": 7.0,
}
HEADINGS = {"h1": 1.0, "h2": 2.0, "h3": 3.0, "h4": 4.0, "h5": 5.0, "h6": 6.0}
KINDS = {"text": 0.0, "row": 1.0, "code": 2.0, "embed": 3.0}
STOPS = ".!?。！？…।؟"
ENDS = {**dict.fromkeys(STOPS, 3.0), **dict.fromkeys("\"'”’»)“」』", 2.0), **dict.fromkeys(":;,：，;", 1.0)}
#: Characters of a passage that are counted one by one.
COUNTED = 1000
#: Beginning and end of a long passage that are looked for in the article's text as the page tells it.
TOLD_PART = 40
MIN_TOLD = 12


def page_vector(survey: Survey) -> Vector:
    """The features that hold for the page as a whole."""
    size = survey.size or 1.0
    told = len(survey.told_body)
    return [
        log1p(len(survey.passages)),
        log1p(size),
        survey.good_size / size,
        log1p(survey.good_size),
        float(told > TOLD_PART),
        min(told / (survey.good_size or 1.0), 3.0),
        -1.0 if survey.headline is None else survey.headline / len(survey.passages),
    ]


def context_vector(survey: Survey, ground: Ground | None) -> Vector:
    """The features of *ground*, the parent of a passage's own ground, and of what is around it."""
    vector: Vector = []
    whole = survey.good_size or 1.0
    level = ground
    for _ in _LEVELS:
        if level is None:
            vector += [-1.0, -1.0, -1.0, -1.0, -1.0]
            continue
        size = level.size or 1.0
        vector += [log1p(size), level.linked / size, level.good / whole, level.good / size, float(level.passages)]
        level = level.parent
    if ground is None:
        return vector + [0.0] * (len(CONTEXT_FEATURES) - len(vector))
    branch = ground.branch
    vector += [float(ground.box.depth), float(ground.out), float(ground.down)]
    if branch is None:
        vector += [1.0, 0.0, 0.0, 1.0]
    else:
        size = branch.size or 1.0
        vector += [branch.good / whole, branch.linked / size, log1p(size), branch.good / size]
    parent = ground.parent
    near_parent = parent.groups if parent else 0
    vector += _levels(ground.groups, near_parent, ground.far_groups, len(NAMES))
    near_parent = parent.marks if parent else 0
    vector += _levels(ground.marks, near_parent, ground.far_marks, len(TAGS) + len(FLAGS))
    for mark in LANDMARKS:
        claimed = survey.landmarks.get(mark)
        vector.append(-1.0 if claimed is None else claimed.good / whole)
        vector.append(-1.0 if claimed is None else float(_inside(ground, claimed)))
    return vector


def _inside(ground: Ground, outer: Ground) -> bool:
    """Whether *ground* lies in *outer*, by the passages that they span."""
    return ground.box.depth >= outer.box.depth and outer.first <= ground.first and ground.last <= outer.last


def _levels(near: int, middle: int, far: int, count: int) -> Vector:
    """One number a bit: how near it stands, 3 to 1, or 0."""
    return [
        3.0 if near >> bit & 1 else 2.0 if middle >> bit & 1 else 1.0 if far >> bit & 1 else 0.0 for bit in range(count)
    ]


def bit_vector(bits: int, count: int) -> Vector:
    """Return *bits* as *count* zeros and ones, the lowest first."""
    return [1.0 if bits >> bit & 1 else 0.0 for bit in range(count)]


class PassageFeatures:
    """The features of single passages; what needs all passages at once is made here."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.count = len(survey.passages)
        self._count_copies()
        self._count_alike()
        self._sum_up()
        self._look_around()

    def _count_copies(self) -> None:
        seen: dict[str, int] = {}
        self.copies_before = []
        for passage in self.survey.passages:
            before = seen.get(passage.text, 0)
            self.copies_before.append(before)
            seen[passage.text] = before + 1
        self.copies = seen

    def _count_alike(self) -> None:
        """Passages whose own and enclosing element have the same tag and class are made by one template."""
        survey = self.survey
        alike: dict[tuple[str, str, str, str], Vector] = {}
        self.alike: list[Vector] = []
        for ground, size, share, good in zip(survey.grounds, survey.sizes, survey.shares, survey.good, strict=True):
            parent = ground.parent
            key = (ground.box.tag, ground.names, parent.box.tag if parent else "", parent.names if parent else "")
            sums = alike.get(key)
            if sums is None:
                sums = alike[key] = [0.0, 0.0, 0.0, 0.0]
            sums[0] += 1.0
            sums[1] += size
            sums[2] += size * share
            if good:
                sums[3] += size
            self.alike.append(sums)

    def _sum_up(self) -> None:
        """Running sums, so that any stretch of the page is weighed by one subtraction."""
        good = size = linked = 0.0
        self.good_before = [0.0]
        self.size_before = [0.0]
        self.linked_before = [0.0]
        for amount, share, is_good in zip(self.survey.sizes, self.survey.shares, self.survey.good, strict=True):
            size += amount
            linked += amount * share
            if is_good:
                good += amount
            self.good_before.append(good)
            self.size_before.append(size)
            self.linked_before.append(linked)

    def _look_around(self) -> None:
        """Distance to the good passage before and after, and the heading that each passage stands under."""
        survey, count = self.survey, self.count
        distance = FAR
        self.before_good: list[float] = []
        self.under: list[int] = []
        heading = -1
        for index in range(count):
            self.before_good.append(distance)
            self.under.append(heading)
            distance = 1.0 if survey.good[index] else min(distance + 1.0, FAR)
            if survey.passages[index].box.tag in HEADINGS:
                heading = index
        distance = FAR
        self.after_good = [FAR] * count
        for index in range(count - 1, -1, -1):
            self.after_good[index] = distance
            distance = 1.0 if survey.good[index] else min(distance + 1.0, FAR)

    def vector(self, index: int) -> Vector:
        """The features of the passage at *index*, without the bits of its words and names."""
        survey = self.survey
        passage = survey.passages[index]
        ground = survey.grounds[index]
        vector = self._wording(index, passage)
        focus = survey.focus
        headline = survey.headline
        vector += [
            float(ground.passages),
            index / self.count,
            self.size_before[index] / (survey.size or 1.0),
            self.good_before[index] / (survey.good_size or 1.0),
            (index - focus.first) / (focus.last - focus.first + 1),
            FAR * 2 if headline is None else max(-FAR, min(FAR, float(index - headline))),
        ]
        number, size, linked, good = self.alike[index]
        vector += [good / (survey.good_size or 1.0), number, size / number, linked / size, good / size]
        vector += self._neighbours(index, ground)
        heading = self.under[index]
        parent = ground.parent
        vector += [
            0.0 if heading < 0 else HEADINGS[survey.passages[heading].box.tag],
            FAR if heading < 0 else min(FAR, float(index - heading)),
            -1.0 if heading < 0 else float(survey.kinds[heading].bit_count()),
            (index - parent.first) / (parent.last - parent.first + 1) if parent else 0.0,
        ]
        return vector

    def _wording(self, index: int, passage: Passage) -> Vector:
        survey = self.survey
        text, words = passage.text, survey.words[index]
        begin = text if len(text) <= COUNTED else text[:COUNTED]
        length = len(begin)
        count = len(words) or 1
        first = begin[0]
        nodes = passage.nodes
        parent = nodes[0].parent if type(nodes[0]) is Text else None
        mark = FIRST_MARKS.get(getattr(parent, "tag", ""), 8.0) if parent != passage.element else 0.0
        shared = len(survey.title_words.intersection(words)) if survey.title_words else 0
        return [
            log1p(survey.sizes[index]),
            survey.shares[index],
            float(len(words)),
            sum(map(len, words)) / count,
            HEADINGS.get(passage.box.tag, 0.0),
            KINDS[passage.kind],
            (begin.count(",") + begin.count("，") + begin.count("、")) / length,
            sum([begin.count(stop) for stop in ".!?。"]) / length,
            ENDS.get(text[-1], 0.0),
            2.0
            if first.isupper()
            else 1.0
            if first.islower()
            else 0.0
            if first.isalpha()
            else 3.0
            if first.isdigit()
            else 4.0,
            sum(map(begin.count, "0123456789")) / length if length < MAX_DIGITS else 0.0,
            sum(map(str.istitle, begin.split())) / count if length < MAX_DIGITS else 0.0,
            1.0 if "©" in begin or "(c)" in begin else 0.0,
            float(len(nodes)),
            mark,
            float(survey.kinds[index].bit_count()),
            shared / count,
            shared / (len(survey.title_words) or 1),
            self._described(text),
            self._told(text),
            float(self.copies_before[index]),
            float(self.copies[text] - 1 - self.copies_before[index]),
        ]

    def _described(self, text: str) -> float:
        """1 where the page's description begins like *text*, or holds it whole."""
        description = self.survey.description
        if len(description) < TOLD_PART or len(text) < TOLD_PART:
            return 0.0
        return 1.0 if text[:TOLD_PART] in description or description[:TOLD_PART] in text else 0.0

    def _told(self, text: str) -> float:
        """How much of *text* the page's own record of the article confirms; -1 where there is no record."""
        told = self.survey.told_body
        if len(told) <= TOLD_PART:
            return -1.0
        if text in told:
            return 1.0 if len(text) >= MIN_TOLD else 0.8
        if len(text) <= TOLD_PART:
            return 0.0
        return 0.3 * (text[:TOLD_PART] in told) + 0.3 * (text[-TOLD_PART:] in told)

    def _neighbours(self, index: int, ground: Ground) -> Vector:
        survey = self.survey
        vector: Vector = []
        for other in (index - 1, index - 2, index + 1, index + 2):
            if 0 <= other < self.count:
                theirs = survey.grounds[other]
                same = 2.0 if theirs.parent is ground.parent else 0.0
                same += 1.0 if theirs.box.tag == ground.box.tag else 0.0
                vector += [log1p(survey.sizes[other]), survey.shares[other], same]
            else:
                vector += [-1.0, -1.0, -1.0]
        low, high = max(0, index - 3), min(self.count, index + 4)
        size = self.size_before[high] - self.size_before[low] or 1.0
        vector += [
            self.before_good[index],
            self.after_good[index],
            (self.good_before[high] - self.good_before[low]) / size,
            (self.linked_before[high] - self.linked_before[low]) / size,
        ]
        low, high = max(0, index - 10), min(self.count, index + 11)
        vector.append(
            (self.good_before[high] - self.good_before[low]) / (self.size_before[high] - self.size_before[low] or 1.0)
        )
        return vector


#: Longer passages are text, whatever their share of digits and capitals.
MAX_DIGITS = 200


def rows(survey: Survey) -> list[Vector]:
    """Return the whole feature vector of every passage, in the order of :data:`FEATURES`: what training reads."""
    page = page_vector(survey)
    contexts: dict[Ground | None, Vector] = {}
    made = PassageFeatures(survey)
    result: list[Vector] = []
    for index, ground in enumerate(survey.grounds):
        context = contexts.get(ground.parent)
        if context is None:
            context = contexts[ground.parent] = context_vector(survey, ground.parent)
        result.append(
            [
                *page,
                *context,
                *made.vector(index),
                *bit_vector(survey.kinds[index], len(WORD_BITS)),
                *bit_vector(ground.groups | ground.marks << len(NAMES), len(OWN_BITS)),
            ]
        )
    return result
