"""Runs of inline content as nested groups, so that a link or mark is written once around all runs that share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from clippings.records import Inline, Mark

#: Schemes of addresses that a reader can follow. An address without a scheme is relative and is safe too.
SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
#: The controls and spaces that browsers ignore in an address, for `str.translate`.
IGNORED = dict.fromkeys([*range(0x21), 0x7F])
#: Marks whose text is written unchanged. They are innermost.
VERBATIM: frozenset[Mark] = frozenset({"code", "math", "display_math"})


class Layer(NamedTuple):
    """A link with its address, or a mark, that applies to a stretch of text."""

    kind: str  #: ``link`` or the name of the mark
    href: str = ""


class ItemRun(NamedTuple):
    """Text with its layers from the outside in: a link outermost, code and formulas innermost."""

    text: str
    layers: tuple[Layer, ...]


def layered(content: Iterable[Inline]) -> list[ItemRun]:
    """Return *content* as runs. A link with an unsafe address becomes text."""
    return [ItemRun(run.text.replace("\r", " "), _layers(run)) for run in content if run.text]


def grouped(runs: Sequence[ItemRun], depth: int) -> Iterator[tuple[Layer | None, list[ItemRun]]]:
    """Yield groups of neighbors that share their layer at *depth*.

    The layer is None for runs without further layers.
    """
    for layer, group in groupby(runs, lambda run: run.layers[depth] if len(run.layers) > depth else None):
        yield layer, list(group)


def safe_address(address: str) -> str | None:
    """Return *address* without the white space that browsers ignore, or None if its scheme is not safe."""
    address = address.translate(IGNORED)
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
