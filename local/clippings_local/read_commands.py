"""``clippings get``, ``list``, ``feed``, ``status`` and ``export``: commands that read from a Clippings API.

The API is named by ``--api`` and ``--api-key``, or by ``CLIPPINGS_API`` and ``CLIPPINGS_API_KEY``. The default is the
service on this machine.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from clippings.facets import FACET_NAMES, FACETS
from clippings_local.api_client import Parameters
from clippings_local.cli_errors import CommandError
from clippings_local.options import TABLE_FORMATS, add_api_options, find_api
from clippings_local.output import is_for_people, print_items

FORMATS = {
    "json": "application/json",
    "markdown": "text/markdown",
    "html": "text/html",
    "text": "text/plain",
    "jsonld": "application/ld+json",
}
#: The filters of a list, with their help.
FILTERS = {
    **{facet.name: facet.description.rstrip(".").replace("%", "%%") for facet in FACETS},
    "q": 'words, all of them; "a phrase"; -without; this OR that; begin*',
    "from": "published on this day (YYYY-MM-DD) or later",
    "to": "published on this day or earlier",
    "dated": "true: only articles with a date of their own; false: only those without",
    "added-since": "added at this time (RFC 3339, with a time zone) or later",
    "sort": "newest, oldest, added (the last added first), or relevance, the default with --q",
}

METAVARS = {"from": "DAY", "to": "DAY", "added-since": "MOMENT"}
CHOICES = {"dated": ("true", "false", "any"), "sort": ("relevance", "newest", "oldest", "added")}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    get = _command(commands, "get", get_article, "show an article")
    get.add_argument("article", help="its id, or any of its addresses")
    get.add_argument("--format", choices=FORMATS, default="markdown", help="the output format (markdown)")

    listing = _command(commands, "list", list_articles, "list articles, newest first")
    _add_filters(listing)
    listing.add_argument("--limit", type=int, default=50, help="the largest number (50)")
    listing.add_argument("--output", choices=("table", "json"), help="a table on a terminal, else JSON Lines")

    feed = _command(commands, "feed", print_feed, "print a list as a feed")
    _add_filters(feed)
    feed.add_argument("--format", choices=("atom", "rss", "json"), default="atom", help="the format of the feed (atom)")

    status = _command(commands, "status", show_status, "the results of an upload, or of the pages of a day")
    what = status.add_mutually_exclusive_group()
    what.add_argument("key", nargs="?", help="the object's key in the inbox")
    what.add_argument("--rejected", action="store_true", help="what was rejected on --day")
    what.add_argument("--failed", action="store_true", help="what failed on --day")
    status.add_argument("--bucket", help="another bucket than the stack's inbox")
    status.add_argument("--day", help="YYYY-MM-DD in UTC (today)")
    status.add_argument("--limit", type=int, default=50, help="the largest number (50)")
    status.add_argument("--output", choices=("table", "json"), help="a table on a terminal, else JSON Lines")

    export = _command(
        commands,
        "export",
        export_articles,
        "write the articles that changed in the last 90 days as JSON Lines or Parquet",
    )
    export.add_argument("--output", metavar="FILE", help="append to a file instead of printing; Parquet: a new file")
    export.add_argument("--format", choices=TABLE_FORMATS, help="what to write (by the suffix of --output)")
    export.add_argument("--pages", action="store_true", help="write the pages of the inbox, for `clippings import`")
    export.add_argument("--bucket", help="of --pages: the inbox ($CLIPPINGS_BUCKET, else that of the running service)")
    export.add_argument("--s3", metavar="ADDRESS", help="of --pages: another S3 than AWS's ($CLIPPINGS_S3)")
    export.add_argument("--state", metavar="FILE", help="a file with the position; the next export continues there")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    purpose: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=run.__doc__)
    add_api_options(parser)
    parser.set_defaults(run=run)
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    for name, explained in FILTERS.items():
        options: dict[str, Any] = {"metavar": METAVARS.get(name, "VALUE")}
        if name in CHOICES:
            options = {"choices": CHOICES[name]}
        if name in FACET_NAMES:
            options |= {"action": "append"}
            explained += "; if repeated, any of the values"
        parser.add_argument(f"--{name}", dest=f"filter_{name}", help=explained, **options)


def _filters(arguments: argparse.Namespace) -> Parameters:
    return {name.replace("-", "_"): getattr(arguments, f"filter_{name}") for name in FILTERS}


def get_article(arguments: argparse.Namespace) -> int:
    """Print one article."""
    reply = find_api(arguments).article(arguments.article, FORMATS[arguments.format])
    print(json.dumps(reply.plain, ensure_ascii=False, indent=2) if arguments.format == "json" else reply.text)
    return 0


def list_articles(arguments: argparse.Namespace) -> int:
    """Print the articles that match all filters. The day of an article without a date is marked `(undated)`."""
    _check_limit(arguments.limit)
    parameters = {**_filters(arguments), "limit": min(arguments.limit, 100)}
    items: Iterable[dict[str, Any]] = find_api(arguments).items("/v1/articles", parameters, arguments.limit)
    if is_for_people(arguments.output):
        items = map(_with_marked_day, items)
    return 0 if print_items(items, ("day", "publisher", "title", "id"), arguments.output) else 1


def _with_marked_day(item: dict[str, Any]) -> dict[str, Any]:
    """Return *item* for the table: the day of an article without a date is that of its capture, and is marked."""
    return item if item.get("dated", True) else item | {"day": f"{item['day']} (undated)"}


def print_feed(arguments: argparse.Namespace) -> int:
    """Print a list as Atom, RSS or JSON Feed."""
    print(find_api(arguments).get(f"/v1/feed.{arguments.format}", _filters(arguments), accept="*/*").text)
    return 0


def show_status(arguments: argparse.Namespace) -> int:
    """Print the ingestions of an upload, newest first, or of a day by status, or the summary of a day."""
    _check_limit(arguments.limit)
    day = arguments.day or datetime.now(UTC).date().isoformat()
    if not (arguments.key or arguments.rejected or arguments.failed):
        from clippings_local.day_summary import print_day  # draws tables, and is slow to load

        return print_day(find_api(arguments), day, arguments.output)
    parameters: Parameters
    if arguments.key:
        parameters = {"key": arguments.key, "bucket": arguments.bucket}
    else:
        parameters = {"status": "rejected" if arguments.rejected else "failed", "day": day}
    items: Iterable[dict[str, Any]] = find_api(arguments).items("/v1/ingestions", parameters, arguments.limit)
    if is_for_people(arguments.output):
        items = ({**item, "at": f"{item['at'][:19]}Z"} for item in items)
    columns = ("at", "status", "key", "reason", "detail", "article_id")
    return 0 if print_items(items, columns, arguments.output) else 1


def export_articles(arguments: argparse.Namespace) -> int:
    """Write each article that was stored, revised or withdrawn, as one JSON object per line.

    It goes back 90 days, or with --state to the export before, and leaves out the last ten seconds. An article that
    changed several times is written in its present state; a withdrawn one as its id and `"withdrawn": true`. With
    --format parquet, the same as a table.
    """
    if arguments.pages:
        from clippings_local.page_transfer import run_export  # loads the client of S3

        return run_export(arguments)
    from clippings_local.article_export import run  # loads the article and its rendering

    return run(arguments)


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise CommandError("--limit must be at least 1")
