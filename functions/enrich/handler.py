"""Enriches a parsed article and stores it in the table."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings import enrich
from clippings.queue_worker import Job, Outcome, make_handler
from clippings.storage import Wiring
from clippings.storage.ingestions import WITHDRAWN

if TYPE_CHECKING:
    from clippings.storage.page_store import ParsedObject
    from clippings.storage.s3_events import Upload

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@cache
def wiring() -> Wiring:
    """Return the stores, which are made once per container, on first use."""
    return Wiring.from_environment(os.environ)


class EnrichJob(Job):
    """Enriches and stores one parsed article. *upload* is the parsed object, not its page."""

    def __init__(self, upload: Upload, *, last: bool) -> None:
        super().__init__(upload, last=last)
        self.parsed: ParsedObject | None = None

    @tracer.capture_method(capture_response=False)
    def run(self) -> Outcome:
        """Enrich and store the article, and record the ingestion status of its page."""
        store = wiring()
        self.parsed = parsed = store.objects.read_parsed(self.upload)
        capture = parsed.capture
        self.begin()
        article = enrich(parsed.article, parsed.capture, datetime.now(UTC))
        filing = store.articles.file(article, parsed.capture, parsed.extraction, datetime.now(UTC))
        admitted = article.rejection_reason is not None
        store.ingestions.put_filed(parsed.capture, filing, parsed.extraction.extractor, admitted=admitted)
        metrics.add_metric(name=filing.outcome.capitalize(), unit=MetricUnit.Count, value=1)
        named = self.names() | {"article_id": filing.article_id, "revision": filing.revision}
        logger.info(filing.outcome, extra=named)
        found = capture.key, capture.version
        if filing.outcome == "withdrawn":
            return Outcome(*found, "rejected", reason=WITHDRAWN.reason, detail=WITHDRAWN.detail)
        return Outcome(*found, filing.outcome, title=article.title, article_id=filing.article_id)

    def fail(self, reason: str) -> None:
        """Record that the page failed. Without the parsed object the page is not known."""
        if self.parsed is not None:
            parsed, admitted = self.parsed, self.parsed.article.rejection_reason is not None
            wiring().ingestions.put_failed(parsed.capture, reason, parsed.extraction.extractor, admitted=admitted)

    def names(self) -> dict[str, object]:
        """Return the key of the parsed object and, once that is read, the page's bucket, key and version."""
        named: dict[str, object] = {"parsed_key": self.upload.key}
        if self.parsed is None:
            return named
        capture = self.parsed.capture
        return named | {"bucket": capture.bucket, "key": capture.key, "version": capture.version}


handler = make_handler(EnrichJob, wiring, logger, metrics, tracer)
