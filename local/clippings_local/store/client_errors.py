"""Errors of the stores in botocore's form, so that callers handle them like those of AWS."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError


def client_error(code: str, message: str, operation: str = "", status: int = 400, **more: Any) -> ClientError:
    """Return the error of an AWS client for a rejected call.

    Args:
        code: AWS's name of the error, such as ``NoSuchKey``.
        message: A sentence that explains the error.
        operation: The call's name.
        status: The HTTP status of the answer.
        more: Members of the answer beside ``Error``, such as ``CancellationReasons``.
    """
    response: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response | more, operation)
