"""Which failures of AWS pass by themselves: what is out of reach or busy, as against what is forbidden or a bug."""

from __future__ import annotations

from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as Unreachable

from clippings.errors import Conflict

#: The codes under which AWS refuses for a while, besides every status of 500 and above.
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


def is_outage(trouble: Exception) -> bool:
    """Whether *trouble* is storage that cannot be reached or is too busy, so that the same call may work later."""
    if isinstance(trouble, ClientError):
        answer = trouble.response
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return status >= 500 or answer.get("Error", {}).get("Code", "") in BUSY
    return isinstance(trouble, HTTPClientError | Unreachable | Conflict)
