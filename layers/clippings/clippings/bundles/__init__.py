"""Reads bundles of pages: WARC, WACZ, ZIP and tar. From streams to pages and skipped entries; no AWS, no clock."""

from __future__ import annotations

from clippings.bundles.entries import (
    SKIP_MEANINGS,
    BundleLimits,
    BundlePage,
    BundleSkip,
    SkipReason,
    next_offset,
)
from clippings.bundles.kinds import HEAD_BYTES, MEDIA_TYPES, BundleKind, kind_of
from clippings.bundles.reading import is_resumable, read_bundle, read_page
from clippings.errors import UnreadableBundle

__all__ = [
    "HEAD_BYTES",
    "MEDIA_TYPES",
    "SKIP_MEANINGS",
    "BundleKind",
    "BundleLimits",
    "BundlePage",
    "BundleSkip",
    "SkipReason",
    "UnreadableBundle",
    "is_resumable",
    "kind_of",
    "next_offset",
    "read_bundle",
    "read_page",
]
