"""``clippings parse``: the articles in pages on disk, without any service."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from rich.progress import track

import clippings
from clippings.parsing import explain
from clippings.records import ADMIT_CHOICES, Admit
from clippings_local.bundle_parsing import (
    Bundle,
    PrintedLines,
    describe_outcomes,
    find_bundle,
    find_bundles,
    parse_bundles,
    write_table,
)
from clippings_local.cli_errors import CommandError
from clippings_local.explain_report import write_page
from clippings_local.options import TABLE_FORMATS, check_web_address
from clippings_local.output import make_console
from clippings_local.page_workers import Failure, map_pages
from clippings_local.put_command import find_pages
from clippings_local.table_output import check_unused, find_format

FORMATS = ("json", "text", "markdown", "html")
#: Pages of a chunk for one process: a page takes some ten milliseconds, and sending one alone a tenth of one.
CHUNK = 4


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "parse",
        help="show the articles in pages",
        description="Print the article in a page on disk, without any service. Of several pages, or of a folder, print "
        "a line of JSON each: the file, and the article or why there is none. Of bundles (WARC, WACZ, ZIP, tar), write "
        "a table of the articles.",
    )
    parser.add_argument(
        "pages", nargs="+", metavar="page", help="a file, a folder of pages or bundles, or - for standard input"
    )
    parser.add_argument("--url", help="where the page came from; for a single page")
    parser.add_argument(
        "--format",
        choices=FORMATS + TABLE_FORMATS,
        help="what to print the article as (json); of bundles, the table's format (by the suffix of --output)",
    )
    parser.add_argument(
        "--admit",
        choices=ADMIT_CHOICES,
        default="articles",
        help="what to extract: only pages that are articles, or `everything` that has text (articles)",
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="pages that are parsed at once (one for each processor)")
    parser.add_argument("--explain", action="store_true", help="write an HTML page that shows what was kept, and why")
    parser.add_argument("--output", metavar="FILE", help="of bundles: the table, .parquet or .jsonl (standard output)")
    parser.add_argument("--refused", metavar="FILE", help="of bundles: where the pages without an article are listed")
    parser.add_argument("--resume", action="store_true", help="of bundles: continue after an interruption")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the article and return the exit status: 1 if a single page has none, or one of several is unreadable."""
    check_web_address("--url", arguments.url)
    if arguments.jobs is not None and arguments.jobs < 1:
        raise CommandError("--jobs must be at least 1")
    wants_table = bool(arguments.output) or arguments.format in TABLE_FORMATS
    bundles = [bundle for name in arguments.pages for bundle in find_bundles(name, only=wants_table)]
    if bundles:
        return _run_bundles(arguments, bundles)
    for option in ("output", "refused", "resume"):
        if getattr(arguments, option):
            instead = "; of pages, redirect what is printed" if option == "output" else ""
            raise CommandError(f"--{option} is for bundles: {_describe_non_bundles(arguments.pages)}{instead}")
    if arguments.format in TABLE_FORMATS:
        raise CommandError(f"--format {arguments.format} is for bundles: {_describe_non_bundles(arguments.pages)}")
    arguments.format = arguments.format or "json"
    several = len(arguments.pages) > 1 or Path(arguments.pages[0]).is_dir()
    if not several:
        return _print_one(arguments)
    for option in ("url", "explain"):
        if getattr(arguments, option):
            raise CommandError(f"--{option} is for a single page")
    if "-" in arguments.pages:
        raise CommandError("standard input is a single page; name it alone")
    files = [str(page.path) for page in find_pages(arguments.pages, "", distinct_keys=False)]
    return _print_many(files, arguments.format, arguments.admit, arguments.jobs or os.cpu_count() or 1)


def _describe_non_bundles(names: list[str]) -> str:
    return f"there is no WARC, WACZ, ZIP or tar file in {', '.join(names)}, as the first bytes tell"


