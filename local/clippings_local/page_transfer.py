"""``clippings export --pages`` and ``clippings import``: transfer the pages of one service to another.

The format is JSON Lines, one capture per line: ``key``, ``captured_at`` (RFC 3339), ``content_type``,
``content_encoding`` (or null), ``metadata``, and ``body`` in base64. Articles and their histories follow from the
captures.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from botocore.exceptions import BotoCoreError, ClientError

from clippings_local.cli_errors import CommandError
from clippings_local.options import add_api_options, find_api, find_inbox
from clippings_local.put_command import CONNECTIONS, connect, count_pages, print_ended
from clippings_local.wait import Put, wait_for

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True)
class ExportedCapture:
    """One upload of a page, as it is exported and imported."""

    key: str
    captured_at: datetime
    content_type: str
    content_encoding: str | None
    metadata: dict[str, str]
    body: bytes

    def to_line(self) -> str:
        """Return the line of an export."""
        told = {
            "key": self.key,
            "captured_at": self.captured_at.isoformat(),
            "content_type": self.content_type,
            "content_encoding": self.content_encoding,
            "metadata": self.metadata,
            "body": base64.b64encode(self.body).decode(),
        }
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def from_line(cls, line: bytes, number: int) -> ExportedCapture:
        """Return the capture in a line.

        Raises:
            CommandError: The line has no capture; the message names it by *number*.
        """
        try:
            told = json.loads(line)
            captured_at = datetime.fromisoformat(told["captured_at"])
            body = base64.b64decode(told["body"], validate=True)
            metadata = {str(name): str(value) for name, value in told["metadata"].items()}
            key, content_type, encoding = told["key"], told["content_type"], told["content_encoding"]
        except (ValueError, TypeError, KeyError, AttributeError, binascii.Error) as broken:
            raise CommandError(f"line {number} is not a line of `clippings export --pages`") from broken
        if captured_at.tzinfo is None or not isinstance(key, str) or not key:
            raise CommandError(f"line {number} is not a line of `clippings export --pages`")
        return cls(key, captured_at, content_type, encoding, metadata, body)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "import",
        help="take in the pages of another service",
        description="Put the pages that `clippings export --pages` wrote into an inbox, each with the time of its "
        "capture. What the inbox holds already is left out, so that an import can be repeated.",
    )
    parser.add_argument("file", help="the export, or - for standard input")
    parser.add_argument("--bucket", help="the inbox ($CLIPPINGS_BUCKET, else that of the service on this machine)")
    parser.add_argument("--s3", metavar="ADDRESS", help="another S3 than AWS's ($CLIPPINGS_S3, else as --bucket)")
    parser.add_argument("--wait", action="store_true", help="wait until each page has become an article, or why not")
    parser.add_argument("--output", choices=("table", "json"), help="of --wait: a table on a terminal, else JSON Lines")
    add_api_options(parser)
    parser.set_defaults(run=run_import)


def run_export(arguments: argparse.Namespace) -> int:
    """Write every version of every page in the inbox, the oldest of each key first."""
    place = find_inbox(arguments)
    s3 = connect(place.s3)
    count = 0
    with ExitStack() as stack:
        out: TextIO = sys.stdout
        if arguments.output:
            out = stack.enter_context(Path(arguments.output).open("w", encoding="utf-8"))
        try:
            for capture in read_captures(s3, place.bucket):
                print(capture.to_line(), file=out)
                count += 1
        except (ClientError, BotoCoreError) as refused:
            raise CommandError(f"S3 refused: {refused}") from refused
    print(f"{count_pages(count)} of {place.bucket} exported", file=sys.stderr)
    return 0


def read_captures(s3: S3Client, bucket: str) -> Iterator[ExportedCapture]:
    """Yield every version of every object; of an object that is deleted meanwhile nothing."""
    versions: list[tuple[str, str]] = []
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for each in page.get("Versions", []):
            # Listed are the newest first: the versions of a key are turned round when the next key begins.
            if versions and versions[0][0] != each["Key"]:
                yield from _read_all(s3, bucket, reversed(versions))
                versions = []
            versions.append((each["Key"], each["VersionId"]))
    yield from _read_all(s3, bucket, reversed(versions))


def _read_all(s3: S3Client, bucket: str, versions: Iterator[tuple[str, str]]) -> Iterator[ExportedCapture]:
    for key, version in versions:
        named: Any = {} if version == "null" else {"VersionId": version}
        try:
            found = s3.get_object(Bucket=bucket, Key=key, **named)
        except (s3.exceptions.NoSuchKey, s3.exceptions.ClientError) as gone:
            if gone.response["Error"]["Code"] in ("NoSuchKey", "NoSuchVersion"):
                continue
            raise
        metadata = dict(found.get("Metadata", {}))
        yield ExportedCapture(
            key,
            _moment(metadata.pop("captured-at", None)) or found["LastModified"],
            found.get("ContentType", "text/html"),
            found.get("ContentEncoding") or None,
            metadata,
            found["Body"].read(),
        )


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo else None


def run_import(arguments: argparse.Namespace) -> int:
    """Put the captures; returns 1 where one failed, with --wait.

    Raises:
        CommandError: A line is not one of an export; the lines before it have been put.
    """
    place = find_inbox(arguments)
    api = find_api(arguments) if arguments.wait else None
    s3 = connect(place.s3)
    put: list[Put] = []
    known = 0
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(CONNECTIONS))
        source: BinaryIO = sys.stdin.buffer
        if arguments.file != "-":
            source = stack.enter_context(Path(arguments.file).open("rb"))
        lines = (ExportedCapture.from_line(line, number) for number, line in enumerate(source, 1) if line.strip())
        try:
            # As many at a time as are put at once: an export may be larger than memory.
            while batch := list(islice(lines, CONNECTIONS)):
                # The versions of one key follow each other, here as there.
                keys = [list(captures) for _, captures in groupby(batch, key=lambda each: each.key)]
                done = [each for each in chain(*pool.map(partial(put_captures, s3, place.bucket), keys)) if each]
                put += done
                known += len(batch) - len(done)
        except (ClientError, BotoCoreError) as refused:
            raise CommandError(f"S3 refused: {refused}") from refused
    rest = f"; {count_pages(known)} there already" if known else ""
    print(f"{count_pages(len(put))} put into {place.bucket}{rest}", file=sys.stderr if api else sys.stdout)
    if api is None:
        return 0
    ended = wait_for(api, put)
    print_ended(ended, arguments.output)
    return 1 if any(item["status"] in ("failed", "waiting") for item in ended) else 0


def put_captures(s3: S3Client, bucket: str, captures: list[ExportedCapture]) -> list[Put | None]:
    """Put *captures* one after the other; see :func:`put_capture`."""
    return [put_capture(s3, bucket, each) for each in captures]


def put_capture(s3: S3Client, bucket: str, capture: ExportedCapture) -> Put | None:
    """Put a capture with the time at which it was made; None where the inbox holds it already."""
    if _is_there(s3, bucket, capture):
        return None
    encoding: Any = {"ContentEncoding": capture.content_encoding} if capture.content_encoding else {}
    made = s3.put_object(
        Bucket=bucket,
        Key=capture.key,
        Body=capture.body,
        ContentType=capture.content_type,
        Metadata={**capture.metadata, "captured-at": capture.captured_at.isoformat()},
        **encoding,
    )
    return Put(capture.key, made.get("VersionId", ""))


def _is_there(s3: S3Client, bucket: str, capture: ExportedCapture) -> bool:
    """Return whether the inbox has an object with this key, size and time of capture."""
    listed = s3.list_object_versions(Bucket=bucket, Prefix=capture.key, MaxKeys=100)
    for each in listed.get("Versions", []):
        if each["Key"] == capture.key and each["Size"] == len(capture.body):
            named: Any = {} if each["VersionId"] == "null" else {"VersionId": each["VersionId"]}
            metadata = s3.head_object(Bucket=bucket, Key=capture.key, **named).get("Metadata", {})
            if _moment(metadata.get("captured-at")) == capture.captured_at:
                return True
    return False
