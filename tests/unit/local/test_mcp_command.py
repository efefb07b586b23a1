"""``clippings mcp``: what it serves, and its message where the SDK is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

import pytest

from clippings_local.command import main

KEYS = ["--api", "https://api.example", "--api-key", "k"]


def test_without_the_sdk_the_error_names_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "clippings_local.mcp_server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.fastmcp", None)
    assert main(["mcp", *KEYS]) == 2
    assert "pip install 'clippings[mcp]'" in capsys.readouterr().err


def test_the_server_ends_with_its_client() -> None:
    client = {"protocolVersion": "2024-11-05", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client}
    ran = subprocess.run(
        [sys.executable, "-c", "from clippings_local.command import main; raise SystemExit(main())", "mcp", *KEYS],
        input=json.dumps(request) + "\n",
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["result"]["serverInfo"] == {"name": "clippings", "version": version("clippings")}
