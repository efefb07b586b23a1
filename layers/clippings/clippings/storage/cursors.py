"""Cursors: positions in lists as opaque, signed text. A changed cursor, or one of another list, is rejected."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec

from clippings.errors import InvalidRequest

#: Bytes of the signature: 128 bits.
SIGNATURE = 16
#: Longest cursor that is accepted, in characters.
MAX_CURSOR = 4_096


class Cursors:
    """Signs and reads cursors; *secret* is called once, on first use."""

    def __init__(self, secret: Callable[[], str]) -> None:
        self._ask = secret

    @cached_property
    def _secret(self) -> bytes:
        secret = self._ask().encode()
        if len(secret) < SIGNATURE:
            raise ValueError("the cursor secret is shorter than a signature")
        return secret

    def sign(self, position: dict[str, Any], binding: str) -> str:
        """Return *position* as a cursor that is valid for *binding* (path, filters, stage) only."""
        body = msgspec.json.encode(position)
        return _to_text(self._signature(body, binding) + body)

    def read(self, cursor: str, binding: str) -> dict[str, Any]:
        """Return the position in *cursor*.

        Raises:
            InvalidRequest: *cursor* was altered or belongs to another *binding*.
        """
        raw = _from_text(cursor)
        body = raw[SIGNATURE:]
        if not hmac.compare_digest(raw[:SIGNATURE], self._signature(body, binding)):
            raise InvalidRequest("the cursor was altered, or belongs to other filters", "cursor")
        found: dict[str, Any] = msgspec.json.decode(body)
        return found

    def _signature(self, body: bytes, binding: str) -> bytes:
        message = binding.encode("utf-8", "surrogatepass") + b"\x00" + body
        return hmac.new(self._secret, message, hashlib.sha256).digest()[:SIGNATURE]


def _to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def _from_text(cursor: str) -> bytes:
    if len(cursor) > MAX_CURSOR:
        raise InvalidRequest("not a cursor of this service", "cursor")
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError as broken:
        raise InvalidRequest("not a cursor of this service", "cursor") from broken
    if len(raw) <= SIGNATURE:
        raise InvalidRequest("not a cursor of this service", "cursor")
    return raw
