"""`sam local`, as the documentation shows it: the commands, the committed events and the committed file of variables.

sam itself runs, and decides what a function is given; only its containers are replaced by Lambda's runtime emulator
(``sam_without_containers.py``), because not every machine has a container engine.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3
from tests.end_to_end.stack import until
from tests.support.built_template import ARCHITECTURE, RIC, ROOT, SAM, needed
from tests.support.ports import free_port, is_listening

from clippings_local.command import main
from clippings_local.event_command import s3_event
from clippings_local.project import sample_pages

#: Where the service listens, as a container would see it: another address than the functions' own.
HOST, S3_PORT = "127.0.0.77", 5577
WITH_SERVICE = ("--env-vars", "local/sam-local.json", "--add-host", "host.docker.internal:host-gateway")
PAGE = sample_pages()[0]
TITLE = "Last of Port Amery's swing bridges to reopen after eleven months"
OTHER = "arm64" if ARCHITECTURE == "x86_64" else "x86_64"


@dataclass
class SamLocal:
    """The command `sam`, run in the checkout for each call of :meth:`ask`."""

    process: subprocess.Popen[str]
    template: Path
    #: How long the last call of each function took, its start included.
    seconds: dict[str, float] = field(default_factory=dict)

    def ask(self, *command: str, architecture: str = ARCHITECTURE) -> dict[str, Any]:
        """Run `sam local` and return what it came to."""
        chosen = ("--template", str(self.template), "--parameter-overrides", f"Architecture={architecture}")
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(["local", *command, *chosen]) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told

    def invoke(self, function: str, event: str, *options: str) -> Any:
        """Return the answer of *function* to the event in a file."""
        told = self.ask("invoke", function, "--event", event, *options)
        assert told["status"] == 0, told
        self.seconds[function] = told["seconds"]
        return json.loads(told["answer"])


def start_sam(*command: str, **streams: Any) -> subprocess.Popen[str]:
    # No configuration, no credentials, and another region than the service's: somebody's laptop.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SAM_"))}
    environment |= {"AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "eu-west-1", "SAM_CLI_TELEMETRY": "0"}
    environment |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    script = Path(__file__).with_name("sam_without_containers.py")
    return subprocess.Popen(
        [SAM.parent / "python", script, RIC, HOST, *command],
        cwd=ROOT,
        env=environment,
        text=True,
        stderr=subprocess.DEVNULL,
        **streams,
    )


@pytest.fixture(scope="module")
def sam(built: Path) -> Iterator[SamLocal]:
    needed(RIC, "rie")
    if platform.system() != "Linux":
        pytest.skip("Lambda's runtime emulator runs on Linux")
    with start_sam(stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield SamLocal(process, built / "template.yaml")
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of the S3 of a running `clippings serve`, which invokes no function by itself."""
    command = [sys.executable, "-c", "from clippings_local.command import main; raise SystemExit(main())", "serve"]
    command += ["--json", "--host", HOST, "--port", "0", "--s3-port", str(S3_PORT), "--no-triggers"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert told["s3"] == f"http://{HOST}:{S3_PORT}"
        assert main(["put", str(PAGE), "--s3", told["s3"], "--bucket", told["inbox_bucket"]]) == 0
        yield told["s3"]
        process.send_signal(signal.SIGTERM)


@pytest.fixture(scope="module")
def stored(sam: SamLocal, service: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:  # noqa: ARG001
    """What the enrich function answered for the page that the events name."""
    (parsed,) = sam.invoke("ParseFunction", "events/parse/s3.json", *WITH_SERVICE)["uploads"]
    assert (parsed["key"], parsed["status"], parsed["title"]) == (PAGE.name, "parsed", TITLE)
    event = tmp_path_factory.mktemp("events") / "enrich.json"
    event.write_text(json.dumps(s3_event("clippings-parsed-123456789012-us-east-1", parsed["parsed_key"], now())))
    (filed,) = sam.invoke("EnrichFunction", str(event), *WITH_SERVICE)["uploads"]
    outcome: dict[str, str] = filed
    return outcome


def now() -> datetime:
    return datetime.now(UTC)


def test_one_sam_local_command_stores_an_article(sam: SamLocal) -> None:
    answer = sam.invoke("LookupFunction", "events/lookup/parse.json")
    assert answer["statusCode"] == 200
    assert f"# {TITLE}" in answer["body"]


def test_parse_enrich_and_lookup_return_an_article(sam: SamLocal, stored: dict[str, str]) -> None:
    assert (stored["status"], stored["title"]) == ("stored", TITLE)
    answer = sam.invoke("LookupFunction", "events/lookup/by-url.json", *WITH_SERVICE)
    assert answer["statusCode"] == 200
    assert f"# {TITLE}" in answer["body"]
    assert stored["article_id"] in answer["body"]


def test_replay_upload_and_admin_answer_their_committed_events(sam: SamLocal, stored: dict[str, str]) -> None:
    (row,) = sam.invoke("ReplayFunction", "events/replay/upload.json", *WITH_SERVICE)
    assert row["key"] == PAGE.name
    signed = sam.invoke("UploadFunction", "events/upload/upload.json", *WITH_SERVICE)
    # The browser reaches S3 at another address than the container.
    assert json.loads(signed["body"])["url"].startswith("http://127.0.0.1:5577/")
    taken_down = sam.invoke("AdminFunction", "events/admin/withdrawal.json", *WITH_SERVICE)
    assert taken_down["statusCode"] in (200, 202), stored


@pytest.mark.parametrize("options", [(), WITH_SERVICE[:2]], ids=["without the file", "without the host"])
def test_missing_prerequisites_are_reported_within_ten_seconds(
    sam: SamLocal, stored: dict[str, str], options: tuple[str, ...]
) -> None:
    told = sam.ask("invoke", "ParseFunction", "--event", "events/parse/s3.json", *options)
    failure = json.loads(told["answer"])
    assert failure["errorType"] == "Unreached"
    assert failure["errorMessage"].startswith("No connection to http")
    assert "AWS_ENDPOINT_URL is" in failure["errorMessage"]
    assert "--env-vars local/sam-local.json --add-host host.docker.internal:host-gateway" in failure["errorMessage"]
    assert stored["status"] == "stored"  # so that the function's own start can be left out of the ten seconds
    assert told["seconds"] < sam.seconds["ParseFunction"] + 10


def test_the_image_has_the_requested_architecture(sam: SamLocal) -> None:
    refused = sam.ask("invoke", "LookupFunction", "--event", "events/lookup/parse.json", architecture=OTHER)
    assert refused["error"] == f"an image for {OTHER} does not run on {ARCHITECTURE}"


@contextmanager
def started_api(template: Path) -> Iterator[str]:
    port = free_port()
    command = ("local", "start-api", "--port", str(port), "--template", str(template), *WITH_SERVICE)
    with start_sam(*command, "--parameter-overrides", f"Architecture={ARCHITECTURE}") as process:
        try:
            until(lambda: is_listening(port), "sam local start-api")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_start_api_serves_the_reader_page_and_the_whole_api(sam: SamLocal, service: str) -> None:
    with started_api(sam.template) as api:
        pool = urllib3.PoolManager(retries=False, timeout=60)
        reader = pool.request("GET", f"{api}/")
        assert reader.headers["content-type"] == "text/html; charset=utf-8"
        assert "http://127.0.0.1:5577" in reader.headers["content-security-policy"]
        body = {"size": PAGE.stat().st_size, "url": "https://www.harbour-gazette.example/transport/"}
        headers = {"content-type": "application/json"}
        signed = pool.request("POST", f"{api}/v1/uploads", body=json.dumps(body), headers=headers).json()
        assert "url" in signed, signed
        address = signed["url"].replace("http://127.0.0.1:5577", service)
        assert pool.request("PUT", address, body=PAGE.read_bytes(), headers=signed["headers"]).status == 200
        ingestions = pool.request("GET", f"{api}/v1/ingestions", fields={"key": PAGE.name}).json()
        assert ingestions["items"][0]["status"] in {"parsed", "stored", "rejected"}
        markdown = pool.request(
            "POST",
            f"{api}/v1/parse?format=markdown",
            body=PAGE.read_bytes(),
            headers={"content-type": "text/html"},
        )
        assert f"# {TITLE}" in markdown.data.decode()
