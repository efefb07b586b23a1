"""``clippings put``: pages from disk into any inbox bucket."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from rich.progress import track

from clippings.bundles import HEAD_BYTES, MEDIA_TYPES, BundleKind, kind_of
from clippings.bundles.names import is_part_of_page
from clippings.page.copies import read_origin
from clippings.records import ADMIT_CHOICES, Admit
from clippings_local.account import ACCESS_KEY, REGION, SECRET_KEY
from clippings_local.cli_errors import CommandError
from clippings_local.options import add_api_options, check_web_address, find_api, find_inbox
from clippings_local.output import is_for_people, make_console
from clippings_local.saved_copies import pack_copy
from clippings_local.wait import Put, print_summary, wait_for

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

#: Suffixes of the files that are taken from a folder. A file that is named itself may have any suffix.
SUFFIXES = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".mhtml", ".mht")
#: Content types of pages that are not ``text/html``: XHTML, and the web archives of browsers.
CONTENT_TYPES = {".xhtml": "application/xhtml+xml", ".mhtml": "multipart/related", ".mht": "multipart/related"}

#: Size from which a bundle is uploaded in parts, in bytes. One request holds 5 GB at most.
LARGE = 64 * 1024 * 1024
#: Kinds of skipped files that are named.
MAX_KINDS = 5
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
    parser.add_argument(
        "paths", nargs="+", metavar="path", help="a page, a bundle (WARC, WACZ, ZIP, tar), or a folder of pages"
    )
    parser.add_argument("--bucket", help="the inbox ($CLIPPINGS_BUCKET, else that of the service on this machine)")
    parser.add_argument("--prefix", default="", help="what the keys begin with")
    parser.add_argument("--url", help="where the page came from; for a single page")
    parser.add_argument(
        "--captured-at", metavar="TIME", help="when it was captured (RFC 3339), or `mtime`: the file's own time"
    )
    parser.add_argument(
        "--admit", choices=ADMIT_CHOICES, help="`everything` also admits other pages than articles (the stack's choice)"
    )
    parser.add_argument("--s3", metavar="ADDRESS", help="another S3 than AWS's ($CLIPPINGS_S3, else as --bucket)")
    parser.add_argument("--wait", action="store_true", help="wait until each page has become an article, or why not")
    parser.add_argument("--output", choices=("table", "json"), help="of --wait: a table on a terminal, else JSON Lines")
    add_api_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Put every page and return the exit status: 1 if a page is unreadable or failed. A rejection is not a failure.

    Raises:
        CommandError: S3 refuses.
    """
    check_web_address("--url", arguments.url)
    place = find_inbox(arguments)
    pages = find_pages(arguments.paths, arguments.prefix)
    if arguments.url and len(pages) > 1:
        raise CommandError("--url is for a single page")
    if arguments.url and find_kind(pages[0].path):
        raise CommandError("--url is for a page; a bundle says where its pages came from")
    captured_at = arguments.captured_at and _captured_at(arguments.captured_at)
    api = find_api(arguments) if arguments.wait else None
    s3 = connect(place.s3)
    print_skipped(arguments.paths)
    known = {"url": arguments.url, "captured_at": captured_at, "admit": arguments.admit}
    done, unreadable = put_pages(lambda page: put_page(s3, place.bucket, page, **known), pages)
    print(f"{count_pages(len(done))} put into {place.bucket}", file=sys.stderr if arguments.wait else sys.stdout)
    for path, why in unreadable:
        print(f"clippings: cannot read {path}: {why}", file=sys.stderr)
    ended = wait_for(api, done) if api else []
    if api:
        print_ended(ended, arguments.output)
    return 1 if unreadable or any(item["status"] in ("failed", "waiting") for item in ended) else 0


def put_pages(put: Callable[[PageFile], str], pages: list[PageFile]) -> tuple[list[Put], list[tuple[Path, str]]]:
    """Put *pages* by *put*, which returns a version; return the uploads, and the unreadable files with the reason."""

    def try_to_put(page: PageFile) -> Put | tuple[Path, str]:
        try:
            return Put(page.key, put(page))
        except OSError as unreadable:
            return page.path, str(unreadable.strerror)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        try:
            console = make_console(sys.stderr)
            told = list(
                track(
                    pool.map(try_to_put, pages), "putting", len(pages), console=console, disable=not sys.stderr.isatty()
                )
            )
        except (ClientError, BotoCoreError) as refused:
            pool.shutdown(cancel_futures=True)
            raise CommandError(f"S3 refused: {refused}") from refused
    return [each for each in told if isinstance(each, Put)], [each for each in told if not isinstance(each, Put)]


def print_ended(ended: list[dict[str, Any]], wanted: str | None) -> None:
    """Print the results of pages: a table on a terminal, else JSON Lines."""
    if is_for_people(wanted):
        print_summary(ended)
    else:
        for item in ended:
            print(json.dumps(item, ensure_ascii=False))


def print_skipped(paths: list[str]) -> None:
    """Say on standard error how many files of the folders are not put, and which kinds they are.

    What is not named as a page is one of them, unless it belongs to a saved page; and the frames of saved pages are.
    """
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    skipped = Counter(
        found.suffix.lower() or "no suffix"
        for folder in folders
        for found in folder.rglob("*")
        if found.is_file() and is_page(found) == is_part(found, folder)
    )
    if skipped:
        kinds = ", ".join(f"{count} {kind}" for kind, count in skipped.most_common(MAX_KINDS))
        rest = "" if len(skipped) <= MAX_KINDS else ", others"
        what = "1 file is not a page" if skipped.total() == 1 else f"{skipped.total()} files are not pages"
        print(f"skipped: {what} by name ({kinds}{rest})", file=sys.stderr)


