"""Make a WARC file of a given size from pages on disk, with one gzip member for each record, as crawlers write it.

    python -m tools.make_warc crawl.warc.gz --megabytes 1000
    python -m tools.make_warc crawl.warc.gz --megabytes 20 --pages saved/

Every page is used in turn until the file is large enough; a page that is used again gets another address. Every tenth
record is a picture, a redirect or a revisit record, so that a reader has something to leave out.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATE = "2026-01-01T00:00:00Z"
MEGABYTE = 1_000_000
#: Compression that crawlers use.
LEVEL = 6


@dataclass(frozen=True)
class SourcePage:
    """A page on disk, and the address that it came from."""

    path: Path
    url: str


def find_corpus(corpus: Path) -> list[SourcePage]:
    """Return the labeled pages of the corpus."""
    pages = []
    for truths in sorted(corpus.glob("*/truth.jsonl")):
        for line in truths.read_bytes().splitlines():
            truth = json.loads(line)
            path = truths.parent / f"{truth['id']}.html.gz"
            pages.append(
                SourcePage(path, truth.get("url") or f"https://corpus.example/{truths.parent.name}/{path.stem}")
            )
    return pages


def find_saved(folder: Path) -> list[SourcePage]:
    """Return the pages of a folder."""
    found = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz")))
    return [SourcePage(path, f"https://corpus.example/{path.relative_to(folder).as_posix()}") for path in found]


def read_source(page: SourcePage) -> bytes:
    """Return the bytes of a page on disk."""
    data = page.path.read_bytes()
    return gzip.decompress(data) if page.path.suffix == ".gz" else data


def make_record(kind: str, url: str, block: bytes) -> bytes:
    """Return one compressed WARC record."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: {DATE}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", LEVEL, mtime=0)


def make_response(body: bytes, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    """Return an HTTP response."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + body


def make_records(pages: list[SourcePage]) -> Iterator[bytes]:
    """Yield records without end: nine pages, then one record that holds none."""
    others = itertools.cycle(
        [
            ("response", make_response(bytes(range(256)) * 40, media_type="image/png")),
            ("response", make_response(b"", "301 Moved Permanently")),
            ("revisit", make_response(b"")),
        ]
    )
    for number, page in enumerate(itertools.cycle(pages)):
        again = number // len(pages)
        yield make_record(
            "response", f"{page.url}?copy={again}" if again else page.url, make_response(read_source(page))
        )
        if number % 9 == 8:
            kind, block = next(others)
            yield make_record(kind, f"https://corpus.example/other/{number}", block)


def write_warc(path: Path, pages: list[SourcePage], size: int) -> int:
    """Write records to *path* until it has *size* bytes; return how many there are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = count = 0
    with path.open("wb") as file:
        for record in make_records(pages):
            if written >= size:
                break
            written += file.write(record)
            count += 1
    return count


def main() -> int:
    """Write the file that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--megabytes", type=float, default=1000, help="size of the file (1000)")
    parser.add_argument("--pages", type=Path, help="a folder of pages ($CLIPPINGS_CORPUS, else ../shared/corpus)")
    parser.add_argument("--every", type=int, default=1, help="use every n-th page alone")
    arguments = parser.parse_args()
    corpus = Path(os.environ.get("CLIPPINGS_CORPUS") or ROOT.parent / "shared" / "corpus")
    pages = find_saved(arguments.pages) if arguments.pages else find_corpus(corpus)
    if not pages:
        print("there are no pages", file=sys.stderr)
        return 2
    count = write_warc(arguments.output, pages[:: arguments.every], int(arguments.megabytes * MEGABYTE))
    print(f"{arguments.output}: {count} records, {arguments.output.stat().st_size / MEGABYTE:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
