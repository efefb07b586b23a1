"""Captures of one article, made of what a test is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from clippings.storage.captures import BLOCK_HASH, Sighting

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)
MakeSighting = Callable[..., Sighting]


def to_blocks(paragraphs: str) -> bytes:
    """Return block hashes as a capture keeps them; each letter is a paragraph."""
    return b"".join(sha256(letter.encode()).digest()[:BLOCK_HASH] for letter in paragraphs)


@pytest.fixture
def make_sighting() -> MakeSighting:
    """Make a capture *hours* after the first, of a text whose paragraphs are letters."""

    def make(hours: float, text: str, extractor: int = 1, **fields: Any) -> Sighting:
        plain: dict[str, Any] = {
            "id": f"at-{hours}",
            "captured_at": MORNING + timedelta(hours=hours),
            "bucket": "inbox",
            "key": "pages/one.html",
            "version": f"v{hours}",
            "sequencer": "",
            "schema": 1,
            "extractor": extractor,
            "digest": f"{text}{extractor}",
            "tokens": {str(extractor): f"{text}{extractor}"},
            "words": 100 * len(text),
            "title": "t",
            "standfirst": "s",
            "blocks": to_blocks(text),
        }
        return Sighting(**(plain | fields))

    return make
