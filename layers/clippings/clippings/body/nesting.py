"""Runs of inline content as nested groups: neighbours that share a link or a mark are wrapped once, not each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from clippings.records import Inline, Mark

#: Addresses that a reader can follow; an address without a scheme is relative, and does no harm either.
SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})


#: Marks whose text is written unchanged. They are innermost.
VERBATIM: frozenset[Mark] = frozenset({"code", "math", "display_math"})


class Layer(NamedTuple):
    """One thing that holds for a stretch of text: a link with its address, or a mark."""

    kind: str  #: ``link`` or the name of the mark
    href: str = ""


class ItemRun(NamedTuple):
    """Text with what holds for it, from the outside in: a link outermost, code and formulas innermost."""

    text: str
    layers: tuple[Layer, ...]


def layered(content: Iterable[Inline]) -> list[ItemRun]:
    """Return *content* as runs; a link that leads nowhere safe is text alone."""
    return [ItemRun(run.text.replace("\r", " "), _layers(run)) for run in content if run.text]


def grouped(runs: Sequence[ItemRun], depth: int) -> Iterator[tuple[Layer | None, list[ItemRun]]]:
    """Yield neighbours that share their layer at *depth*; None for those that have no layer left."""
    for layer, group in groupby(runs, lambda run: run.layers[depth] if len(run.layers) > depth else None):
        yield layer, list(group)


def safe_address(address: str) -> str | None:
    """Return *address* without the white space that browsers ignore, or None where it does more than lead on."""
    address = "".join(char for char in address if char > " " and char != "\x7f")
    try:
        return address if address and urlsplit(address).scheme.lower() in SCHEMES else None
    except ValueError:
        return None


def _layers(run: Inline) -> tuple[Layer, ...]:
    if not run.marks and not run.href:
        return ()
    marks = [Layer(mark) for mark in run.marks if mark not in VERBATIM]
    marks += [Layer(mark) for mark in run.marks if mark in VERBATIM][:1]
    href = safe_address(run.href) if run.href else None
    return (Layer("link", href), *marks) if href else tuple(marks)
