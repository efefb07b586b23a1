"""Each built function once under Lambda's own runtime emulator, in a clean environment: it has what the build holds.

It finds a dependency that is not declared, a wheel for another processor, a handler that does not import.
"""

from __future__ import annotations

import io
import json
import os
import platform
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3
from tests.end_to_end.stack import TOOLS, until
from tests.support.built_template import ARCHITECTURE, BUILDER, RIC, ROOT, needed
from tests.support.bundle_files import article_page, http, members, record
from tests.support.functions import queue_event
from tests.support.ports import free_port, is_listening

from clippings.compiled import MODULES
from clippings_local.account import Account, local_account
from clippings_local.event_command import s3_event
from clippings_local.functions import Function
from clippings_local.project import sample_pages
from clippings_local.resources import PSEUDO_PARAMETERS, Resources
from clippings_local.stack import make_functions, record_key
from clippings_local.template import read_template

EVENTS = ROOT / "events"


@pytest.fixture(scope="module")
def emulator() -> Path:
    """The emulator's binary, which aws-sam-cli carries."""
    needed(RIC, "rie")
    if platform.system() != "Linux":
        pytest.skip("Lambda's runtime emulator runs on Linux")
    (found,) = (TOOLS / "sam").glob(f"lib/python3*/site-packages/samcli/local/rapid/aws-lambda-rie-{ARCHITECTURE}")
    return found


