"""Compares a table, row by row, with the reference model of its captures and takedowns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.support.histories import World
from tests.support.reference_model import ExpectedArticle, Filed, expected_addresses, merge_attempts

from clippings.article import EnrichedArticle
from clippings.enrichment.fingerprint import bands
from clippings.enrichment.identity import address_hash, short_hash
from clippings.enrichment.similarity import compare
from clippings.storage.article_record import ArticleRecord
from clippings.storage.captures import from_item, object_hash
from clippings.storage.rows import read_fingerprint
from clippings.storage.table import Key

Items = Mapping[Key, dict[str, Any]]


def find_differences(world: World) -> list[str]:
    """Return each difference between the table and the reference model."""
    items = world.items()
    found: list[str] = []
    records = {item["id"]: ArticleRecord.from_item(item) for (_, sk), item in items.items() if sk == "RECORD"}
    withdrawn = {name for name, record in records.items() if record.withdrawn_at}
    merged = merge_attempts(world.attempts)
    expected = _expected_articles(items, world, merged, withdrawn)

    if set(records) != set(expected) | withdrawn:
        found.append(f"articles: {sorted(set(records) ^ (set(expected) | withdrawn))}")
    rows = {key: row for each in expected.values() for key, row in each.rows().items()}
    stored = {key: item for key, item in items.items() if key[0].startswith(("FACET#", "BAND#"))}
    found += _compare_additions(stored, records)
    stored = {key: {name: value for name, value in row.items() if name != "a"} for key, row in stored.items()}
    found += [f"row missing: {key}" for key in sorted(rows.keys() - stored.keys())]
    found += [f"row left over: {key}" for key in sorted(stored.keys() - rows.keys())]
    found += [f"row differs: {key}" for key in rows.keys() & stored.keys() if rows[key] != stored[key]]
    for name in sorted(expected.keys() & records.keys()):
        found += _compare_article(items, records[name], expected[name], world)
    for name in sorted(withdrawn):
        found += _compare_withdrawn(items, records, name)
    found += _compare_addresses(items, merged.values(), expected, withdrawn)
    found += _compare_ingestions(items, expected)
    objects = {key for key, _ in world.wiring().parsed.versions("content/")}
    used = {item["object"] for item in items.values() if "object" in item}
    found += [f"object left: {key}" for key in sorted(objects - used)]
    found += [f"object missing: {key}" for key in sorted(used - objects)]
    for message in world.dead:
        key = message.body["Records"][0]["s3"]["object"]["key"]
        if world.buckets.objects["parsed"].get(key):
            found.append(f"dead letter: {key}")
    found += [f"takedown not done: {each.article_id}" for each in world.takedowns if not each.done]
    return found + sorted(world.denied)


def _expected_articles(
    items: Items, world: World, merged: Mapping[Any, Filed], withdrawn: set[str]
) -> dict[str, ExpectedArticle]:
    """Return the expected articles: those of captures that no takedown covers, or that a takedown found filed."""
    pages = {pk.removeprefix("WITHDRAWN#PAGE#") for pk, _ in items if pk.startswith("WITHDRAWN#PAGE#")}
    texts = {pk: item for (pk, sk), item in items.items() if sk == "TEXTS"}
    filed_before = set().union(*(each.filed_at_done for each in world.takedowns)) if world.takedowns else set()
    uploads_before = {(article_id, object_hash(name)) for article_id, name in filed_before}
    kept: dict[str, list[Filed]] = {}
    for (article_id, *_), each in merged.items():
        was_filed = (article_id, each.name) in filed_before
        if each.capture.version:
            was_filed = (article_id, object_hash(each.name)) in uploads_before
        covered = any(short_hash(page) in pages for page in each.pages) or _is_withdrawn_text(texts, each)
        if article_id not in withdrawn and (not covered or was_filed):
            kept.setdefault(article_id, []).append(each)
    return {name: ExpectedArticle(name, group) for name, group in kept.items()}


def _is_withdrawn_text(texts: Mapping[str, dict[str, Any]], filed: Filed) -> bool:
    fingerprint = filed.article.fingerprint
    for n, value in bands(fingerprint) if fingerprint and "WITHDRAWN" in texts else ():
        for name, sketch in texts.get(f"WITHDRAWN#{n}#{value}", {}).items():
            likeness = compare(read_fingerprint(sketch), fingerprint) if name not in ("pk", "sk") else None
            if likeness and likeness.near and likeness.relation != "overlaps":
                return True
    return False


def _compare_article(items: Items, record: ArticleRecord, expected: ExpectedArticle, world: World) -> list[str]:
    found = [
        f"{record.id}: {name} is {getattr(record, name)!r}, not {value!r}"
        for name, value in expected.record().items()
        if getattr(record, name) != value
    ]
    if record.stale:
        found.append(f"{record.id}: stale places are left")
    if record.revision != expected.runs[-1][0].name:
        found.append(f"{record.id}: revision {record.revision}")
    mine = {sk: item for (pk, sk), item in items.items() if pk == f"ARTICLE#{record.id}"}
    kept = [from_item(item) for sk, item in mine.items() if sk.startswith("CAPTURE#")]
    uploads = {(each.bucket, each.key, each.version or each.id, each.captured_at, each.extractor) for each in kept}
    if uploads != expected.uploads() or len(kept) != len(uploads):
        found.append(f"{record.id}: captures {sorted(uploads ^ expected.uploads())}")
    contents = expected.contents()
    wanted = {f"CONTENT#{name}" for name in contents} | expected.provenances()
    stored = {sk for sk in mine if sk.startswith(("CONTENT#", "PROVENANCE#"))}
    found += [f"{record.id}: missing {sk}" for sk in sorted(wanted - stored)]
    found += [f"{record.id}: left over {sk}" for sk in sorted(stored - wanted)]
    archive = world.wiring().archive
    found += [
        f"{record.id}: content {name} differs"
        for name, content in contents.items()
        if f"CONTENT#{name}" in stored and _without_day(archive.load(record.id, name)) != _without_day(content)
    ]
    told = _changes(items, record.id)
    last = told[-1] if told else {}
    current = {object_hash(each.name) for each in expected.runs[-1]}
    if object_hash(last.get("revision", "")) not in current or last.get("title") != record.short.get("title"):
        found.append(f"{record.id}: followers read {last.get('revision')} last")
    return found


def _without_day(article: EnrichedArticle) -> EnrichedArticle:
    """Return the content without its day: for an undated article that depends on its first capture."""
    return article if article.published else replace(article, day=None)


def _compare_additions(stored: Items, records: Mapping[str, ArticleRecord]) -> list[str]:
    """Compare the times at which articles were added with their records: they depend on the filing."""
    found = []
    for (pk, sk), row in stored.items():
        record = records.get(sk.rpartition("#")[2])
        if pk.startswith("FACET#") and record and row.get("a") != _seconds(record.added_at):
            found.append(f"{pk} {sk}: added at {row.get('a')}")
    return found


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


def _compare_withdrawn(items: Items, records: Mapping[str, ArticleRecord], name: str) -> list[str]:
    record = records[name]
    left = [sk for pk, sk in items if pk == f"ARTICLE#{name}" and sk != "RECORD"]
    found = [f"{name}: left under the tombstone: {left}"] if left else []
    told = [item["change"] for item in _changes(items, name)]
    found += [f"{name}: changes {told}"] if told != ["withdrawn"] else []
    if record.removed_at is None or record.short or record.content:
        found.append(f"{name}: not removed")
    return found + [f"{name}: copy {each} stands" for each in record.copies or () if not records[each].withdrawn_at]


def _compare_addresses(
    items: Items, merged: Iterable[Filed], expected: Mapping[str, ExpectedArticle], withdrawn: set[str]
) -> list[str]:
    """Compare the addresses with the model; those of a withdrawn article must lead to it."""
    found = []
    kept = [each for article in expected.values() for each in article.captures]
    wanted = expected_addresses(kept)
    leads = {pk.removeprefix("URL#"): item["id"] for (pk, _), item in items.items() if pk.startswith("URL#")}
    for address, article_id in wanted.items():
        owner = leads.get(address_hash(address))
        if owner != article_id and owner not in withdrawn:
            found.append(f"address {address} leads to {owner}, not {article_id}")
    known = {address_hash(address) for each in merged for address in each.identity.addresses}
    found += [f"unknown address {name}" for name in leads.keys() - known]
    return found


def _compare_ingestions(items: Items, expected: Mapping[str, ExpectedArticle]) -> list[str]:
    """Compare the ingestions: each upload has one row; that of a capture names its article, and none is unfinished."""
    found = []
    rows = {key: item for key, item in items.items() if key[0].startswith("OBJECT#")}
    by_upload = {(item["bucket"], item["key"], item["version"] or key[1]): item for key, item in rows.items()}
    for article_id, article in expected.items():
        for each in article.captures:
            seen = each.capture
            version = seen.version or f"{seen.sequencer}#{seen.etag}"
            row = by_upload.get((seen.bucket, seen.key, version), {})
            if row.get("status") not in ("stored", "unchanged") or row["article_id"] != article_id:
                found.append(f"ingestion of {seen.key} {version}: {row}")
    found += [
        f"ingestion under way: {upload} {item['status']}"
        for upload, item in by_upload.items()
        if item["status"] in ("parsed", "failed")
    ]
    listed = {
        (item["status"], item["bucket"], item["key"], item["version"], item["at"])
        for key, item in items.items()
        if key[0].startswith("INGESTION#")
    }
    wanted = {
        (item["status"], item["bucket"], item["key"], item["version"], item["at"])
        for item in rows.values()
        if item["status"] in ("rejected", "failed")
    }
    found += [f"row of a day: {each}" for each in sorted(listed ^ wanted)]
    found += [f"two rows for {key}" for key in rows if key[1].startswith("#")]
    return found


def _changes(items: Items, article_id: str) -> list[dict[str, Any]]:
    """Return the changes of an article that followers read, in order.

    Announcements that were not committed are not read.
    """
    rows = sorted(key for key in items if key[0].startswith("CHANGES#") and items[key]["id"] == article_id)
    return [items[key] for key in rows if "until" not in items[key]]
