"""The `sam` command with one thing replaced: a function runs under Lambda's runtime emulator instead of in a container.

Run by the Python of aws-sam-cli::

    sam_without_containers.py <python with awslambdaric> <host> <arguments of sam>   one command
    sam_without_containers.py <python with awslambdaric> <host>                      one command a line, as a JSON list

Everything that `sam local` decides stays its own: which template and configuration it reads, which variables a
function is given, which layer it has, for which processor it wants an image. *host* stands for what a container
reaches by the names of ``--add-host``; without that option a name stays as it is, and does not resolve.

A line is answered with a line: ``{"status", "error", "answer", "seconds"}``; *seconds* are those of the function.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import samcli.local
from samcli.cli.main import cli
from samcli.local.docker.container_client_factory import ContainerClientFactory
from samcli.local.lambdafn.runtime import LambdaRuntime

RIC, CONTAINER_HOST, *ARGUMENTS = sys.argv[1:]
#: As Lambda names the processor of this machine.
PROCESSOR = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
EMULATOR = Path(samcli.local.__file__).parent / "rapid" / f"aws-lambda-rie-{PROCESSOR}"
START_SECONDS = 120

#: What the last invocation answered.
last: dict[str, Any] = {}


def invoke(_runtime: LambdaRuntime, config: Any, event: str, *_: Any, **options: Any) -> None:
    """Run the function once, and write its answer where the container's would go."""
    variables = {name: _reached(value, options["extra_hosts"]) for name, value in config.env_vars.resolve().items()}
    if config.architecture != PROCESSOR:
        raise SystemExit(f"an image for {config.architecture} does not run on {PROCESSOR}")
    code = str(config.code_abs_path)
    layers = [str(Path(layer.codeuri) / "python") for layer in config.layers]
    environment = {
        **variables,
        "PATH": os.defpath,
        "LAMBDA_TASK_ROOT": code,
        "PYTHONPATH": os.pathsep.join([code, *layers]),
    }
    address, runtime_api = f"127.0.0.1:{_free_port()}", f"127.0.0.1:{_free_port()}"
    command = [EMULATOR, "--runtime-interface-emulator-address", address, "--runtime-api-address", runtime_api]
    process = subprocess.Popen(
        [*command, RIC, "-m", "awslambdaric", config.handler],
        cwd=code,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    began = time.monotonic()
    try:
        last["answer"] = answer = _post(address, event, config.timeout)
    finally:
        last["seconds"] = time.monotonic() - began
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    options["stdout"].write_str(answer)


def _reached(value: str, hosts: dict[str, str]) -> str:
    for name in hosts:
        value = value.replace(f"//{name}:", f"//{CONTAINER_HOST}:")
    return value


def _post(address: str, event: str, timeout: int) -> str:
    host, _, port = address.partition(":")
    deadline = time.monotonic() + START_SECONDS
    while True:
        with socket.socket() as trial:
            if trial.connect_ex((host, int(port))) == 0:
                break
        if time.monotonic() > deadline:
            raise SystemExit("the runtime emulator does not start")
        time.sleep(0.05)
    request = urllib.request.Request(f"http://{address}/2015-03-31/functions/function/invocations", event.encode())
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=timeout + 5) as answer:
        return answer.read().decode() or "null"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def answer_lines() -> None:
    """Run the commands of standard input. Their own output goes to standard error."""
    for line in sys.stdin:
        last.clear()
        ended: dict[str, Any] = {"status": 0, "error": None}
        with redirect_stdout(sys.stderr), redirect_stderr(sys.stderr):
            try:
                cli(json.loads(line), prog_name="sam")
            except SystemExit as end:
                failed = isinstance(end.code, str)
                ended = {"status": 1 if failed else end.code or 0, "error": end.code if failed else None}
        sys.stdout.write(json.dumps({"answer": None, **ended, **last}) + "\n")
        sys.stdout.flush()


LambdaRuntime.invoke = invoke
ContainerClientFactory.create_client = staticmethod(MagicMock)
if ARGUMENTS:
    cli(ARGUMENTS, prog_name="sam")
else:
    answer_lines()
