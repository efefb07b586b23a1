"""How often a call is tried, and how long it can take: counted at a server that never answers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError

from clippings.storage import clients
from clippings.storage.clients import client_config, longest_call


class SilentServer:
    """Takes connections and never answers. *tries* counts the requests that were begun."""

    def __init__(self) -> None:
        self.tries = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._held: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._held.append(connection)
            self.tries += 1

    def close(self) -> None:
        self._socket.close()
        for each in self._held:
            each.close()


@pytest.fixture
def server() -> Iterator[SilentServer]:
    made = SilentServer()
    yield made
    made.close()


@pytest.mark.parametrize("attempts", [1, 2, 3])
def test_an_unanswered_call_is_retried_and_fails_within_its_time_limit(
    server: SilentServer, monkeypatch: pytest.MonkeyPatch, attempts: int
) -> None:
    monkeypatch.setattr(clients, "READ_SECONDS", 0.2)
    client = boto3.client(
        "dynamodb",
        region_name="us-east-1",
        endpoint_url=server.address,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(**client_config(attempts)),
    )
    started = time.monotonic()
    with pytest.raises(ReadTimeoutError):
        client.get_item(TableName="articles", Key={"pk": {"S": "a"}, "sk": {"S": "b"}})
    assert server.tries == attempts
    assert time.monotonic() - started < longest_call(attempts)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(1, 1 + 5), (2, 2 * (1 + 5) + (1 + 5)), (3, 3 * (1 + 5) + (1 + 5) + (2 + 5))],
)
def test_the_longest_call_includes_all_attempts_and_pauses(attempts: int, seconds: int) -> None:
    assert longest_call(attempts) == seconds
