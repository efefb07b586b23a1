"""What follows from an article, one derived fact per module; pure: no AWS, no clock, no network.

For the storage and web rooms::

    enrich(article, capture, now) -> EnrichedArticle                      # this package
    identity.article_id(article, capture) -> str                          # 26 base32 characters, as EnrichedArticle.id
    identity.identify(article, capture) -> Identity                       # id, address, addresses, claims not believed
    identity.known_addresses(article, capture) -> tuple[(address, hash)]  # for the `URL#<hash>` items, its own first
    identity.address_hash(normalised) -> str                              # of one normalised address
    address.normalise_address(url) -> str                                 # raises InvalidRequest: no web address
    address.registrable_domain(url_or_host) -> str | None
    content.content_hash(blocks, title, standfirst) -> str                # as EnrichedArticle.content_hash
    fingerprint.bands(fingerprint) -> tuple[(n, value)]                   # for the `BAND#<n>#<value>` items
    likeness.compare(one, other) -> Likeness                              # of two Sketches: near-duplicate? which way?
    difference.compare_contents(before, after) -> Difference              # of two articles' contents, block by block
    difference.changed_fields(before, after) -> tuple[str, ...]           # for replay reports

A look-up by address is ``address_hash(normalise_address(url))``.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clippings.article import EnrichedArticle, ParsedArticle
    from clippings.records import Capture

__all__ = ["enrich"]


def enrich(article: ParsedArticle, capture: Capture | None, now: datetime) -> EnrichedArticle:
    """Return *article* with what follows from it; *capture* is None on a desk, *now* is aware.

    Never raises for what an article holds: a field that cannot be derived is empty.
    """
    from clippings.enrichment.enriching import derive  # on first use: whoever only normalises an address loads no model

    return derive(article, capture, now)
