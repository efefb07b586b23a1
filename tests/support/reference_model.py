"""A reference model: what the table must contain after a set of captures and takedowns.

It is independent of the filing code, and of orders of arrival, repetitions and interruptions. Captures are grouped by
the id of each and ordered by time, and everything else is derived from the whole group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from clippings.article import EnrichedArticle
from clippings.enrichment.address import find_address, page_name
from clippings.enrichment.identity import Identity, identify
from clippings.records import Capture
from clippings.settings import ListingCaps
from clippings.short_form import to_short
from clippings.storage.captures import Extraction, capture_record_id, content_digest
from clippings.storage.provenance import provenance_hash
from clippings.storage.rows import band_rows, listing_rows, to_listed, to_sketch

#: Least share of the fullest capture's words that a limited page has if it is a revision (docs/decisions/0040).
CUT_SHARE = 0.6


@dataclass(frozen=True)
class Filed:
    """One attempt to file a capture."""

    article: EnrichedArticle
    capture: Capture
    extraction: Extraction
    #: The content's hash by each extractor that has extracted the capture.
    hashes: Mapping[int, str] = field(default_factory=dict)

    @property
    def upload(self) -> tuple[str, str, str]:
        """What identifies the upload: its version; without one, its time and its bytes."""
        return self.capture.bucket, self.capture.key, self.capture.version or self.name

    @property
    def name(self) -> str:
        """The name of its capture within the article."""
        return capture_record_id(self.capture)

    @cached_property
    def identity(self) -> Identity:
        return identify(self.article, self.capture)

    @property
    def pages(self) -> set[str]:
        """The names of the pages that a takedown could cover."""
        addresses = [find_address(each) for each in (self.identity.address, self.identity.origin)]
        return {page_name(each) for each in addresses if each}

    @cached_property
    def content(self) -> str:
        digest = content_digest(replace(self.article, id=self.identity.id))
        return f"{digest}-{self.extraction.extractor}.{self.extraction.schema}"


def merge_attempts(attempts: Iterable[Filed]) -> dict[tuple[str, str, str, str], Filed]:
    """Return one capture for each article and upload: its newest extraction, with the time that its event gave."""
    groups: dict[tuple[str, str, str, str], list[Filed]] = defaultdict(list)
    attempts = list(attempts)
    for each in attempts:
        groups[each.identity.id, *_event_of(each, attempts).upload].append(each)
    merged = {}
    for key, group in groups.items():
        newest = max(group, key=lambda each: each.extraction.order)
        timed = next((each for each in group if each.capture.sequencer), group[0]).capture
        hashes = {each.extraction.extractor: each.article.content_hash for each in group}
        merged[key] = replace(newest, capture=timed, hashes=hashes)
    return merged


def _event_of(replayed: Filed, attempts: Iterable[Filed]) -> Filed:
    """Return the attempt that an event caused if *replayed* is a replay of its upload, which had no version."""
    seen = replayed.capture
    if seen.version or seen.sequencer:
        return replayed
    events = [
        each
        for each in attempts
        if each.capture.sequencer
        and (each.capture.bucket, each.capture.key, each.capture.etag) == (seen.bucket, seen.key, seen.etag)
        and abs(each.capture.captured_at - seen.captured_at) <= timedelta(minutes=1)
    ]
    return min(events, key=lambda each: abs(each.capture.captured_at - seen.captured_at), default=replayed)


def expected_addresses(captures: Iterable[Filed]) -> dict[str, str]:
    """Return the article to which each address leads: the strongest claim, and of equal ones the earliest capture's."""
    claims: dict[str, list[tuple[bool, bool, str, str]]] = defaultdict(list)
    for each in captures:
        identity = each.identity
        for address in identity.addresses:
            own = address == identity.address
            claims[address].append((not identity.established, not own, each.name, identity.id))
    return {address: min(found)[-1] for address, found in claims.items()}


@dataclass
class ExpectedArticle:
    """The state of one article with these *captures*."""

    id: str
    captures: list[Filed]

    def __post_init__(self) -> None:
        self.ordered = sorted(self.captures, key=lambda each: each.capture.order)
        self.fullest = max(each.article.word_count for each in self.ordered)
        self.runs: list[list[Filed]] = []
        hashes: dict[int, str] = {}
        for each in self.ordered:
            limited = each.article.access in ("paywalled", "metered") or each.article.truncated is not None
            if limited and each.article.word_count < CUT_SHARE * self.fullest:
                continue
            # Contents of different extractors are not compared (docs/decisions/0040).
            common = max(hashes.keys() & each.hashes.keys(), default=None)
            if not self.runs or (common is not None and hashes[common] != each.hashes[common]):
                self.runs.append([])
                hashes = {}
            self.runs[-1].append(each)
            hashes |= each.hashes
        self.current = self.runs[-1][-1]
        self.first_seen = min(each.capture.captured_at for each in self.ordered)

    def record(self) -> dict[str, Any]:
        """Return the fields of the record that follow from the captures."""
        published = self.current.article.published
        day = (published.day if published else self.first_seen.date()).isoformat()
        current = replace(self.current.article, id=self.id)
        return {
            "id": self.id,
            "revisions": len(self.runs),
            "captures": len(self.ordered),
            "fullest": self.fullest,
            "content": self.current.content,
            "captured_at": self.current.capture.captured_at,
            "first_seen": self.first_seen,
            "listed": to_listed(current, day, ListingCaps(), 1),
            "short": to_short(current, day, self.runs[-1][0].capture.captured_at),
        }

    def rows(self) -> dict[tuple[str, str], Any]:
        """Return the listings and bands."""
        record = self.record()
        stamp = self.first_seen.isoformat(timespec="microseconds").replace("+00:00", "Z")
        sketch = to_sketch(self.current.article, stamp)
        found = list(listing_rows(self.id, record["listed"], record["short"]))
        found += band_rows(self.id, record["listed"], sketch) if sketch else []
        plain = [{name: value for name, value in row.items() if value is not None} for row in found]
        return {(row["pk"], row["sk"]): row for row in plain}

    def contents(self) -> dict[str, EnrichedArticle]:
        """Return the contents by name, each with the provenance of its earliest capture."""
        found: dict[str, EnrichedArticle] = {}
        for each in self.ordered:
            found.setdefault(each.content, replace(each.article, id=self.id))
        return found

    def provenances(self) -> set[str]:
        """Return the keys of the provenances that differ from those stored with the contents."""
        stored = {name: provenance_hash(each) for name, each in self.contents().items()}
        found = {(each.content, provenance_hash(each.article)) for each in self.ordered}
        return {f"PROVENANCE#{name}#{each}" for name, each in found if each != stored[name]}

    def uploads(self) -> set[tuple[str, str, str, datetime, int]]:
        """Return the identifying part of each capture: upload, time and extractor."""
        return {(*each.upload, each.capture.captured_at, each.extraction.extractor)
                for each in self.ordered}  # fmt: skip
