"""A client that invokes a handler with the events that API Gateway makes of requests."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

STAGE = "live"
#: The key that a client sends unless it is given another one; it has every right.
KEY = "a key of the tests, with every right"


@dataclass
class Answer:
    """The HTTP answer that API Gateway makes of what the handler returned; header names are lower case."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        content = gzip.decompress(self.content) if self.headers.get("content-encoding") == "gzip" else self.content
        return content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Client:
    """Invokes a handler with the event that a REST API makes of a request."""

    handler: Callable[[dict[str, Any], Any], dict[str, Any]]
    stage: str = STAGE
    mapped: str = ""  #: base path of a custom domain
    key: str | None = KEY
    by_iam: bool = False  #: whether IAM has authenticated the caller

    def as_iam_caller(self) -> Client:
        """Return a client whose caller IAM has authenticated, and who sends no key."""
        return replace(self, key=None, by_iam=True)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: str) -> Answer:
        return self.ask("GET", path, headers, query={name.rstrip("_"): [value] for name, value in query.items()})

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None, **query: str) -> Answer:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = {"content-type": "text/html" if isinstance(body, bytes) else "application/json"}
        return self.ask("POST", path, {**kind, **(headers or {})}, data, {n: [v] for n, v in query.items()})

    def ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        query: dict[str, list[str]] | None = None,
    ) -> Answer:
        sent = {"Host": "api.example", "X-Forwarded-Proto": "https", **(headers or {})}
        if self.key is not None:
            sent.setdefault("x-api-key", self.key)
        event = {
            "resource": "/{proxy+}" if path != "/" else "/",
            "path": self.mapped + path,
            "httpMethod": method,
            "headers": sent,
            "multiValueHeaders": {name: [value] for name, value in sent.items()},
            "queryStringParameters": {name: values[-1] for name, values in (query or {}).items()} or None,
            "multiValueQueryStringParameters": query or None,
            "pathParameters": {"proxy": path.lstrip("/")} if path != "/" else None,
            "requestContext": {
                "stage": self.stage,
                "path": (self.mapped or f"/{self.stage}") + path,
                "requestId": "request-1",
                "domainName": "api.example",
                "httpMethod": method,
                "identity": {"userArn": "arn:aws:iam::123456789012:user/anna"} if self.by_iam else {},
            },
            "body": base64.b64encode(body).decode() if body else None,
            "isBase64Encoded": bool(body),
        }
        context = SimpleNamespace(
            function_name="lookup",
            memory_limit_in_mb=512,
            invoked_function_arn="arn:aws:lambda:eu-west-1:123456789012:function:lookup",
            aws_request_id="lambda-1",
            get_remaining_time_in_millis=lambda: 28_000,
        )
        returned = self.handler(json.loads(json.dumps(event)), context)
        text = returned["body"] or ""
        content = base64.b64decode(text) if returned["isBase64Encoded"] else text.encode()
        shown = {name.lower(): ", ".join(values) for name, values in returned["multiValueHeaders"].items()}
        return Answer(returned["statusCode"], shown, content)
