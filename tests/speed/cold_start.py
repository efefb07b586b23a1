"""What starting costs, in processor time of new processes: functions beside empty ones, commands, and the model."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: How often each process is started; the shortest run counts.
STARTS = 4
EMPTY_WORKER = """
import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
logger, metrics, tracer = Logger(), Metrics(), Tracer()

def handler(event, context):
    return {}
"""
EMPTY_HANDLER = """
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
logger, metrics, tracer = Logger(), Metrics(), Tracer()
app = APIGatewayRestResolver(enable_validation=True)

@app.get("/hello")
def hello(name: str = "") -> dict[str, str]:
    return {"name": name}

def handler(event, context):
    return app.resolve(event, context)
"""
#: Each function with an empty one of its kind.
EMPTY = {"lookup": EMPTY_HANDLER, "parse": EMPTY_WORKER}
ARTICLE = "a" * 26


def import_times(function: str) -> tuple[float, float]:
    """Return the seconds that importing a function's handler takes, and those of an empty function of its kind."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "handler.py").write_text(EMPTY[function], "utf-8")
        taken = [(_import_seconds(ROOT / "functions" / function), _import_seconds(Path(folder))) for _ in range(STARTS)]
    return min(own for own, _ in taken), min(empty for _, empty in taken)


def command_times() -> dict[str, float]:
    """Return the seconds of ``clippings --help``, and of ``clippings get`` with an API that answers at once."""
    with _api() as address:
        get = ("get", ARTICLE, "--api", address, "--api-key", "x")
        return {"--help": _command_seconds("--help"), "get": _command_seconds(*get)}


def model_seconds() -> float:
    """Return the seconds that reading the model takes in a process that has imported the package."""
    program = (
        "import msgspec, time; from clippings.body.extraction import load_models\n"
        "began = time.process_time(); load_models(); print(time.process_time() - began)"
    )
    return min(float(_run("-c", program)) for _ in range(STARTS))


def _import_seconds(folder: Path) -> float:
    program = "import time; began = time.process_time(); import handler; print(time.process_time() - began)"
    return float(_run("-c", program, folders=(folder,)))


def _command_seconds(*arguments: str) -> float:
    program = (
        "import sys, time; from clippings_local.command import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(time.process_time(), file=sys.stderr)"
    )
    return min(float(_run("-c", program, *arguments, is_told=True)) for _ in range(STARTS))


def _run(*arguments: str, folders: tuple[Path, ...] = (), is_told: bool = False) -> str:
    """Return what a new interpreter prints; *is_told*: the last line on the standard error, where a command prints."""
    path = os.pathsep.join(map(str, (*folders, ROOT / "layers" / "clippings", ROOT / "local")))
    quiet = {"POWERTOOLS_TRACE_DISABLED": "true", "POWERTOOLS_SERVICE_NAME": "x", "POWERTOOLS_METRICS_NAMESPACE": "x"}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, **quiet}
    run = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True)
    return run.stderr.splitlines()[-1] if is_told else run.stdout


@contextmanager
def _api() -> Iterator[str]:
    """Run an API that answers everything with a short article, and give its address."""
    with HTTPServer(("127.0.0.1", 0), _Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer = b"# Third quay opens\n"
        self.send_response(200)
        self.send_header("content-type", "text/markdown")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of the base class
        """Print nothing."""
