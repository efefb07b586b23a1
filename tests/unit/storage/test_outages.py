"""What passes by itself, and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError, ReadTimeoutError

from clippings.errors import Conflict, UnreadableRecord
from clippings.storage.outages import is_outage


def refusal(code: str, status: int) -> ClientError:
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "Query")


@pytest.mark.parametrize(
    "trouble",
    [
        EndpointConnectionError(endpoint_url="https://dynamodb.example"),
        ReadTimeoutError(endpoint_url="https://dynamodb.example"),
        refusal("ThrottlingException", 400),
        refusal("ProvisionedThroughputExceededException", 400),
        refusal("InternalServerError", 500),
        refusal("SlowDown", 503),
        Conflict("throttled"),
    ],
    ids=repr,
)
def test_what_is_out_of_reach_or_busy_passes_by_itself(trouble: Exception) -> None:
    assert is_outage(trouble)


@pytest.mark.parametrize(
    "trouble",
    [
        refusal("AccessDeniedException", 400),
        refusal("ValidationException", 400),
        refusal("ResourceNotFoundException", 400),
        NoCredentialsError(),
        UnreadableRecord("cut off"),
        KeyError("pk"),
    ],
    ids=repr,
)
def test_a_missing_right_and_a_bug_do_not(trouble: Exception) -> None:
    assert not is_outage(trouble)
