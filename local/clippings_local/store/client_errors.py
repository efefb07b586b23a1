"""Refusals of the store in botocore's form, so that callers treat them as those of AWS."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError


def client_error(code: str, message: str, operation: str = "", status: int = 400, **more: Any) -> ClientError:
    """Return the error of an AWS client for a call that is refused.

    Args:
        code: AWS' name of the error, as ``NoSuchKey``.
        message: A sentence for people.
        operation: The call's name.
        status: The HTTP status with which the endpoint answers.
        more: Members of the answer beside ``Error``, as ``CancellationReasons``.
    """
    response: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response | more, operation)
