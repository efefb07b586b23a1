"""Computes an article's revisions from its captures: maximal runs of equal content, in the order of capture.

Two captures are compared by the newest extractor that has extracted both. Without such an extractor they are treated as
equal: the later one joins the run, until a replay extracts the earlier one again. So an upgrade of the extractor adds
no revisions. A capture that was cut short by a paywall is not a revision while the article has a longer text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from clippings.storage.captures import BLOCK_HASH, MAX_BLOCKS, CaptureRecord, to_stamp

#: A page with limited access counts as cut off if it has a smaller share of the words of the longest text. News pages
#: show one to three paragraphs before a paywall. If an editor shortens a text by half, that also counts as cut off,
#: which is rare.
CUT_SHARE = 0.6


@dataclass(slots=True)
class RevisionRun:
    """Consecutive captures with equal content; *tokens* are the known hashes of that content, by extractor."""

    capture_records: list[CaptureRecord] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The run's id: the name of its first capture."""
        return self.capture_records[0].id

    @property
    def latest(self) -> CaptureRecord:
        """The latest capture. Its content is the run's, because the texts are equal and its other fields are newest."""
        return self.capture_records[-1]

    def add(self, capture_record: CaptureRecord) -> None:
        """Append the next capture."""
        self.capture_records.append(capture_record)
        self.tokens.update(capture_record.tokens)

    def differs_from(self, capture_record: CaptureRecord) -> bool:
        """Return whether *capture_record* has another content, by an extractor that has extracted both."""
        common = self.tokens.keys() & capture_record.tokens.keys()
        newest = max(common, key=int, default=None)
        return newest is not None and self.tokens[newest] != capture_record.tokens[newest]


@dataclass(frozen=True, slots=True)
class Changed:
    """Differences from the run before, counted in paragraphs.

    *compared* is False if the two were extracted by different extractors; then no difference is reported. *silent*
    means that the text changed and the modification date did not.
    """

    headline: bool = False
    standfirst: bool = False
    added: int = 0
    removed: int = 0
    edited: int = 0
    silent: bool = False
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Revision:
    """One run as the API shows it. The oldest has the *number* 1; *content* is the name of its stored content."""

    id: str
    number: int
    first_seen: datetime
    last_seen: datetime
    captures: int
    content_hash: str
    schema: int
    extractor: int
    changed: Changed | None
    content: str
    members: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as the API shows it."""
        return {
            "id": self.id,
            "number": self.number,
            "first_seen": to_stamp(self.first_seen),
            "last_seen": to_stamp(self.last_seen),
            "captures": self.captures,
            "content_hash": self.content_hash,
            "schema": self.schema,
            "extractor": self.extractor,
            "changed": asdict(self.changed) if self.changed else None,
        }


def runs(capture_records: Iterable[CaptureRecord], fullest: int = 0) -> list[RevisionRun]:
    """Return the runs of equal content among *capture_records*, oldest first; at least one if there is a capture.

    *fullest* is the largest number of words in any capture of the article, if *capture_records* are only some of them.
    """
    ordered = sorted(capture_records, key=lambda each: each.order)
    fullest = max([fullest, *(each.words for each in ordered)])
    found: list[RevisionRun] = []
    for capture_record in ordered:
        if is_cut(capture_record, fullest):
            continue
        if not found or found[-1].differs_from(capture_record):
            found.append(RevisionRun())
        found[-1].add(capture_record)
    return found


def is_cut(capture_record: CaptureRecord, fullest: int) -> bool:
    """Return whether *capture_record* shows only a part of a text with *fullest* words."""
    return capture_record.limited and capture_record.words < CUT_SHARE * fullest


def to_revision(run: RevisionRun, number: int, before: RevisionRun | None) -> Revision:
    """Return *run* as the API shows it, with the differences from the run *before* it."""
    latest = run.latest
    return Revision(
        id=run.id,
        number=number,
        first_seen=run.capture_records[0].captured_at,
        last_seen=latest.captured_at,
        captures=len(run.capture_records),
        content_hash=latest.tokens[str(latest.extractor)],
        schema=latest.schema,
        extractor=latest.extractor,
        changed=compare_runs(before, run) if before else None,
        content=latest.content,
        members=tuple(each.id for each in run.capture_records),
    )


def compare_runs(before: RevisionRun, after: RevisionRun) -> Changed:
    """Return the differences between two runs.

    They are read from the latest capture of *before* and the earliest of *after* that the same extractor has extracted.
    """
    pair = _comparable(before.capture_records, after.capture_records)
    if pair is None:
        return Changed(compared=False)
    old, new = pair
    added, removed, edited = _paragraphs(_split(old.blocks), _split(new.blocks))
    return Changed(
        headline=old.title != new.title,
        standfirst=old.standfirst != new.standfirst,
        added=added,
        removed=removed,
        edited=edited,
        silent=old.modified == new.modified,
    )


def _comparable(
    before: Sequence[CaptureRecord], after: Sequence[CaptureRecord]
) -> tuple[CaptureRecord, CaptureRecord] | None:
    newest = {each.extractor: each for each in before}
    return next(((newest[each.extractor], each) for each in after if each.extractor in newest), None)


def _split(blocks: bytes) -> list[bytes]:
    return [blocks[i : i + BLOCK_HASH] for i in range(0, len(blocks[: MAX_BLOCKS * BLOCK_HASH]), BLOCK_HASH)]


def _paragraphs(old: list[bytes], new: list[bytes]) -> tuple[int, int, int]:
    added = removed = edited = 0
    for operation, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        both = min(j - i, m - k)
        edited += both
        removed += j - i - both
        added += m - k - both
    return added, removed, edited
