"""Two or three sentences in reading order."""

from __future__ import annotations

import pytest

from clippings.enrichment.sentences import split_sentences
from clippings.enrichment.summary import find_summary

SENTENCES = [
    "The harbour tunnel will open on Monday after eleven years of work, the city council said.",
    "Nobody expected that.",
    "The tunnel under the harbour cost three billion crowns, twice what the council had planned.",
    "“I am glad that it is over,” said the mayor, who had promised it in her first campaign.",
    "A café near the old ferry landing has put up a sign with a small blue boat on it.",
    "Drivers will pay four crowns for the harbour tunnel, and the ferry will stop at the end of the year.",
]


def test_a_summary_has_two_or_three_sentences_in_reading_order() -> None:
    summary = find_summary("Harbour tunnel opens on Monday", SENTENCES, "en")
    assert summary is not None
    places = [SENTENCES.index(sentence) for sentence in split_sentences(summary)]
    assert 2 <= len(places) <= 3
    assert places == sorted(places)


def test_a_summary_contains_sentences_about_the_headline() -> None:
    summary = find_summary("Harbour tunnel opens on Monday", SENTENCES, "en") or ""
    assert SENTENCES[0] in summary
    assert "boat" not in summary


def test_a_sentence_and_its_repetition_are_not_both_chosen() -> None:
    summary = find_summary("Harbour tunnel", [SENTENCES[0], SENTENCES[0], *SENTENCES[2:]], "en") or ""
    assert summary.count(SENTENCES[0]) == 1


@pytest.mark.parametrize("sentences", [[], SENTENCES[:2], ["No."] * 10, ["!!!"] * 10, [""] * 5])
def test_a_text_with_nothing_to_choose_from_has_no_summary(sentences: list[str]) -> None:
    assert find_summary("Title", sentences, "en") is None


def test_sentences_without_spaces_are_joined_without_one() -> None:
    chinese = [
        "港口隧道经过十一年的施工将于星期一开通。",
        "隧道耗资三十亿元是原计划的两倍。",
        "司机通过隧道需要支付四元的费用。",
    ]
    summary = find_summary("港口隧道开通", chinese, "zh")
    assert summary is not None
    assert " " not in summary
