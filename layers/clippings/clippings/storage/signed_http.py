"""HTTP requests to the endpoint of an AWS service, signed with the function's credentials (Signature Version 4)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError, HTTPClientError
from botocore.httpsession import URLLib3Session

from clippings.search.engine import EngineUnavailable
from clippings.search.opensearch import HttpReply

if TYPE_CHECKING:
    from botocore.credentials import Credentials

#: Seconds to connect. A service in the same region answers within milliseconds.
CONNECT_SECONDS = 1


def service_of(endpoint: str) -> str:
    """Return the name of the AWS service by the host of *endpoint*; empty for an engine outside of AWS."""
    host = urlsplit(endpoint).hostname or ""
    if host.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return "aoss" if ".aoss." in host else "es"
    return ""


class SignedTransport:
    """Sends requests to *endpoint*, ``https://host``, signed for *service* (``es`` or ``aoss``) in *region*.

    Without *credentials* requests are not signed. This is for an engine on the same machine.
    """

    def __init__(
        self, endpoint: str, service: str, region: str, credentials: Credentials | None, read_seconds: float
    ) -> None:
        self.endpoint = endpoint.rstrip("/")
        self._signer = SigV4Auth(credentials, service, region) if credentials else None
        self._session = URLLib3Session(timeout=(CONNECT_SECONDS, read_seconds))  # type: ignore[arg-type]  # its stubs know one number

    def send(self, method: str, path: str, body: bytes = b"", media_type: str = "application/json") -> HttpReply:
        """Return the response to a request, which is sent once.

        Raises:
            EngineUnavailable: There was no answer in time.
        """
        headers = {"Content-Type": media_type} if body else {}
        # A serverless collection requires the hash as a header too.
        headers["X-Amz-Content-SHA256"] = hashlib.sha256(body).hexdigest()
        request: Any = AWSRequest(method, self.endpoint + path, headers=headers, data=body)
        try:
            if self._signer:
                self._signer.add_auth(request)
            answer = self._session.send(request.prepare())
        except (HTTPClientError, BotoCoreError) as unreached:
            raise EngineUnavailable(f"no answer from {self.endpoint}: {unreached}") from unreached
        return HttpReply(answer.status_code, answer.content)
