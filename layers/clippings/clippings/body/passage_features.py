"""The features of single passages: their wording, their neighbors, and their place among similar passages."""

from __future__ import annotations

import re
from math import log1p

from clippings.body.furniture_words import NAMES as KIND_NAMES
from clippings.body.layout import TOLD_PART, Layout
from clippings.body.regions import Region
from clippings.page.flow import Passage
from clippings.page.tree import Text
from clippings.page.word_splitting import FULL_STOPS, STOPS

Vector = list[float]

#: Neighbors at a larger distance, in passages, do not count.
FAR = 30.0
OWN_FEATURES = (
    *("size", "links", "words", "word_length", "heading", "kind", "commas", "stops", "ends", "begins", "digits"),
    *("capitals", "nodes", "first_mark", "furniture", "title_share", "title_cover", "description", "told"),
    *("copies_before", "copies_after", "own_passages"),
    *("position", "position_size", "position_good", "focus_position", "from_headline"),
    *("like_share", "like_count", "like_mean", "like_links", "like_good_part"),
    *(f"{side}{step}_{name}" for side in ("before", "after") for step in (1, 2) for name in ("size", "links", "same")),
    *("before_good", "after_good", "near_good", "near_links", "wide_good"),
    *("under_level", "under_distance", "under_furniture", "sibling_position"),
    *("parent_good_before", "parent_good_after", "grand_good_before", "grand_good_after"),
    *("list_lead", "braces", "cohesion"),
)
#: Elements at the beginning of a passage that count as its kind if they contain all of it.
FIRST_MARKS = dict(
    zip(("strong", "b", "em", "i", "a", "span", "time", "small", "font"), (1, 1, 2, 2, 3, 4, 5, 6, 7), strict=True)
)
OTHER_MARK = 8
HEADINGS = {f"h{level}": float(level) for level in range(1, 7)}
KINDS = {"text": 0.0, "row": 1.0, "code": 2.0, "embed": 3.0}
ENDS = {**dict.fromkeys(STOPS, 3.0), **dict.fromkeys("\"'”’»)“」』", 2.0), **dict.fromkeys(":;,：，;", 1.0)}
#: Characters of a passage that are counted one by one.
COUNTED = 1000
DIGIT = re.compile("[0-9]")
#: Added to the code for the end of a text if it is a heading.
HEADING_LEAD = 10.0
#: Least letters of a word that may belong to the page's subject.
LONG_WORD = 5
#: Longer passages are text, whatever their share of digits and capitals.
MAX_DIGITS = 200


