"""The measures of the quality tests, after the published definitions of the benchmarks that they come from."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+")
#: A letter of a script without spaces, or a word of any other: a run of Chinese letters is a clause and no word.
LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+")
SHINGLE = 4


def word_f1(found: str, truth: str) -> float:
    """F1 over the bags of lower-cased words of one page (WCXB)."""
    return _bag_f1(found, truth, WORD)


def letter_f1(found: str, truth: str) -> float:
    """Return the same with each letter of a script without spaces as a word."""
    return _bag_f1(found, truth, LETTER)


def _bag_f1(found: str, truth: str, token: re.Pattern[str]) -> float:
    ours, theirs = Counter(token.findall(found.lower())), Counter(token.findall(truth.lower()))
    shared = (ours & theirs).total()
    if not ours or not theirs:
        return float(not ours and not theirs)
    return 2 * shared / (ours.total() + theirs.total())


def shingle_counts(found: str, truth: str) -> tuple[float, float, float]:
    """Right, superfluous and missing runs of four words of one page, as shares (article-extraction-benchmark)."""

    def bag(text: str) -> Counter[tuple[str, ...]]:
        words = WORD.findall(text)
        runs = (tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))
        return Counter(run for run in runs if run)

    ours, theirs = bag(found), bag(truth)
    shared = (ours & theirs).total()
    counts = shared, ours.total() - shared, theirs.total() - shared
    whole = sum(counts)
    return (counts[0] / whole, counts[1] / whole, counts[2] / whole) if whole else (0.0, 0.0, 0.0)


def shingle_f1(pages: Sequence[tuple[float, float, float]]) -> float:
    """F1 of the mean precision and the mean recall over *pages*, as in that benchmark."""

    def ratio(right: float, wrong: float, other: float) -> float:
        if wrong == other == 0:
            return 1.0
        return right / (right + wrong) if right else 0.0

    precision = statistics.mean(ratio(right, more, less) for right, more, less in pages if right + more > 0)
    recall = statistics.mean(ratio(right, less, more) for right, more, less in pages if right + less > 0)
    return 2 * precision * recall / (precision + recall)


def paragraph_f1(found: str, truth: Iterable[str]) -> float:
    """F1 over the bags of normalized paragraphs and headings of one page: found whole, nothing glued or cut."""
    ours = Counter(line for line in map(plain, found.split("\n")) if line)
    theirs = Counter(line for line in map(plain, truth) if line)
    whole = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / whole if whole else 1.0


def snippet_share(snippets: Sequence[str], text: str) -> float:
    """Return the share of *snippets* that stand in *text*."""
    text = text.lower()
    return sum(snippet.lower() in text for snippet in snippets) / len(snippets)


def plain(text: str) -> str:
    """*text* without case, accents and punctuation."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(WORD.findall("".join(char for char in text if not unicodedata.combining(char))))


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive scores above a negative, ties counting half (ROC AUC)."""
    ranked = sorted([(score, 1) for score in positive] + [(score, 0) for score in negative])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(label for _, label in ranked[at:end]) * (at + 1 + end) / 2
        at = end
    count = len(positive)
    return (total - count * (count + 1) / 2) / (count * len(negative))
