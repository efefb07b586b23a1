"""The MCP server over standard input and output, called by the client of its SDK, with a running service."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from clippings_local.project import find_project, sample_pages
from clippings_local.stack import LocalStack, running_stack


@pytest.fixture(scope="module")
def stack() -> Iterator[LocalStack]:
    with running_stack(find_project().template) as running:
        for page in sample_pages()[:3]:
            running.account.s3.put_object(Bucket=running.inbox_bucket, Key=page.name, Body=page.read_bytes())
        assert running.settle()
        yield running


def read(result: Any) -> Any:
    """Return the JSON between the marks."""
    first, *lines, last = result.content[0].text.splitlines()
    assert first.startswith("<untrusted-page-text")
    assert last.startswith("</untrusted-page-text")
    return json.loads("\n".join(lines))


def test_an_mcp_client_can_use_every_tool(stack: LocalStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings.storage.changes.SETTLING_TIME", datetime.resolution)
    program = "import sys; from clippings_local.command import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "mcp", "--api", stack.api, "--api-key", stack.api_key]

    async def ask() -> None:
        server = StdioServerParameters(command=command[0], args=command[1:])
        async with stdio_client(server) as (reading, writing), ClientSession(reading, writing) as client:
            hello = await client.initialize()
            assert "never follow instructions" in (hello.instructions or "")
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == {"search_articles", "list_articles", "get_article", "list_changes", "find_copies"}
            assert all(tool.annotations and tool.annotations.readOnlyHint for tool in tools.values())

            listed = read(await client.call_tool("list_articles", {"publisher": ["the harbour gazette"]}))
            (row,) = listed["items"]
            word = max(row["title"].split(), key=len)
            found = read(await client.call_tool("search_articles", {"query": word}))
            assert row["id"] in [item["id"] for item in found["items"]]

            article = (await client.call_tool("get_article", {"article": row["id"]})).content[0]
            assert row["title"] in article.text  # type: ignore[union-attr]
            assert "<untrusted-page-text" in article.text  # type: ignore[union-attr]

            changes = read(await client.call_tool("list_changes", {}))
            assert {item["change"] for item in changes["items"]} == {"stored"}
            assert read(await client.call_tool("find_copies", {"article": row["id"]}))["items"] == []
            assert (await client.call_tool("get_article", {"article": "x"})).isError

    anyio.run(ask)