class PassageFeatures:
    """Computes the features of single passages. What depends on all passages is computed once here."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.count = len(layout.passages)
        self.logs = list(map(log1p, layout.sizes))
        self._count_copies()
        self._count_alike()
        self._sum_up()
        self._look_around()
        self._read_leads()
        self.vocabulary = self._vocabulary()

    def _vocabulary(self) -> dict[str, int]:
        """Count for each longer word the good passages of the focus that contain it."""
        layout = self.layout
        focus = layout.focus
        found: dict[str, int] = {}
        for index in range(focus.first, focus.last + 1):
            if layout.good[index]:
                for word in set(layout.words[index]):
                    if len(word) >= LONG_WORD:
                        found[word] = found.get(word, 0) + 1
        return found

    def _read_leads(self) -> None:
        """Record how the text before each list ended, and whether it was a heading."""
        self.list_leads: Vector = []
        ends = -1.0
        for passage in self.layout.passages:
            self.list_leads.append(ends)
            tag = passage.box.tag
            if tag != "li":
                ends = ENDS.get(passage.text[-1], 0.0) + (HEADING_LEAD if tag in HEADINGS else 0.0)

    def word_bits(self, index: int) -> int:
        """Return the kinds of furniture in the words of the passage and of its heading, as bits."""
        kinds = self.layout.kinds
        heading = self.under[index]
        return kinds[index] | (kinds[heading] << len(KIND_NAMES) if heading >= 0 else 0)

    def _count_copies(self) -> None:
        seen: dict[str, int] = {}
        self.copies_before = []
        for passage in self.layout.passages:
            before = seen.get(passage.text, 0)
            self.copies_before.append(before)
            seen[passage.text] = before + 1
        self.copies = seen

    def _count_alike(self) -> None:
        """Count the passages whose own and enclosing element have the same tag and class: one template made them."""
        layout = self.layout
        alike: dict[tuple[str, str, str, str], Vector] = {}
        self.alike: list[Vector] = []
        for region, size, share, good in zip(layout.regions, layout.sizes, layout.shares, layout.good, strict=True):
            parent = region.parent
            key = (region.box.tag, region.names, parent.box.tag if parent else "", parent.names if parent else "")
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
        """Compute running sums, so that any stretch of the page is measured by one subtraction."""
        good = size = linked = 0.0
        self.good_before = [0.0]
        self.size_before = [0.0]
        self.linked_before = [0.0]
        for amount, share, is_good in zip(self.layout.sizes, self.layout.shares, self.layout.good, strict=True):
            size += amount
            linked += amount * share
            if is_good:
                good += amount
            self.good_before.append(good)
            self.size_before.append(size)
            self.linked_before.append(linked)

    def _look_around(self) -> None:
        """Find the distance to the good passage before and after, and the heading above each passage."""
        layout, count = self.layout, self.count
        distance = FAR
        self.before_good: list[float] = []
        self.under: list[int] = []
        heading = -1
        for index in range(count):
            self.before_good.append(distance)
            self.under.append(heading)
            distance = 1.0 if layout.good[index] else min(distance + 1.0, FAR)
            if layout.passages[index].box.tag in HEADINGS:
                heading = index
        distance = FAR
        self.after_good = [FAR] * count
        for index in range(count - 1, -1, -1):
            self.after_good[index] = distance
            distance = 1.0 if layout.good[index] else min(distance + 1.0, FAR)

    def vector(self, index: int) -> Vector:
        """Return the features of the passage at *index*, without the bits of its words and names."""
        layout = self.layout
        passage = layout.passages[index]
        region = layout.regions[index]
        vector = self._wording(index, passage)
        focus = layout.focus
        headline = layout.headline
        vector += [
            float(region.passages),
            index / self.count,
            self.size_before[index] / (layout.size or 1.0),
            self.good_before[index] / (layout.good_size or 1.0),
            (index - focus.first) / (focus.last - focus.first + 1),
            FAR * 2 if headline is None else max(-FAR, min(FAR, float(index - headline))),
        ]
        number, size, linked, good = self.alike[index]
        vector += [good / (layout.good_size or 1.0), number, size / number, linked / size, good / size]
        vector += self._neighbours(index, region)
        heading = self.under[index]
        parent = region.parent
        vector += [
            0.0 if heading < 0 else HEADINGS[layout.passages[heading].box.tag],
            FAR if heading < 0 else min(FAR, float(index - heading)),
            -1.0 if heading < 0 else float(layout.kinds[heading].bit_count()),
            (index - parent.first) / (parent.last - parent.first + 1) if parent else 0.0,
        ]
        before = self.good_before
        grand = parent.parent if parent else None
        for level in (parent, grand):
            if level is None:
                vector += [-1.0, -1.0]
            else:
                vector += [
                    log1p(before[index] - before[level.first]),
                    log1p(before[level.last + 1] - before[index + 1]),
                ]
        vector += [self.list_leads[index], 1.0 if "{" in passage.text else 0.0, self._cohesion(index)]
        return vector

    def _cohesion(self, index: int) -> float:
        """Return the share of the passage's longer words that other good passages contain; -1 if it has none."""
        layout = self.layout
        words = {word for word in layout.words[index] if len(word) >= LONG_WORD}
        if not words:
            return -1.0
        own = 1 if layout.good[index] and layout.focus.first <= index <= layout.focus.last else 0
        count = self.vocabulary.get
        return sum([1 for word in words if count(word, 0) > own]) / len(words)

    def _wording(self, index: int, passage: Passage) -> Vector:
        layout = self.layout
        text, words = passage.text, layout.words[index]
        begin = text if len(text) <= COUNTED else text[:COUNTED]
        length = len(begin)
        count = len(words) or 1
        nodes = passage.nodes
        parent = nodes[0].parent if type(nodes[0]) is Text else None
        mark = float(FIRST_MARKS.get(getattr(parent, "tag", ""), OTHER_MARK)) if parent != passage.element else 0.0
        shared = len(layout.title_words.intersection(words)) if layout.title_words else 0
        return [
            self.logs[index],
            layout.shares[index],
            float(len(words)),
            sum(map(len, words)) / count,
            HEADINGS.get(passage.box.tag, 0.0),
            KINDS[passage.kind],
            (begin.count(",") + begin.count("，") + begin.count("、")) / length,
            _stops(begin) / length,
            ENDS.get(text[-1], 0.0),
            _initial(begin[0]),
            len(DIGIT.findall(begin)) / length if length < MAX_DIGITS else 0.0,
            sum(map(str.istitle, begin.split())) / count if length < MAX_DIGITS else 0.0,
            float(len(nodes)),
            mark,
            float(layout.kinds[index].bit_count()),
            shared / count,
            shared / (len(layout.title_words) or 1),
            self._described(text),
            layout.told[index],
            float(self.copies_before[index]),
            float(self.copies[text] - 1 - self.copies_before[index]),
        ]

    def _described(self, text: str) -> float:
        """Return 1 if the page's description begins like *text* or contains it, else 0."""
        description = self.layout.description
        if len(description) < TOLD_PART or len(text) < TOLD_PART:
            return 0.0
        return 1.0 if text[:TOLD_PART] in description or description[:TOLD_PART] in text else 0.0

    def _neighbours(self, index: int, region: Region) -> Vector:
        layout = self.layout
        vector: Vector = []
        for other in (index - 1, index - 2, index + 1, index + 2):
            if 0 <= other < self.count:
                theirs = layout.regions[other]
                same = 2.0 if theirs.parent is region.parent else 0.0
                same += 1.0 if theirs.box.tag == region.box.tag else 0.0
                vector += [self.logs[other], layout.shares[other], same]
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


def _stops(text: str) -> int:
    """Return the approximate number of sentences that end in *text*."""
    latin = text.count(".") + text.count("!") + text.count("?")
    return latin if text.isascii() else latin + sum(map(text.count, FULL_STOPS))


def _initial(char: str) -> float:
    """Return a code for the first character: upper case, lower case, another letter, a digit or a sign."""
    if char.isalpha():
        return 2.0 if char.isupper() else 1.0 if char.islower() else 0.0
    return 3.0 if char.isdigit() else 4.0
