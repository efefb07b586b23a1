"""``clippings admit``: files a rejected page without uploading it again.

It invokes the replay function of a running ``clippings serve`` with the event that an operator would use.
"""

from __future__ import annotations

import argparse

from botocore.exceptions import BotoCoreError, ClientError

from clippings_local.account import Account
from clippings_local.cli_errors import CommandError
from clippings_local.options import find_local_s3
from clippings_local.output import print_items
from clippings_local.replay_command import COLUMNS, find_replay_function


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "admit",
        help="file an upload that was rejected",
        description="File an upload that was rejected because it is not an article. It stays admitted in "
        "later deliveries and replays. On a deployed stack, invoke the replay function: see docs/replay.md.",
    )
    parser.add_argument("key", help="the key of the object in the inbox")
    parser.add_argument("--s3", metavar="ADDRESS", help="its S3 ($CLIPPINGS_S3, else that of the service here)")
    parser.add_argument("--versions", choices=("latest", "all"), default="latest", help="versions of the key (latest)")
    parser.add_argument("--output", choices=("table", "json"), help="a table on a terminal, else JSON Lines")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Admit and replay, and print the result of each upload. Return 1 if no upload has the key."""
    _, function = find_replay_function(Account(find_local_s3(arguments)))
    try:
        rows = function.invoke({"key": arguments.key, "versions": arguments.versions, "admit": True})
    except (ClientError, BotoCoreError) as refused:
        raise CommandError(f"not admitted: {refused}") from refused
    if not rows:
        raise CommandError(f"the inbox has no {arguments.key}", status=1)
    return 0 if print_items(iter(rows), COLUMNS, arguments.output) else 1
