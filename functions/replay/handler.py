"""Extracts uploads anew: what the replay state machine calls for each object of the inbox, or for each article."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.storage import Wiring
from clippings.storage.replaying import Replayer

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@cache
def replayer() -> Replayer:
    """Build the outside world once per container, on first use."""
    return Replayer(Wiring.from_environment(os.environ))


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> Any:
    """Answer one task.

    - ``{"key", "versions": "latest" | "all", "admit": true}`` first admits the uploads, whatever they hold
    - ``{"key", "versions"}`` without ``admit`` and ``{"article"}`` are replayed and answered with rows of the report
    - ``{"publisher", "execution"}`` selects a publisher's articles: where the list of them was put, and how many
    """
    metrics.add_metric(name="Invocations", unit=MetricUnit.Count, value=1)
    if "publisher" in event:
        return replayer().select(event["publisher"], event["execution"])
    logger.append_keys(**event)
    if "article" in event:
        uploads = replayer().uploads_in(event["article"])
    else:
        uploads = replayer().uploads_of(event["key"], older=event["versions"] == "all")
        if event.get("admit"):
            uploads = replayer().admit(uploads)
    rows = [replayer().replay(upload, datetime.now(UTC)) for upload in uploads]
    for row in rows:
        metrics.add_metric(name=f"Replayed{row.outcome.capitalize()}", unit=MetricUnit.Count, value=1)
        logger.info("replayed", **row.to_dict())
    return [row.to_dict() for row in rows]
