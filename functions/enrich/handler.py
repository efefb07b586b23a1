"""Turns a parsed article into a described one and files it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from clippings import enrich
from clippings.errors import UnreadableEvent
from clippings.storage import Wiring
from clippings.storage.s3_events import Upload, try_each, uploads_in

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from clippings.storage.page_store import ParsedObject

logger = Logger()
metrics = Metrics()
tracer = Tracer()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def wiring() -> Wiring:
    """Build the outside world once per container, on first use."""
    return Wiring.from_environment(os.environ)


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """File every parsed article that *event* tells of. A queue's event is answered with its failures; others raise."""
    metrics.add_metric(name="Invocations", unit=MetricUnit.Count, value=1)
    records = event.get("Records") or [{}]
    if records[0].get("eventSource") == "aws:sqs":
        return process_partial_response(event, file_message, processor, context)
    try_each(uploads_in(event), file_upload)
    return None


def file_message(record: SQSRecord) -> None:
    """File what one message tells of; at its last receive a failure is recorded before it is raised."""
    last = int(record.attributes.approximate_receive_count) >= wiring().settings.max_receives
    try:
        uploads = uploads_in(record.body)
    except UnreadableEvent:
        logger.exception("unreadable message", message_id=record.message_id)
        raise
    try_each(uploads, partial(file_upload, last=last))


@tracer.capture_method(capture_response=False)
def file_upload(upload: Upload, *, last: bool = False) -> None:
    """Read one parsed article and file it. One that cannot be read names no capture: it goes to the dead letters."""
    with logger.append_context_keys(parsed_key=upload.key):
        try:
            parsed = wiring().objects.read_parsed(upload)
        except Exception:
            logger.exception("reading failed")
            raise
        file_capture(parsed, last=last)


def file_capture(parsed: ParsedObject, *, last: bool) -> None:
    """File one article; where that fails the log says of which upload, and at the *last* attempt the ingestion too."""
    capture = parsed.capture
    with logger.append_context_keys(bucket=capture.bucket, key=capture.key, version=capture.version):
        try:
            file_parsed(parsed)
        except Exception as failure:
            logger.exception("filing failed")
            if last:
                detail = f"{type(failure).__name__}: {failure}"
                wiring().ingestions.put_failed(capture, detail, parsed.extraction.extractor)
                metrics.add_metric(name="Failed", unit=MetricUnit.Count, value=1)
            raise


def file_parsed(parsed: ParsedObject) -> None:
    """Describe and file one article, and record what became of its upload."""
    store, capture, extractor = wiring(), parsed.capture, parsed.extraction.extractor
    now = datetime.now(UTC)
    article = enrich(parsed.article, capture, now)
    filing = store.articles.file(article, capture, parsed.extraction, now)
    store.ingestions.put_filed(capture, filing, extractor)
    metrics.add_metric(name=filing.outcome.capitalize(), unit=MetricUnit.Count, value=1)
    logger.info(filing.outcome, article_id=filing.article_id, revision=filing.revision)
