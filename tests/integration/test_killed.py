"""Pages that kill the function: they end in the dead-letter queue, and the other messages are processed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from tests.integration.conftest import Bench

from clippings.storage.page_store import UploadedPage
from clippings_local.delivery import Mapping
from clippings_local.project import sample_pages

PAGE = sample_pages()[0].read_bytes()
DEADLY = b"<!-- deadly -->"


class Killed(BaseException):
    """The end of the function: out of memory, or broken."""


def event_sources(bench: Bench) -> dict[str, Mapping]:
    """Return the template's own event sources, by function; a failed message comes again at once."""
    made = {}
    for name in ("ParseFunction", "EnrichFunction"):
        (source,) = bench.resources.properties(name)["Events"].values()
        queue = source["Properties"]["Queue"]
        logical = next(
            each
            for each in bench.resources.template.of_type("AWS::SQS::Queue")
            if bench.resources.attribute(each, "Arn") == queue
        )
        made[name] = Mapping(
            bench.account.stores.queues,
            bench.resources.ref(logical),
            queue,
            bench.functions[name],
            batch_size=int(source["Properties"]["BatchSize"]),
            reports_failures=True,
            retry_after=0,
        )
    return made


def make_deadly(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the parse function die of a page that says so; Lambda then sees an invocation that failed."""
    function = bench.functions["ParseFunction"]
    function.invoke({"Event": "s3:TestEvent"})  # it is loaded by its first event
    module = sys.modules["clippings_function_ParseFunction"]
    parse_uploaded: Callable[..., Any] = module.parse_uploaded  # type: ignore[attr-defined]

    def die(page: UploadedPage, *rest: Any) -> Any:
        if DEADLY in page.data:
            raise Killed
        return parse_uploaded(page, *rest)

    monkeypatch.setattr(module, "parse_uploaded", die)
    invoke = function.invoke

    def reported(event: dict[str, Any]) -> Any:
        try:
            return invoke(event)
        except Killed:
            raise RuntimeError("Runtime exited with error: signal: killed") from None

    monkeypatch.setattr(function, "invoke", reported)


def test_messages_that_kill_the_function_do_not_affect_others(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    make_deadly(bench, monkeypatch)
    for number in range(10):
        bench.put(f"{number}.html", PAGE + (DEADLY if number in (3, 7) else b""))

    for source in event_sources(bench).values():
        while source.deliver_once() is not None:
            pass

    ends = {key: [row["status"] for row in bench.ingestions(key)] for key in (f"{n}.html" for n in range(10))}
    assert {key for key, found in ends.items() if found == ["failed"]} == {"3.html", "7.html"}
    assert sum(found in (["stored"], ["unchanged"]) for found in ends.values()) == 8
    assert "stopped before it had finished" in bench.ingestions("3.html")[0]["detail"]
    dead = bench.account.sqs.receive_message(QueueUrl=bench.resources.ref("ParseDeadLetters"), MaxNumberOfMessages=10)
    assert len(dead["Messages"]) == 2
