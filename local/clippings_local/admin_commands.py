"""``clippings admin``: withdraws or replays an article, revokes a feed or a key, copies lost rows back.

All but the last are calls of the API that are signed with your AWS credentials, which need ``execute-api:Invoke`` on
them. An API key is not enough.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from urllib.parse import quote

from clippings_local import restore_command
from clippings_local.api_client import ApiClient
from clippings_local.cli_errors import CommandError

#: Most calls for one article. Each takes at most half a minute; an article with thousands of captures takes several.
MAX_CALLS = 100


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "admin",
        help="take an article down, replay one, revoke a feed or a key",
        description="Take an article down, parse one again, or revoke a feed or a key. These calls are "
        "signed with your AWS credentials, which need execute-api:Invoke on them; an API key is not enough.",
    )
    actions = parser.add_subparsers(title="actions", metavar="action", required=True)

    withdraw = _action(actions, "withdraw", withdraw_article, "take an article down permanently")
    withdraw.add_argument("article", help="its id")
    withdraw.add_argument("--reason", required=True, help="the reason; stored in the tombstone")
    withdraw.add_argument("--copies", action="store_true", help="also its copies, and its text under any address")

    replay = _action(actions, "replay", replay_article, "parse and file every capture of an article again")
    replay.add_argument("article", help="its id")

    revoke = _action(actions, "revoke", revoke_feed, "revoke an open feed")
    revoke.add_argument("feed", help="its id")

    restore_command.add_to(actions)

    keys = actions.add_parser("keys", help="revoke an API key", description="Revoke an API key and its open feeds.")
    key_actions = keys.add_subparsers(title="actions", metavar="action", required=True)
    revoke_one = _action(key_actions, "revoke", revoke_key, "revoke an API key and the open feeds that it made")
    revoke_one.add_argument("key", help="its id in API Gateway, not its value")


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    purpose: str,
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=purpose, description=run.__doc__)
    parser.add_argument("--api", default=os.environ.get("CLIPPINGS_API"), help="the API's address ($CLIPPINGS_API)")
    parser.set_defaults(run=run)
    return parser


def _api(arguments: argparse.Namespace) -> ApiClient:
    if not (arguments.api or "").startswith(("http://", "https://")):
        raise CommandError("no API given; use --api, or set CLIPPINGS_API")
    return ApiClient(arguments.api, "")


def withdraw_article(arguments: argparse.Namespace) -> int:
    """Delete an article with its rows, contents and uploads; its addresses answer 410 from now on."""
    api, path = _api(arguments), f"/v1/admin/articles/{quote(arguments.article, safe='')}/withdrawal"
    for _ in range(MAX_CALLS):
        told = api.post_signed(path, {"reason": arguments.reason, "copies": arguments.copies}).plain
        if told["done"]:
            print(json.dumps(told, ensure_ascii=False))
            return 0
        time.sleep(1)
    raise CommandError("it is withdrawn, but not all of it is deleted yet; run the command again", status=1)


def replay_article(arguments: argparse.Namespace) -> int:
    """Parse an article's uploads again with the deployed version; its history stays unchanged."""
    told = _api(arguments).post_signed(f"/v1/admin/articles/{quote(arguments.article, safe='')}/replay", {}).plain
    print(json.dumps(told, ensure_ascii=False))
    return 0


def revoke_feed(arguments: argparse.Namespace) -> int:
    """Revoke a feed: its address answers 410 from now on."""
    told = _api(arguments).post_signed(f"/v1/admin/feeds/{quote(arguments.feed, safe='')}/revocation", {}).plain
    print(json.dumps(told, ensure_ascii=False))
    return 0


def revoke_key(arguments: argparse.Namespace) -> int:
    """End an API key permanently: it is rejected, and the addresses of its open feeds answer 410."""
    told = _api(arguments).post_signed(f"/v1/admin/keys/{quote(arguments.key, safe='')}/revocation", {}).plain
    print(json.dumps(told, ensure_ascii=False))
    return 0
