"""``clippings parse``: the article in a page on disk, without any service."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import clippings
from clippings.parsing import explain
from clippings.records import ADMIT_CHOICES
from clippings_local.cli_errors import CommandError
from clippings_local.explain_report import write_page
from clippings_local.options import check_web_address

FORMATS = ("json", "text", "markdown", "html")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "parse",
        help="show the article in a page",
        description="Print the article in a page on disk, without any service.",
    )
    parser.add_argument("page", help="a file, or - for standard input")
    parser.add_argument("--url", help="where the page came from")
    parser.add_argument("--format", choices=FORMATS, default="json", help="what to print it as (json)")
    parser.add_argument("--admit", choices=ADMIT_CHOICES, default="articles", help="what is cut (articles)")
    parser.add_argument("--explain", action="store_true", help="write an HTML page that shows what was kept, and why")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the article; 1 where the page holds none."""
    check_web_address("--url", arguments.url)
    html = read_page_bytes(arguments.page)
    if arguments.explain:
        return run_explain(html, arguments.url)
    try:
        article = clippings.parse(html, url=arguments.url, admit=arguments.admit)
    except clippings.RejectedPage as rejected:
        raise CommandError(f"no article: {rejected}", status=1) from rejected
    if arguments.format == "json":
        print(json.dumps(article.to_dict(), ensure_ascii=False, indent=2))
    elif arguments.format == "html":
        print(article.html)
    else:
        heading = "# " if arguments.format == "markdown" else ""
        parts = [f"{heading}{article.title}" if article.title else "", getattr(article, arguments.format)]
        print("\n\n".join(part for part in parts if part))
    return 0


def run_explain(html: bytes, url: str | None) -> int:
    """Print the page that explains; 1 where nothing in *html* can be explained, since it is no page."""
    try:
        print(write_page(*explain(html, url)), end="")
    except clippings.RejectedPage as rejected:
        raise CommandError(f"no page: {rejected}", status=1) from rejected
    return 0


def read_page_bytes(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as unreadable:
        raise CommandError(f"cannot read {name}: {unreadable.strerror}") from unreadable
