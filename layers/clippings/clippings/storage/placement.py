"""Placement: the article to which a capture belongs, and those of its addresses that lead to that article.

The id follows from the capture alone (:mod:`clippings.enrichment.identity`). An address leads to one article: of all
captures that were filed with the address, the one with the strongest claim wins. Claims are compared in three steps. An
address that the uploader gave is stronger than one that only the page declares. An article's own address is stronger
than a variant that another page names. The earlier capture is stronger. So the order of arrival does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass

from clippings.article import ParsedArticle
from clippings.enrichment.address import find_address, page_name
from clippings.enrichment.identity import Identity, address_hash, identify, short_hash
from clippings.records import Capture
from clippings.storage.article_record import ArticleRecord, record_key
from clippings.storage.attributes import Item
from clippings.storage.table import Key, Table, Write
from clippings.storage.withdrawn_texts import MARKER


@dataclass(frozen=True, slots=True)
class Placement:
    """The article to which a capture is filed.

    Attributes:
        identity: The article's id, and the addresses of the page.
        record: The article's record, or None if it is new.
        owners: The items of the page's addresses in the table, by address: the articles to which they lead now.
        withdrawn_page: The id of the withdrawn article at the page's own address or its origin, or None.
        texts_withdrawn: Whether there are texts that are rejected under any address.
    """

    identity: Identity
    record: ArticleRecord | None
    owners: dict[str, Item]
    withdrawn_page: str | None
    texts_withdrawn: bool

    @property
    def id(self) -> str:
        """The article's id."""
        return self.identity.id


def address_key(address: str) -> Key:
    """Return the key of a normalized address."""
    return (f"URL#{address_hash(address)}", "URL")


def page_key(address: str) -> Key:
    """Return the key of the item that marks the page at a normalized *address* and its variants as withdrawn."""
    found = find_address(address)
    return (f"WITHDRAWN#PAGE#{short_hash(page_name(found) if found else address)}", "PAGE")


def find_placement(table: Table, article: ParsedArticle, capture: Capture) -> Placement:
    """Return the placement of *article*. It is read in one strongly consistent batch."""
    identity = identify(article, capture)
    pages = [page_key(each) for each in dict.fromkeys((identity.address, identity.origin)) if each]
    keys = [record_key(identity.id), *map(address_key, identity.addresses), *pages, MARKER]
    found = table.get_many(keys, consistent=True)
    record = found.get(record_key(identity.id))
    return Placement(
        identity=identity,
        record=ArticleRecord.from_item(record) if record else None,
        owners={each: found[address_key(each)] for each in identity.addresses if address_key(each) in found},
        withdrawn_page=next((found[key]["id"] for key in pages if key in found), None),
        texts_withdrawn=MARKER in found,
    )


def claim_addresses(placement: Placement, capture_id: str) -> list[Write]:
    """Return a write for each address to which the capture *capture_id* has the strongest claim so far."""
    writes = []
    for address in placement.identity.addresses:
        by = _strength(placement.identity, address, capture_id)
        owner = placement.owners.get(address)
        if owner is not None and owner["by"] <= by and not _is_retimed(owner, by, placement.id):
            continue
        pk, sk = address_key(address)
        item = {"pk": pk, "sk": sk, "id": placement.id, "by": by}
        if owner is None:
            writes.append(Write(put=item, condition="attribute_not_exists(pk)"))
        else:
            writes.append(Write(put=item, condition="#by = :by", names={"#by": "by"}, values={":by": owner["by"]}))
    return writes


def _strength(identity: Identity, address: str, capture_id: str) -> str:
    """Return the strength of a claim to *address*, as text that sorts before that of a weaker claim."""
    return f"{0 if identity.established else 1}{0 if address == identity.address else 1}#{capture_id}"


def _is_retimed(owner: Item, by: str, article_id: str) -> bool:
    """Return whether the claim *by* a capture and the owner's are from the same upload with another time."""
    former: str = owner["by"]
    same_upload = former.rpartition("-")[2] == by.rpartition("-")[2] and former[:2] == by[:2]
    return former != by and same_upload and bool(owner["id"] == article_id)
