"""``clippings replay``: extracts uploads of a running ``clippings serve`` again, and reports what changed.

It invokes the replay function as the state machine of a deployed stack does, for one object or article at a time.
"""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from clippings_local.account import Account
from clippings_local.cli_errors import CommandError
from clippings_local.functions import Function
from clippings_local.options import find_local_s3
from clippings_local.output import print_items
from clippings_local.project import find_project
from clippings_local.resources import PSEUDO_PARAMETERS, MadeResources
from clippings_local.stack import make_functions
from clippings_local.template import read_template

COLUMNS = ("outcome", "key", "article_id", "changed", "reason")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "replay",
        help="extract uploads again and report what changed",
        description="Extract uploads of a running `clippings serve` again, and report what changed. A deployed "
        "stack has a state machine for this.",
    )
    parser.add_argument("--s3", metavar="ADDRESS", help="its S3 ($CLIPPINGS_S3, else that of the service here)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--prefix", default="", help="only keys with this prefix (all)")
    what.add_argument("--article", help="the captures of one article, by its id")
    what.add_argument("--publisher", help="the captures of a publisher's articles")
    parser.add_argument("--versions", choices=("latest", "all"), default="latest", help="versions of each key (latest)")
    parser.add_argument("--output", choices=("table", "json"), help="a table on a terminal, else JSON Lines")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Replay, and print the report with one row per upload."""
    account = Account(find_local_s3(arguments))
    resources, function = find_replay_function(account)
    try:
        tasks = _tasks(arguments, account, resources.ref("InboxBucket"), function)
        rows = (row for task in tasks for row in function.invoke(task))
        return 0 if print_items(rows, COLUMNS, arguments.output) else 1
    except (ClientError, BotoCoreError) as refused:
        raise CommandError(f"no replay: {refused}") from refused


def find_replay_function(account: Account) -> tuple[MadeResources, Function]:
    """Return the resources of a running `clippings serve` in *account*, and its replay function."""
    project = find_project()
    resources = MadeResources(read_template(project.template, {}, PSEUDO_PARAMETERS), account)
    return resources, make_functions(resources, project.root, io.StringIO())["ReplayFunction"]


def _tasks(arguments: argparse.Namespace, account: Account, inbox: str, function: Function) -> Iterator[dict[str, Any]]:
    """Yield the events that the state machine would send to the function."""
    if arguments.article:
        yield {"article": arguments.article}
    elif arguments.publisher:
        selected = function.invoke({"publisher": arguments.publisher, "execution": "local"})
        body = account.s3.get_object(Bucket=selected["bucket"], Key=selected["key"])["Body"]
        yield from json.loads(body.read())
    else:
        for page in account.s3.get_paginator("list_objects_v2").paginate(Bucket=inbox, Prefix=arguments.prefix):
            for found in page.get("Contents", []):
                yield {"key": found["Key"], "versions": arguments.versions}
