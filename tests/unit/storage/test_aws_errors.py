"""Which failures are temporary, which are permanent, and the message where nothing can be reached."""

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

from clippings.errors import Conflict, OutOfTime, UnreadableRecord
from clippings.storage.aws_errors import FAILURES, explain_unreached, failure_code, is_aws_error, is_outage


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
def test_unreachable_and_busy_services_are_outages(trouble: Exception) -> None:
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
def test_missing_permissions_and_bugs_are_not_outages(trouble: Exception) -> None:
    assert not is_outage(trouble)


def test_an_error_without_code_is_not_an_outage() -> None:
    assert not is_outage(ClientError({}, "GetItem"))


ENDPOINT = "http://host.docker.internal:5577"


@pytest.mark.parametrize("trouble", [EndpointConnectionError, ConnectTimeoutError, ReadTimeoutError])
@pytest.mark.parametrize("sam_local", [True, False])
def test_a_connection_error_names_the_endpoint_and_the_variable_to_set(trouble: Any, sam_local: bool) -> None:
    said = explain_unreached(trouble(endpoint_url=f"{ENDPOINT}/table"), ENDPOINT, sam_local=sam_local)
    assert said is not None
    assert f"No connection to {ENDPOINT}/table" in said
    assert f"AWS_ENDPOINT_URL is {ENDPOINT}" in said
    assert ("--add-host host.docker.internal:host-gateway" in said) is sam_local


@pytest.mark.parametrize(
    "trouble", [EndpointConnectionError(endpoint_url="https://s3.amazonaws.com"), refused("InvalidAccessKeyId", 403)]
)
def test_sam_local_without_its_variables_file_gets_a_hint(trouble: Exception) -> None:
    said = explain_unreached(trouble, "", sam_local=True)
    assert said is not None
    assert "AWS_ENDPOINT_URL is not set" in said
    assert "--env-vars local/sam-local.json" in said


@pytest.mark.parametrize(
    ("trouble", "endpoint", "sam_local"),
    [
        (EndpointConnectionError(endpoint_url="https://s3.amazonaws.com"), "", False),
        (refused("InvalidAccessKeyId", 403), "", False),
        (refused("AccessDenied", 403), "", True),
        (refused("ThrottlingException"), ENDPOINT, True),
        (KeyError("url"), ENDPOINT, True),
    ],
    ids=str,
)
def test_a_deployed_function_and_other_failures_get_no_advice(
    trouble: Exception, endpoint: str, sam_local: bool
) -> None:
    assert explain_unreached(trouble, endpoint, sam_local=sam_local) is None


def test_errors_of_aws_clients_are_recognized() -> None:
    assert is_aws_error(refused("SlowDown"))
    assert is_aws_error(NoCredentialsError())
    assert not is_aws_error(Conflict("somebody else wrote"))


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (ValueError("a bug, with a secret"), "internal-error"),
        (refused("AccessDenied", 403), "access-denied"),
        (refused("NoSuchBucket", 404), "access-denied"),
        (refused("SlowDown", 503), "storage-unavailable"),
        (EndpointConnectionError(endpoint_url="https://s3.example"), "storage-unavailable"),
        (OutOfTime("not finished after 100 s"), "stopped"),
    ],
)
def test_each_failure_has_a_stable_code_with_a_sentence(failure: Exception, code: str) -> None:
    assert failure_code(failure) == code
    assert FAILURES[code].endswith(".")