def count_pages(number: int) -> str:
    """Return ``1 page`` or ``2 pages``."""
    return f"{number} page{'' if number == 1 else 's'}"


def find_pages(paths: list[str], prefix: str, *, distinct_keys: bool = True) -> list[PageFile]:
    """Return the pages under *paths*; a folder's keys are relative to it.

    Raises:
        CommandError: There is none; or, with *distinct_keys*, two would get one key and count as captures of one page.
    """
    pages = [page for path in paths for page in _pages_at(Path(path), prefix)]
    if not pages:
        raise CommandError(f"no pages ({', '.join(SUFFIXES)}) in {', '.join(paths)}")
    if not distinct_keys:
        return pages
    key, count = Counter(page.key for page in pages).most_common(1)[0]
    if count > 1:
        raise CommandError(f"{count} pages would get the key {key}; name the folder around them instead")
    return pages


def _pages_at(path: Path, prefix: str) -> Iterator[PageFile]:
    if path.is_file():
        yield PageFile(path, prefix + path.name)
    elif path.is_dir():
        for found in _files_in(path):
            if found.is_file() and is_page(found) and not is_part(found, path):
                yield PageFile(found, prefix + found.relative_to(path).as_posix())
    else:
        raise CommandError(f"there is no {path}")


def _files_in(folder: Path) -> list[Path]:
    """Return what is under *folder*, in order. A folder in it that cannot be read is named on standard error.

    Raises:
        CommandError: *folder* itself cannot be read.
    """

    def report(refused: OSError) -> None:
        told = f"cannot read {refused.filename}: {refused.strerror}"
        if refused.filename == str(folder):
            raise CommandError(told) from refused
        print(f"clippings: {told}", file=sys.stderr)

    return sorted(Path(root, name) for root, _, names in os.walk(folder, onerror=report) for name in names)


def is_page(path: Path) -> bool:
    """Return whether a file's name says that it is a page."""
    return path.name.lower().endswith(SUFFIXES)


def is_part(file: Path, folder: Path) -> bool:
    """Return whether a file in *folder* is part of a page: it is in the folder that a browser saved with that."""
    return is_part_of_page(file.relative_to(folder).as_posix(), lambda name: (folder / name).is_file())


def connect(endpoint: str | None) -> S3Client:
    """Return a client of AWS's S3 by the user's own configuration, or of the one at *endpoint*.

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
) -> str:
    """Put one page with its metadata, and return its version, which is empty in a bucket without versions.

    A page that a browser saved is put as one web archive with the pictures of its folder. *captured_at* is a time or
    ``mtime``.
    """
    metadata = {}
    if url:
        metadata["url"] = quote(url, safe=_SAFE)
    if captured_at == "mtime":
        captured_at = datetime.fromtimestamp(page.path.stat().st_mtime, UTC).isoformat()
    if captured_at:
        metadata["captured-at"] = captured_at
    if admit:
        metadata["admit"] = admit
    kind = find_kind(page.path)
    if kind:
        return put_bundle(s3, bucket, page, metadata, MEDIA_TYPES[kind])
    body = page.path.read_bytes()
    stated = read_origin(body).captured_at
    if stated and not captured_at:
        metadata["captured-at"] = stated.isoformat()
    content_type = next((CONTENT_TYPES[end] for end in page.path.suffixes if end in CONTENT_TYPES), "text/html")
    if archive := pack_copy(page.path, body):
        body, content_type = archive, CONTENT_TYPES[".mhtml"]
    encoding: Any = {"ContentEncoding": "gzip"} if page.path.suffix == ".gz" else {}
    answer = s3.put_object(
        Bucket=bucket, Key=page.key, Body=body, Metadata=metadata, ContentType=content_type, **encoding
    )
    return answer.get("VersionId", "")


def find_kind(path: Path) -> BundleKind | None:
    """Return the kind of bundle that a file is, or None for a page."""
    with path.open("rb") as file:
        return kind_of(path.name, file.read(HEAD_BYTES))


def put_bundle(s3: S3Client, bucket: str, page: PageFile, metadata: dict[str, str], media_type: str) -> str:
    """Put a bundle unchanged, in parts if it is large, and return its version. The service unpacks it."""
    if page.path.stat().st_size <= LARGE:
        with page.path.open("rb") as file:
            answer = s3.put_object(Bucket=bucket, Key=page.key, Body=file, Metadata=metadata, ContentType=media_type)
        return answer.get("VersionId", "")
    s3.upload_file(str(page.path), bucket, page.key, ExtraArgs={"ContentType": media_type, "Metadata": metadata})
    return s3.head_object(Bucket=bucket, Key=page.key).get("VersionId", "")


def _captured_at(given: str) -> str:
    if given == "mtime":
        return given
    try:
        moment = datetime.fromisoformat(given)
    except ValueError as wrong:
        raise CommandError(f"--captured-at {given} is not an RFC 3339 time") from wrong
    if moment.tzinfo is None:
        raise CommandError(f"--captured-at {given} has no time zone")
    return moment.isoformat()
