"""Plans what filing one capture changes. Pure: records and captures in, the new record out.

The record and the contents depend only on the set of captures, not on the order in which they arrive. The attributes
that describe the write itself (``version``, ``stored_at``, ``change``) do depend on the order.
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
    """A content to be written. *owner* is the object hash of the earliest capture with this content."""

    name: str
    owner: str
    article: EnrichedArticle


@dataclass(frozen=True, slots=True)
class Plan:
    """The writes of one transaction.

    Attributes:
        record: The new record.
        capture_record: The record of the capture.
        former: The earlier id of the capture, if its time was replaced by that of the event; else None.
        contents: Contents that are new, or that get the provenance of another capture.
        dropped_contents: Names of contents to which no capture refers any more.
        provenances: Provenances that are to be stored separately: (content, hash) → an article with this provenance.
        dropped_provenances: Provenances that are no longer stored separately, by content and hash.
        reported: The change that is reported to followers, or None.
        outcome: Whether the capture was stored, unchanged or withdrawn.
    """

    record: ArticleRecord
    capture_record: CaptureRecord
    former: str | None
    contents: tuple[Content, ...]
    dropped_contents: frozenset[str]
    provenances: Mapping[tuple[str, str], EnrichedArticle]
    dropped_provenances: frozenset[tuple[str, str]]
    reported: Literal["stored", "revised"] | None
    outcome: Outcome


def merge(existing: CaptureRecord | None, incoming: CaptureRecord) -> CaptureRecord:
    """Return the capture *existing* merged with another delivery of it.

    The newest extraction is kept, and the tokens and addresses of both. A replay does not know the time and the
    sequencer of the event, so both are taken from the delivery that has a sequencer.
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
        load: Reads a stored content; called if the content of another capture is current.
        load_provenance: Reads a separate provenance; called if a content is to be stored with it.

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
    incoming_articles = {incoming.content: article}
    made = _record(article.id, record, [*others.values(), merged], found, incoming_articles, load, caps, shards, now)
    reported = _reported_change(record, made)
    before, after = _captures_by_content(capture_records.values()), _captures_by_content([merged, *others.values()])
    known = _Found(article, incoming, before, load, load_provenance)
    written = [
        Content(name, sharing[0].object_hash, known.article(name, sharing[0].provenance))
        for name, sharing in after.items()
        if name not in before or before[name][0].provenance != sharing[0].provenance
    ]
    apart, apart_before = _separate_provenances(after), _separate_provenances(before)
    return Plan(
        record=replace(
            made, change=reported or "unchanged", stored_at=now if reported or record is None else record.stored_at
        ),
        capture_record=merged,
        former=existing.id if existing is not None and existing.id != merged.id else None,
        contents=tuple(written),
        dropped_contents=frozenset(before.keys() - after.keys()),
        provenances={(name, found): known.article(name, found) for name, found in sorted(apart - apart_before)},
        dropped_provenances=apart_before - apart,
        reported=reported,
        outcome=outcome,
    )


def _captures_by_content(capture_records: Iterable[CaptureRecord]) -> dict[str, list[CaptureRecord]]:
    """Return the captures by content, the earliest first. The provenance of the first is stored with the content."""
    found: dict[str, list[CaptureRecord]] = {}
    for each in sorted(capture_records, key=lambda each: each.order):
        found.setdefault(each.content, []).append(each)
    return found


def _separate_provenances(sharing: Mapping[str, list[CaptureRecord]]) -> frozenset[tuple[str, str]]:
    """Return (content, hash) of each provenance that is stored separately from its content."""
    return frozenset(
        (name, each.provenance)
        for name, (owner, *rest) in sharing.items()
        for each in rest
        if each.provenance not in ("", owner.provenance)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Finds the article of a content with a certain provenance: from the incoming capture, or from the table."""

    incoming_article: EnrichedArticle
    incoming: CaptureRecord
    stored: Mapping[str, list[CaptureRecord]]
    load: Load
    load_provenance: LoadProvenance

    def article(self, name: str, provenance: str) -> EnrichedArticle:
        """Return the content *name* with the provenance that has the hash *provenance*."""
        if (name, provenance) == (self.incoming.content, self.incoming.provenance):
            return self.incoming_article
        stored = self.load(name)
        if provenance in ("", self.stored[name][0].provenance):
            return stored
        return with_provenance(stored, self.load_provenance(name, provenance))


def _outcome(
    existing: CaptureRecord | None, merged: CaptureRecord, found: list[RevisionRun], *, first: bool
) -> Outcome:
    """Return ``stored`` if the capture is a new revision, ``unchanged`` if it has the same text or a part of it."""
    if existing is not None and existing.digest == merged.digest:
        return existing.outcome
    own = next((run for run in found if any(each.id == merged.id for each in run.capture_records)), None)
    return "stored" if first or existing or (own is not None and len(own.capture_records) == 1) else "unchanged"


def _record(
    article_id: str,
    record: ArticleRecord | None,
    known: Sequence[CaptureRecord],
    found: list[RevisionRun],
    incoming_articles: Mapping[str, EnrichedArticle],
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
    article = incoming_articles.get(latest.content) or load(latest.content)
    day = (article.published.day if article.published else first_seen.date()).isoformat()
    listed = to_listed(article, day, caps, shards)
    return replace(made, listed=listed, short=to_short(article, day, updated_at), stale=_stale(record, listed))


def _stale(record: ArticleRecord | None, listed: Listed) -> tuple[Listed, ...]:
    """Return the places of rows that no longer belong to the article and may still exist."""
    if record is None or record.listed is None:
        return ()
    return tuple(dict.fromkeys(each for each in (*record.stale, record.listed) if each != listed))


def _reported_change(record: ArticleRecord | None, made: ArticleRecord) -> Literal["stored", "revised"] | None:
    if record is None:
        return "stored"
    changed = record.revisions != made.revisions or _digest(record) != _digest(made)
    return "revised" if changed else None


def _digest(record: ArticleRecord) -> str:
    """Return the digest of the content, independent of the extractor's version."""
    return record.content.partition("-")[0]
