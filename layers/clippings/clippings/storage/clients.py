"""Configuration of the AWS clients: number of attempts, and the longest time of a call in seconds."""

from __future__ import annotations

from typing import Any

#: Seconds to connect, and to wait for the next byte. The services answer within milliseconds. A page of 16 MiB arrives
#: in many parts, and the limit applies to each part.
CONNECT_SECONDS, READ_SECONDS = 1, 5
#: Longest pauses in seconds between two attempts in botocore's standard mode: the pause is doubled up to the first
#: number, and an answer may ask for at most the second in addition. See ``botocore.retries.standard``.
MAX_BACKOFF, MAX_RETRY_AFTER = 20, 5


def client_config(attempts: int, **more: Any) -> dict[str, Any]:
    """Return the arguments of a ``botocore.config.Config`` for calls with *attempts* attempts.

    It sets ``total_max_attempts``, which includes the first attempt. ``max_attempts`` does not.
    """
    retries = {"mode": "standard", "total_max_attempts": attempts}
    return {"connect_timeout": CONNECT_SECONDS, "read_timeout": READ_SECONDS, "retries": retries} | more


def longest_call(attempts: int) -> int:
    """Return the longest time of a call with *attempts* attempts, in seconds, until it fails."""
    waits = sum(min(1 << n, MAX_BACKOFF) + MAX_RETRY_AFTER for n in range(attempts - 1))
    return attempts * (CONNECT_SECONDS + READ_SECONDS) + waits


def boto3_client(service: str, config: dict[str, Any], endpoint_url: str | None = None) -> Any:
    """Return boto3's client for *service*; *config* has the arguments of a ``botocore.config.Config``."""
    import boto3
    from botocore.config import Config

    return boto3.client(service, config=Config(**config), endpoint_url=endpoint_url)  # type: ignore[call-overload]
