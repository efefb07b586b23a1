"""``clippings mcp``: an MCP server over standard input and output, for language models."""

from __future__ import annotations

import argparse

from clippings_local.cli_errors import CommandError
from clippings_local.options import add_api_options, find_api


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    purpose = "serve the articles to a language model (MCP over standard input and output)"
    parser = commands.add_parser("mcp", help=purpose, description=run.__doc__)
    add_api_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve the articles behind an API to a language model, by the Model Context Protocol, until its client ends.

    The tools search, list, read articles as Markdown, list changes and find copies. They change nothing.
    """
    api = find_api(arguments)
    try:
        from clippings_local.mcp_server import make_server
    except ModuleNotFoundError as missing:
        raise CommandError("the MCP server needs one more package: pip install 'clippings[mcp]'") from missing
    make_server(api).run()
    return 0
