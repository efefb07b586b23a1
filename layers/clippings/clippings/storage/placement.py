"""Which article a capture belongs to: the owner of its addresses, or a new one.

The first writer of an address owns it. An article that was filed without a canonical address, and gains one, keeps its
id where nobody owns the canonical; where somebody does, the capture files there and the older article moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clippings.article import ParsedArticle
from clippings.enrichment.address import find_address
from clippings.enrichment.identity import Identity, address_hash, identify, short_hash
from clippings.records import Capture
from clippings.storage.attributes import Item
from clippings.storage.table import Key, Table
from clippings.storage.withdrawn_texts import MARKER


@dataclass(frozen=True, slots=True)
class Placement:
    """The article's *id*, its *address* if it has one, the *unowned* addresses that lead to it from now on, and the
    records that it takes in (*moving*, by id). *provisional*: the page declares no canonical address that is believed.
    *texts_withdrawn*: there are texts that are refused under any address.
    """

    id: str
    address: str | None
    provisional: bool
    unowned: tuple[str, ...] = ()
    moving: dict[str, Item] = field(default_factory=dict)
    texts_withdrawn: bool = False


def record_key(article_id: str) -> Key:
    """Return the key of an article's record."""
    return (f"ARTICLE#{article_id}", "RECORD")


def address_key(address: str) -> Key:
    """Return the key of a normalised address."""
    return (f"URL#{address_hash(address)}", "URL")


def find_placement(table: Table, article: ParsedArticle, capture: Capture, *, consistent: bool) -> Placement:
    """Return where *article* is to be filed."""
    identity = identify(article, capture)
    earlier = _earlier_ids(article, capture, identity)
    keys = [address_key(address) for address in identity.addresses] + [record_key(each) for each in earlier]
    found = table.get_many([*keys, MARKER], consistent=consistent)
    owners = {
        address: found[address_key(address)]["id"] for address in identity.addresses if address_key(address) in found
    }
    own = identity.address
    older = [each for each in earlier if _gained_address(found.get(record_key(each)))]
    target = owners.get(own) if own else None
    if target is None:
        target = _withdrawn_owner(table, found, earlier, set(owners.values())) or (older[0] if older else identity.id)
    moving = {each: found[record_key(each)] for each in older if each != target}
    unowned = tuple(each for each in identity.addresses if owners.get(each) is None or owners[each] in moving)
    provisional = own is None or own != str(find_address(article.canonical_url))
    return Placement(target, own, provisional, unowned, moving, MARKER in found)


def _withdrawn_owner(table: Table, found: dict[Key, Item], earlier: tuple[str, ...], owners: set[str]) -> str | None:
    """Return the withdrawn article that the page was before, or that another of its addresses leads to, or None."""
    records = [found[record_key(each)] for each in earlier if record_key(each) in found]
    records = [each for each in records if each["provisional"]]
    records += table.get_many(record_key(each) for each in sorted(owners)).values() if owners else []
    return next((each["id"] for each in records if "withdrawn_at" in each), None)


def _earlier_ids(article: ParsedArticle, capture: Capture, identity: Identity) -> tuple[str, ...]:
    """Return the ids that the page would have had before it declared its canonical address."""
    if identity.address is None:
        return ()
    origin = find_address(article.url) or find_address(capture.source_url)
    earlier = [address_hash(str(origin))] if origin else []
    return tuple(each for each in (*earlier, short_hash(f"{capture.bucket}/{capture.key}")) if each != identity.id)


def _gained_address(record: Item | None) -> bool:
    """Whether the earlier *record* had no canonical address yet, so that this page can be it."""
    return record is not None and record["provisional"] and "moved_to" not in record and "withdrawn_at" not in record
