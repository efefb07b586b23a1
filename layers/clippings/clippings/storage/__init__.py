"""Storage: the buckets, the table and the queue. The only package that knows boto3.

:class:`Wiring` builds every store from the settings, on first use::

    wiring = Wiring.from_environment(os.environ)
    record = wiring.articles.get_record(article_id)

Reads are eventually consistent unless a write depends on them.
"""

from __future__ import annotations

from clippings.storage.wiring import Wiring

__all__ = ["Wiring"]
