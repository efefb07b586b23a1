"""What all fields together cost: ``python -m tests.quality.fields.speed [--fields] [pages]``.

CPU milliseconds a page on ``aeds``, the title and all other fields, parsing and cutting the body left out; in turns
with trafilatura's metadata, whose tree is parsed before too. ``--fields`` prints each field by itself; what several
share is counted on the first that asks for it.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from time import process_time
from typing import Any

from tests.quality.fields.corpus import read_corpus, read_reading

from clippings import fields
from clippings.fields import find_title, read_fields
from clippings.page.decoding import read_page
from clippings.page.flow import read_flow

#: Runs of each page; the fastest counts, for the machine may be busy.
RUNS = 3


def trafilatura() -> Callable[[str, str], Callable[[], Any]] | None:
    """Return what makes a clockable call of trafilatura's metadata for markup and address, or None without it."""
    try:
        metadata, utils = import_module("trafilatura.metadata"), import_module("trafilatura.utils")
    except ImportError:
        return None

    def prepare(markup: str, url: str) -> Callable[[], Any]:
        tree = utils.load_html(markup)
        return lambda: metadata.extract_metadata(tree, default_url=url)

    return prepare


def clock(call: Callable[[], Any]) -> float:
    """Return the CPU milliseconds of *call*."""
    start = process_time()
    call()
    return (process_time() - start) * 1000


def shares(found: dict[str, list[float]]) -> Callable[[str, Callable[..., Any]], Callable[..., Any]]:
    """Return a wrapper of a field's finder that notes its milliseconds in *found*."""

    def wrap(name: str, find: Callable[..., Any]) -> Callable[..., Any]:
        def timed(context: Any) -> Any:
            start = process_time()
            try:
                return find(context)
            finally:
                found.setdefault(name, []).append((process_time() - start) * 1000)

        return timed

    return wrap


def main() -> None:
    """Print the mean and median of ours and of the peer's."""
    most = next((int(argument) for argument in sys.argv[1:] if argument.isdigit()), 1_000)
    peer = trafilatura()
    ours: list[float] = []
    theirs: list[float] = []
    by_field: dict[str, list[float]] = {}
    if "--fields" in sys.argv:
        wrap = shares(by_field)
        fields.FIELDS = tuple(replace(field, find=wrap(field.name, field.find)) for field in fields.FIELDS)
    for labelled in list(read_corpus("aeds"))[:most]:
        markup, url = labelled.markup(), labelled.truth["url"]
        runs, peer_runs = [], []
        for _ in range(RUNS):
            page = read_page(markup, url)
            read_flow(page)
            begun = process_time()
            title = find_title(page)
            spent = process_time() - begun
            reading = read_reading(page, title)
            begun = process_time()
            read_fields(page, reading, title, None)
            runs.append((spent + process_time() - begun) * 1000)
            if peer is not None:
                peer_runs.append(clock(peer(markup.decode("utf-8", "replace"), url)))
        ours.append(min(runs))
        theirs.append(min(peer_runs, default=0.0))
    for name, times in (("clippings", ours), ("trafilatura", theirs)):
        sys.stdout.write(f"{name:12} mean {statistics.mean(times):.2f} ms, median {statistics.median(times):.2f} ms\n")
    for name, times in sorted(by_field.items(), key=lambda item: -sum(item[1])):
        sys.stdout.write(f"  {name:14} {statistics.mean(times):.3f}\n")


if __name__ == "__main__":
    main()
