"""The native modules give the articles that Python gives, on pages of every set of the corpus."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from training.corpus import corpus_folder

import clippings
from clippings.compiled import describe_implementation, python_only

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not corpus_folder().is_dir(), reason=f"no labelled corpus at {corpus_folder()}"),
    pytest.mark.skipif(describe_implementation() != "native", reason="not built: `make native`"),
]
#: One page of so many of each set is read. ``tools/compare_outputs.py`` compares all pages of two checkouts.
STEP = 80
NOW = datetime(2030, 1, 1, tzinfo=UTC)


def corpus_pages() -> Iterator[tuple[str, bytes, str | None]]:
    """Yield name, bytes and address of some pages of every set."""
    for truths in sorted(corpus_folder().glob("*/truth.jsonl")):
        for line in truths.read_bytes().splitlines()[::STEP]:
            page = json.loads(line)
            path = truths.parent / f"{page['id']}.html.gz"
            yield f"{truths.parent.name}/{page['id']}", gzip.decompress(path.read_bytes()), page.get("url")


def outcome(page: bytes, url: str | None) -> dict[str, Any]:
    """Return all that is found in *page* and derived from it, or why it is rejected."""
    try:
        return clippings.enrich(clippings.parse(page, url), None, NOW).to_dict()
    except clippings.RejectedPage as rejected:
        return {"reason": rejected.reason, "score": rejected.score}


def test_native_modules_give_the_same_articles() -> None:
    differing = []
    for name, page, url in corpus_pages():
        with python_only():
            expected = outcome(page, url)
        if outcome(page, url) != expected:
            differing.append(name)
    assert differing == []
