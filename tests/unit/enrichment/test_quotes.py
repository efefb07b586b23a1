"""Quotations, and their speakers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clippings.article import Entity
from clippings.enrichment.quotes import MAX_QUOTES, find_quotes
from clippings.records import Block

MakeBlocks = Callable[..., tuple[Block, ...]]
PEOPLE = (Entity("Ada Beck", "person"), Entity("Jon Dahl", "person"), Entity("Ostervik", "place"))


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("“We never gave up on this tunnel,” said Ada Beck.", "We never gave up on this tunnel,", "Ada Beck"),
        ("“We never gave up on this tunnel,” Beck said on Monday.", "We never gave up on this tunnel,", "Ada Beck"),
        ('Beck said: "We never gave up on this tunnel."', "We never gave up on this tunnel.", "Ada Beck"),
        ("„Wir haben diesen Tunnel nie aufgegeben“, sagte Beck.", "Wir haben diesen Tunnel nie aufgegeben", "Ada Beck"),
        (
            "« Nous n’avons jamais abandonné ce tunnel », a déclaré Ada Beck.",
            "Nous n’avons jamais abandonné ce tunnel",
            "Ada Beck",
        ),
        ("»Wir haben diesen Tunnel nie aufgegeben«, sagte Dahl.", "Wir haben diesen Tunnel nie aufgegeben", "Jon Dahl"),
        ("«Vi ga aldri opp denne tunnelen», sier Dahl.", "Vi ga aldri opp denne tunnelen", "Jon Dahl"),
    ],
)
def test_a_quotation_has_the_speaker_that_the_sentence_names(
    text: str, said: str, speaker: str, make_blocks: MakeBlocks
) -> None:
    (found,) = find_quotes(make_blocks(text), PEOPLE)
    assert (found.text, found.speaker, found.block) == (said, speaker, "b1")


@pytest.mark.parametrize(
    "text",
    [
        "“We never gave up on this tunnel,” she said.",  # a pronoun names nobody
        "“We never gave up on this tunnel.” Beck left the room.",  # another sentence, and no verb of saying
        "“We never gave up on this tunnel,” said Ostervik.",  # a town
        "“We never gave up on this tunnel,” Beck and Dahl said.",  # two people
        "“We never gave up on this tunnel.”",
    ],
)
def test_a_quotation_whose_speaker_is_not_clear_has_none(text: str, make_blocks: MakeBlocks) -> None:
    (found,) = find_quotes(make_blocks(text), PEOPLE)
    assert found.speaker is None


@pytest.mark.parametrize("text", ["", "The “big dig” is over.", "He is 6' 2\" tall.", "“ ”", "“never closed", '"""""'])
def test_titles_nicknames_and_stray_marks_are_not_quotations(text: str, make_blocks: MakeBlocks) -> None:
    assert find_quotes(make_blocks(text), PEOPLE) == ()


def test_the_number_of_quotations_is_limited(make_blocks: MakeBlocks) -> None:
    assert (
        len(find_quotes(make_blocks(*["“We never gave up on this tunnel,” said Beck."] * 1000), PEOPLE)) == MAX_QUOTES
    )
