"""What filing one capture changes: the history before and the capture in, the record after out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from clippings.article import EnrichedArticle
from clippings.settings import ListingCaps
from clippings.short_form import to_short
from clippings.storage.attributes import Item
from clippings.storage.captures import CaptureRecord, Outcome, to_stamp
from clippings.storage.history import RevisionRun, runs
from clippings.storage.rows import Listed, to_listed


@dataclass(frozen=True, slots=True)
class Plan:
    """*record* is the new record; *capture_record* is what to keep; *article* is the current one, if it was needed.

    *stores* says that the capture's content is new; *drops* names contents that no capture refers to any more;
    *news* is what the list of changes says, None for nothing. *former* is the id that the capture had before it took
    the time of its event, None where it keeps its id.
    """

    record: Item
    capture_record: CaptureRecord
    article: EnrichedArticle | None
    stores: bool
    drops: frozenset[str]
    news: Literal["stored", "revised"] | None
    outcome: Outcome
    former: str | None = None


def merge(existing: CaptureRecord | None, incoming: CaptureRecord) -> CaptureRecord:
    """Return what is known of one capture after another extraction of it: the newest extraction, and every token.

    A capture that a replay filed without its event takes the time and the sequencer of the event, once that comes.
    """
    if existing is None:
        return incoming
    tokens = incoming.tokens | existing.tokens
    newest = incoming if incoming.extraction.order > existing.extraction.order else existing
    timed = incoming if incoming.sequencer and not existing.sequencer else existing
    return replace(
        newest,
        id=timed.id,
        captured_at=timed.captured_at,
        sequencer=timed.sequencer,
        tokens=tokens,
        outcome=existing.outcome,
    )


def make_plan(
    article: EnrichedArticle,
    incoming: CaptureRecord,
    existing: CaptureRecord | None,
    record: Item | None,
    capture_records: Mapping[str, CaptureRecord],
    *,
    now: datetime,
    caps: ListingCaps,
    shards: int,
    load: Callable[[str], EnrichedArticle],
) -> Plan | None:
    """Return what filing *incoming* (the capture in which *article* was seen) changes, or None where it is nothing.

    *record* and *capture_records* are what was read; *load* gives a stored content by name if another one is current.
    """
    merged = merge(existing, incoming)
    known = {name: each for name, each in capture_records.items() if existing is None or name != existing.id}
    found = runs([*known.values(), merged])
    outcome = _outcome(existing, merged, found, first=record is None)
    merged = replace(merged, outcome=outcome)
    if existing == merged and record is not None and record["captures"] == len(capture_records):
        return None
    held = {each.content for each in capture_records.values()}
    kept = {merged.content} | {each.content for each in known.values()}
    current = found[-1]
    in_hand = article if current.latest.content == incoming.content else None
    made, needed = _record(current, found, record, in_hand, load, caps, shards, first_seen=_first_seen(known, merged))
    news = _news(record, made)
    made |= {"captures": len(known) + 1, "change": news or "unchanged"}
    made["stored_at"] = to_stamp(now) if news or record is None else record["stored_at"]
    return Plan(
        record=made,
        capture_record=merged,
        article=needed or in_hand,
        stores=merged.content not in held and merged.content == incoming.content,
        drops=frozenset(held - kept),
        news=news,
        outcome=outcome,
        former=existing.id if existing is not None and existing.id != merged.id else None,
    )


def _outcome(
    existing: CaptureRecord | None, merged: CaptureRecord, found: list[RevisionRun], *, first: bool
) -> Outcome:
    """A capture is stored where it makes a revision of its own; the same text again, or a part of it, is unchanged."""
    if existing is not None and existing.digest == merged.digest:
        return existing.outcome
    own = next((run for run in found if any(each.id == merged.id for each in run.capture_records)), None)
    return "stored" if first or existing or (own is not None and len(own.capture_records) == 1) else "unchanged"


def _first_seen(known: Mapping[str, CaptureRecord], merged: CaptureRecord) -> datetime:
    return min(each.captured_at for each in (*known.values(), merged))


def _record(
    current: RevisionRun,
    found: list[RevisionRun],
    record: Item | None,
    in_hand: EnrichedArticle | None,
    load: Callable[[str], EnrichedArticle],
    caps: ListingCaps,
    shards: int,
    *,
    first_seen: datetime,
) -> tuple[Item, EnrichedArticle | None]:
    """Return the record's new attributes, and the current article where it had to be looked at."""
    latest = current.latest
    made: Item = dict(record) if record else {}
    made |= {
        "revision": current.id,
        "revisions": len(found),
        "fullest": max(each.words for run in found for each in run.capture_records),
        "content_hash": latest.tokens[str(latest.extractor)],
        "content": latest.content,
        "captured_at": to_stamp(latest.captured_at),
        "run_since": to_stamp(current.capture_records[0].captured_at),
        "first_seen": to_stamp(first_seen),
    }
    same = record is not None and record["content"] == latest.content
    if record is not None and same and (record["short"]["dated"] or record["first_seen"] == made["first_seen"]):
        return made, None
    article = in_hand or load(latest.content)
    day = (article.published.day if article.published else first_seen.date()).isoformat()
    listed, short = to_listed(article, day, caps, shards), to_short(article, day)
    stale = _stale(record, listed)
    made.pop("stale", None)
    made |= {"listed_as": listed.to_item(), "short": short} | ({"stale": stale} if stale else {})
    return made, article


def _stale(record: Item | None, listed: Listed) -> list[Item]:
    """Return where the article may still be listed from before, until a writer has seen to it."""
    if record is None:
        return []
    older = [*record.get("stale", []), record["listed_as"]]
    return [each for n, each in enumerate(older) if each != listed.to_item() and each not in older[:n]]


def _news(record: Item | None, made: Item) -> Literal["stored", "revised"] | None:
    if record is None:
        return "stored"
    changed = record["revisions"] != made["revisions"] or _digest(record) != _digest(made)
    return "revised" if changed else None


def _digest(record: Item) -> str:
    """What the content says, whatever version of the rules cut it."""
    return str(record["content"]).partition("-")[0]
