"""The summary: the sentences with most of the content, in reading order."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from clippings.enrichment.reading_time import count_words
from clippings.enrichment.stop_words import stop_words

#: Number of sentences of a summary. The last one is left out if the others have ENOUGH_WORDS.
SENTENCES, ENOUGH_WORDS = 3, 60
#: Number of sentences that are considered. News begins with the most important; the limit bounds the time.
MAX_SENTENCES = 60
#: Least and largest number of words of a sentence. A shorter one says too little, a longer one is a list.
MIN_WORDS, MAX_WORDS = 7, 60
#: Share of content words that two sentences may have in common.
MAX_OVERLAP = 0.5

WORD = re.compile(r"[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
#: The ASCII characters in lower case for ``str.translate``, with a space in place of each that is no letter.
_LETTERS = "".join(char.lower() if char.isalpha() else " " for char in map(chr, range(128)))
OPENING = "\"“„«»'‘「"


def find_summary(title: str | None, sentences: Sequence[str], language: str | None) -> str | None:
    """Return two or three of *sentences* as one paragraph, or None if there are fewer than three to choose from.

    The score of a sentence depends on the words that it shares with the headline and with the rest of the text, and on
    its position. The scores of quotations and questions are halved, because they need the sentence before them.
    """
    sentences = [sentence[:1000] for sentence in sentences[:MAX_SENTENCES]]
    if len(sentences) < SENTENCES:
        return None
    stops = stop_words(language)
    bags = [_words(text) - stops for text in sentences]
    frequency = Counter(word for bag in bags for word in bag)
    headline = _words((title or "")[:500]) - stops
    scores = [_score(i, bag, sentences[i], frequency, headline) for i, bag in enumerate(bags)]
    chosen: list[int] = []
    words = 0
    for i in sorted(range(len(scores)), key=lambda each: (-scores[each], each)):
        if scores[i] <= 0 or len(chosen) == SENTENCES or (len(chosen) == SENTENCES - 1 and words >= ENOUGH_WORDS):
            break
        if all(_differ(bags[i], bags[j], headline) for j in chosen):
            chosen.append(i)
            words += count_words(sentences[i])
    glue = "" if (language or "").startswith(("zh", "ja")) else " "
    return glue.join(sentences[i] for i in sorted(chosen)) if len(chosen) > 1 else None


def _words(text: str) -> frozenset[str]:
    """Return the words of two letters and more in lower case, and the single characters of scripts without spaces."""
    if text.isascii():
        return frozenset([word for word in text.translate(_LETTERS).split() if len(word) > 1])
    return frozenset(WORD.findall(text.lower()))


def _differ(one: frozenset[str], other: frozenset[str], headline: frozenset[str]) -> bool:
    """Return whether two sentences have few words in common, apart from those of the headline."""
    if one == other:
        return False
    own, others = one - headline, other - headline
    return len(own & others) <= MAX_OVERLAP * min(len(own), len(others))


def _score(place: int, bag: frozenset[str], sentence: str, frequency: Counter[str], headline: frozenset[str]) -> float:
    words = count_words(sentence)
    dense = words if sentence.isascii() else max(words, len(bag))
    if not bag or not MIN_WORDS <= dense <= MAX_WORDS * (2 if dense > words else 1):
        return 0.0
    centrality = sum(frequency[word] - 1 for word in bag) / len(bag)
    about = len(bag & headline) / (len(headline) or 1)
    score = (0.2 + centrality / 4 + about) * (1 + 2 / (1 + math.log2(1 + place)))
    needs_context = sentence[0] in OPENING or sentence.endswith(("?", "？", ":"))
    return score / 2 if needs_context else score
