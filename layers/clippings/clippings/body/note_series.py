"""Series: runs of lines or list items that begin with numbers, letters or signs in order, as notes do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from clippings.body.footnotes import is_label
from clippings.body.note_headings import is_announced, is_note_heading, is_rule
from clippings.body.note_marks import NoteMark, Style, find_notes, find_references, make_label, text_of
from clippings.body.passage_features import HEADINGS
from clippings.page.flow import Passage
from clippings.page.tree import Element
from clippings.records import Inline

#: The beginning of passages that may be notes.
FIRST = re.compile(r"[\d\[［〔【(（*＊†‡¶¹²³⁰⁴-⁹①-⑳※]|\w{1,14}\.? ?\d|[a-z][.)]", re.IGNORECASE)
#: Most notes of an article, and passages after the text that are read.
MAX_NOTES, MAX_BELOW = 500, 200
#: Most further paragraphs of a note.
MAX_FURTHER = 2
#: Longest passage that is read as the mark of a note, in characters.
MAX_LABEL_CHARS = 8
#: Fewest nodes of a passage with several lines: text, a line break, text.
MIN_NODES = 3
#: Most nodes of passages in which notes and references are searched; a book of 1,000 pages with notes has 60,000.
MAX_READ_NODES = 200_000
#: The end of a content that was not read.
ALL = 1 << 30

#: The mark of a further passage of an item.
CONTINUED = NoteMark("item", "", 0, 0)

Read = Callable[[Passage], tuple[Inline, ...]]


def remembered(read: Read) -> Read:
    """Return a function that calls *read* once for each passage, and returns nothing after :data:`MAX_READ_NODES`."""
    known: dict[int, tuple[Inline, ...]] = {}
    room = MAX_READ_NODES

    def read_once(passage: Passage) -> tuple[Inline, ...]:
        nonlocal room
        if passage.index not in known:
            room -= len(passage.nodes)
            known[passage.index] = read(passage) if room >= 0 else ()
        return known[passage.index]

    return read_once


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A line that begins as a note with a *mark*, up to *end* of the content of the *passage*."""

    passage: int
    mark: NoteMark
    end: int


@dataclass
class Series:
    """A run of lines with labels in order, and whether a heading, a rule or a name announces them."""

    style: Style
    is_announced: bool
    is_list: bool = False  #: whether a sign repeats, as bullets do
    lines: list[NoteLine] = field(default_factory=list)
    passages: set[int] = field(default_factory=set)
    further: set[int] = field(default_factory=set)  #: paragraphs between two notes, which continue the first one

    @property
    def labels(self) -> list[str]:
        """The labels of the lines."""
        return [line.mark.label for line in self.lines]


def find_series(passages: Sequence[Passage], kept: Sequence[int], read: Read) -> Iterator[Series]:
    """Yield the runs of lines that begin as notes, with labels in order, from the first kept passage on."""
    series: Series | None = None
    announced = False
    count = 0
    waiting: list[int] = []  #: paragraphs behind a note, which belong to it if the next note follows
    for index, mark, end, text in _all_lines(passages, kept, read):
        if mark is CONTINUED and series is not None and index - 1 in series.passages:
            series.passages.add(index)
            continue
        is_end = count >= MAX_NOTES
        if mark is None and not is_end and series is not None and _may_continue(series, passages[index], waiting, read):
            waiting.append(index)
            announced = bool(text) and (is_note_heading(text) or is_rule(text))
            continue
        if mark is None or mark is CONTINUED or is_end:
            if series is not None:
                yield series
            series, announced = None, bool(text) and (is_note_heading(text) or is_rule(text))
            waiting = []
            continue
        if series is None or mark.style != series.style or not follows(series.style, series.lines[-1].mark.label, mark):
            is_list = series is not None and mark.style == series.style == "sign"
            if series is not None:
                series.is_list |= is_list
                yield series
            first = index - 1 if mark.start < 0 else index
            series = Series(mark.style, announced or is_announced(passages, first), is_list)
        elif waiting:
            series.passages.update(waiting)
            series.further.update(waiting)
        announced, waiting = False, []
        series.lines.append(NoteLine(index, mark, end))
        series.passages.add(index)
        count += 1
    if series is not None:
        yield series


