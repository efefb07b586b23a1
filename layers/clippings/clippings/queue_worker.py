"""The worker of the parse and enrich functions: it processes messages of a queue one by one, or an event of S3.

Parse and enrich each process one upload by a :class:`Job`. The rest is here: the uploads in a message, last attempts,
the remaining time, and the answer to the queue.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from clippings.errors import Unreached, UnreadableEvent
from clippings.storage.aws_errors import explain_unreached, failure_code
from clippings.storage.s3_events import Upload, uploads_in
from clippings.time_limit import time_limit

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger, Metrics, Tracer
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from clippings.storage import Wiring

#: The failure that is recorded before the last attempt, and stays where the function is killed. One of FAILURES.
STOPPED = "stopped"
#: Seconds of a function's time that are reserved for its answer, in addition to recording a failure.
ANSWER_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one upload, as the invoker sees it. *parsed_key* is the input of the enrich function."""

    key: str
    version: str
    status: str
    title: str | None = None
    reason: str | None = None
    detail: str | None = None
    parsed_key: str | None = None
    article_id: str | None = None

    def to_dict(self) -> dict[str, str]:
        """Return the fields that have a value."""
        return {name: value for name, value in asdict(self).items() if value}


class Job(ABC):
    """The work on one *upload*. *last* says that the queue gives up after this attempt."""

    def __init__(self, upload: Upload, *, last: bool) -> None:
        self.upload = upload
        self.last = last
        #: Returns the seconds of the function's time that are left; the worker sets it.
        self.seconds_left: Callable[[], float] = lambda: math.inf

    @abstractmethod
    def run(self) -> Outcome:
        """Process the upload. A rejection is recorded; any exception makes the queue deliver the message again."""

    @abstractmethod
    def fail(self, reason: str) -> None:
        """Record that the upload failed, if the upload is known. *reason* is one of FAILURES."""

    @abstractmethod
    def names(self) -> dict[str, object]:
        """Return the fields that name the upload in the log."""

    def begin(self) -> None:
        """Record a failure before the last attempt. It remains if the function is killed."""
        if self.last:
            self.fail(STOPPED)


class QueueWorker:
    """Runs a job for each upload in an event. *start* makes the job; *wiring* is made on first use.

    *read* returns what is to be done from the body of a message.
    """

    def __init__(
        self,
        start: Callable[..., Job],
        wiring: Callable[[], Wiring],
        logger: Logger,
        metrics: Metrics,
        read: Callable[[str], tuple[Any, ...]] = uploads_in,
    ) -> None:
        self.start = start
        self.read = read
        self.wiring = wiring
        self.logger = logger
        self.metrics = metrics
        self.processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)

    def handle(self, event: dict[str, Any], context: LambdaContext) -> Any:
        """Process every upload in *event* until the time has ended.

        Returns: for a queue's event, the messages that failed (``batchItemFailures``); for any other the outcome of
            each upload: ``{"uploads": [{"key", "status", ...}]}``.
        Raises: the first failure of an event that is not a queue's.
        """
        self.metrics.add_metric(name="Invocations", unit=MetricUnit.Count, value=1)

        def work(record: SQSRecord) -> None:
            last = int(record.attributes.approximate_receive_count) >= self.wiring().settings.max_receives
            self._work_on(self._uploads_in(record), context, last=last)

        records = event.get("Records") or [{}]
        if records[0].get("eventSource") == "aws:sqs":
            return process_partial_response(event, work, self.processor, context)
        outcomes = self._work_on(uploads_in(event), context, last=False)
        return {"uploads": [outcome.to_dict() for outcome in outcomes]}

    def _uploads_in(self, record: SQSRecord) -> tuple[Any, ...]:
        try:
            return self.read(record.body)
        except UnreadableEvent:
            self.logger.exception("unreadable message", message_id=record.message_id)
            raise

    def _work_on(self, uploads: Iterable[Upload], context: LambdaContext, *, last: bool) -> list[Outcome]:
        """Process each of *uploads*, also after a failure; then raise the first failure."""
        outcomes: list[Outcome] = []
        failures: list[Exception] = []
        for upload in uploads:
            try:
                outcomes.append(self._attempt(self.start(upload, last=last), context))
            except Exception as failure:  # noqa: BLE001 - raised once every upload had its turn
                failures.append(failure)
        if failures:
            raise failures[0]
        return outcomes

    def _attempt(self, job: Job, context: LambdaContext) -> Outcome:
        reserved = self.wiring().longest_call + ANSWER_SECONDS
        job.seconds_left = lambda: context.get_remaining_time_in_millis() / 1000
        seconds = job.seconds_left() - reserved
        try:
            with time_limit(seconds):
                return job.run()
        except Exception as failure:
            settings = self.wiring().settings
            explained = explain_unreached(failure, settings.endpoint, sam_local=settings.sam_local)
            self.logger.exception(explained or "failed", extra=job.names())
            if job.last:
                job.fail(failure_code(failure))
                self.metrics.add_metric(name="Failed", unit=MetricUnit.Count, value=1)
            if explained:
                raise Unreached(explained) from failure
            raise


def make_handler(
    start: Callable[..., Job],
    wiring: Callable[[], Wiring],
    logger: Logger,
    metrics: Metrics,
    tracer: Tracer,
    read: Callable[[str], tuple[Any, ...]] = uploads_in,
) -> Callable[[dict[str, Any], LambdaContext], Any]:
    """Return the Lambda handler that runs the job of *start* for each upload, as *read* finds it in a message."""
    worker = QueueWorker(start, wiring, logger, metrics, read)

    @logger.inject_lambda_context(clear_state=True)
    @tracer.capture_lambda_handler(capture_response=False)
    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event: dict[str, Any], context: LambdaContext) -> Any:
        return worker.handle(event, context)

    made: Callable[[dict[str, Any], LambdaContext], Any] = handler
    return made
