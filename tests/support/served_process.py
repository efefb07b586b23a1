"""A ``clippings serve`` in a process of its own, as its clients see it."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import boto3
import pytest
from botocore.config import Config

from clippings_local.api_client import ApiClient

COMMAND = [sys.executable, "-c", "from clippings_local.command import main; raise SystemExit(main())"]
FINAL = {"stored", "unchanged", "rejected", "failed"}


class Service:
    """A served service: *told* is the line that it printed."""

    def __init__(self, process: subprocess.Popen[str], told: dict[str, str]) -> None:
        self.process = process
        self.told = told
        self.api = ApiClient(told["api"], told["api_key"])
        # Another region than the service's, and no second attempt: the service may have been killed.
        self.s3 = boto3.session.Session("any", "thing", region_name="eu-central-1").client(
            "s3", endpoint_url=told["s3"], config=Config(proxies={}, retries={"total_max_attempts": 1})
        )

    def put(self, key: str, body: bytes, **rest: Any) -> str:
        """Put a page into the inbox, and return its version."""
        return self.s3.put_object(Bucket=self.told["inbox_bucket"], Key=key, Body=body, **rest)["VersionId"]

    def ended(self, key: str, version: str | None = None, seconds: float = 120) -> dict[str, Any]:
        """Return the ingestion of a *version* of *key*, by default of the newest one, once it has ended."""
        deadline = time.monotonic() + seconds
        found: list[dict[str, Any]] = []
        while time.monotonic() < deadline:
            newest_first = self.api.items("/v1/ingestions", {"key": key}, None if version else 1)
            found = [item for item in newest_first if version in (None, item["version"])]
            if found and found[0]["status"] in FINAL:
                return found[0]
            time.sleep(0.1)
        pytest.fail(f"{key} did not end within {seconds} s: {found}")
