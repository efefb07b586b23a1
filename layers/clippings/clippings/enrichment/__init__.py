"""Enrichment: facts derived from an article, one module each. Pure: no AWS, no clock, no network.

``enrich`` is the only public name. Storage and web also use some modules: ``identity`` (ids and addresses), ``address``
(normalized addresses), ``content`` (the content hash), ``fingerprint`` and ``similarity`` (near-duplicates), and
``difference`` (two revisions).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clippings.article import EnrichedArticle, ParsedArticle
    from clippings.records import Capture

__all__ = ["enrich"]


def enrich(article: ParsedArticle, capture: Capture | None, now: datetime) -> EnrichedArticle:
    """Return *article* with the facts that are derived from it. A fact that cannot be derived is empty.

    Args:
        article: The article, as ``clippings.parse`` returns it.
        capture: The upload of its page, or None outside of the service.
        now: The aware moment of enrichment.
    """
    from clippings.enrichment.enriching import derive  # loads the models

    return derive(article, capture, now)
