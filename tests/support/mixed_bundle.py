"""Bundles whose entries are articles, pages that are rejected, and entries that are not pages."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.support.bundle_files import http, record
from tests.support.bundle_world import BundleWorld
from tests.support.pages import PageSpec

CAPTURED = datetime(2026, 3, 1, 10, tzinfo=UTC)
DATE = "2026-03-01T10:00:00Z"


def page(name: str) -> bytes:
    """Return an article whose text only *name* has."""
    return PageSpec(name, None, None, title=f"The bridge of {name} opens after repairs").html()


def address(number: int) -> str:
    return f"https://press.example/2026/{number}"


def response(number: int, name: str = "") -> bytes:
    """Return the record of an article."""
    return record(http(page(name or chr(65 + number % 26) * (1 + number // 26))), url=address(number), date=DATE)


def not_found(number: int) -> bytes:
    return record(http(b"<p>Not found", "404 Not Found"), url=address(number), date=DATE)


#: Three articles, one other page, and two records without a page.
MIXED = [
    response(0),
    response(1),
    not_found(2),
    record(http(b"<html><body><p>Nothing here.</p></body></html>"), url=address(3), date=DATE),
    record(http(b"GIF89a", media_type="image/gif"), url=address(4), date=DATE),
    response(5),
]
MIXED_COUNTS = {
    "pages": 4,
    "skipped": {"not-html": 1, "not-ok": 1},
    "outcomes": {"rejected": 1, "stored": 3},
}
FILES = {"a.html": page("A"), "b/b.htm": page("B"), "c.html": b"<p>Nothing.", "style.css": b"p{}", "d.html": page("D")}


def check_mixed(world: BundleWorld, key: str) -> None:
    """Assert that every record of MIXED is accounted for once, and nothing waits or failed."""
    told = world.ingestion(key)
    assert (told["status"], told["counts"]) == ("unpacked", MIXED_COUNTS)
    assert sorted(world.captures().values()) == [1, 1, 1]
    assert len([item for item in world.items("ARTICLE#") if item["sk"] == "RECORD"]) == 3
    assert world.dead == []
    assert world.denied == set()
