"""Which failures pass by themselves, and which never do."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    ReadTimeoutError,
)

from clippings.errors import Conflict, UnreadableRecord
from clippings.storage.aws_errors import is_outage


def refused(code: str, status: int = 400) -> ClientError:
    told: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "GetItem")


@pytest.mark.parametrize(
    "trouble",
    [
        refused("ProvisionedThroughputExceededException"),
        refused("ThrottlingException"),
        refused("RequestLimitExceeded"),
        refused("SlowDown", 503),
        refused("InternalServerError", 500),
        EndpointConnectionError(endpoint_url="https://dynamodb"),
        ConnectTimeoutError(endpoint_url="https://dynamodb"),
        ReadTimeoutError(endpoint_url="https://dynamodb"),
        Conflict("changes faster than it is read"),
    ],
    ids=str,
)
def test_what_is_out_of_reach_or_busy_passes(trouble: Exception) -> None:
    assert is_outage(trouble)


@pytest.mark.parametrize(
    "trouble",
    [
        refused("AccessDeniedException"),
        refused("ResourceNotFoundException"),
        refused("ValidationException"),
        refused("NoSuchBucket", 404),
        NoCredentialsError(),
        ParamValidationError(report="…"),
        UnreadableRecord("…"),
        KeyError("…"),
    ],
    ids=str,
)
def test_what_is_forbidden_or_a_bug_does_not(trouble: Exception) -> None:
    assert not is_outage(trouble)


def test_a_refusal_that_says_nothing_of_itself_is_none() -> None:
    assert not is_outage(ClientError({}, "GetItem"))