def _run_bundles(arguments: argparse.Namespace, bundles: list[Bundle]) -> int:
    """Write the table of the articles in *bundles*, and say how many there are."""
    others = [name for name in arguments.pages if not Path(name).is_dir() and find_bundle(name) is None]
    if others:
        raise CommandError(f"bundles and pages cannot be named together; {others[0]} is not a bundle")
    for option in ("url", "explain"):
        if getattr(arguments, option):
            raise CommandError(f"--{option} is for a single page")
    if arguments.format in FORMATS[1:]:
        raise CommandError(f"--format {arguments.format} is for pages; of bundles, a table is written")
    jobs = arguments.jobs or os.cpu_count() or 1
    if not arguments.output:
        return _print_bundles(arguments, bundles, jobs)
    output = Path(arguments.output)
    if arguments.resume and any(bundle.name == "-" for bundle in bundles):
        raise CommandError("--resume needs files; standard input cannot be read again")
    form = arguments.format if arguments.format in TABLE_FORMATS else find_format(output, None)
    refused = Path(arguments.refused) if arguments.refused else None
    outcomes = write_table(bundles, arguments.admit, jobs, output, form, refused, resume=arguments.resume)
    told = f"{output} is complete" if outcomes is None else describe_outcomes(outcomes)
    print(told, file=sys.stderr)
    return 0


def _print_bundles(arguments: argparse.Namespace, bundles: list[Bundle], jobs: int) -> int:
    if arguments.resume or arguments.format == "parquet":
        raise CommandError("--resume and --format parquet need --output")
    with open_refused(arguments.refused) as refused:
        outcomes = parse_bundles(bundles, arguments.admit, jobs, PrintedLines(refused))
    sys.stdout.flush()
    print(describe_outcomes(outcomes), file=sys.stderr)
    return 0


def open_refused(name: str | None) -> AbstractContextManager[BinaryIO | None]:
    """Return the file of rejections called *name*, open for writing; None without a name.

    Raises:
        CommandError: It exists, or cannot be written.
    """
    if not name:
        return nullcontext()
    check_unused(Path(name))
    try:
        return Path(name).open("xb")
    except OSError as unwritable:
        raise CommandError(f"cannot write {name}: {unwritable.strerror}") from unwritable


def _print_one(arguments: argparse.Namespace) -> int:
    html = read_page_bytes(arguments.pages[0])
    if arguments.explain:
        return run_explain(html, arguments.url)
    try:
        article = clippings.parse(html, url=arguments.url, admit=arguments.admit)
    except clippings.RejectedPage as rejected:
        raise CommandError(f"no article: {rejected}", status=1) from rejected
    if arguments.format == "json":
        print(json.dumps(article.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(_shown(article, arguments.format).rstrip("\n"))
    return 0


def _shown(article: clippings.ParsedArticle, form: str) -> str:
    """Return *article* in the form of ``clippings get``, without the fields of stored articles only."""
    # Imported here: most calls print JSON.
    from clippings.web.representations import to_markdown, to_text

    if form == "html":
        return article.html
    return to_markdown(article.to_dict()) if form == "markdown" else to_text(article.to_dict())


def _print_many(files: list[str], form: str, admit: Admit, jobs: int) -> int:
    """Print a line for each file, in the order of *files*."""
    unreadable = 0
    console = make_console(sys.stderr)
    told = track(
        _parse_all(files, form, admit, min(jobs, len(files))),
        "parsing",
        len(files),
        console=console,
        disable=not sys.stderr.isatty(),
    )
    for line in told:
        unreadable += "error" in line
        print(json.dumps(line, ensure_ascii=False))
    return 1 if unreadable else 0


def _parse_all(files: list[str], form: str, admit: Admit, jobs: int) -> Iterator[dict[str, Any]]:
    chunks = (files[start : start + CHUNK] for start in range(0, len(files), CHUNK))
    return map_pages(partial(parse_file, form=form, admit=admit), chunks, jobs, tell_failed)


def tell_failed(name: str, failure: Failure) -> dict[str, Any]:
    """Return the line for a file that no process could parse."""
    return {"file": name, "error": f"{failure.reason}: {failure.detail}"}


def parse_file(name: str, form: str, admit: Admit) -> dict[str, Any]:
    """Return the line for one of several files.

    ``file`` is its name. Beside it stands ``article`` (or the text, under the name of its form), or ``rejected`` with
    ``reason``, ``detail`` and ``score``, or ``error`` where the file could not be read.
    """
    try:
        html = Path(name).read_bytes()
    except OSError as unreadable:
        return {"file": name, "error": unreadable.strerror}
    try:
        article = clippings.parse(html, admit=admit)
    except clippings.RejectedPage as rejected:
        told = {"reason": rejected.reason, "detail": rejected.detail, "score": rejected.score}
        return {"file": name, "rejected": told}
    if form == "json":
        return {"file": name, "article": article.to_dict()}
    return {"file": name, form: _shown(article, form)}


def run_explain(html: bytes, url: str | None) -> int:
    """Print the report and return the exit status: 1 if *html* is not a page."""
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
