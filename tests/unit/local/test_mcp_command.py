"""``clippings mcp``: what it serves, and its message where the SDK is not installed."""

from __future__ import annotations

import sys

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


def test_the_server_ends_with_its_client(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr("mcp.server.fastmcp.FastMCP.run", lambda self: served.append(self.name))
    assert main(["mcp", *KEYS]) == 0
    assert served == ["clippings"]
