"""Articles made of a few words, for the tests of what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from clippings.article import ParsedArticle
from clippings.records import Block, Capture, Inline, Role

MakeArticle = Callable[..., ParsedArticle]


def paragraphs(*texts: str, role: Role = "paragraph") -> tuple[Block, ...]:
    return tuple(Block(f"b{number}", role, (Inline(text),)) for number, text in enumerate(texts, 1))


@pytest.fixture
def make_article() -> MakeArticle:
    def make(*texts: str, **fields: Any) -> ParsedArticle:
        return ParsedArticle(**({"blocks": paragraphs(*texts), "provenance": {}} | fields))

    return make


@pytest.fixture
def make_blocks() -> Callable[..., tuple[Block, ...]]:
    return paragraphs


@pytest.fixture
def capture() -> Capture:
    return Capture("inbox", "pages/one.html", datetime(2026, 3, 1, 12, tzinfo=UTC))
