"""``clippings complete``: prints a script for the shell's completion of commands, options and choices."""

from __future__ import annotations

import argparse

import shtab


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "complete",
        help="print the script that completes commands in a shell",
        description="Print the script with which a shell completes commands, options and choices. For bash: "
        "clippings complete bash > ~/.local/share/bash-completion/completions/clippings. For zsh: write it as "
        "_clippings into a folder of $fpath.",
    )
    parser.add_argument("shell", choices=shtab.SUPPORTED_SHELLS, help="which shell")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the script, which is generated from the commands."""
    from clippings_local.command import make_parser

    parser = make_parser()
    _list_choices(parser)
    print(shtab.complete(parser, arguments.shell))
    return 0


def _list_choices(parser: argparse.ArgumentParser) -> None:
    """Make every set of choices a list, since shtab expects a mapping for commands only."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to its options
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for inner in action.choices.values():
                _list_choices(inner)
        elif action.choices is not None:
            action.choices = list(action.choices)
