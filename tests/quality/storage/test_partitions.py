"""The write rate of the hottest partitions of the table, by simulation.

Articles arrive at a steady rate, at random within it; what each is listed by is drawn from the enriched articles of the
corpus, so that the words, sections and names of news are as frequent as they are. All of them are new, which is the
worst: an unchanged capture writes to its own article alone. A partition of DynamoDB takes 1,000 units a second.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.support.stored_records import to_record

from clippings import enrich
from clippings.article import EnrichedArticle, ParsedArticle
from clippings.records import Author, Block, Inline
from clippings.settings import ListingCaps
from clippings.storage.filing import change_item
from clippings.storage.rows import Listed, to_listed

pytestmark = pytest.mark.quality

CORPUS = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECONDS = 60
#: Units of a row of a listing or a band, and of a change, which is written in a transaction.
ROW, CHANGE = 1, 2
MOST = 1_000


def corpus_articles() -> Iterator[EnrichedArticle]:
    for name in ("aeds", "fundus"):
        path = CORPUS / name / "truth.jsonl"
        if not path.is_file():
            pytest.skip(f"no labelled corpus at {CORPUS}")
        for line in path.read_text("utf-8").splitlines():
            page: dict[str, Any] = json.loads(line)
            texts = [text for text in (page.get("text") or "").split("\n") if text.strip()]
            parsed = ParsedArticle(
                title=page.get("title"),
                authors=tuple(Author(each) for each in page.get("authors") or () if isinstance(each, str)),
                tags=tuple(page.get("topics") or ()),
                section="News",  # the commonest there is, for all of them
                canonical_url=page.get("url"),
                blocks=tuple(Block(f"b{n}", "paragraph", (Inline(text),)) for n, text in enumerate(texts)),
                provenance={},
            )
            yield enrich(parsed, None, NOW)


@pytest.fixture(scope="module")
def places() -> list[tuple[Listed, Listed]]:
    """Where each article of the corpus is listed: with the section that all share, and with one of its own."""
    day, caps = "2026-03-02", ListingCaps()
    return [
        (to_listed(each, day, caps, 1), to_listed(replace(each, section=str(n % 97)), day, caps, 1))
        for n, each in enumerate(corpus_articles())
    ]


def simulate(places: list[tuple[Listed, Listed]], rate: int, shards: int) -> list[tuple[str, int]]:
    """Return the partitions with the units of each one's busiest second, the hottest first.

    One article in twelve is of the section that all papers have.
    """
    dice = random.Random(5)
    seconds = [Counter[str]() for _ in range(SECONDS)]
    clock, n = dice.expovariate(rate), 0
    while clock < SECONDS:
        units, n = seconds[int(clock)], n + 1
        article_id = sha256(str(n).encode()).hexdigest()[:26]
        common, own = dice.choice(places)
        for pk, _ in replace(common if n % 12 == 0 else own, shards=shards).keys(article_id):
            units[pk] += ROW
        units[change_item(to_record(article_id), "stored", NOW, shards)["pk"]] += CHANGE
        clock += dice.expovariate(rate)
    busiest: Counter[str] = Counter()
    for units in seconds:
        busiest |= units
    return busiest.most_common()


@pytest.mark.parametrize(("rate", "shards"), [(100, 1), (1_000, 3)])
def test_no_partition_exceeds_its_limits(
    rate: int, shards: int, places: list[tuple[Listed, Listed]], capsys: pytest.CaptureFixture[str]
) -> None:
    found = simulate(places, rate, shards)
    named: dict[str, int] = {}
    for name, units in found:
        named.setdefault(re.sub(r"#[0-9]$", "", name), units)  # the shards of one value are alike
    shown = "; ".join(f"{name} {units}" for name, units in list(named.items())[:7])
    with capsys.disabled():
        sys.stdout.write(
            f"\n    {rate} articles a second, {shards} shards, units in the busiest of 60 seconds: {shown}"
        )
    assert found[0][1] <= MOST


def test_fewer_shards_exceed_the_limits(places: list[tuple[Listed, Listed]]) -> None:
    assert simulate(places, 1_000, 2)[0][1] > MOST
