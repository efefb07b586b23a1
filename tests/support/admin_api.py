"""A fake of the API's administration calls."""

from __future__ import annotations

import json
from typing import Any

from clippings_local.api_client import ApiReply

API = ["--api", "https://api.example"]


class Asked:
    """A fake API: it records calls and returns each answer once; the last one is repeated."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.answers: list[dict[str, Any]] = [{"done": True}]
        self.keys: list[tuple[str, str]] = []

    def __call__(self, address: str, key: str) -> Asked:
        self.keys.append((address, key))
        return self

    def post_signed(self, path: str, body: Any) -> ApiReply:
        self.calls.append((path, body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return ApiReply("application/json", json.dumps(answer))
