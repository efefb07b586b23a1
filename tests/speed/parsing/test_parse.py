"""What parsing costs, beside the peers on the same pages in the same run, and how much memory it needs."""

from __future__ import annotations

import sys

import pytest
from tests.speed.parsing.pathological import BODY, WORDS
from tests.speed.parsing.peers import installed
from tests.speed.parsing.table import lines
from tests.speed.parsing.timing import CORPUS, corpus_pages, measure, peak_memory

import clippings

pytestmark = pytest.mark.speed
needs_corpus = pytest.mark.skipif(not (CORPUS / "aeds").is_dir(), reason=f"no labelled corpus at {CORPUS}")

#: Of trafilatura's processor time for the same pages. The aim is a fifth.
MOST_SHARE = 0.5
MOST_HTML, MOST_MARKDOWN = 2.0, 6.0
#: Times the bytes of the page.
MOST_MEMORY = 20


@needs_corpus
def test_parsing_takes_a_part_of_what_the_peer_takes(capsys: pytest.CaptureFixture[str]) -> None:
    peers = {name: read for name, read in installed().items() if name == "trafilatura"}
    times = measure(corpus_pages(), peers)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines(times)) + "\n")
    assert times["html"].mean <= MOST_HTML
    assert times["markdown"].mean <= MOST_MARKDOWN
    if not peers:
        pytest.skip("trafilatura is not installed: `--group peers`")
    assert times["parse"].mean <= MOST_SHARE * times["trafilatura"].mean


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's own count of memory is Linux's")
@pytest.mark.parametrize("size", [1_000_000, 5_000_000])
def test_one_parse_needs_less_than_twenty_times_the_page(size: int) -> None:
    clippings.parse(BODY)
    page = BODY + "".join(f"<p>{number} {WORDS * 20}</p>" for number in range(size // 470))
    assert peak_memory(page.encode()) < MOST_MEMORY * len(page)


@needs_corpus
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's own count of memory is Linux's")
def test_a_real_page_needs_less_than_twenty_times_its_bytes() -> None:
    pages = list(corpus_pages())
    for markup, url in pages[:20]:  # what is remembered from page to page is no page's own
        peak_memory(markup, url)
    needed = sorted(peak_memory(markup, url) / len(markup) for markup, url in pages)
    assert needed[len(needed) * 95 // 100] < MOST_MEMORY
