"""Plans what filing one capture changes. Pure: records and captures in, the new record out.

The record and the contents are functions of the set of captures: they are the same in whatever order captures arrive.
Only what describes the write itself (``version``, ``stored_at``, ``change``) depends on that order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from clippings.article import EnrichedArticle
from clippings.settings import ListingCaps
from clippings.short_form import to_seconds, to_short
from clippings.storage.article_record import ArticleRecord
from clippings.storage.captures import CaptureRecord, Outcome
from clippings.storage.history import RevisionRun, runs
from clippings.storage.provenance import with_provenance
from clippings.storage.rows import Listed, to_listed

#: Reads a stored content by its name.
Load = Callable[[str], EnrichedArticle]


#: Reads a provenance by the name of the content and the provenance's hash.
LoadProvenance = Callable[[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Content:
    """A content to be written. *owner* is the object hash of the earliest capture that has it."""

    name: str
    owner: str
    article: EnrichedArticle


@dataclass(frozen=True, slots=True)
class Plan:
    """The writes of one transaction.

    Attributes:
        record: The new record.
        capture_record: The record of the capture.
        former: The id of the capture before it took the time of its event, or None.
        contents: Contents that are new, or whose provenance is now that of another capture.
        drops: Names of contents to which no capture refers any more.
        provenances: Provenances that are stored separately from now on: by content and hash, an article that has
            each.
        forgotten: Provenances that are no longer stored separately, by content and hash.
        news: The change that is reported to followers, or None.
        outcome: Whether the capture was stored, unchanged or withdrawn.
    """

    record: ArticleRecord
    capture_record: CaptureRecord
    former: str | None
    contents: tuple[Content, ...]
    drops: frozenset[str]
    provenances: Mapping[tuple[str, str], EnrichedArticle]
    forgotten: frozenset[tuple[str, str]]
    news: Literal["stored", "revised"] | None
    outcome: Outcome


def merge(existing: CaptureRecord | None, incoming: CaptureRecord) -> CaptureRecord:
    """Return one capture after another delivery of it.

    The newest extraction is kept, and the tokens and addresses of all. A replay does not know the time and the
    sequencer of the event, so a delivery that has a sequencer provides both.
    """
    if existing is None:
        return incoming
    newest = incoming if incoming.extraction.order > existing.extraction.order else existing
    timed = incoming if incoming.sequencer and not existing.sequencer else existing
    return replace(
        newest,
        id=timed.id,
        captured_at=timed.captured_at,
        sequencer=timed.sequencer,
        tokens=incoming.tokens | existing.tokens,
        addresses=tuple(sorted({*existing.addresses, *incoming.addresses})),
        outcome=existing.outcome,
        told=existing.told,
    )


def make_plan(
    article: EnrichedArticle,
    incoming: CaptureRecord,
    existing: CaptureRecord | None,
    record: ArticleRecord | None,
    capture_records: Mapping[str, CaptureRecord],
    *,
    now: datetime,
    caps: ListingCaps,
    shards: int,
    load: Load,
    load_provenance: LoadProvenance,
) -> Plan | None:
    """Return the changes of filing *incoming*, the capture of *article*.

    Args:
        article: The article as captured.
        incoming: The capture.
        existing: The same capture as stored, or None.
        record: The article's record, or None.
        capture_records: Every stored capture, by id.
        now: The time of writing.
        caps: The largest number of listings of each kind.
        shards: The number of partitions of the busiest listings.
        load: Reads a stored content, if another capture's is current.
        load_provenance: Reads a separate provenance, if a content has to take it.

    Returns:
        The plan, or None if nothing changes.
    """
    merged = merge(existing, incoming)
    others = {name: each for name, each in capture_records.items() if existing is None or name != existing.id}
    found = runs([*others.values(), merged])
    outcome = _outcome(existing, merged, found, first=record is None)
    merged = replace(merged, outcome=outcome)
    if existing == merged and record is not None and record.captures == len(capture_records):
        return None
    in_hand = {incoming.content: article}
    made = _record(article.id, record, [*others.values(), merged], found, in_hand, load, caps, shards, now)
    news = _news(record, made)
    before, after = _sharing(capture_records.values()), _sharing([merged, *others.values()])
    known = _Found(article, incoming, before, load, load_provenance)
    written = [
        Content(name, sharing[0].object_hash, known.article(name, sharing[0].provenance))
        for name, sharing in after.items()
        if name not in before or before[name][0].provenance != sharing[0].provenance
    ]
    apart, apart_before = _apart(after), _apart(before)
    return Plan(
        record=replace(made, change=news or "unchanged", stored_at=now if news or record is None else record.stored_at),
        capture_record=merged,
        former=existing.id if existing is not None and existing.id != merged.id else None,
        contents=tuple(written),
        drops=frozenset(before.keys() - after.keys()),
        provenances={(name, found): known.article(name, found) for name, found in sorted(apart - apart_before)},
        forgotten=apart_before - apart,
        news=news,
        outcome=outcome,
    )


def _sharing(capture_records: Iterable[CaptureRecord]) -> dict[str, list[CaptureRecord]]:
    """Return the captures of each content, the earliest first: its provenance is stored with the content."""
    found: dict[str, list[CaptureRecord]] = {}
    for each in sorted(capture_records, key=lambda each: each.order):
        found.setdefault(each.content, []).append(each)
    return found


def _apart(sharing: Mapping[str, list[CaptureRecord]]) -> frozenset[tuple[str, str]]:
    """Return the provenances that are stored separately from the contents, by content and hash."""
    return frozenset(
        (name, each.provenance)
        for name, (owner, *rest) in sharing.items()
        for each in rest
        if each.provenance not in ("", owner.provenance)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Contents as each capture found them: the incoming one, the stored ones, and those in the table."""

    in_hand: EnrichedArticle
    incoming: CaptureRecord
    stored: Mapping[str, list[CaptureRecord]]
    load: Load
    load_provenance: LoadProvenance

    def article(self, name: str, provenance: str) -> EnrichedArticle:
        """Return the content *name* with the provenance of this hash."""
        if (name, provenance) == (self.incoming.content, self.incoming.provenance):
            return self.in_hand
        stored = self.load(name)
        if provenance in ("", self.stored[name][0].provenance):
            return stored
        return with_provenance(stored, self.load_provenance(name, provenance))


