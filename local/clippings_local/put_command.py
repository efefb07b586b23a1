"""``clippings put``: pages from disk into any inbox bucket."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from rich.progress import track

from clippings.records import ADMIT_CHOICES, Admit
from clippings_local.account import ACCESS_KEY, REGION, SECRET_KEY
from clippings_local.cli_errors import CommandError
from clippings_local.output import make_console

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

#: What a folder is searched for; a file that is named itself is taken whatever it is called.
SUFFIXES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".mhtml", ".mht")
#: What a page is sent as that is not ``text/html``: XHTML, and a browser's web archives.
CONTENT_TYPES = {".xhtml": "application/xhtml+xml", ".mhtml": "multipart/related", ".mht": "multipart/related"}

#: Uploads under way at once: S3 answers in tens of milliseconds, and one connection would mostly wait.
CONNECTIONS = 8

#: Characters that a web address keeps in ASCII; S3's metadata hold nothing else.
_SAFE = ":/?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True)
class PageFile:
    """A file and the key that it gets."""

    path: Path
    key: str


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "put", help="put pages into an inbox bucket", description="Put pages from disk into any inbox bucket."
    )
    parser.add_argument("paths", nargs="+", metavar="path", help="a page, or a folder of pages")
    parser.add_argument("--bucket", default=os.environ.get("CLIPPINGS_BUCKET"), help="the inbox ($CLIPPINGS_BUCKET)")
    parser.add_argument("--prefix", default="", help="what the keys begin with")
    parser.add_argument("--url", help="where the page came from; for a single page")
    parser.add_argument(
        "--captured-at", metavar="TIME", help="when it was captured (RFC 3339), or `mtime`: the file's own time"
    )
    parser.add_argument(
        "--admit", choices=ADMIT_CHOICES, help="`everything` also takes pages that are no articles (the stack's choice)"
    )
    parser.add_argument("--s3", metavar="ADDRESS", help="another S3 than AWS's, as `clippings serve` names it")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Put every page; raises CommandError at the first that cannot be read or that S3 refuses."""
    if not arguments.bucket:
        raise CommandError("say which bucket with --bucket or CLIPPINGS_BUCKET")
    pages = find_pages(arguments.paths, arguments.prefix)
    if arguments.url and len(pages) > 1:
        raise CommandError("--url is for a single page")
    captured_at = arguments.captured_at and _captured_at(arguments.captured_at)
    s3 = connect(arguments.s3)

    def put(page: PageFile) -> None:
        put_page(s3, arguments.bucket, page, arguments.url, captured_at, arguments.admit)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        try:
            progress = make_console(sys.stderr)
            for _ in track(
                pool.map(put, pages), "putting", len(pages), console=progress, disable=not sys.stderr.isatty()
            ):
                pass
        except (ClientError, BotoCoreError) as refused:
            pool.shutdown(cancel_futures=True)
            raise CommandError(f"S3 refused: {refused}") from refused
        except OSError as unreadable:
            pool.shutdown(cancel_futures=True)
            raise CommandError(f"cannot read {unreadable.filename}: {unreadable.strerror}") from unreadable
    print(f"{len(pages)} page{'s' if len(pages) != 1 else ''} put into {arguments.bucket}")
    return 0


def find_pages(paths: list[str], prefix: str) -> list[PageFile]:
    """The pages under *paths*; a folder's keys are relative to it.

    Raises CommandError where there is none, or where two would get one key and pass for captures of one page.
    """
    pages = [page for path in paths for page in _pages_at(Path(path), prefix)]
    if not pages:
        raise CommandError(f"no pages ({', '.join(SUFFIXES)}) in {', '.join(paths)}")
    key, count = Counter(page.key for page in pages).most_common(1)[0]
    if count > 1:
        raise CommandError(f"{count} pages would get the key {key}; name the folder around them instead")
    return pages


def _pages_at(path: Path, prefix: str) -> Iterator[PageFile]:
    if path.is_file():
        yield PageFile(path, prefix + path.name)
    elif path.is_dir():
        for found in sorted(path.rglob("*")):
            if found.is_file() and is_page(found):
                yield PageFile(found, prefix + found.relative_to(path).as_posix())
    else:
        raise CommandError(f"there is no {path}")


def is_page(path: Path) -> bool:
    """Whether a file's name says that it is a page."""
    return path.name.lower().endswith(SUFFIXES)


def connect(endpoint: str | None) -> S3Client:
    """A client of AWS's S3 by the user's own configuration, or of the one at *endpoint*.

    A local S3 checks no credentials, and a user without any must not be asked for them.
    """
    session = boto3.session.Session()
    if endpoint and session.get_credentials() is None:
        session = boto3.session.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION)
    try:
        return session.client("s3", endpoint_url=endpoint)
    except (BotoCoreError, ValueError) as wrong:
        raise CommandError(f"cannot speak to S3: {wrong}") from wrong


def put_page(
    s3: S3Client,
    bucket: str,
    page: PageFile,
    url: str | None = None,
    captured_at: str | None = None,
    admit: Admit | None = None,
) -> None:
    """Put one page with what is known of it as metadata; *captured_at* is a time or ``mtime``."""
    metadata = {}
    if url:
        metadata["url"] = quote(url, safe=_SAFE)
    if captured_at == "mtime":
        captured_at = datetime.fromtimestamp(page.path.stat().st_mtime, UTC).isoformat()
    if captured_at:
        metadata["captured-at"] = captured_at
    if admit:
        metadata["admit"] = admit
    body = page.path.read_bytes()
    content_type = next((CONTENT_TYPES[end] for end in page.path.suffixes if end in CONTENT_TYPES), "text/html")
    if page.path.suffix == ".gz":
        s3.put_object(
            Bucket=bucket, Key=page.key, Body=body, Metadata=metadata, ContentType=content_type, ContentEncoding="gzip"
        )
    else:
        s3.put_object(Bucket=bucket, Key=page.key, Body=body, Metadata=metadata, ContentType=content_type)


def _captured_at(given: str) -> str:
    if given == "mtime":
        return given
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as wrong:
        raise CommandError(f"--captured-at {given} is no RFC 3339 time") from wrong
    if moment.tzinfo is None:
        raise CommandError(f"--captured-at {given} has no time zone")
    return moment.isoformat()
