"""What parsing costs, beside the peers on the same pages in the same run, and how much memory it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from tests.speed.parsing.peers import PEERS
from tests.speed.parsing.table import lines
from tests.speed.parsing.timing import CORPUS, corpus_pages, measure
from tests.support.clock import is_within
from tests.support.peers import installed

needs_corpus = pytest.mark.skipif(not (CORPUS / "aeds").is_dir(), reason=f"no labelled corpus at {CORPUS}")

#: Every third page is read: `make speed` reads them all.
STEP = 3
#: Most of trafilatura's processor time for the same pages, with the native modules and without. Runs gave 0.18 to 0.39
#: and 0.25 to 0.60; a larger share means that something broke.
MOST_SHARE, MOST_SHARE_IN_PYTHON = 0.5, 0.75
MOST_HTML, MOST_MARKDOWN = 2.0, 6.0
#: Times the bytes of the page; a page that is nothing but short blocks needs more. One text of 5 MB needs 19.9 to 20.1.
MOST_MEMORY = 22
DENSE = ("50,000 short paragraphs", "200,000 breaks", "aeds, most")


@pytest.mark.speed
@needs_corpus
def test_parsing_is_faster_than_another_extractor(capsys: pytest.CaptureFixture[str]) -> None:
    peers = {name: read for name, read in installed(PEERS).items() if name == "trafilatura"}
    times = measure(islice(corpus_pages(), 0, None, STEP), peers)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines(times)) + "\n")
    assert is_within(times["html"].mean / 1000, MOST_HTML / 1000)
    assert is_within(times["markdown"].mean / 1000, MOST_MARKDOWN / 1000)
    if not peers:
        pytest.skip("trafilatura is not installed: `--group peers`")
    in_python = times.get("parse in Python")
    if in_python is not None:
        assert times["parse"].mean <= MOST_SHARE * times["trafilatura"].mean
    assert (in_python or times["parse"]).mean <= MOST_SHARE_IN_PYTHON * times["trafilatura"].mean


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's own count of memory is Linux's")
def test_one_parse_needs_a_small_multiple_of_the_bytes_of_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "tests.speed.parsing.memory", str(STEP)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parents[3])])}
    found = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(f"    {name}: {multiple:.1f}" for name, multiple in found.items()) + "\n")
    for name, multiple in found.items():
        assert multiple < MOST_MEMORY or name in DENSE
