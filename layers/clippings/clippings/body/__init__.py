"""The body of a page: its passages that belong to the article, as blocks with roles."""

from __future__ import annotations

from clippings.body.extraction import read_body

__all__ = ["read_body"]
