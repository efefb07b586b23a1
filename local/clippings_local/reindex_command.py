"""``clippings reindex``: fill or repair the search index of a stack."""

from __future__ import annotations

import argparse
import json
import os
import sys

from clippings_local.api_client import ApiClient
from clippings_local.cli_errors import CommandError

#: One call works for some twenty seconds; a million articles take some thousands.
MAX_CALLS = 100_000


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "reindex",
        help="fill or repair the search index",
        description="Put every article into the search index as the table has it, and take out what is gone. It is "
        "signed with your AWS credentials, which need execute-api:Invoke. If it is stopped, start it again "
        "with the --cursor that it printed last.",
    )
    parser.add_argument("--api", default=os.environ.get("CLIPPINGS_API"), help="the API's address ($CLIPPINGS_API)")
    parser.add_argument("--cursor", help="go on where an earlier run stopped")
    parser.set_defaults(run=reindex)


def reindex(arguments: argparse.Namespace) -> int:
    """Call the API until the index is complete; print what was done as JSON."""
    if not (arguments.api or "").startswith(("http://", "https://")):
        raise CommandError("say which API with --api, or with CLIPPINGS_API")
    api, cursor = ApiClient(arguments.api, ""), arguments.cursor
    done = {"indexed": 0, "removed": 0}
    for _ in range(MAX_CALLS):
        told = api.post_signed("/v1/admin/reindex", {"cursor": cursor} if cursor else {}).plain
        done = {name: count + told[name] for name, count in done.items()}
        cursor = told["next_cursor"]
        if cursor is None:
            print(json.dumps(done))
            return 0
        print(f"{done['indexed']} indexed; to go on from here: --cursor {cursor}", file=sys.stderr)
    raise CommandError("the index is not complete yet; run the command again with the cursor", status=1)
