"""Every call's worst case fits the time limit of its function: computed from the template and the clients' settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.support.template_names import Names

from clippings.queue_worker import ANSWER_SECONDS
from clippings.storage import Wiring
from clippings_local.resources import PSEUDO_PARAMETERS
from clippings_local.template import Template, read_template

ROOT = Path(__file__).parents[2]
DECISION = ROOT / "docs" / "decisions" / "0047-one-message-at-a-time.md"
#: Longest time that API Gateway waits for an answer, in seconds.
GATEWAY_SECONDS = 29
#: Seconds of computing that a page may take on Lambda's processor: twice what tests/speed allows on one machine.
COMPUTING = {"ParseFunction": 20, "EnrichFunction": 20, "ReplayFunction": 20, "LookupFunction": 10}
#: Functions that record a failure before their time is up, with one call more.
RECORDING = ("ParseFunction", "EnrichFunction", "UnpackFunction")


class WorstCase(NamedTuple):
    """Seconds: the function's limit, its longest call, what it keeps to record a failure, and what is left."""

    limit: int
    call: int
    recording: int
    left: int


def read() -> Template:
    return read_template(ROOT / "template.yaml", {"Export": "iceberg"}, PSEUDO_PARAMETERS)


def worst_cases() -> dict[str, WorstCase]:
    """Return the worst case of each function."""
    template = read()
    shared = template.globals_of("Function", Names())["Environment"]["Variables"]
    found = {}
    for function in template.of_type("AWS::Serverless::Function"):
        own = template.properties(function, Names())
        variables = {**shared, **own.get("Environment", {}).get("Variables", {})}
        call = Wiring.from_environment({name: str(value) for name, value in variables.items()}).longest_call
        recording = call + ANSWER_SECONDS if function in RECORDING else 0
        limit = own.get("Timeout") or template.globals_of("Function", Names())["Timeout"]
        found[function] = WorstCase(limit, call, recording, limit - call - recording)
    return found


WORST_CASES = worst_cases()


@pytest.mark.parametrize("function", WORST_CASES)
def test_hanging_calls_leave_time_to_record_the_failure(function: str) -> None:
    """The longest call is every try with its timeouts, and the waits between them."""
    assert WORST_CASES[function].left >= COMPUTING.get(function, 0)


def test_api_functions_end_before_the_timeout_of_api_gateway() -> None:
    template = read()
    for function, worst in WORST_CASES.items():
        events = template.properties(function, Names()).get("Events", {}).values()
        if any(event["Type"] == "Api" for event in events):
            assert worst.limit < GATEWAY_SECONDS


def test_documented_worst_case_times_match_the_template_and_clients() -> None:
    rows = re.findall(
        r"^\| ([a-z, ]+) \| (\d+) \| (\d+) \| (\d+) \| (-?\d+) \|", DECISION.read_text("utf-8"), re.MULTILINE
    )
    documented = {
        f"{name.strip().capitalize()}Function": WorstCase(*map(int, row))
        for names, *row in rows
        for name in names.split(",")
    }
    assert documented == WORST_CASES
