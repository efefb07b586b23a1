"""Compares a table, row by row, with what the reference model says of the captures and takedowns that led to it."""

from __future__ import annotations

from typing import Any

from tests.support.histories import World
from tests.support.reference_model import ExpectedArticle, Filed, expected_addresses, merge_attempts

from clippings.article import EnrichedArticle
from clippings.enrichment.identity import address_hash, short_hash
from clippings.storage import captures
from clippings.storage.article_record import ArticleRecord
from clippings.storage.captures import content_digest, object_hash


def find_differences(world: World) -> list[str]:
    """Return each difference between the table and what the reference model says of it."""
    items = world.items()
    found: list[str] = []
    marked = {pk.removeprefix("WITHDRAWN#PAGE#"): item["id"] for (pk, _), item in items.items()
              if pk.startswith("WITHDRAWN#PAGE#")}  # fmt: skip
    records = {item["id"]: ArticleRecord.from_item(item) for (_, sk), item in items.items() if sk == "RECORD"}
    withdrawn = {name for name, record in records.items() if record.withdrawn_at}
    filed_before = set().union(*(each.filed_at_done for each in world.takedowns)) if world.takedowns else set()
    merged = merge_attempts(world.attempts)
    kept: dict[str, list[Filed]] = {}
    for (article_id, *_), each in merged.items():
        covered = any(short_hash(page) in marked for page in each.pages)
        name = (article_id, object_hash(captures.capture_record_id(each.capture)))
        if article_id not in withdrawn and (not covered or name in filed_before):
            kept.setdefault(article_id, []).append(each)
    expected = {name: ExpectedArticle(name, group) for name, group in kept.items()}

    if set(records) != set(expected) | withdrawn:
        found.append(f"articles: {sorted(set(records) ^ (set(expected) | withdrawn))}")
    rows = {key: row for each in expected.values() for key, row in each.rows().items()}
    stored = {key: item for key, item in items.items() if key[0].startswith(("FACET#", "BAND#"))}
    found += [f"row missing: {key}" for key in sorted(rows.keys() - stored.keys())]
    found += [f"row left over: {key}" for key in sorted(stored.keys() - rows.keys())]
    found += [f"row differs: {key}" for key in rows.keys() & stored.keys() if rows[key] != stored[key]]
    for name in sorted(expected.keys() & records.keys()):
        found += _compare_article(items, records[name], expected[name], world)
    for name in sorted(withdrawn):
        left = [sk for pk, sk in items if pk == f"ARTICLE#{name}" and sk != "RECORD"]
        found += [f"{name}: left under the tombstone: {left}"] if left else []
        told = [item["change"] for item in _changes(items, name)]
        found += [f"{name}: changes {told}"] if told != ["withdrawn"] else []
        if records[name].removed_at is None:
            found.append(f"{name}: not removed")
    found += _compare_addresses(items, merged.values(), expected, withdrawn)
    objects = {key for key, _ in world.wiring().parsed.versions("content/")}
    used = {item["object"] for item in items.values() if "object" in item}
    found += [f"object left: {key}" for key in sorted(objects - used)]
    found += [f"object missing: {key}" for key in sorted(used - objects)]
    for message in world.dead:
        key = message.body["Records"][0]["s3"]["object"]["key"]
        if world.buckets.objects["parsed"].get(key):
            found.append(f"dead letter: {key}")
    found += [f"takedown not done: {each.article_id}" for each in world.takedowns if not each.done]
    return found


def _compare_article(
    items: dict[tuple[str, str], dict[str, Any]], record: ArticleRecord, expected: ExpectedArticle, world: World
) -> list[str]:
    found = [
        f"{record.id}: {name} is {getattr(record, name)!r}, not {value!r}"
        for name, value in expected.record().items()
        if getattr(record, name) != value
    ]
    if record.stale:
        found.append(f"{record.id}: stale places are left")
    if record.revision != captures.capture_record_id(expected.runs[-1][0].capture):
        found.append(f"{record.id}: revision {record.revision}")
    mine = {sk: item for (pk, sk), item in items.items() if pk == f"ARTICLE#{record.id}"}
    kept = [captures.from_item(item) for sk, item in mine.items() if sk.startswith("CAPTURE#")]
    uploads = {(each.bucket, each.key, each.version, each.captured_at, each.extractor) for each in kept}
    if uploads != expected.uploads() or len(kept) != len(uploads):
        found.append(f"{record.id}: captures {sorted(uploads ^ expected.uploads())}")
    names = {sk.partition("#")[2] for sk in mine if sk.startswith("CONTENT#")}
    contents_expected = expected.contents()
    if names != contents_expected.keys():
        found.append(f"{record.id}: contents {sorted(names ^ contents_expected.keys())}")
    archive = world.wiring().archive
    replayed = any(each.extraction.extractor > 1 and each.identity.id == record.id for each in world.attempts)
    found += [
        f"{record.id}: content {name} differs"
        for name in sorted(names & contents_expected.keys())
        if not _same_content(archive.load(record.id, name), contents_expected[name], exactly=not replayed)
    ]
    told = _changes(items, record.id)
    last = told[-1] if told else {}
    current = {object_hash(captures.capture_record_id(each.capture)) for each in expected.runs[-1]}
    if object_hash(last.get("revision", "")) not in current or last.get("title") != record.short.get("title"):
        found.append(f"{record.id}: followers read {last.get('revision')} last")
    return found


def _same_content(stored: EnrichedArticle, expected: EnrichedArticle, *, exactly: bool) -> bool:
    """Return whether two contents say the same; *exactly* if their provenance is the same, too.

    Once a replay has replaced the capture whose provenance was kept, nothing tells what that of the next one was.
    """
    return stored == expected if exactly else content_digest(stored) == content_digest(expected)


def _compare_addresses(
    items: dict[tuple[str, str], dict[str, Any]],
    merged: Any,
    expected: dict[str, ExpectedArticle],
    withdrawn: set[str],
) -> list[str]:
    """Addresses that no takedown touches lead where the model says; one of a withdrawn article leads to that."""
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


def _changes(items: dict[tuple[str, str], dict[str, Any]], article_id: str) -> list[dict[str, Any]]:
    """Return what followers read of an article, in order; an announcement that was never committed is not read."""
    rows = sorted(key for key in items if key[0].startswith("CHANGES#") and items[key]["id"] == article_id)
    return [items[key] for key in rows if "until" not in items[key]]
