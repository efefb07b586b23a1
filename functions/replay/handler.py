"""Extracts uploads again. The replay state machine invokes it for each object of the inbox or for each article."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from clippings.errors import OutOfTime
from clippings.storage import Wiring
from clippings.storage.replaying import Replayer
from clippings.time_limit import time_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aws_lambda_powertools.utilities.typing import LambdaContext

    from clippings.storage.s3_events import Upload

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@cache
def replayer() -> Replayer:
    """Return the replayer, which is made once per container, on first use."""
    return Replayer(Wiring.from_environment(os.environ))


#: Seconds that are kept to write the rows of the report when the function's time is nearly up.
LEFT_SECONDS = 10


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Perform one task of a replay.

    - ``{"key", "versions": "latest" | "all", "admit": true}`` first admits the uploads, with any content
    - ``{"key", "versions"}`` without ``admit`` and ``{"article"}`` are replayed and answered with rows of the report
    - ``{"publisher", "execution"}`` selects a publisher's articles: where the list of them was put, and how many

    A task that needs more time than there is writes the rows that it has and raises OutOfTime. The state machine tries
    it again, and it continues where it stopped.
    """
    metrics.add_metric(name="Invocations", unit=MetricUnit.Count, value=1)
    if "publisher" in event:
        return replayer().select(event["publisher"], event["execution"])
    logger.append_keys(**event)
    execution = event.get("execution", "tasks")
    rows: list[dict[str, Any]] = []
    try:
        with time_limit(context.get_remaining_time_in_millis() / 1000 - LEFT_SECONDS):
            for upload in uploads_of(event):
                rows.append(replay(upload))  # noqa: PERF401 - the rows before an interruption are kept
    except OutOfTime:
        if rows:
            replayer().put_part(rows, execution)
        raise
    return replayer().limit_rows(rows, execution)


def uploads_of(event: dict[str, Any]) -> Iterator[Upload]:
    """Return the uploads that a task names."""
    if "article" in event:
        return replayer().uploads_in(event["article"])
    uploads = replayer().uploads_of(event["key"], older=event["versions"] == "all")
    return replayer().admit(uploads) if event.get("admit") else uploads


def replay(upload: Upload) -> dict[str, Any]:
    """Replay one upload and return its row of the report."""
    row = replayer().replay(upload, datetime.now(UTC))
    if row.article_id:  # a new search index is filled with what has not changed, too
        replayer().store.follower.index_only([row.article_id])
    metrics.add_metric(name=f"Replayed{row.outcome.capitalize()}", unit=MetricUnit.Count, value=1)
    logger.info("replayed", **row.to_dict())
    return row.to_dict()
