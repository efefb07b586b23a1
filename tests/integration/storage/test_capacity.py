"""What one article costs in units, as DynamoDB counts them. moto counts wrongly, so DynamoDB Local is asked."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from tests.integration.storage.conftest import ROOT, LocalStack, Story

from clippings.article import EnrichedArticle, Entity
from clippings.records import Author
from clippings.settings import LISTINGS, ListingCaps
from clippings.storage.attributes import stored_size
from clippings.storage.captures import Extraction
from clippings.storage.table import Key

#: On demand, us-east-1, since November 2024: dollars for a million write and a million read request units.
WRITE, READ = 0.625, 0.125
#: What the table may cost for a million articles; the rest of the sixty dollars is the other services' (0041).
MOST_DOLLARS = 45.0
#: Bytes that DynamoDB counts for an item beside its names and values.
OVERHEAD = 100
READS = frozenset({"get_item", "batch_get_item", "query"})
WRITES = frozenset({"put_item", "batch_write_item", "transact_write_items", "delete_item"})
DEFAULTS = ListingCaps()


@dataclass
class Counting:
    """A client that adds up the units of every call."""

    client: Any
    read: float = field(default=0.0)
    written: float = field(default=0.0)

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        if name not in READS | WRITES:
            return call

        def counted(**request: Any) -> Any:
            answer = call(**request, ReturnConsumedCapacity="TOTAL")
            told = answer.get("ConsumedCapacity", [])
            units = sum(each["CapacityUnits"] for each in (told if isinstance(told, list) else [told]))
            if name in READS:
                self.read += units
            else:
                self.written += units
            return answer

        return counted

    @property
    def dollars(self) -> float:
        """For a million times what was counted."""
        return self.written * WRITE + self.read * READ


def full_article(story: Story, hours: float) -> EnrichedArticle:
    """Return a news article of 120 sentences that fills every cap."""
    sentences = [f"Sentence {n} of paragraph tells of harbour number {n * 7} and ferry {n * 13}." for n in range(120)]
    article = story.article(
        *(" ".join(sentences[i : i + 4]) for i in range(0, 120, 4)),
        capture=story.capture(hours),
        title="Sixteen different words stand here so that every single term listing gets written for this title today",
        authors=tuple(Author(f"Author Number {n}") for n in range(5)),
        tags=tuple(f"tag {n}" for n in range(8)),
        section="Port",
        publisher="Gazette",
    )
    return replace(
        article,
        keywords=tuple(f"keyword {n}" for n in range(5)),
        entities=tuple(Entity(f"Entity {n}", "person") for n in range(8)),
    )


def count(
    stack: LocalStack,
    story: Story,
    caps: ListingCaps = DEFAULTS,
    hours: float = 0,
    known: frozenset[Key] = frozenset(),
) -> Counting:
    """File an article and both of its ingestions as the functions do, and return what that took.

    *known* are values of facets that the container has met, as it has those of nearly every article.
    """
    counting = Counting(stack.dynamodb)
    wiring = stack.wiring(clients={"dynamodb": counting}, caps=caps)
    wiring.lister._written |= known
    capture, article = story.capture(hours), full_article(story, hours)
    wiring.ingestions.put_parsed(capture)
    filing = wiring.articles.file(article, capture, Extraction(1, 1), capture.captured_at)
    wiring.ingestions.put_filed(capture, filing)
    return counting


def to_cells(counted: Counting) -> tuple[str, ...]:
    """Return what a row of the table in 0041 says of a case."""
    return f"{counted.written:g}", f"{counted.read:g}", f"${counted.dollars:.2f}"


def documented() -> dict[str, tuple[str, ...]]:
    """Return the units and dollars that 0041 gives for each case; its rows are in the order of ROWS."""
    page = (ROOT / "docs" / "decisions" / "0041-what-filing-costs.md").read_text("utf-8")
    rows = [line.replace("*", "").split(" | ") for line in page.splitlines() if line.endswith(" kB |")]
    return {case: tuple(row[1:4]) for case, row in zip(ROWS, rows, strict=True)}


CASES = {
    "at every default cap": DEFAULTS,
    "no-search: without terms": LISTINGS["no-search"],
    "few: by publisher, section, language and month": LISTINGS["few"],
}


#: The cases in the order of the rows in 0041.
ROWS = (*CASES, "the same text again")


@pytest.fixture(autouse=True)
def counts_rightly(stack: LocalStack) -> None:
    if stack.name != "dynamodb-local":
        pytest.skip("moto counts wrongly: tests/integration/storage/test_dynamodb_local.py asks DynamoDB Local")


def test_the_documented_cost_of_an_article_is_correct(
    stack: LocalStack, make_story: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    counted: dict[str, Counting] = {}
    kept: dict[str, int] = {}
    for case, caps in CASES.items():
        story = make_story()
        count(stack, make_story(), caps)
        before = stack.items()
        known = frozenset(key for key in before if key[0].startswith("VALUES#"))
        counted[case] = count(stack, story, caps, known=known)
        kept[case] = sum(OVERHEAD + stored_size(item) for key, item in stack.items().items() if key not in before)
        if case == "at every default cap":
            counted["the same text again"] = count(stack, story, caps, hours=1)
    with capsys.disabled():
        for case, found in counted.items():
            units = f"{found.written:g} write and {found.read:g} read units"
            stored = f"; {kept[case] / 1000:.0f} kB kept" if case in kept else ""
            sys.stdout.write(f"\n    {case}: {units}, ${found.dollars:.2f} for a million{stored}")
    assert {case: to_cells(each) for case, each in counted.items()} == documented()
    assert counted["at every default cap"].dollars <= MOST_DOLLARS
    assert counted["the same text again"].written <= 8
    assert counted["no-search: without terms"].written <= counted["at every default cap"].written - 14
