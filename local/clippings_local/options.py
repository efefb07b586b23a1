"""Options of several commands: the API and the inbox, and their defaults.

An option takes precedence over the environment, and that over the service on this machine.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from clippings_local.api_client import ApiClient
from clippings_local.cli_errors import CommandError
from clippings_local.running_service import find_running

#: Formats of a table of articles.
TABLE_FORMATS = ("jsonl", "parquet")
NOTHING_RUNS = "no `clippings serve` is running on this machine"


@dataclass(frozen=True)
class Inbox:
    """A bucket, and the address of its S3; None for that of AWS."""

    bucket: str
    s3: str | None


def check_web_address(option: str, given: str | None) -> None:
    """Raise CommandError if *option* was given and is not an http or https address."""
    if given is None:
        return
    try:
        parts = urlsplit(given)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not set(given) & set(" \t\n")
    except ValueError:
        usable = False
    if not usable:
        raise CommandError(f"{option}: {given} is not a web address (http://... or https://...)")


def add_api_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the API."""
    parser.add_argument("--api", help="the API's address ($CLIPPINGS_API, else that of the service on this machine)")
    parser.add_argument("--api-key", help="its key ($CLIPPINGS_API_KEY, else as --api)")


def find_api(arguments: argparse.Namespace) -> ApiClient:
    """Return the API of the options, the environment or the running service.

    Raises:
        CommandError: There is none.
    """
    address = arguments.api or os.environ.get("CLIPPINGS_API")
    key = arguments.api_key or os.environ.get("CLIPPINGS_API_KEY")
    check_web_address("--api" if arguments.api else "CLIPPINGS_API", address or None)
    running = find_running(os.environ)
    if running and address in (None, "", running.api):
        return ApiClient(running.api, key or running.api_key)
    if not address or not key:
        missing = "no API key given" if address else NOTHING_RUNS
        raise CommandError(f"{missing}; use --api and --api-key, or set CLIPPINGS_API and CLIPPINGS_API_KEY")
    return ApiClient(address, key)


def find_inbox(arguments: argparse.Namespace) -> Inbox:
    """Return the inbox of the options, the environment or the running service.

    Raises:
        CommandError: There is no bucket.
    """
    bucket = arguments.bucket or os.environ.get("CLIPPINGS_BUCKET")
    s3 = arguments.s3 or os.environ.get("CLIPPINGS_S3")
    check_web_address("--s3" if arguments.s3 else "CLIPPINGS_S3", s3 or None)
    running = find_running(os.environ)
    if running and (s3 or running.s3) == running.s3 and (bucket or running.inbox_bucket) == running.inbox_bucket:
        return Inbox(running.inbox_bucket, running.s3)
    if bucket:
        return Inbox(bucket, s3 or None)
    missing = "no bucket given" if running else NOTHING_RUNS
    raise CommandError(f"{missing}; use --bucket, or set CLIPPINGS_BUCKET")


def find_local_s3(arguments: argparse.Namespace) -> str:
    """Return the S3 endpoint of a `clippings serve`, from the option, the environment or the running service.

    Raises:
        CommandError: There is none.
    """
    s3 = arguments.s3 or os.environ.get("CLIPPINGS_S3")
    check_web_address("--s3" if arguments.s3 else "CLIPPINGS_S3", s3 or None)
    running = find_running(os.environ)
    if not s3 and running is None:
        raise CommandError(f"{NOTHING_RUNS}; use --s3, or set CLIPPINGS_S3")
    found: str = s3 or (running.s3 if running else "")
    return found.rstrip("/")
