"""The body of a page: which of its text blocks are the article, and what part each plays."""

from __future__ import annotations

from clippings.body.extraction import read_body

__all__ = ["read_body"]
