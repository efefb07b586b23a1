"""Texts that are rejected under any address, because they were taken down with their copies.

The sketch of a text is stored under each of its near-duplicate bands. One more item, the marker, exists if there is any
such text. Filing reads the marker together with the addresses, which takes half a read unit per article and no call.
"""

from __future__ import annotations

from clippings.enrichment.fingerprint import bands
from clippings.enrichment.similarity import compare
from clippings.storage.rows import read_fingerprint, to_row_fingerprint
from clippings.storage.table import Key, Table, Write

#: The marker: whether any text was taken down.
MARKER: Key = ("WITHDRAWN", "TEXTS")
#: The keys of an item. Its other attributes are sketches, each under its article's id.
_KEYS = ("pk", "sk")


class WithdrawnTexts:
    """The sketches of texts that are rejected under any address."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def put(self, article_id: str, fingerprint: tuple[str, ...]) -> None:
        """Reject the text with *fingerprint* from now on.

        A text that is too short for a fingerprint cannot be recognized.
        """
        if not fingerprint:
            return
        sketch = to_row_fingerprint(fingerprint)
        for key in _band_keys(fingerprint):
            self.table.write_one(
                Write(update=(key, "SET #id = :sketch"), names={"#id": article_id}, values={":sketch": sketch})
            )
        self.table.put(dict(zip(_KEYS, MARKER, strict=True)))

    def find(self, fingerprint: tuple[str, ...]) -> str | None:
        """Return the id of a withdrawn article whose text is, contains or is part of this text, or None."""
        for item in self.table.get_many(_band_keys(fingerprint)).values():
            for article_id in sorted(item.keys() - _KEYS):
                likeness = compare(read_fingerprint(item[article_id]), fingerprint)
                if likeness and likeness.near and likeness.relation != "overlaps":
                    return article_id
        return None


def _band_keys(fingerprint: tuple[str, ...]) -> list[Key]:
    return [(f"WITHDRAWN#{n}#{value}", "TEXTS") for n, value in bands(fingerprint)] if fingerprint else []
