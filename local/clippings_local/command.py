"""The command ``clippings``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from clippings_local.cli_errors import CommandError

#: The modules that add commands, in the order of the help, each with its commands and the help of each. A module is
#: imported only if one of its commands runs, since importing all of them takes ten times as long.
COMMANDS: dict[str, dict[str, str]] = {
    "demo": {"demo": "watch sample pages become articles"},
    "parse_command": {"parse": "show the articles in pages"},
    "serve_command": {"serve": "run the whole service on this machine"},
    "put_command": {"put": "put pages into an inbox bucket"},
    "replay_command": {"replay": "extract uploads again and report what changed"},
    "admit_command": {"admit": "file an upload that was rejected"},
    "read_commands": {
        "get": "show an article",
        "list": "list articles, newest first",
        "feed": "print a list as a feed",
        "status": "the results of an upload, or of the pages of a day",
        "export": "write the articles that changed in the last 90 days as JSON Lines or Parquet",
    },
    "page_transfer": {"import": "take in the pages of another service"},
    "backup_commands": {"backup": "copy a data folder into one file", "restore": "restore a data folder from a backup"},
    "event_command": {"event": "print an event for a function"},
    "mcp_command": {"mcp": "serve the articles to a language model (MCP over standard input and output)"},
    "admin_commands": {"admin": "take an article down, replay one, revoke a feed or a key"},
    "reindex_command": {"reindex": "fill or repair the search index"},
    "completion_command": {"complete": "print the script that completes commands in a shell"},
}

EXIT_STATUSES = (
    "Exit status: 0 success; 1 negative result (no article, nothing found, a page that failed or could not be read); "
    "2 invalid request or no connection; 130 interrupted."
)


class _Version(argparse.Action):
    """Prints the version, and which implementation of the core is used."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        from clippings.compiled import describe_implementation

        print(f"clippings {version('clippings')} ({describe_implementation()})")
        parser.exit()


class _CommandParser(argparse.ArgumentParser):
    """The parser of one command. An unknown option is answered with the usage of that command, not of all."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unknown arguments: {' '.join(unknown)}")
        return found, unknown


def make_parser(given: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of every command, or of the one in *given*.

    Args:
        given: The arguments. Only the module of the command at their beginning is imported; the other commands have
            a name and a help text only. With None all modules are imported.
    """
    parser = argparse.ArgumentParser(
        prog="clippings", description="Extracts, enriches and stores the articles of web pages.", epilog=EXIT_STATUSES
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="show the version, and whether the core is compiled"
    )
    commands = parser.add_subparsers(title="commands", metavar="command", required=True, parser_class=_CommandParser)
    for module, helps in COMMANDS.items():
        if given is None or (given and given[0] in helps):
            import_module(f"clippings_local.{module}").add_to(commands)
        else:
            for name, explained in helps.items():
                commands.add_parser(name, help=explained)
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 success, 1 negative result, 2 invalid request or no connection."""
    given = sys.argv[1:] if given is None else given
    arguments = make_parser(given).parse_args(given)
    try:
        status: int = arguments.run(arguments)
        if not sys.stdout.closed:  # as the MCP server leaves it
            sys.stdout.flush()
    except CommandError as wrong:
        print(f"clippings: {wrong}", file=sys.stderr)
        return wrong.status
    except BrokenPipeError:
        # The reader of our output has ended, as `head` does; Python would report it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        # Without a file name the error is about the output, such as a full disk.
        named = f"{wrong.filename}: " if wrong.filename else ""
        print(f"clippings: {named}{wrong.strerror or wrong}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status
