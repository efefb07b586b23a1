"""``clippings event``: prints the event of a function, for `sam local invoke` and the Lambda console."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

from clippings_local.account import REGION, Account
from clippings_local.project import find_project
from clippings_local.resources import PSEUDO_PARAMETERS, MadeResources
from clippings_local.template import read_template

#: The functions, with the resource of the template that each reads, and the meaning of its keys.
BUCKETS = {
    "parse": ("InboxBucket", "a page's key in the inbox"),
    "enrich": ("ParsedBucket", "a parsed article: `parsed_key` in the answer of the parse function"),
}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "event",
        help="print an event for a function",
        description="Print the S3 event of one object, for the parse or the enrich function.",
    )
    parser.add_argument("function", choices=BUCKETS, help="the function")
    parser.add_argument("key", help="; ".join(f"{name}: {explained}" for name, (_, explained) in BUCKETS.items()))
    parser.add_argument("--bucket", help="the bucket (that of `clippings serve`)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the event."""
    bucket = arguments.bucket or _local_bucket(BUCKETS[arguments.function][0])
    print(json.dumps(s3_event(bucket, arguments.key, datetime.now(UTC)), indent=2))
    return 0


def s3_event(bucket: str, key: str, moment: datetime) -> dict[str, Any]:
    """Return S3's notification of an object that was put at *moment*.

    It names no version, so that the function reads the newest one.
    """
    return {
        "Records": [
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "awsRegion": REGION,
                "eventTime": moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "eventName": "ObjectCreated:Put",
                "s3": {
                    "s3SchemaVersion": "1.0",
                    "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
                    # S3 encodes a key like a value of a form, except for slashes.
                    "object": {"key": quote_plus(key, safe="/")},
                },
            }
        ]
    }


def _local_bucket(logical: str) -> str:
    template = read_template(find_project().template, {}, PSEUDO_PARAMETERS)
    return MadeResources(template, Account("")).ref(logical)
