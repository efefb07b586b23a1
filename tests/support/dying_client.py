"""An AWS client that ends the function at one of its writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

WRITES = ("put_item", "delete_item", "batch_write_item", "transact_write_items", "update_item")


class Crash(Exception):
    """The function is killed."""


@dataclass
class Dying:
    """A client that raises :class:`Crash` at its write number *at*, before or after the write is performed."""

    client: Any
    at: int
    done: bool
    writes: int = field(default=0)

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        return (lambda **request: self._write(call, request)) if name in WRITES else call

    def _write(self, call: Any, request: Any) -> Any:
        self.writes += 1
        if self.writes == self.at and not self.done:
            raise Crash
        answer = call(**request)
        if self.writes == self.at:
            raise Crash
        return answer