def _may_continue(series: Series, passage: Passage, waiting: Sequence[int], read: Read) -> bool:
    """Return whether *passage* may be a further paragraph of the last note: it refers to no note itself."""
    is_alone = series.lines[-1].passage not in [line.passage for line in series.lines[-2:-1]]
    if len(waiting) >= MAX_FURTHER or series.style in ("sign", "item") or not is_alone or not _is_text(passage):
        return False
    return _item_around(passage) is None and not find_references(read(passage))


def _all_lines(
    passages: Sequence[Passage], kept: Sequence[int], read: Read
) -> Iterator[tuple[int, NoteMark | None, int, str]]:
    """Yield the lines from the first kept passage on: passage, mark, end and text.

    The mark of a further passage of a list's item is ``CONTINUED``.
    """
    numbers: dict[object, int] = {}  #: list → its items so far
    before: Element | None = None  #: the item of the passage before
    indices = range(kept[0], min(len(passages), kept[-1] + 1 + MAX_BELOW))
    labels = _labels_before(passages, indices)
    for index in indices:
        passage = passages[index]
        item = _item_around(passage)
        if index in labels:
            before = item
            yield index, labels[index], ALL, ""
        elif index + 1 in labels:
            continue
        elif item is None and not _may_have_notes(passage):
            before = None
            yield index, None, ALL, ""
        elif item is not None and item == before:
            yield index, CONTINUED, ALL, ""
        else:
            number = 0
            if item is not None:
                number = numbers[item.parent] = numbers.get(item.parent, 0) + 1
            before = item
            for mark, end, text in _lines(passage, number, read):
                yield index, mark, end, text


def _labels_before(passages: Sequence[Passage], indices: range) -> dict[int, NoteMark]:
    """Return the marks of the notes before which a passage consists of the mark. They start before the note."""
    found: dict[int, NoteMark] = {}
    for index in (index for index in indices if len(passages[index].text) <= MAX_LABEL_CHARS):
        text = passages[index].text
        if index + 1 < len(passages) and is_label(text) and not is_label(passages[index + 1].text):
            mark = make_label(text)
            if mark is not None and _is_text(passages[index + 1]):
                found[index + 1] = mark
    return found


def _lines(passage: Passage, number: int, read: Read) -> Iterator[tuple[NoteMark | None, int, str]]:
    """Yield for each line of *passage* the mark that it begins with, its end and its text.

    Args:
        passage: The passage.
        number: Its number, if it is an item of a numbered list, else 0.
        read: Returns the content of a passage.
    """
    if not _may_have_notes(passage):
        yield NoteMark("item", str(number), 0, 0) if number and _is_text(passage) else None, ALL, ""
        return
    content = read(passage)
    marks = find_notes(content)
    if marks[0] is not None or number:  # the whole passage is one note, or several
        starts = [mark for mark in marks if mark is not None] or [NoteMark("item", str(number), 0, 0)]
        for mark, following in zip_longest(starts, starts[1:]):
            yield mark, following.start - 1 if following is not None else ALL, ""
        return
    start = 0
    for mark, line in zip(marks, text_of(content).split("\n"), strict=True):
        yield mark, start + len(line), line.strip()
        start += len(line) + 1


def _may_have_notes(passage: Passage) -> bool:
    """Return whether *passage* begins with a mark or with a superscript, or has several lines."""
    nodes = passage.nodes
    begins = FIRST.match(passage.text) or getattr(nodes[0].parent, "tag", "") == "sup"
    if not begins and (len(nodes) < MIN_NODES or Element not in map(type, nodes)):
        return False
    return _is_text(passage)


def _is_text(passage: Passage) -> bool:
    return passage.kind == "text" and passage.box.tag not in HEADINGS


def follows(style: Style, last: str, mark: NoteMark) -> bool:
    """Return whether the label of *mark* is the one after *last*."""
    label = mark.label
    if style == "sign":
        return last != label
    if last.isdecimal() and label.isdecimal():
        return int(label) == int(last) + 1
    return len(last) == len(label) == 1 and ord(label) == ord(last) + 1


def _item_around(passage: Passage) -> Element | None:
    """Return the item of a numbered list that contains *passage*."""
    box = passage.box if passage.box.tag == "li" else passage.box.parent
    if box is None or box.tag != "li" or box.parent is None or box.parent.tag != "ol":
        return None
    return box.element
