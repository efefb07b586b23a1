"""Texts that were taken down wherever they appear: by their sketches, under the near-duplicate bands that they have.

One item says that there are any at all. Filing reads it along with the addresses, so an archive from which no text was
taken down pays half a read unit an article for the question, and no way.
"""

from __future__ import annotations

from clippings.enrichment.fingerprint import bands
from clippings.enrichment.similarity import compare
from clippings.storage.rows import read_fingerprint, to_row_fingerprint
from clippings.storage.table import Key, Table, Write

#: Whether any text was taken down.
MARKER: Key = ("WITHDRAWN", "TEXTS")
#: What an item holds besides the sketches, each under its article's id.
_KEYS = ("pk", "sk")


class WithdrawnTexts:
    """The sketches of texts that are refused under any address."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def put(self, article_id: str, fingerprint: tuple[str, ...]) -> None:
        """Refuse the text with *fingerprint* from now on; a text too short to have one cannot be told again."""
        if not fingerprint:
            return
        sketch = to_row_fingerprint(fingerprint)
        for key in _band_keys(fingerprint):
            self.table.write_one(
                Write(update=(key, "SET #id = :sketch"), names={"#id": article_id}, values={":sketch": sketch})
            )
        self.table.put(dict(zip(_KEYS, MARKER, strict=True)))

    def find(self, fingerprint: tuple[str, ...]) -> str | None:
        """Return the id of a withdrawn article whose text this is, or most of it, or a part of it; else None."""
        for item in self.table.get_many(_band_keys(fingerprint)).values():
            for article_id in sorted(item.keys() - _KEYS):
                likeness = compare(read_fingerprint(item[article_id]), fingerprint)
                if likeness and likeness.near and likeness.relation != "overlaps":
                    return article_id
        return None


def _band_keys(fingerprint: tuple[str, ...]) -> list[Key]:
    return [(f"WITHDRAWN#{n}#{value}", "TEXTS") for n, value in bands(fingerprint)] if fingerprint else []
