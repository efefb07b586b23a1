"""Extracts the article from a page in the inbox, or records why it was rejected. Bundles go to the unpack function."""

from __future__ import annotations

import gc
import os
from functools import cache
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger, Metrics, Tracer, single_metric
from aws_lambda_powertools.metrics import MetricUnit

from clippings.errors import RejectedPage
from clippings.queue_worker import Job, Outcome, make_handler
from clippings.storage import Wiring
from clippings.storage.page_parsing import parse_uploaded

if TYPE_CHECKING:
    from clippings.records import Capture
    from clippings.storage.s3_events import Upload

# A page makes some 100,000 objects that all live as long as it does: by default they are searched for cycles every 700
# objects, which takes 7 % of the time.
gc.set_threshold(50_000)

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@cache
def wiring() -> Wiring:
    """Return the stores, which are made once per container, on first use."""
    return Wiring.from_environment(os.environ)


class ParseJob(Job):
    """Parses one page and stores the article for the enrich function."""

    def __init__(self, upload: Upload, *, last: bool) -> None:
        super().__init__(upload, last=last)
        #: The upload as its event describes it; after reading, with the size and version that were read.
        self.known: Upload | Capture = upload

    @tracer.capture_method(capture_response=False)
    def run(self) -> Outcome:
        """Parse the page, or send a bundle to the unpack function.

        A page without an article is recorded as rejected, because a retry cannot help.
        """
        store = wiring()
        self.begin()
        try:
            kind = store.unpacker.find_kind(self.upload)
            if kind is not None:
                return self.unpack(kind)
            page = store.objects.read_upload(self.upload)
            self.known = capture = page.capture
            article = parse_uploaded(page, store.admissions, store.pictures)
        except RejectedPage as rejected:
            store.ingestions.put_rejected(self.known, rejected)
            count_rejection(rejected.reason)
            logger.info("rejected", extra=self.names() | {"reason": rejected.reason, "detail": rejected.detail})
            found = self.upload.key, self.known.version, "rejected"
            return Outcome(*found, reason=rejected.reason, detail=rejected.detail)
        store.ingestions.put_parsed(capture, admitted=article.rejection_reason is not None)
        parsed_key = store.objects.put_parsed(capture, article)
        metrics.add_metric(name="Parsed", unit=MetricUnit.Count, value=1)
        logger.info("parsed", extra=self.names() | {"title": article.title, "score": article.article_score})
        return Outcome(capture.key, capture.version, "parsed", title=article.title, parsed_key=parsed_key)

    def unpack(self, kind: str) -> Outcome:
        """Send the upload, which is a bundle, to the unpack function."""
        wiring().unpacker.start(self.upload, kind)
        metrics.add_metric(name="Bundles", unit=MetricUnit.Count, value=1)
        logger.info("bundle", extra=self.names() | {"kind": kind})
        return Outcome(self.upload.key, self.upload.version, "unpacking")

    def fail(self, reason: str) -> None:
        """Record that the upload failed."""
        wiring().ingestions.put_failed(self.known, reason)

    def names(self) -> dict[str, object]:
        """Return the upload's bucket, key and version."""
        return {"bucket": self.upload.bucket, "key": self.upload.key, "version": self.upload.version}


def count_rejection(reason: str) -> None:
    """Count a rejection under its reason."""
    with single_metric(name="Rejected", unit=MetricUnit.Count, value=1, namespace=metrics.namespace) as metric:
        metric.add_dimension(name="service", value=metrics.service or "parse")
        metric.add_dimension(name="reason", value=reason)


handler = make_handler(ParseJob, wiring, logger, metrics, tracer)
