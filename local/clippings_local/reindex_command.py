"""``clippings reindex``: fills or repairs the search index of a stack."""

from __future__ import annotations

import argparse
import json
import os
import sys

from clippings_local.api_client import ApiClient
from clippings_local.cli_errors import CommandError

#: Most calls. One takes some twenty seconds; a million articles take some thousands of calls.
MAX_CALLS = 100_000


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "reindex",
        help="fill or repair the search index",
        description="Write every article of the table to the search index, and remove what no longer exists. The calls "
        "are signed with your AWS credentials, which need execute-api:Invoke. If it is stopped, start it again "
        "with the --cursor that it printed last.",
    )
    parser.add_argument("--api", default=os.environ.get("CLIPPINGS_API"), help="the API's address ($CLIPPINGS_API)")
    parser.add_argument("--cursor", help="continue where an earlier run stopped")
    parser.set_defaults(run=reindex)


def reindex(arguments: argparse.Namespace) -> int:
    """Call the API until the index is complete, and print the numbers as JSON."""
    if not (arguments.api or "").startswith(("http://", "https://")):
        raise CommandError("no API given; use --api, or set CLIPPINGS_API")
    api, cursor = ApiClient(arguments.api, ""), arguments.cursor
    done = {"indexed": 0, "removed": 0}
    for _ in range(MAX_CALLS):
        told = api.post_signed("/v1/admin/reindex", {"cursor": cursor} if cursor else {}).plain
        done = {name: count + told[name] for name, count in done.items()}
        cursor = told["next_cursor"]
        if cursor is None:
            print(json.dumps(done))
            return 0
        print(f"{done['indexed']} indexed; to continue from here: --cursor {cursor}", file=sys.stderr)
    raise CommandError("the index is not complete yet; run the command again with the cursor", status=1)
