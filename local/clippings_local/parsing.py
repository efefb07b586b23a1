"""``clippings parse``: the article in a page on disk, without any service."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import clippings
from clippings_local.mistakes import CommandError

#: What follows a front matter's value that YAML would read otherwise.
FORMATS = ("json", "text", "markdown", "html")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("parse", help="show the article in a page", description=__doc__)
    parser.add_argument("page", help="a file, or - for standard input")
    parser.add_argument("--url", help="where the page came from")
    parser.add_argument("--format", choices=FORMATS, default="json")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the article; 1 where the page holds none."""
    html = read_page_bytes(arguments.page)
    try:
        article = clippings.parse(html, url=arguments.url)
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


def read_page_bytes(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as unreadable:
        raise CommandError(f"cannot read {name}: {unreadable.strerror}") from unreadable
