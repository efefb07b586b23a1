"""Each figure that the project promises of its speed, with its aim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.speed.cold_start import command_times, import_times, model_seconds
from tests.speed.parsing.timing import Times


@dataclass(frozen=True)
class Figure:
    """A measured value. *measured* is None where what it needs is not installed."""

    name: str
    measured: float | None
    aim: float
    unit: str = ""


def find_figures(times: Mapping[str, Times], memory: Mapping[str, float]) -> list[Figure]:
    """Return the figures: shares of peers in *times*, *memory*, and what starting costs, which is measured here."""
    in_python = "parse in Python" if "parse in Python" in times else "parse"
    commands = command_times()
    figures = [
        Figure("parse / trafilatura", share(times, "parse", "trafilatura"), 0.25),
        Figure("parse / rs-trafilatura", share(times, "parse", "rs-trafilatura"), 1.0),
        Figure("parse without the native modules / trafilatura", share(times, in_python, "trafilatura"), 0.40),
        Figure("enrich, mean", times["enrich"].mean if "enrich" in times else None, 8.0, " ms"),
    ]
    for function, empty in (("parse", "function with boto3"), ("lookup", "REST handler with validation")):
        own, other = import_times(function)
        figures.append(Figure(f"import of {function} / empty {empty}", own / other, 1.3))
    return [
        *figures,
        Figure("loading the model", 1000 * model_seconds(), 5.0, " ms"),
        *(Figure(f"clippings {name}", 1000 * taken, 150.0, " ms") for name, taken in commands.items()),
        Figure("memory of a parse, 95 pages in 100 / page", memory.get("aeds, 95 in 100 below"), 12.0),
    ]


def share(times: Mapping[str, Times], ours: str, peer: str) -> float | None:
    """Return the mean time of *ours* as a share of the *peer*'s, or None where one was not measured."""
    return times[ours].mean / times[peer].mean if ours in times and peer in times else None


def figure_lines(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the table of figures."""
    yield f"{'figure':<60}{'measured':>12}{'at most':>12}"
    for figure in figures:
        decimals = 0 if figure.aim >= 100 else 2
        measured = "-" if figure.measured is None else f"{figure.measured:.{decimals}f}{figure.unit}"
        missed = "  missed" if figure.measured is not None and figure.measured > figure.aim else ""
        yield f"{figure.name:<60}{measured:>12}{f'{figure.aim:.{decimals}f}{figure.unit}':>12}{missed}"
