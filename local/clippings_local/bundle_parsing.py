"""``clippings parse`` of bundles: a stream in, a table of articles out, on all processors and in bounded memory."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import msgspec
from rich.progress import Progress

import clippings
from clippings.article_columns import make_row
from clippings.bundles import HEAD_BYTES, BundleKind, BundlePage, BundleSkip, kind_of, read_bundle
from clippings.bundles.names import is_bundle
from clippings.records import Admit
from clippings_local.cli_errors import CommandError
from clippings_local.output import make_console
from clippings_local.page_workers import Failure, map_pages
from clippings_local.put_command import is_page
from clippings_local.table_output import TableOutput

#: Entries and bytes of a chunk for one process: sending an entry alone takes a tenth of a millisecond.
CHUNK = 8
CHUNK_BYTES = 2 * 1024 * 1024
#: Entries after which the state is saved.
SAVED_AFTER = 500
STANDARD_INPUT = "-"

Entry = BundlePage | BundleSkip


class EntryLine(NamedTuple):
    """The output for one entry: a line of JSON, and the reason if the entry has no article."""

    line: bytes
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle on disk or on standard input."""

    name: str
    kind: BundleKind

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Return the bundle as a stream.

        Raises:
            CommandError: It cannot be read.
        """
        if self.name == STANDARD_INPUT:
            return nullcontext(sys.stdin.buffer)
        try:
            return Path(self.name).open("rb")
        except OSError as unreadable:
            raise CommandError(f"cannot read {self.name}: {unreadable.strerror}") from unreadable

    @property
    def size(self) -> int:
        """Its size in bytes; 0 for standard input."""
        return 0 if self.name == STANDARD_INPUT else Path(self.name).stat().st_size


class LineSink(Protocol):
    """Where lines go."""

    def write(self, line: bytes, *, refused: bool) -> None:
        """Write the line of an entry."""
        ...

    def save(self, done: int, /) -> None:
        """Note that the first *done* entries are written."""
        ...


def find_bundle(name: str) -> Bundle | None:
    """Return the bundle called *name*, or None if that is not one. Standard input is examined and not consumed."""
    if name == STANDARD_INPUT:
        standard_input = sys.stdin.buffer
        kind = kind_of("", standard_input.peek(HEAD_BYTES)) if isinstance(standard_input, BufferedReader) else None
        if kind in (BundleKind.ZIP, BundleKind.WACZ):
            raise CommandError("a ZIP archive cannot be read from standard input; name the file")
    else:
        path = Path(name)
        if not path.is_file():
            return None
        try:
            with path.open("rb") as file:
                kind = kind_of(name, file.read(HEAD_BYTES))
        except OSError:
            return None
    return Bundle(name, kind) if kind else None


def find_bundles(name: str, *, only: bool) -> list[Bundle]:
    """Return the bundle called *name*, or those in the folder of that name, sorted by their paths.

    Args:
        name: A file, a folder, or ``-``.
        only: Whether nothing but bundles is wanted. Otherwise the bundles of a folder count if it has no pages.
    """
    folder = Path(name)
    if name == STANDARD_INPUT or not folder.is_dir():
        found = find_bundle(name)
        return [found] if found else []
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not only and any(map(is_page, files)):
        return []
    named = (path for path in files if is_bundle(path.name))
    return [found for path in named if (found := find_bundle(str(path)))]


def describe_input(bundles: Iterable[Bundle], admit: Admit) -> str:
    """Return the identity of the input of a run: the names and sizes of its bundles, and the admitted pages."""
    return json.dumps([[[bundle.name, bundle.size] for bundle in bundles], admit])


def parse_bundles(bundles: list[Bundle], admit: Admit, jobs: int, sink: LineSink, done: int = 0) -> Counter[str]:
    """Parse every page of *bundles* into *sink*, and return how many entries had each outcome.

    Args:
        bundles: The bundles, read in this order.
        admit: Which pages are accepted.
        jobs: The number of processes.
        sink: The output, which gets the lines in the order of the entries.
        done: The number of entries that an earlier run has written. They are read again and left out.
    """
    outcomes: Counter[str] = Counter()
    total = sum(bundle.size for bundle in bundles)
    console = make_console(sys.stderr)
    with Progress(console=console, disable=not sys.stderr.isatty() or not total) as progress:
        task = progress.add_task("parsing", total=total)
        entries = islice(read_entries(bundles, partial(progress.update, task)), done, None)
        lines = map_pages(partial(parse_entry, admit=admit), make_chunks(entries), jobs, refuse_failed)
        for count, entry in enumerate(lines, start=done + 1):
            sink.write(entry.line, refused=entry.refused is not None)
            outcomes[entry.refused or "articles"] += 1
            if count % SAVED_AFTER == 0:
                sink.save(count)
    return outcomes


def read_entries(bundles: list[Bundle], tell: Callable[..., object]) -> Iterator[tuple[str, Entry]]:
    """Yield each entry with its bundle's name; *tell* is called with the bytes that are read, as ``completed``."""
    before = 0
    for bundle in bundles:
        with bundle.open() as stream:
            for count, entry in enumerate(read_bundle(stream, bundle.kind)):
                if bundle.size and count % CHUNK == 0:
                    tell(completed=before + (entry.offset or stream.tell()))
                yield bundle.name, entry
        before += bundle.size
        tell(completed=before)


