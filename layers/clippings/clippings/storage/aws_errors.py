"""Classifies failures of AWS calls: whether they are temporary, and which setting prevents a connection."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as Unreachable

from clippings.errors import Conflict, OutOfTime

#: Error codes of temporary failures, besides every status of 500 and above.
BUSY = frozenset(
    {
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "SlowDown",
        "ThrottlingException",
        "TransactionConflictException",
    }
)
#: Error codes for unknown credentials.
UNKNOWN_CREDENTIALS = frozenset({"InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"})
#: The options with which a function under `sam local` reaches the service on this machine.
SAM_LOCAL_OPTIONS = "--env-vars local/sam-local.json --add-host host.docker.internal:host-gateway"
#: Error codes of permanent failures: a permission is missing, or the resource.
REFUSED = frozenset({"AccessDenied", "AccessDeniedException", "NoSuchBucket", "ResourceNotFoundException"})

#: Stable codes of the service's failures, each with the sentence that the API answers. The error itself is in the log.
FAILURES = {
    "storage-unavailable": "A part of the service could not be reached or was too busy.",
    "access-denied": "A bucket or the table is missing, or the function has no right to use it.",
    "stopped": "The function was stopped before it had finished: out of time, out of memory, or broken.",
    "internal-error": "The service failed on this upload. The function's log has the error under the object's key.",
}


def failure_code(trouble: Exception) -> str:
    """Return the code in FAILURES for *trouble*."""
    if is_outage(trouble):
        return "storage-unavailable"
    if isinstance(trouble, OutOfTime):
        return "stopped"
    refused = isinstance(trouble, ClientError) and trouble.response.get("Error", {}).get("Code") in REFUSED
    return "access-denied" if refused else "internal-error"


def is_outage(trouble: Exception) -> bool:
    """Return whether *trouble* is temporary (unreachable or throttled), so the same call may work later."""
    if isinstance(trouble, ClientError):
        answer = trouble.response
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or answer.get("Error", {}).get("Code", "") in BUSY
    return isinstance(trouble, HTTPClientError | Unreachable | Conflict)


def is_aws_error(trouble: Exception) -> bool:
    """Return whether an AWS client raised *trouble*."""
    return isinstance(trouble, ClientError | BotoCoreError)


def explain_unreached(trouble: Exception, endpoint: str, *, sam_local: bool) -> str | None:
    """Return which address was tried and which variable to set, if a function on this machine cannot reach storage.

    Args:
        trouble: The error of the AWS client.
        endpoint: The value of ``AWS_ENDPOINT_URL``, empty if it is not set.
        sam_local: Whether `sam local` runs the function.

    Returns:
        Some sentences for the user; None for another failure, and in a deployed function.
    """
    if isinstance(trouble, ClientError):
        code = trouble.response.get("Error", {}).get("Code", "")
        if endpoint or not sam_local or code not in UNKNOWN_CREDENTIALS:
            return None
        return f"AWS does not know the credentials ({code}: {trouble.operation_name}). {_hint(endpoint, sam_local)}"
    if not isinstance(trouble, HTTPClientError | Unreachable) or not (endpoint or sam_local):
        return None
    tried = getattr(trouble, "kwargs", {}).get("endpoint_url") or endpoint or "AWS"
    return f"No connection to {tried} ({type(trouble).__name__}). {_hint(endpoint, sam_local)}"


def _hint(endpoint: str, sam_local: bool) -> str:
    if not endpoint:
        return f"AWS_ENDPOINT_URL is not set. For the service on this machine add {SAM_LOCAL_OPTIONS}."
    where = f"AWS_ENDPOINT_URL is {endpoint}: set it to an address at which this function reaches the service."
    if not sam_local:
        return where
    return (
        f"{where} Is `clippings serve --host ... --s3-port 5577` running, and did `sam local` get {SAM_LOCAL_OPTIONS}?"
    )
