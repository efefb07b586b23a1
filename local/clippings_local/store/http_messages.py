"""HTTP requests and answers of the emulated account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.client import responses
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from clippings_local.store.client_errors import client_error

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


@dataclass(frozen=True)
class AwsRequest:
    """A request. *path* is decoded, names of *headers* are in lower case, *body* is without chunk framing."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class AwsResponse:
    """An answer before it is sent."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def send(self, request: AwsRequest, start_response: StartResponse) -> Iterable[bytes]:
        """Send the answer, without its body for HEAD."""
        headers = {"content-length": str(len(self.body)), **self.headers}
        start_response(f"{self.status} {responses.get(self.status, 'Unknown')}", list(headers.items()))
        return [b"" if request.method == "HEAD" else self.body]


def read_request(environ: WSGIEnvironment) -> AwsRequest:
    """Return the request of a WSGI server.

    Raises:
        ClientError: IncompleteBody; the connection ended too early.
    """
    raw = str(environ.get("RAW_URI") or environ["PATH_INFO"])
    path, _, query = raw.partition("?")
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }
    headers = {name: value for name, value in headers.items() if value}
    return AwsRequest(
        environ["REQUEST_METHOD"],
        unquote(path),
        dict(parse_qsl(query, keep_blank_values=True)),
        headers,
        _read_body(environ, headers),
    )


def _read_body(environ: WSGIEnvironment, headers: Mapping[str, str]) -> bytes:
    if environ.get("wsgi.input_terminated"):
        body: bytes = environ["wsgi.input"].read()
    else:
        length = int(headers.get("content-length") or 0)
        body = environ["wsgi.input"].read(length)
        if len(body) != length:
            raise client_error("IncompleteBody", "The request ended before all of its body had come.")
    if headers.get("x-amz-content-sha256", "").startswith("STREAMING-"):
        return decode_chunks(body)
    return body


def decode_chunks(body: bytes) -> bytes:
    """Return the content of a body in AWS's chunks (``aws-chunked``), whose signatures are not checked.

    Raises:
        ClientError: IncompleteBody; the last chunk is missing.
    """
    pieces: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place)
        try:
            size = int(body[place:end].partition(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        start = end + 2
        if size < 0 or start + size > len(body):
            raise client_error("IncompleteBody", "The request ended before all of its body had come.")
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[start : start + size])
        place = start + size + 2
