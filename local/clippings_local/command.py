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
    backup_commands,
    completion_command,
    demo,
    event_command,
    mcp_command,
    page_transfer,
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
    page_transfer,
    backup_commands,
    event_command,
    mcp_command,
    admin_commands,
    reindex_command,
    completion_command,
)

EXIT_STATUSES = (
    "Exit status: 0 done; 1 the answer is no (no article, nothing found, a page that failed or could not be read); "
    "2 it could not be asked; 130 interrupted."
)


class _Version(argparse.Action):
    """Prints the version. The compiled modules are loaded only for that."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from clippings.compiled import describe_implementation

        print(f"clippings {version('clippings')} ({describe_implementation()})")
        parser.exit()


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="clippings", description="The article in a web page, described and filed.", epilog=EXIT_STATUSES
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="show the version, and whether the core is compiled"
    )
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for module in COMMANDS:
        module.add_to(commands)
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 the answer is no, 2 it could not be asked."""
    arguments = make_parser().parse_args(given)
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
        # Without a file's name it is the output: a disk that is full, say.
        named = f"{wrong.filename}: " if wrong.filename else ""
        print(f"clippings: {named}{wrong.strerror or wrong}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status
