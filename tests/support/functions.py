"""The handlers of the functions, loaded as Lambda loads them, and events of queues."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import quote_plus

ROOT = Path(__file__).parents[2]
CONTEXT = SimpleNamespace(
    function_name="f", function_version="1", memory_limit_in_mb=512, aws_request_id="r",
    invoked_function_arn="arn:aws:lambda:us-east-1:1:function:f", get_remaining_time_in_millis=lambda: 300_000,
)  # fmt: skip
#: The work of a function's handler on one upload.
JOBS = {"parse": "ParseJob", "enrich": "EnrichJob"}


def load_handler(name: str) -> ModuleType:
    """Return the module of a function, freshly loaded."""
    spec = importlib.util.spec_from_file_location(f"{name}_handler", ROOT / "functions" / name / "handler.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    variables = {
        "POWERTOOLS_METRICS_NAMESPACE": "Clippings",
        "POWERTOOLS_LOG_LEVEL": "CRITICAL",
        "POWERTOOLS_SERVICE_NAME": f"{name} of a history",  # loggers keep their level under their name
    }
    module = importlib.util.module_from_spec(spec)
    with patch.dict(os.environ, variables):
        spec.loader.exec_module(module)
    return module


def queue_event(body: Any, receives: int = 1) -> dict[str, Any]:
    """Return the event of a queue with one message."""
    record = {
        "messageId": "m",
        "receiptHandle": "r",
        "body": json.dumps(body),
        "attributes": {"ApproximateReceiveCount": str(receives)},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:1:queue",
    }
    return {"Records": [record]}


def s3_event(bucket: str, key: str, version: str, etag: str, sequencer: str, moment: str) -> dict[str, Any]:
    """Return the notification of S3 that an object was put."""
    found = {"key": quote_plus(key), "eTag": etag, "sequencer": sequencer} | ({"versionId": version} if version else {})
    record = {
        "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": moment,
        "s3": {"bucket": {"name": bucket}, "object": found},
    }  # fmt: skip
    return {"Records": [record]}
