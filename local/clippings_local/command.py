"""The command ``clippings``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from clippings_local import (
    admin_commands,
    admit_command,
    demo,
    event_command,
    mcp_command,
    parse_command,
    put_command,
    read_commands,
    reindex_command,
    replay_command,
    serve_command,
)
from clippings_local.cli_errors import CommandError

#: What adds commands, in the order in which the help names them.
COMMANDS = (
    demo,
    parse_command,
    serve_command,
    put_command,
    replay_command,
    admit_command,
    read_commands,
    event_command,
    mcp_command,
    admin_commands,
    reindex_command,
)


def main(given: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 the answer is no, 2 it could not be asked."""
    parser = argparse.ArgumentParser(
        prog="clippings",
        description="The article in a web page, described and filed.",
        epilog="Exit status: 0 done; 1 the answer is no (no article, nothing found, a page that failed); 2 it could "
        "not be asked; 130 interrupted.",
    )
    parser.add_argument("--version", action="version", version=f"clippings {version('clippings')}")
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for module in COMMANDS:
        module.add_to(commands)
    arguments = parser.parse_args(given)
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except CommandError as wrong:
        print(f"clippings: {wrong}", file=sys.stderr)
        return wrong.status
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        if wrong.filename is None:
            raise
        print(f"clippings: {wrong.filename}: {wrong.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status
