"""The API fits its contract: schemathesis sends valid and invalid requests, with all checks on.

It asks the handlers through a WSGI application that makes API Gateway's events of requests. The exceptions are in
``schemathesis.toml``, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.transport.wsgi import WSGITransport
from werkzeug.test import Client

from clippings.web.lookup import CALLS, ELSEWHERE
from clippings_local.project import find_project, sample_pages
from clippings_local.stack import LocalStack, Options, running_stack

OF_THE_NETWORK = ("max_redirects", "verify", "cert", "proxies")
#: Calls of which a made-up request never finds anything: an address that is stored, a page that holds an article.
PICTURE = "/v1/articles/{article_id}/pictures/{picture}"
UNREAD = {"GET /v1/articles/by-url", "HEAD /v1/articles/by-url", "POST /v1/parse", f"GET {PICTURE}", f"HEAD {PICTURE}"}
#: Every call of the contract, HEAD included, but the one that the contract is loaded by: schemathesis leaves it out.
OPERATIONS = sum(2 if call.method == "GET" else 1 for call in (*CALLS, *ELSEWHERE)) - 1

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
#: What a valid name looks like, by parameter: only such a one is replaced by one that exists.
NAMES = {
    "article_id": re.compile("[a-z2-7]{26}"),
    "revision_id": re.compile(r"[A-Za-z0-9_.~-]{1,128}"),
    "feed": re.compile(r"[!-~]{20,4000}"),
    "feed_id": re.compile(r"[A-Za-z0-9]{1,64}\.[0-9a-f]{24}"),
    "watch": re.compile(r"[A-Za-z0-9]{1,64}\.[0-9a-f]{16}"),
}


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    # More requests than the default limits allow.
    options = Options(values={"ThrottleRate": "10000", "ThrottleBurst": "5000"})
    with running_stack(find_project().template, options) as running:
        for page in sample_pages():
            running.account.s3.put_object(Bucket=running.inbox_bucket, Key=page.name, Body=page.read_bytes())
        assert running.settle()
        yield running


@dataclass
class Real:
    """Names of things that are there, so that answers are read and not only problems."""

    article: str
    to_withdraw: str
    revision: str
    feed: str
    feed_id: str
    watch: str

    def name(self, parameter: str, path: str) -> str:
        if parameter == "article_id":
            return self.to_withdraw if path.endswith("/withdrawal") else self.article
        return {"revision_id": self.revision, "feed_id": self.feed_id, "watch": self.watch}.get(parameter, self.feed)


def real_names(stack: LocalStack) -> Real:
    client, key = Client(stack.gateway.serve), {"x-api-key": stack.api_key}
    one, other, *_ = client.get("/v1/articles", headers=key).json["items"]
    revisions = client.get(f"/v1/articles/{one['id']}/revisions", headers=key).json["items"]
    feed, revoked = (client.post("/v1/feeds", headers=key, json={"format": "json"}).json for _ in range(2))
    watch = client.post("/v1/watches", headers=key, json={"q": "bridge"}).json
    return Real(
        one["id"], other["id"], revisions[0]["id"], feed["address"].rpartition("/")[2], revoked["id"], watch["id"]
    )


@contextmanager
def real_requests(stack: LocalStack) -> Iterator[None]:
    """While it lasts, valid names are replaced by real ones, and valid calls of administration are signed."""
    real = real_names(stack)

    def before_call(context: Any, case: Any, kwargs: Any) -> None:  # noqa: ARG001 - schemathesis' own names
        for name, value in case.path_parameters.items():
            if name in NAMES and NAMES[name].fullmatch(str(value)):
                case.path_parameters[name] = real.name(name, case.operation.path)
        if case.operation.path.startswith("/v1/admin/") and case.meta and case.meta.generation.mode.is_positive:
            case.headers["authorization"] = "AWS4-HMAC-SHA256 of-this-machine"

    def send(transport: WSGITransport, case: Any, **settings: Any) -> Any:
        # The check that repeats a request without a key passes options that only a network client knows.
        return as_it_was(transport, case, **{k: v for k, v in settings.items() if k not in OF_THE_NETWORK})

    as_it_was = WSGITransport.send
    schemathesis.hook(before_call)
    WSGITransport.send = send  # type: ignore[method-assign]
    try:
        yield
    finally:
        WSGITransport.send = as_it_was  # type: ignore[method-assign]
        schemathesis.hooks.unregister(before_call)


@dataclass
class Run:
    """What a run of schemathesis found."""

    asked: dict[str, set[int]] = field(default_factory=dict)  #: operation → statuses of its answers
    answers: int = 0
    failures: list[str] = field(default_factory=list)

    def take(self, event: Any) -> None:
        if isinstance(event, events.NonFatalError):
            self.failures.append(f"{event.label}: {event.value!r}")
        if isinstance(event, events.FatalError):
            self.failures.append(repr(event.exception))
        if not isinstance(event, events.ScenarioFinished):
            return
        for case_id, interaction in event.recorder.interactions.items():
            case = event.recorder.cases[case_id].value
            if interaction.response is not None:
                self.answers += 1
                self.asked.setdefault(case.operation.label, set()).add(interaction.response.status_code)
        for case_id, checks in event.recorder.checks.items():
            for check in checks:
                if check.status == Status.FAILURE:
                    case, answer = event.recorder.cases[case_id].value, event.recorder.interactions.get(case_id)
                    told = f"{case.as_curl_command()} → {answer and answer.response and answer.response.status_code}"
                    self.failures.append(f"{case.operation.label}: {check.name}: {told}")


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_the_api_conforms_to_its_contract(stack: LocalStack, capsys: pytest.CaptureFixture[str]) -> None:
    configuration = SchemathesisConfig.from_path(CONFIGURATION)
    # The application is asked without a transport that would expand what is compressed.
    configuration.projects.default.update(headers={"x-api-key": stack.api_key, "accept-encoding": "identity"})
    schema = schemathesis.openapi.from_wsgi("/openapi.json", stack.gateway.serve, config=configuration)

    run = Run()
    with real_requests(stack):
        for event in from_schema(schema).execute():
            run.take(event)

    with capsys.disabled():
        print(f"\n{len(run.asked)} operations, {run.answers} answers")  # noqa: T201
    assert not run.failures, "\n".join(run.failures)
    assert len(run.asked) == OPERATIONS
    unread = {label for label, statuses in run.asked.items() if not any(200 <= each < 300 for each in statuses)}
    assert unread <= UNREAD
