"""The members of an ingestion that concern bundles, as JSON Schema for the contract."""

from __future__ import annotations

from typing import Any

_NUMBERS = {"type": "object", "additionalProperties": {"type": "integer"}}

#: The numbers of a bundle.
BUNDLE_COUNTS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "pages": {"type": "integer", "description": "Pages that were sent to the parse function."},
        "skipped": {**_NUMBERS, "description": "Entries of the bundle that are not pages, by reason."},
        "outcomes": {
            **_NUMBERS,
            "description": "Pages whose processing has ended, by status. Lists by day do not contain it.",
        },
    },
    "required": ["pages", "skipped"],
    "additionalProperties": False,
}
BUNDLE_MEMBERS: dict[str, Any] = {
    "bundle": {"type": ["string", "null"], "description": "The key of the bundle that contained the page."},
    "offset": {
        "type": ["integer", "null"],
        "description": "The offset of the page in the bundle, or its number in a bundle without offsets.",
    },
    "counts": {
        "anyOf": [{"$ref": "#/components/schemas/BundleCounts"}, {"type": "null"}],
        "description": "The numbers of a bundle.",
    },
}
