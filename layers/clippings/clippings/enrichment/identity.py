"""The identity of the article on a page: its id, the addresses that lead to it, and the claims that were rejected.

The id is computed from one capture alone. So it does not depend on the order of captures, and never changes:

=========================================  =====================================================================
the uploader gave the page's address,      the hash of the page's canonical address, or of that address
or nothing was uploaded
the page alone names an address            the hash of that address and a mark that only the page claims it
neither                                    the hash of the object's bucket and key
=========================================  =====================================================================

So an upload without an address never changes an article that an upload with an address has established.

The canonical address that a page declares is used, unless it is an obvious mistake or another publisher's:

====================== ============================================================================================
``other-publisher``    it is of another publisher than the address that the upload gave (see ``publisher_site``)
``home-page``          it has no path, but the page's own address has one or is unknown
``section-page``       it is an ancestor of the page's own path and names a section, not a page
``system-page``        it is a log-in, consent, search or error page
``another-article``    the page's own address shares words with the title; the canonical shares none with either
``no-url``             only the page itself declares that this is its address
====================== ============================================================================================

A rejected canonical address is kept as a claim. The id is then made from the upload's address, from another address
that the page declares, or from bucket and key, in this order.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from clippings.article import ParsedArticle
from clippings.enrichment.address import Address, find_address, names_a_page, publisher_site
from clippings.enrichment.content import content_hash
from clippings.records import Capture

#: Characters of an id: 26 of base32 carry 130 bits.
ID_LENGTH = 26
#: Maximum number of addresses that one capture claims. All are written in one transaction together with the article.
MAX_ADDRESSES = 12

#: These words are not in the language files, because a new word would change the ids of articles that are stored.
SYSTEM_PAGE = re.compile(
    r"^/(?:[^/]+/)?(?:login|log-in|signin|sign-in|register|subscribe|consent|privacy-consent|cookie-?wall|search|"
    r"not-?found|error|404|403|500)(?:[./]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AddressClaim:
    """An address that the page declares and that was rejected. *why* is one of the module's reasons."""

    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity of an article.

    Attributes:
        id: The article's id.
        address: The address from which the id was made; None if it was made from bucket and key.
        addresses: The normalized addresses that lead to the article, its own first.
        claims: Addresses that the page declares and that were rejected.
        established: Whether the address is known from elsewhere than the page: the uploader gave it, or nothing was
            uploaded.
        origin: The address that the page came from.
    """

    id: str
    address: str | None
    addresses: tuple[str, ...] = ()
    claims: tuple[AddressClaim, ...] = ()
    established: bool = False
    origin: str | None = None


def address_hash(address: str) -> str:
    """Return the hash of a normalized *address*, which is also the id of an article that is established there."""
    return short_hash(address)


def claimed_id(address: str) -> str:
    """Return the id of an article that is uploaded without an address and whose page declares *address* as its own."""
    return short_hash(f"claimed\n{address}")


def short_hash(text: str) -> str:
    """Return 26 lower-case base32 characters of the SHA-256 of *text*."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:ID_LENGTH]


def identify(article: ParsedArticle, capture: Capture | None) -> Identity:
    """Return the identity of *article*, which was uploaded as *capture* (None if nothing was uploaded)."""
    given = find_address(capture.source_url) if capture else None
    origin = find_address(article.url) or given  # a saved page may declare any address as its origin
    canonical = find_address(article.canonical_url)
    claims: list[AddressClaim] = []
    trusted: list[Address] = []
    for claimed in _declared(article, canonical):
        why = find_doubt(claimed, origin, article.title)
        if why is None and trusted and not _same_publisher(claimed, trusted[0]):
            why = "other-publisher"
        if why is None:
            trusted.append(claimed)
        elif claimed == canonical or why == "other-publisher":
            claims.append(AddressClaim(str(claimed), why))
    own = _own_address(trusted, canonical, origin)
    if own is None:
        return Identity(_id_without_address(article, capture), None, (), tuple(claims))
    variants = dict.fromkeys(str(each) for each in (own, origin, *trusted) if each and _same_publisher(each, own))
    addresses = tuple(variants)[:MAX_ADDRESSES]
    source = str(origin) if origin else None
    if capture is not None and given is None:
        claims += (AddressClaim(each, "no-url") for each in addresses)
        return Identity(claimed_id(str(own)), str(own), addresses, tuple(claims), origin=source)
    return Identity(address_hash(str(own)), str(own), addresses, tuple(claims), established=True, origin=source)


def _declared(article: ParsedArticle, canonical: Address | None) -> Iterator[Address]:
    seen: set[Address] = set()
    for each in (canonical, *map(find_address, article.addresses[:100])):
        if each and each not in seen:
            seen.add(each)
            yield each


def _own_address(trusted: list[Address], canonical: Address | None, origin: Address | None) -> Address | None:
    if canonical in trusted:
        return canonical
    return origin or next(iter(trusted), None)


def _id_without_address(article: ParsedArticle, capture: Capture | None) -> str:
    if capture:
        return short_hash(f"{capture.bucket}/{capture.key}")
    return short_hash(content_hash(article.blocks, article.title, article.standfirst))


def find_doubt(claimed: Address, origin: Address | None, title: str | None) -> str | None:
    """Return why *claimed* cannot be the address of the page from *origin* with this *title*, or None if it can."""
    if origin and not _same_publisher(claimed, origin):
        return "other-publisher"
    if claimed.path == "/" and not claimed.query and (origin is None or origin.path != "/" or origin.query):
        return "home-page"
    if SYSTEM_PAGE.match(claimed.path) and not (origin and SYSTEM_PAGE.match(origin.path)):
        return "system-page"
    if origin and claimed != origin and _is_section_of(claimed.path, origin.path):
        return "section-page"
    if origin and _is_another_article(claimed.path, origin.path, title):
        return "another-article"
    return None


def _same_publisher(one: Address, other: Address) -> bool:
    return publisher_site(one) == publisher_site(other)


def _is_section_of(claimed: str, own: str) -> bool:
    """Return whether *claimed* is a section of *own*: ``/politics`` is one of ``/politics/a-story-9``."""
    return own.startswith(claimed + "/") and not names_a_page(claimed.rpartition("/")[2])


def _is_another_article(claimed: str, own: str, title: str | None) -> bool:
    about, mine, other = _words(title or ""), _words(own), _words(claimed)
    if len(other) < 3 or len(mine & about) < 2 or _numbers(claimed) & _numbers(own):
        return False
    return not other & (about | mine)


def _words(text: str) -> frozenset[str]:
    """Return the words of three letters and more, in lower case and without accents as in slugs."""
    decomposed = unicodedata.normalize("NFKD", text[:2000]).casefold()
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return frozenset(re.findall(r"[^\W\d_]{3,}", plain)) - {"html", "htm", "php", "aspx", "article", "news", "story"}


def _numbers(path: str) -> frozenset[str]:
    """Return the numbers of five digits and more. They are ids in publishing systems."""
    return frozenset(re.findall(r"\d{5,}", path))
