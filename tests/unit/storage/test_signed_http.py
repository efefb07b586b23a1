"""Signed requests to an address, on the loopback interface."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from botocore.credentials import Credentials

from clippings.search.engine import EngineUnavailable
from clippings.storage.signed_http import SignedTransport, service_of


class Server(HTTPServer):
    """Keeps the requests that it was sent; answers 201, or nothing for a second where the path is ``/slow``."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.ended = threading.Event()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        if self.path == "/slow":
            self.server.ended.wait(5)
        self.send_response(201)
        self.end_headers()
        self.wfile.write(b"done")

    do_GET = do_POST  # noqa: N815 - the library calls it so

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.ended.set()
    made.shutdown()
    made.server_close()


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_a_request_is_signed_for_its_service_and_region(server: Server) -> None:
    transport = SignedTransport(address(server), "aoss", "eu-west-1", Credentials("id", "secret", "token"), 5)
    reply = transport.send("POST", "/_bulk?a=b", b"{}\n", "application/x-ndjson")
    assert (reply.status, reply.body) == (201, b"done")
    ((method, path, headers, body),) = server.seen
    assert (method, path, body, headers["Content-Type"]) == ("POST", "/_bulk?a=b", b"{}\n", "application/x-ndjson")
    assert "/eu-west-1/aoss/aws4_request" in headers["Authorization"]
    assert "x-amz-content-sha256" in headers["Authorization"]  # a collection wants it signed
    assert headers["X-Amz-Security-Token"] == "token"


def test_without_credentials_nothing_is_signed(server: Server) -> None:
    SignedTransport(address(server), "", "", None, 5).send("GET", "/")
    ((_, _, headers, _),) = server.seen
    assert "Authorization" not in headers


@pytest.mark.parametrize("path", ["/slow"])
def test_a_timeout_is_an_unavailable_engine(server: Server, path: str) -> None:
    with pytest.raises(EngineUnavailable):
        SignedTransport(address(server), "", "", None, 0.2).send("GET", path)


def test_a_refused_connection_is_an_unavailable_engine() -> None:
    with pytest.raises(EngineUnavailable):
        SignedTransport("http://127.0.0.1:1", "", "", None, 1).send("GET", "/")


@pytest.mark.parametrize(
    ("endpoint", "service"),
    [
        ("https://search-a-b.eu-west-1.es.amazonaws.com", "es"),
        ("https://x1.eu-west-1.aoss.amazonaws.com", "aoss"),
        ("http://127.0.0.1:9200", ""),
        ("https://amazonaws.com.example", ""),
    ],
)
def test_the_service_follows_from_the_address(endpoint: str, service: str) -> None:
    assert service_of(endpoint) == service
