"""Puts the rows of articles that changed into the Firehose stream of the table of articles."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from clippings.storage import Wiring
from clippings.storage.article_stream import read_message

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
metrics = Metrics()
tracer = Tracer()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def wiring() -> Wiring:
    """Return the stores, which are made once per container, on first use."""
    return Wiring.from_environment(os.environ)


def export(record: SQSRecord) -> None:
    """Write the rows of the articles that one message names. A failed message is delivered again."""
    try:
        rows = wiring().exporter.export(read_message(record.body))
    except Exception:
        logger.exception("failed", message_id=record.message_id)
        raise
    metrics.add_metric(name="ExportedRows", unit=MetricUnit.Count, value=rows)
    logger.info("exported", rows=rows)


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Process the messages of the export queue; the answer names those that failed."""
    metrics.add_metric(name="Invocations", unit=MetricUnit.Count, value=1)
    return process_partial_response(event, export, processor, context)