class Runtime:
    """The built functions, one at a time under the emulator, over an account that holds the template's resources."""

    def __init__(self, emulator: Path, built: Path, account: Account, resources: Resources) -> None:
        self.emulator = emulator
        self.built = built
        self.account = account
        self.resources = resources
        (self.layer,) = (folder / "python" for folder in built.iterdir() if folder.name == self._layer_name())
        self.functions = make_functions(resources, ROOT, io.StringIO())

    @staticmethod
    def _layer_name() -> str:
        return "ClippingsLayerArm64" if ARCHITECTURE == "arm64" else "ClippingsLayerX86"

    def invoke(self, name: str, event: dict[str, Any]) -> Any:
        """Return the function's answer to *event*, from an emulator that is started for it and ended after it."""
        with self._emulated(name) as address:
            pool = urllib3.PoolManager(retries=False)
            path = f"{address}/2015-03-31/functions/function/invocations"
            answer = pool.request("POST", path, body=json.dumps(event).encode(), timeout=60)
        return json.loads(answer.data or b"null")

    @contextmanager
    def _emulated(self, name: str) -> Iterator[str]:
        function: Function = self.functions[name]
        code = self.built / name
        environment = {
            **function.environment,
            "PATH": os.defpath,
            "LAMBDA_TASK_ROOT": str(code),
            "AWS_LAMBDA_FUNCTION_TIMEOUT": str(function.timeout),
            "PYTHONPATH": f"{code}:{self.layer}",
        }
        emulated, runtime_api = free_port(), free_port()
        command = [self.emulator, "--runtime-interface-emulator-address", f"127.0.0.1:{emulated}"]
        command += ["--runtime-api-address", f"127.0.0.1:{runtime_api}"]
        command += [RIC, "-m", "awslambdaric", "handler.handler"]
        process = subprocess.Popen(
            command,
            cwd=code,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            until(lambda: is_listening(emulated), "the emulator")
            yield f"http://127.0.0.1:{emulated}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def runtime(emulator: Path, built: Path) -> Iterator[Runtime]:
    template = read_template(ROOT / "template.yaml", {}, PSEUDO_PARAMETERS)
    with local_account() as account:
        resources = Resources(template, account)
        resources.make_all()
        record_key(resources, "EXAMPLEexampleEXAMPLEexampleEXAMPLEexampl")
        yield Runtime(emulator, built, account, resources)


def read_event(name: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((EVENTS / name).read_text("utf-8"))
    return event


def feed_event() -> dict[str, Any]:
    """Return the request for an open feed: that of an upload, with another path and body."""
    event = json.loads(json.dumps(read_event("upload/upload.json")).replace("/v1/uploads", "/v1/feeds"))
    body = json.dumps({"format": "atom", "tag": "bridges"})
    return event | {"body": body, "isBase64Encoded": False}


def test_every_function_of_the_template_answers_under_lambdas_runtime(runtime: Runtime) -> None:
    page = sample_pages()[0]
    inbox, parsed = runtime.resources.ref("InboxBucket"), runtime.resources.ref("ParsedBucket")
    runtime.account.s3.put_object(Bucket=inbox, Key=page.name, Body=page.read_bytes())

    (outcome,) = runtime.invoke("ParseFunction", read_event("parse/s3.json"))["uploads"]
    assert outcome["status"] == "parsed"
    event = s3_event(parsed, outcome["parsed_key"], datetime.now(UTC))
    (outcome,) = runtime.invoke("EnrichFunction", event)["uploads"]
    assert outcome["status"] == "stored"

    answer = runtime.invoke("LookupFunction", read_event("lookup/by-url.json"))
    assert answer["statusCode"] == 200
    assert "# Last of Port Amery" in answer["body"]

    assert runtime.invoke("UploadFunction", read_event("upload/upload.json"))["statusCode"] == 201

    assert runtime.invoke("FeedsFunction", feed_event())["statusCode"] == 201

    (row,) = runtime.invoke("ReplayFunction", read_event("replay/upload.json"))
    assert row["key"] == page.name

    event = read_event("admin/withdrawal.json")
    assert event["pathParameters"]["article_id"] == outcome["article_id"]
    assert runtime.invoke("AdminFunction", event)["statusCode"] in (200, 202)

    assert runtime.invoke("FollowFunction", {"Records": []}) is None  # a record that fails is an error

    # The local account has no API Gateway: what is seen is that the function starts, and asks it for keys.
    assert "GetApiKeys" in runtime.invoke("KeysFunction", {"source": "aws.events"})["errorMessage"]

    bundle = members([record(http(article_page()))])
    runtime.account.s3.put_object(Bucket=inbox, Key="crawl.warc.gz", Body=bundle)
    (outcome,) = runtime.invoke("ParseFunction", s3_event(inbox, "crawl.warc.gz", datetime.now(UTC)))["uploads"]
    assert outcome["status"] == "unpacking"
    (message,) = runtime.account.sqs.receive_message(QueueUrl=runtime.resources.ref("BundleQueue"))["Messages"]
    answer = runtime.invoke("UnpackFunction", queue_event(json.loads(message["Body"])))
    assert answer == {"batchItemFailures": []}
    pages = runtime.account.sqs.receive_message(QueueUrl=runtime.resources.ref("ParseQueue"))["Messages"]
    assert len(pages) == 1

    names = ("Parse", "Enrich", "Follow", "Lookup", "Upload", "Feeds", "Keys", "Admin", "Replay", "Unpack")
    assert set(runtime.functions) == {f"{name}Function" for name in names}, "a function that is not invoked here"


def test_failures_are_reported_as_lambda_does(runtime: Runtime) -> None:
    answer = runtime.invoke("ParseFunction", {"no": "event"})
    assert answer["errorType"] == "UnreadableEvent"


def test_missing_dependencies_of_the_build_are_found(runtime: Runtime, tmp_path: Path) -> None:
    empty = tmp_path / "python"
    empty.mkdir()
    runtime.layer, whole = empty, runtime.layer
    try:
        answer = runtime.invoke("LookupFunction", read_event("lookup/reader.json"))
    finally:
        runtime.layer = whole
    assert answer["errorType"] == "Runtime.ImportModuleError"
    assert "No module named" in answer["errorMessage"]


def test_the_layer_is_compiled_with_unchecked_hashes(runtime: Runtime) -> None:
    sources = [path for path in runtime.layer.rglob("*.py") if "__pycache__" not in path.parts]
    assert len(sources) > 500
    for source in sources:
        compiled = source.parent / "__pycache__" / f"{source.stem}.cpython-313.pyc"
        # The second word of the header: 1 for a hash, 3 for one that is checked against the source.
        assert int.from_bytes(compiled.read_bytes()[4:8], "little") == 1, source


@pytest.mark.parametrize(
    ("layer", "processor", "machine"), [("ClippingsLayerArm64", "aarch64", 183), ("ClippingsLayerX86", "x86_64", 62)]
)
def test_each_layer_has_the_native_modules_for_its_processor(
    runtime: Runtime, layer: str, processor: str, machine: int
) -> None:
    headers = subprocess.run(
        [BUILDER, "-c", "import sysconfig; print(sysconfig.get_path('include'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    if not (Path(headers.stdout.strip()) / "Python.h").exists():
        pytest.skip("the headers of python3.13 are not installed: python3.13-dev on Debian")
    package = runtime.built / layer / "python" / "clippings"
    libraries = {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*.so")}
    names = (name.removeprefix("clippings.").replace(".", "/") for name in MODULES)
    assert set(libraries) == {f"{name}.cpython-313-{processor}-linux-gnu.so" for name in names}
    # The ELF header names the processor.
    assert {int.from_bytes(library[18:20], "little") for library in libraries.values()} == {
        machine
    }  # of the ELF header
    assert [*package.rglob("*.pyx"), *package.rglob("*.pxd")] == []  # a library beside its source is judged by its age


def test_the_layer_is_well_below_the_size_limit_of_lambda(runtime: Runtime) -> None:
    size = sum(path.stat().st_size for path in runtime.layer.rglob("*") if path.is_file())
    assert size < 100 * 1024 * 1024  # Lambda takes 250 MB, unpacked
