"""The table of times: ``python -m tests.speed.parsing.table`` prints what parsing costs beside its peers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress

from tests.speed.parsing.pathological import PAGES, PROMISED
from tests.speed.parsing.peers import installed
from tests.speed.parsing.timing import CORPUS, Times, corpus_pages, measure, milliseconds, peak_memory

import clippings


def lines(times: Mapping[str, Times]) -> Iterator[str]:
    """Yield the table of processor times, the peers' shares beside ours."""
    ours = times["parse"].mean
    yield f"{'':<18}{'mean':>8}{'median':>8}{'longest':>9}  ms a page, {len(times['parse'].pages)} pages of aeds"
    for name, taken in times.items():
        beside = f"  parse takes {ours / taken.mean:.2f} of it" if name not in ("parse", "markdown", "html") else ""
        yield f"{name:<18}{taken.mean:>8.1f}{taken.median:>8.1f}{taken.longest:>9.0f}{beside}"


def memory_line() -> str:
    """Return what one parse needs in memory, as multiples of the page's bytes."""
    needed = sorted(peak_memory(markup, url) / len(markup) for markup, url in corpus_pages())
    median, most = needed[len(needed) // 2], needed[len(needed) * 95 // 100]
    return f"memory of one parse, times the page's bytes: median {median:.1f}, 95 in 100 below {most:.1f}"


def pathological_lines() -> Iterator[str]:
    """Yield size and processor time of every page that breaks readers."""
    yield f"{'':<42}{'MB':>6}{'seconds':>9}"
    for name, make in PAGES.items():
        page = make()
        seconds = milliseconds(lambda: _read(page)) / 1000  # noqa: B023 - called at once
        promised = "  promised" if name in PROMISED else ""
        yield f"{name:<42}{len(page.encode()) / 1e6:>6.1f}{seconds:>9.2f}{promised}"


def _read(page: str) -> None:
    with suppress(clippings.RejectedPage):
        clippings.parse(page, "https://courier.example/a")


def main() -> None:
    """Print the three tables: beside the peers, memory, and the pages that break readers."""
    if (CORPUS / "aeds").is_dir():
        sys.stdout.writelines(f"{line}\n" for line in lines(measure(corpus_pages(), installed())))
        sys.stdout.write(f"\n{memory_line()}\n\n")
    else:
        sys.stdout.write(f"no labelled corpus at {CORPUS}\n\n")
    sys.stdout.writelines(f"{line}\n" for line in pathological_lines())


if __name__ == "__main__":
    main()
