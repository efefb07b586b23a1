"""What enriching costs, beside trafilatura's whole extraction of the same pages in the same run."""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.clock import is_within, seconds

import clippings
from clippings.article import ParsedArticle
from clippings.compiled import describe_implementation

pytestmark = pytest.mark.speed

CORPUS = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
#: Of so many pages one is read.
STEP = 3
#: Milliseconds of processor time a page, with the native modules and without.
MOST, MOST_IN_PYTHON = 8.0, 15.0


def test_enriching_a_page_takes_eight_milliseconds(capsys: pytest.CaptureFixture[str]) -> None:
    truth = CORPUS / "aeds" / "truth.jsonl"
    if not truth.is_file():
        pytest.skip(f"no labelled corpus at {CORPUS}")
    try:
        from trafilatura import bare_extraction  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        bare_extraction = None
    parsing, enriching, peers = [], [], []
    for line in truth.read_text("utf-8").splitlines()[::STEP]:
        page = json.loads(line)
        markup = gzip.decompress((CORPUS / "aeds" / f"{page['id']}.html.gz").read_bytes())
        parsed: list[ParsedArticle] = []
        try:
            parsing.append(1000 * seconds(lambda: parsed.append(clippings.parse(markup, page["url"]))))  # noqa: B023
        except clippings.RejectedPage:
            continue
        enriching.append(1000 * seconds(lambda: clippings.enrich(parsed[0], None, NOW)))  # noqa: B023
        if bare_extraction:
            peers.append(1000 * seconds(lambda: bare_extraction(markup, with_metadata=True)))  # noqa: B023
    mean, first, peer = statistics.mean(enriching[1:]), enriching[0], statistics.mean(peers) if peers else None
    with capsys.disabled():
        beside = f"; trafilatura {peer:.1f} ms" if peer else "; trafilatura is not installed"
        sys.stdout.write(f"\n    enrich: mean {mean:.1f} ms, longest {max(enriching[1:]):.0f}, first {first:.0f}")
        sys.stdout.write(f"; parse {statistics.mean(parsing):.1f} ms{beside}; {len(enriching)} pages of aeds\n")
    assert is_within(mean / 1000, (MOST if describe_implementation() == "native" else MOST_IN_PYTHON) / 1000)


def test_importing_enrichment_takes_a_tenth_of_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    """The lists and profiles included; processor time, best of three fresh interpreters, over the article alone."""
    loading = (
        "import time, clippings.article\n"
        "started = time.process_time()\n"
        "from clippings import gazetteer\n"
        "from clippings.enrichment import enriching, stop_words\n"
        "from clippings.languages import detection\n"
        "gazetteer.gazetteer(), detection._profiles(), stop_words.stop_words('en')\n"
        "print((time.process_time() - started) * 1000)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    times = [
        float(subprocess.run([sys.executable, "-c", loading], env=environment, check=True, capture_output=True).stdout)
        for _ in range(3)
    ]
    room = Path(clippings.__file__).parent / "enrichment"
    size = sum(path.stat().st_size for path in room.iterdir() if path.is_file()) / 1e6
    with capsys.disabled():
        sys.stdout.write(f"\n    enrichment: import with its lists {min(times):.0f} ms, {size:.1f} MB\n")
    assert is_within(min(times) / 1000, 0.1)
    assert size <= 30
