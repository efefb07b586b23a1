"""What one article costs in write units, as DynamoDB counts them. moto counts wrongly, so DynamoDB Local is asked."""

from __future__ import annotations

from typing import Any

import pytest

from clippings.article import Entity
from clippings.records import Author, Capture

#: On demand, us-east-1, since November 2024: dollars for a million write request units.
PRICE = 0.625
#: What may be spent on the table for a million articles; the rest of the sixty dollars is for the other services.
MOST_DOLLARS = 52.0


class Counting:
    """A client that adds up the write units of every call."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.units = 0.0

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        if name not in ("put_item", "batch_write_item", "transact_write_items", "delete_item"):
            return call

        def counted(**request: Any) -> Any:
            answer = call(**request, ReturnConsumedCapacity="TOTAL")
            told = answer.get("ConsumedCapacity", [])
            self.units += sum(each["CapacityUnits"] for each in (told if isinstance(told, list) else [told]))
            return answer

        return counted


def test_an_article_at_every_cap_costs_what_the_readme_says(floor, story, capsys):
    if floor.name != "dynamodb-local":
        pytest.skip("moto counts wrongly")
    counting = Counting(floor.dynamodb)
    wiring = floor.wiring(clients={"dynamodb": counting})
    sentences = [f"Sentence {n} of paragraph tells of harbour number {n * 7} and ferry {n * 13}." for n in range(120)]
    paragraphs = [" ".join(sentences[i : i + 4]) for i in range(0, 120, 4)]
    capture: Capture = story.capture()
    article = story.article(
        *paragraphs,
        capture=capture,
        title="Sixteen different words stand here so that every single term listing gets written for this title today",
        authors=tuple(Author(f"Author Number {n}") for n in range(5)),
        tags=tuple(f"tag {n}" for n in range(8)),
        section="Port",
    )
    from dataclasses import replace

    from clippings.storage.captures import Extraction

    article = replace(
        article,
        keywords=tuple(f"keyword {n}" for n in range(5)),
        entities=tuple(Entity(f"Entity {n}", "person") for n in range(8)),
    )
    wiring.ingestions.put_parsed(capture)
    filing = wiring.articles.file(article, capture, Extraction(1, 1), capture.captured_at)
    wiring.ingestions.put_stored(capture, filing.article_id)
    first, counting.units = counting.units, 0.0
    wiring.articles.file(replace(article), story.capture(1), Extraction(1, 1), capture.captured_at)
    with capsys.disabled():
        print(f"\nwrite units: {first} for a new article at every cap, {counting.units} for the same text again")  # noqa: T201

    assert first * PRICE <= MOST_DOLLARS
    assert counting.units <= 12
