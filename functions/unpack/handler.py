"""Unpacks a stretch of a bundle: hands its pages to the parse function, and the next stretch to itself."""

from __future__ import annotations

import os
from functools import cache

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.errors import RejectedPage
from clippings.queue_worker import Job, Outcome, make_handler
from clippings.storage import Wiring
from clippings.storage.unpacking import Stretch, stretches_in

logger = Logger()
metrics = Metrics()
tracer = Tracer()

#: Seconds of the function's time that a stretch leaves for the calls that follow it.
LEFT_SECONDS = 100


@cache
def wiring() -> Wiring:
    """Return the stores, which are made once per container, on first use."""
    return Wiring.from_environment(os.environ)


class UnpackJob(Job):
    """Unpacks one stretch of a bundle."""

    def __init__(self, stretch: Stretch, *, last: bool) -> None:
        super().__init__(stretch.upload, last=last)
        self.stretch = stretch

    @tracer.capture_method(capture_response=False)
    def run(self) -> Outcome:
        """Unpack the stretch. A bundle that cannot be unpacked, or is gone, is recorded as rejected."""
        store = wiring()
        self.begin()
        found = self.upload.key, self.upload.version
        try:
            ended = store.unpacker.unpack(self.stretch, lambda: self.seconds_left() < LEFT_SECONDS)
        except RejectedPage as rejected:
            extractor, counts = self.stretch.extractor, self.stretch.counts
            store.ingestions.put_rejected(self.upload, rejected, extractor, counts=counts)
            logger.info("rejected", extra=self.names() | {"reason": rejected.reason, "detail": rejected.detail})
            return Outcome(*found, "rejected", reason=rejected.reason, detail=rejected.detail)
        metrics.add_metric(name="UnpackedPages", unit=MetricUnit.Count, value=ended.after.pages - self.stretch.pages)
        status = "unpacked" if ended.done else "unpacking"
        logger.info(status, extra=self.names() | ended.after.counts)
        return Outcome(*found, status)

    def fail(self, reason: str) -> None:
        """Record that the bundle failed."""
        wiring().ingestions.put_failed(self.upload, reason, self.stretch.extractor)

    def names(self) -> dict[str, object]:
        """Return the bundle's bucket, key and version, and the number of the stretch."""
        upload = self.upload
        named = {"bucket": upload.bucket, "key": upload.key, "version": upload.version}
        return named | {"stretch": self.stretch.number}


handler = make_handler(UnpackJob, wiring, logger, metrics, tracer, stretches_in)
