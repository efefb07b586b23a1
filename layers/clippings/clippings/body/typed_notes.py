"""Typed notes: notes that are written without links, with the same numbers or signs as their references in the text.

A **series** is a run of lines or list items with numbers, letters or signs in order. It consists of notes if exactly
its marks, in the same order, are references in the text before it. So a numbered list, a table of contents or the
numbered paragraphs of a judgment are no notes. Where the marks are common (``1.``, ``(1)``, the numbers of a list), a
heading of notes, a rule or a class name must announce the series.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from clippings.body.note_headings import is_note_heading
from clippings.body.note_marks import MAX_REFERENCES, NoteMark, Style, find_references, has_emphasis_by_signs
from clippings.body.note_series import Read, Series, find_series, follows
from clippings.body.passage_features import HEADINGS
from clippings.page.flow import Passage

#: Most text that notes add, as a share of the text; this many characters are always allowed.
MAX_ADDED, MIN_ADDED = 0.5, 1_500
#: Marks that are notes only below a heading, a rule or in a named box, and references that are.
COMMON_NOTES: frozenset[Style] = frozenset({"number", "bare", "item", "paren", "circled"})
COMMON_REFERENCES: frozenset[Style] = frozenset({"paren", "circled"})
#: Lists of references, ``[1, 2]``, count with the single ones if they fit the notes: ``[1, 10]`` is an interval, too.
WITH_LISTS: dict[Style, tuple[Style, ...]] = {"bracket": ("bracket", "brackets"), "brackets": ("brackets",)}
#: Least probability of a note with a sign that was left out. Signs are marks of disclaimers, too.
MIN_SIGN_CHANCE = 0.1


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference at *start* to *end* of a passage's content, to the note with the number *note*."""

    start: int
    end: int
    label: str
    note: int


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note, whose mark is at *begin* and whose text is at *start* to *end* of a passage's content."""

    begin: int
    start: int
    end: int
    note: int


@dataclass
class TypedNotes:
    """The typed references and notes of an article, by passage.

    *passages* holds all that belong to notes, *labels* those that consist of the mark of the next one, *further* those
    that continue the note before.
    """

    references: dict[int, list[Reference]] = field(default_factory=dict)
    notes: dict[int, list[NoteText]] = field(default_factory=dict)
    passages: set[int] = field(default_factory=set)
    labels: set[int] = field(default_factory=set)
    further: set[int] = field(default_factory=set)


def find_typed_notes(
    passages: Sequence[Passage], kept: Sequence[int], read: Read, may_be: Callable[[int, Style], bool] | None = None
) -> TypedNotes:
    """Return the typed notes of the article with the passages *kept*.

    Args:
        passages: The passages of the page.
        kept: The passages of the article, in order.
        read: Returns the content of a passage.
        may_be: Returns whether a passage may be a note with marks of a style; if it is None, all may.
    """
    found = TypedNotes()
    if not kept:
        return found
    pool = _Pool(passages, kept, read)
    last = ""  #: the label of the last note
    for series in find_series(passages, kept, read):
        first = series.lines[0].mark
        if not _may_begin(series.style, last, first):
            continue
        if may_be is not None and not all(may_be(index, series.style) for index in series.passages):
            continue
        if series.is_list or (series.style in COMMON_NOTES and not series.is_announced):
            continue
        pool.pull(series.lines[0].passage, first.start)
        if pool.is_full:
            return TypedNotes()
        style = _matching_style(series, pool)
        if style is not None:
            _add(series, style, pool, len(passages), found)
            pool.clear(series.lines[-1].passage)
            last = series.labels[-1]
    return found


def allow_kept(chances: Sequence[float], kept: Collection[int]) -> Callable[[int, Style], bool]:
    """Return whether a passage may be a note; one that was left out with a sign only if it is probable.

    Args:
        chances: The probability of each passage.
        kept: The passages of the article.
    """
    inside = frozenset(kept)
    return lambda index, style: index in inside or style != "sign" or chances[index] >= MIN_SIGN_CHANCE


