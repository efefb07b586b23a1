"""A maker of AWS clients that connects to nothing and remembers what it made."""

from __future__ import annotations

from typing import Any

from clippings.settings import Settings
from clippings.storage import Wiring


class ClientMaker:
    """Makes clients, and remembers which and how."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.how: dict[str, dict[str, Any]] = {}
        self.secrets = 0
        self.endpoints: list[str | None] = []

    def __call__(self, service: str, config: dict[str, Any], endpoint_url: str | None = None) -> Any:
        self.made.append(service)
        self.endpoints.append(endpoint_url)
        self.how[service] = config
        return self

    def get_item(self, **_request: Any) -> Any:
        return {}

    def get_secret_value(self, SecretId: str) -> dict[str, str]:  # noqa: N803
        assert SecretId == "arn:of-the-secret"
        self.secrets += 1
        return {"SecretString": "a secret of more than sixteen bytes"}


def make_wiring(maker: ClientMaker) -> Wiring:
    return Wiring(Settings("inbox", "parsed", "articles", cursor_secret_arn="arn:of-the-secret"), maker)