def _outcome(
    existing: CaptureRecord | None, merged: CaptureRecord, found: list[RevisionRun], *, first: bool
) -> Outcome:
    """Return ``stored`` for a revision of its own, ``unchanged`` for the same text or a part of it."""
    if existing is not None and existing.digest == merged.digest:
        return existing.outcome
    own = next((run for run in found if any(each.id == merged.id for each in run.capture_records)), None)
    return "stored" if first or existing or (own is not None and len(own.capture_records) == 1) else "unchanged"


def _record(
    article_id: str,
    record: ArticleRecord | None,
    known: Sequence[CaptureRecord],
    found: list[RevisionRun],
    in_hand: Mapping[str, EnrichedArticle],
    load: Load,
    caps: ListingCaps,
    shards: int,
    now: datetime,
) -> ArticleRecord:
    """Return the record of an article with the captures *known*, whose revisions are *found*."""
    current = found[-1]
    latest = current.latest
    first_seen = min(each.captured_at for each in known)
    base = record or ArticleRecord(article_id, 0, "", "", 0, 0, 0, "", "", now, now, now, now)
    updated_at = current.capture_records[0].captured_at
    made = replace(
        base,
        version=base.version + 1,
        revision=current.id,
        revisions=len(found),
        captures=len(known),
        fullest=max(each.words for each in known),
        content_hash=latest.tokens[str(latest.extractor)],
        content=latest.content,
        captured_at=latest.captured_at,
        first_seen=first_seen,
    )
    same = record is not None and record.content == latest.content
    dated_alike = record is not None and (record.short["dated"] or record.first_seen == first_seen)
    if record is not None and same and dated_alike and record.short.get("updated_at") == to_seconds(updated_at):
        return made
    article = in_hand.get(latest.content) or load(latest.content)
    day = (article.published.day if article.published else first_seen.date()).isoformat()
    listed = to_listed(article, day, caps, shards)
    return replace(made, listed=listed, short=to_short(article, day, updated_at), stale=_stale(record, listed))


def _stale(record: ArticleRecord | None, listed: Listed) -> tuple[Listed, ...]:
    """Return the places where the article may still be listed, until a writer has removed those rows."""
    if record is None or record.listed is None:
        return ()
    return tuple(dict.fromkeys(each for each in (*record.stale, record.listed) if each != listed))


def _news(record: ArticleRecord | None, made: ArticleRecord) -> Literal["stored", "revised"] | None:
    if record is None:
        return "stored"
    changed = record.revisions != made.revisions or _digest(record) != _digest(made)
    return "revised" if changed else None


def _digest(record: ArticleRecord) -> str:
    """Return the digest of the content, independent of the extractor's version."""
    return record.content.partition("-")[0]
