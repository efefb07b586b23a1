"""A client of a Clippings API, local or deployed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import urllib3
from urllib3.response import BaseHTTPResponse

from clippings_local.cli_errors import CommandError

ARTICLE_ID = re.compile("[a-z2-7]{26}")
#: Statuses after which a GET is sent again.
RETRIED = (429, 502, 503, 504)
#: Seconds of ``Retry-After`` that are waited for at most.
LONGEST_WAIT = 10
#: Parameters of a query; several values are sent as repeated parameters.
Parameters = Mapping[str, str | int | list[str] | None]


@dataclass(frozen=True)
class ApiReply:
    """A successful answer: its content type and its text."""

    content_type: str
    text: str

    @property
    def plain(self) -> Any:
        """Return the answer as JSON.

        Raises:
            CommandError: It is not JSON.
        """
        try:
            return json.loads(self.text)
        except ValueError as wrong:
            raise CommandError("the API's answer is not JSON; is this address a Clippings API?") from wrong


class Retries(urllib3.Retry):
    """Repeats a request after ``Retry-After`` seconds if they are few, and otherwise after the usual waits.

    Nobody at a terminal waits until a daily quota is reset.
    """

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        seconds = super().get_retry_after(response)
        return seconds if seconds is not None and seconds <= LONGEST_WAIT else None


class ApiClient:
    """Calls of the API at *address* (without ``/v1``) with *key*."""

    def __init__(self, address: str, key: str) -> None:
        self.address = address.rstrip("/")
        self._headers = {"user-agent": "clippings-command"} | ({"x-api-key": key} if key else {})
        retries = Retries(total=3, backoff_factor=0.5, status_forcelist=RETRIED, raise_on_status=False)
        self._pool = urllib3.PoolManager(retries=retries, timeout=urllib3.Timeout(connect=5, read=60))

    def get(self, path: str, parameters: Parameters | None = None, accept: str = "application/json") -> ApiReply:
        """Return the answer to a GET.

        Raises:
            CommandError: The API answered with an error; its explanation is the message.
        """
        given = {name: value for name, value in (parameters or {}).items() if value is not None}
        address = f"{self.address}{path}" + (f"?{urlencode(given, doseq=True)}" if given else "")
        return self._ask("GET", address, {"accept": accept})

    def post_signed(self, path: str, body: Any) -> ApiReply:
        """Return the answer to a POST that is signed with the caller's AWS credentials."""
        from clippings_local.signing import sign

        address, data = f"{self.address}{path}", json.dumps(body).encode()
        return self._ask("POST", address, sign("POST", address, data, {"content-type": "application/json"}), data)

    def _ask(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None = None) -> ApiReply:
        try:
            answer = self._pool.request(method, address, headers={**self._headers, **headers}, body=body)
        except urllib3.exceptions.HTTPError as unreachable:
            raise CommandError(f"no answer from {self.address}: {_cause(unreachable)}") from unreachable
        if not 200 <= answer.status < 300:
            raise CommandError(_explanation(answer.status, answer.data), status=1 if answer.status in (404, 410) else 2)
        return ApiReply(answer.headers.get("content-type", ""), answer.data.decode("utf-8", "replace"))

    def article(self, name: str, accept: str = "application/json") -> ApiReply:
        """Return an article by its id or by one of its addresses.

        Raises:
            CommandError: *name* is neither.
        """
        if "://" in name:
            return self.get("/v1/articles/by-url", {"url": name}, accept)
        if not ARTICLE_ID.fullmatch(name):
            raise CommandError(f"{name} is neither an article's id nor an address")
        return self.get(f"/v1/articles/{name}", accept=accept)

    def items(self, path: str, parameters: Parameters, at_most: int | None = None) -> Iterator[dict[str, Any]]:
        """Yield the items of a list, page after page, at most *at_most*."""
        cursor: str | None = None
        left = at_most
        while left is None or left > 0:
            page = self.get(path, {**parameters, "cursor": cursor}).plain
            items = page["items"] if left is None else page["items"][:left]
            yield from items
            left = None if left is None else left - len(items)
            cursor = page.get("next_cursor")
            if cursor is None:
                return


def _cause(error: urllib3.exceptions.HTTPError) -> str:
    reason = getattr(error, "reason", None) or error
    return str(reason).rpartition(": ")[2]


def _explanation(status: int, body: bytes) -> str:
    """Return a sentence from a problem document, or from API Gateway's own message."""
    try:
        told = json.loads(body)
    except ValueError:
        told = {}
    told = told if isinstance(told, dict) else {}
    sentence = told.get("detail") or told.get("title") or told.get("message") or "no explanation"
    hint = "; is the API key correct, and does it have the right?" if status == 403 and "type" not in told else ""
    return f"the API answered {status}: {sentence}{hint}"
