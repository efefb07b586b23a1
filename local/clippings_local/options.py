"""Options that several commands have: which API, which inbox, and what they default to.

An option wins over the environment, and that over the service that runs on this machine.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from clippings_local.api_client import ApiClient
from clippings_local.cli_errors import CommandError
from clippings_local.running_service import find_running

NOTHING_RUNS = "no `clippings serve` runs on this machine"


@dataclass(frozen=True)
class Inbox:
    """A bucket, and the address of its S3: None for that of AWS."""

    bucket: str
    s3: str | None


def check_web_address(option: str, given: str | None) -> None:
    """Raise CommandError where *option* was given and is no http or https address."""
    if given is None:
        return
    try:
        parts = urlsplit(given)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not set(given) & set(" \t\n")
    except ValueError:
        usable = False
    if not usable:
        raise CommandError(f"{option}: {given} is no web address (http://... or https://...)")


def add_api_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which API is asked."""
    parser.add_argument("--api", help="the API's address ($CLIPPINGS_API, else that of the service on this machine)")
    parser.add_argument("--api-key", help="its key ($CLIPPINGS_API_KEY, else as --api)")


def find_api(arguments: argparse.Namespace) -> ApiClient:
    """Return the API that the options, the environment or the running service name; raises CommandError without one."""
    address = arguments.api or os.environ.get("CLIPPINGS_API")
    key = arguments.api_key or os.environ.get("CLIPPINGS_API_KEY")
    check_web_address("--api" if arguments.api else "CLIPPINGS_API", address or None)
    running = find_running(os.environ)
    if running and address in (None, "", running.api):
        return ApiClient(running.api, key or running.api_key)
    if not address or not key:
        missing = "" if address else f", and {NOTHING_RUNS}"
        raise CommandError(
            f"say which API with --api and --api-key, or with CLIPPINGS_API and CLIPPINGS_API_KEY{missing}"
        )
    return ApiClient(address, key)


def find_inbox(arguments: argparse.Namespace) -> Inbox:
    """Return the inbox that the options, the environment or the running service name.

    Raises CommandError without a bucket.
    """
    bucket = arguments.bucket or os.environ.get("CLIPPINGS_BUCKET")
    s3 = arguments.s3 or os.environ.get("CLIPPINGS_S3")
    check_web_address("--s3" if arguments.s3 else "CLIPPINGS_S3", s3 or None)
    running = find_running(os.environ)
    if running and (s3 or running.s3) == running.s3 and (bucket or running.inbox_bucket) == running.inbox_bucket:
        return Inbox(running.inbox_bucket, running.s3)
    if bucket:
        return Inbox(bucket, s3 or None)
    missing = "" if running else f", and {NOTHING_RUNS}"
    raise CommandError(f"say which bucket with --bucket or CLIPPINGS_BUCKET{missing}")


def find_local_s3(arguments: argparse.Namespace) -> str:
    """Return the S3 endpoint of a `clippings serve`, named by the option, the environment or the running service.

    Raises CommandError without one.
    """
    s3 = arguments.s3 or os.environ.get("CLIPPINGS_S3")
    check_web_address("--s3" if arguments.s3 else "CLIPPINGS_S3", s3 or None)
    running = find_running(os.environ)
    if not s3 and running is None:
        raise CommandError(f"say which S3 with --s3 or CLIPPINGS_S3: {NOTHING_RUNS}")
    found: str = s3 or (running.s3 if running else "")
    return found.rstrip("/")