def with_typed_notes(found: TypedNotes, passages: Sequence[Passage], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the typed notes that were *found*, with their heading and without passages of their marks.

    Notes that are longer than a share of the text are a bibliography. For these the model's decision is not changed.
    """
    inside = frozenset(kept)
    new = found.passages - inside
    new |= {index - 1 for index in new | found.labels if index and is_note_heading(passages[index - 1].text)}
    added = sum(len(passages[index].text) for index in new)
    if added > max(MIN_ADDED, MAX_ADDED * sum(len(passages[index].text) for index in kept)):
        return list(kept)
    return sorted((inside | new) - found.labels)


class _Pool:
    """The references in the text since the last note, which are read as far as they are needed."""

    def __init__(self, passages: Sequence[Passage], kept: Sequence[int], read: Read) -> None:
        self.marks: list[tuple[int, NoteMark]] = []
        self.labels: dict[Style, dict[str, None]] = {}
        self.has_emphasis = False  #: whether asterisks enclose words
        self._passages, self._read = passages, read
        self._stream = self._find(kept)
        self._next: tuple[int, NoteMark] | None = None
        self._is_begun = False

    @property
    def is_full(self) -> bool:
        """Whether there are more references than are read."""
        return len(self.marks) >= MAX_REFERENCES

    def _find(self, kept: Sequence[int]) -> Iterator[tuple[int, NoteMark]]:
        for index in kept:
            passage = self._passages[index]
            if passage.kind == "text" and passage.box.tag not in HEADINGS:
                for mark in find_references(self._read(passage)):
                    yield index, mark

    def pull(self, passage: int, start: int) -> None:
        """Read the references before *start* of the passage with the index *passage*."""
        if not self._is_begun:
            self._next, self._is_begun = next(self._stream, None), True
        while self._next is not None and (self._next[0], self._next[1].end) <= (passage, start) and not self.is_full:
            index, mark = self._next
            if mark.style == "sign" and not self.has_emphasis and (not self.marks or self.marks[-1][0] != index):
                self.has_emphasis = has_emphasis_by_signs(self._read(self._passages[index]))
            self.marks.append(self._next)
            for style in WITH_LISTS.get(mark.style, (mark.style,)):
                self.labels.setdefault(style, {})[mark.label] = None
            self._next = next(self._stream, None)

    def clear(self, passage: int) -> None:
        """Forget all references up to the end of the passage with the index *passage*."""
        while self._next is not None and self._next[0] <= passage:
            self._next = next(self._stream, None)
        self.marks.clear()
        self.labels.clear()
        self.has_emphasis = False


def _matching_style(series: Series, pool: _Pool) -> Style | None:
    """Return the style of references whose labels are those of *series*, in the same order, or None."""
    labels = series.labels
    for style, found in pool.labels.items():
        is_sign = style == series.style == "sign"
        if ("sign" in (style, series.style)) != is_sign or (is_sign and pool.has_emphasis):
            continue
        is_doubtful = style in COMMON_REFERENCES or (len(labels) == 1 and labels[0].isalpha())
        if (series.is_announced or not is_doubtful) and len(found) == len(labels) and list(found) == labels:
            return style
    return None


def _may_begin(style: Style, last: str, mark: NoteMark) -> bool:
    """Return whether *mark* may be the first of a series, after a series that ends with the label *last*."""
    return style == "sign" or mark.label in ("1", "a") or (bool(last) and follows(style, last, mark))


def _add(series: Series, style: Style, pool: _Pool, first: int, found: TypedNotes) -> None:
    """Add the notes of *series* and the references of one style in *pool* to *found*. *first* is the first number."""
    known = first + sum(map(len, found.notes.values()))
    numbers = {label: known + place for place, label in enumerate(series.labels)}
    for line in series.lines:
        note = NoteText(line.mark.start, line.mark.end, line.end, numbers[line.mark.label])
        found.notes.setdefault(line.passage, []).append(note)
    for index, mark in pool.marks:
        if style in WITH_LISTS.get(mark.style, (mark.style,)):
            made = Reference(mark.start, mark.end, mark.label, numbers[mark.label])
            found.references.setdefault(index, []).append(made)
    found.passages |= series.passages
    found.further |= series.further
    found.labels |= {line.passage - 1 for line in series.lines if line.mark.start < 0}
