"""The members of the API's schemas whose values are enumerated."""

from __future__ import annotations

from typing import Any, get_args

from clippings.fields.access import Access
from clippings.fields.kind import KINDS

#: The kinds of entities.
ENTITY_KINDS = ("person", "organisation", "place")
#: The values of the members, by schema and member.
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "Article": {"access": get_args(Access), "kind": KINDS},
    "ShortForm": {"access": get_args(Access), "kind": KINDS},
    "Duplicate": {"access": get_args(Access), "kind": KINDS},
    "ArticleChange": {"change": ("stored", "revised", "withdrawn")},
    "Entity": {"kind": ENTITY_KINDS},
    "ListPlace": {"definition": ("term", "description")},
}


def with_values(values: tuple[str, ...] | None, schema: dict[str, Any]) -> dict[str, Any]:
    """Return *schema* with an enumeration, which includes null if the schema does."""
    if values is None:
        return schema
    chosen = {"type": "string", "enum": list(values)}
    return {**schema, "anyOf": [chosen, {"type": "null"}]} if "anyOf" in schema else {**schema, **chosen}
