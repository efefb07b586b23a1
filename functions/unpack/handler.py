"""Unpacks a stretch of a bundle: sends its pages to the parse function, and the next stretch to its own queue.

The unpack state machine invokes it too, and passes the next stretch on itself.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.errors import RejectedPage
from clippings.queue_worker import Job, Outcome, make_handler
from clippings.storage import Wiring
from clippings.storage.bundle_tasks import read_task, run_task
from clippings.storage.stretches import Stretch, stretches_in
from clippings.time_limit import time_limit

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
metrics = Metrics()
tracer = Tracer()

#: Seconds of the function's time that a stretch leaves for the calls that follow it.
LEFT_SECONDS = 100
#: Seconds that are kept for the answer to the state machine.
ANSWER_SECONDS = 10


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


unpack_by_queue = make_handler(UnpackJob, wiring, logger, metrics, tracer, stretches_in)


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def unpack_by_task(event: dict[str, Any], context: LambdaContext) -> Any:
    """Perform a task of the state machine; its answer is the next task, or the bundle's row of the report."""
    metrics.add_metric(name="Invocations", unit=MetricUnit.Count, value=1)
    task = read_task(event)
    logger.append_keys(bucket=task.bucket, key=task.key)

    def seconds_left() -> float:
        return context.get_remaining_time_in_millis() / 1000

    with time_limit(seconds_left() - ANSWER_SECONDS):
        done = run_task(task, wiring(), lambda: seconds_left() < LEFT_SECONDS)
    metrics.add_metric(name="UnpackedPages", unit=MetricUnit.Count, value=done.pages - task.pages)
    logger.info(done.outcome, pages=done.pages, skipped=done.skipped, reason=done.reason)
    return done.to_dict()


def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Unpack what messages of the bundle queue, or a task of the state machine, name."""
    return unpack_by_task(event, context) if "key" in event else unpack_by_queue(event, context)
