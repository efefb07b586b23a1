"""Turns a page that was put into the inbox into a parsed article, or records why there is none."""

from __future__ import annotations

import os
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from clippings import RejectedPage, parse
from clippings.errors import UnreadableEvent
from clippings.storage import Wiring
from clippings.storage.s3_events import Upload, try_each, uploads_in

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from clippings.records import Capture

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
    """Parse every upload that *event* tells of. Only a queue's event is answered with its failures; others raise."""
    metrics.add_metric(name="Invocations", unit=MetricUnit.Count, value=1)
    records = event.get("Records") or [{}]
    if records[0].get("eventSource") == "aws:sqs":
        return process_partial_response(event, parse_message, processor, context)
    try_each(uploads_in(event), parse_upload)
    return None


def parse_message(record: SQSRecord) -> None:
    """Parse what one message tells of; at its last receive a failure is recorded before it is raised."""
    last = int(record.attributes.approximate_receive_count) >= wiring().settings.max_receives
    try:
        uploads = uploads_in(record.body)
    except UnreadableEvent:
        logger.exception("unreadable message", message_id=record.message_id)
        raise
    try_each(uploads, partial(parse_upload, last=last))


def parse_upload(upload: Upload, *, last: bool = False) -> None:
    """Parse one upload; where that fails the log says of which, and at the *last* attempt the ingestion too."""
    with logger.append_context_keys(bucket=upload.bucket, key=upload.key, version=upload.version):
        try:
            parse_page(upload)
        except Exception as failure:
            logger.exception("parsing failed")
            if last:
                wiring().ingestions.put_failed(upload, f"{type(failure).__name__}: {failure}")
                metrics.add_metric(name="Failed", unit=MetricUnit.Count, value=1)
            raise


@tracer.capture_method(capture_response=False)
def parse_page(upload: Upload) -> None:
    """Parse one page and put the article where the next function finds it."""
    store = wiring()
    known: Upload | Capture = upload
    try:
        page = store.objects.read_upload(upload)
        known = capture = page.capture
        article = parse(page.data, capture.source_url, capture.captured_at, charset=page.charset)
    except RejectedPage as rejected:  # a retry cannot help
        store.ingestions.put_rejected(known, rejected)
        count_rejection(rejected.reason)
        logger.info("rejected", reason=rejected.reason, detail=rejected.detail)
        return
    store.ingestions.put_parsed(capture)
    store.objects.put_parsed(capture, article)
    metrics.add_metric(name="Parsed", unit=MetricUnit.Count, value=1)
    logger.info("parsed", title=article.title, score=article.article_score)


def count_rejection(reason: str) -> None:
    """Count a rejection under its reason."""
    with single_metric(name="Rejected", unit=MetricUnit.Count, value=1, namespace=metrics.namespace) as metric:
        metric.add_dimension(name="service", value=metrics.service or "parse")
        metric.add_dimension(name="reason", value=reason)