def make_chunks(entries: Iterable[tuple[str, Entry]]) -> Iterator[list[tuple[str, Entry]]]:
    """Yield *entries* in lists that are handed to a process at once."""
    chunk: list[tuple[str, Entry]] = []
    size = 0
    for name, entry in entries:
        chunk.append((name, entry))
        size += len(entry.body) if isinstance(entry, BundlePage) else 0
        if len(chunk) == CHUNK or size > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def parse_entry(found: tuple[str, Entry], admit: Admit) -> EntryLine:
    """Return the row of the article in an entry of a bundle, or the line that says why there is none.

    Args:
        found: The name of the bundle, and the entry.
        admit: Which pages are accepted.
    """
    bundle, entry = found
    if isinstance(entry, BundleSkip):
        return _refused(_origin(bundle, entry), entry.reason)
    try:
        article = clippings.parse(
            entry.body, url=entry.url, received=entry.captured_at, charset=entry.charset, admit=admit
        )
    except clippings.RejectedPage as rejected:
        return _refused(_origin(bundle, entry), rejected.reason, rejected.detail, rejected.score)
    return make_line(bundle, entry, article)


def make_line(bundle: str, entry: Entry, article: clippings.ParsedArticle) -> EntryLine:
    """Return the row of *article*, which is in an entry of a bundle."""
    origin = _origin(bundle, entry)
    del origin["url"]
    row = make_row({**article.to_dict(), "markdown": article.markdown}, **origin)
    try:
        return EntryLine(msgspec.json.encode(row))
    except UnicodeEncodeError:  # a surrogate of a broken page
        return EntryLine(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def refuse_failed(found: tuple[str, Entry], failure: Failure) -> EntryLine:
    """Return the line of an entry that no process could parse."""
    return _refused(_origin(*found), failure.reason, failure.detail)


def _origin(bundle: str, entry: Entry) -> dict[str, object]:
    """Return where an entry comes from."""
    origin: dict[str, object] = {"bundle": bundle, "name": entry.name, "offset": entry.offset}
    if isinstance(entry, BundlePage):
        origin["captured_at"] = entry.captured_at.isoformat() if entry.captured_at else None
    return {**origin, "url": entry.url}


def _refused(
    origin: dict[str, object], reason: str, detail: str | None = None, score: float | None = None
) -> EntryLine:
    line = {**origin, "reason": reason, "detail": detail, "score": score}
    return EntryLine(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace"), reason)


class PrintedLines:
    """Prints rows. Rejections are written to a file if there is one."""

    def __init__(self, refused: BinaryIO | None) -> None:
        self._refused = refused

    def write(self, line: bytes, *, refused: bool) -> None:
        """Write the line of an entry."""
        target = self._refused if refused else sys.stdout.buffer
        if target is not None:
            target.write(line + b"\n")

    def save(self, _done: int, /) -> None:
        """Flush the written lines."""
        sys.stdout.flush()


def write_table(
    bundles: list[Bundle], admit: Admit, jobs: int, output: Path, form: str, refused: Path | None, *, resume: bool
) -> Counter[str] | None:
    """Parse *bundles* into the table *output*; return the outcomes, or None if the table is complete already."""
    source = describe_input(bundles, admit)
    table = TableOutput(output, form, refused, source, resume=resume)
    if table.is_complete:
        return None
    with table:
        outcomes = parse_bundles(bundles, admit, jobs, table, table.state.done)
        table.finish()
    return outcomes


def describe_outcomes(outcomes: Counter[str]) -> str:
    """Return one line with the articles and the refusals by reason, the most frequent first."""
    articles = outcomes["articles"]
    refused = [f"{count} {reason}" for reason, count in outcomes.most_common() if reason != "articles"]
    total = outcomes.total() - articles
    told = f"{articles} article{'' if articles == 1 else 's'}, {total} refused"
    return f"{told} ({', '.join(refused)})" if refused else told
