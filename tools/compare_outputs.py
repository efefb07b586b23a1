"""Compare the outputs of two checkouts of the project for the same pages.

A change that must not change any output is checked with it: every page of the corpus is parsed, rendered and enriched
by the code of both checkouts, and each difference is reported.

    python tools/compare_outputs.py ../before .                  # every page of the corpus
    python tools/compare_outputs.py ../before . --every 20       # every twentieth page
    python tools/compare_outputs.py ../before . --pages saved/*.html --show

The exit status is 0 where both give the same, 1 where any output differs, 2 where a checkout cannot be run.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: A fixed moment, later than every page of the corpus, so that no output depends on the clock.
NOW = datetime.fromisoformat("2030-01-01T00:00:00+00:00")
#: Lines of a difference that ``--show`` prints for one output of one page.
SHOWN_LINES = 30


@dataclass(frozen=True)
class PageFile:
    """A page on disk: its *path* (HTML, or HTML compressed with gzip) and the *url* it came from, if known."""

    path: str
    url: str | None


def find_corpus_pages(every: int) -> list[PageFile]:
    """Return the pages of the labeled corpus.

    Args:
        every: 1 for all pages, 20 for every twentieth.

    Returns:
        The pages in the order of their sets and ids; none where there is no corpus.
    """
    corpus = Path(os.environ.get("CLIPPINGS_CORPUS") or ROOT.parent / "shared" / "corpus")
    pages = []
    for truths in sorted(corpus.glob("*/truth.jsonl")):
        for line in truths.read_bytes().splitlines():
            truth = json.loads(line)
            pages.append(PageFile(str(truths.parent / f"{truth['id']}.html.gz"), truth.get("url")))
    return pages[::every]


def make_outputs(page: PageFile) -> dict[str, str]:
    """Return every output that the package on the import path makes of *page*, by the output's name.

    A refused page has the one output ``refusal``: the reason, the detail and the score.
    """
    import clippings

    data = Path(page.path).read_bytes()
    data = gzip.decompress(data) if page.path.endswith(".gz") else data
    try:
        article = clippings.parse(data, url=page.url)
    except clippings.RejectedPage as rejected:
        return {"refusal": f"{rejected.reason}: {rejected.detail} ({rejected.score})"}
    return {
        "to_dict": json.dumps(article.to_dict(), ensure_ascii=False, indent=1, sort_keys=True, default=str),
        "text": article.text,
        "markdown": article.markdown,
        "html": article.html,
        "enriched": json.dumps(
            clippings.enrich(article, None, NOW).to_dict(), ensure_ascii=False, indent=1, sort_keys=True, default=str
        ),
    }


def run_worker() -> None:
    """Answer each page named on standard input, one JSON object a line, with its outputs."""
    for line in sys.stdin:
        print(json.dumps(make_outputs(PageFile(**json.loads(line)))), flush=True)


def read_outputs(checkout: Path, pages: list[PageFile]) -> Iterator[dict[str, str]]:
    """Yield the outputs of *pages*, in their order, as the code of *checkout* makes them.

    Raises:
        RuntimeError: The checkout's process ended before the last page.
    """
    own = checkout / ".venv" / "bin" / "python"
    worker = subprocess.Popen(  # noqa: S603
        [str(own if own.exists() else sys.executable), str(Path(__file__).resolve()), "--worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(checkout / "layers" / "clippings"), "PYTHONHASHSEED": "0"},
    )
    with worker:
        if worker.stdin is None or worker.stdout is None:
            raise RuntimeError("the worker has no pipes")
        for page in pages:
            worker.stdin.write(json.dumps({"path": page.path, "url": page.url}) + "\n")
            worker.stdin.flush()
            answer = worker.stdout.readline()
            if not answer:
                raise RuntimeError(f"{checkout}: the process ended at {page.path}")
            yield json.loads(answer)


def show_difference(name: str, before: str, after: str) -> str:
    """Return the first lines of a unified difference between two outputs called *name*."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"{name} before", f"{name} after", "", "", 1)
    return "\n".join(line[:200] for line, _ in zip(lines, range(SHOWN_LINES), strict=False))


def compare(before: Path, after: Path, pages: list[PageFile], *, show: bool) -> int:
    """Report every page whose outputs differ, and return how many pages do."""
    differing: Counter[str] = Counter()
    count = 0
    with ThreadPoolExecutor(2) as pool:
        made = [read_outputs(checkout, pages) for checkout in (before, after)]
        for page in pages:
            old, new = pool.map(next, made)
            names = [name for name in sorted(old | new) if old.get(name) != new.get(name)]
            if names:
                count += 1
                differing.update(names)
                print(f"{page.path}: {', '.join(names)}")
            if show:
                for name in names:
                    print(show_difference(name, old.get(name, ""), new.get(name, "")))
    by_output = ", ".join(f"{name} {number}" for name, number in sorted(differing.items()))
    print(f"{len(pages)} pages, {count} differ" + (f" ({by_output})" if by_output else ""))
    return count


def main() -> int:
    """Run the command line, and return its exit status."""
    parser = argparse.ArgumentParser(description="Compare what two checkouts make of the same pages.")
    parser.add_argument("before", nargs="?", type=Path, help="a checkout with the code as it was")
    parser.add_argument("after", nargs="?", type=Path, help="a checkout with the code as it is now")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth page of the corpus")
    parser.add_argument("--pages", nargs="+", metavar="FILE", help="compare these pages instead of the corpus")
    parser.add_argument("--show", action="store_true", help="print the first lines of each difference")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        run_worker()
        return 0
    if options.before is None or options.after is None:
        parser.error("two checkouts are needed")
    pages = [PageFile(name, None) for name in options.pages or ()] or find_corpus_pages(max(1, options.every))
    if not pages:
        parser.error("no pages: set CLIPPINGS_CORPUS to a folder of labelled pages, or name some with --pages")
    try:
        return 1 if compare(options.before.resolve(), options.after.resolve(), pages, show=options.show) else 0
    except RuntimeError as trouble:
        print(trouble, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
