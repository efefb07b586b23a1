"""The language of a text, by its script and its trigrams.

The method is the likelihood of character trigrams (after W. B. Cavnar and J. M. Trenkle, "N-Gram-Based Text
Categorization", 1994, with log-likelihoods in place of ranks). ``training/language_profiles.py`` makes the profiles.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from clippings.compiled import find_compiled

#: Scripts that only one language of the press is written in, or whose languages are not distinguished, as classes of
#: characters.
SCRIPTS = (
    ("ja", "[\u3041-\u30ff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("hy", "[\u0530-\u058f]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("lo", "[\u0e80-\u0eff]"),
    ("my", "[\u1000-\u109f]"),
    ("km", "[\u1780-\u17ff]"),
    ("bn", "[\u0980-\u09ff]"),
    ("pa", "[\u0a00-\u0a7f]"),
    ("gu", "[\u0a80-\u0aff]"),
    ("or", "[\u0b00-\u0b7f]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("te", "[\u0c00-\u0c7f]"),
    ("kn", "[\u0c80-\u0cff]"),
    ("ml", "[\u0d00-\u0d7f]"),
    ("si", "[\u0d80-\u0dff]"),
    ("am", "[\u1200-\u137f]"),
)
#: Every character of those scripts, and some others.
NOT_LATIN = re.compile("[\u0370-\uffff]")
#: Share of kana among kana and ideographs from which a text is Japanese. News has a third; a Chinese text that quotes a
#: name has less than this.
MIN_KANA_SHARE = 0.1
WORD = re.compile(r"[^\W\d_]+")

#: Languages that trigrams do not distinguish, each with the one that is detected instead. A declared one is kept.
SIBLINGS = {
    "nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "cnr": "hr", "ms": "id", "fil": "tl", "iw": "he", "prs": "fa",
}  # fmt: skip

#: Letters that a decision needs. Of pieces of 60 letters of the held-out declarations, 2 in 100 are detected wrong;
#: of 40 letters 4, of 25 letters 7.
MIN_LETTERS = 60
#: Letters that are read. 1,500 decide no better on the corpus and take twice as long.
SAMPLE = 800
#: Distinct trigrams that a decision needs: one letter repeated has two.
MIN_TRIGRAMS = 20
#: Mean score of a distinct trigram. News has 3.5 and more in every language of the corpus, keyboard runs have 2.5 and
#: random letters 0.9.
MIN_MEAN_SCORE = 3.0
#: Lead over the second language, as a share of the first one's score.
MIN_LEAD = 0.01
#: Letters from which trigrams contradict a declaration: a few names in another language do not.
MIN_CONTRADICTING_LETTERS = 150
#: A declared language with less than this share of the best score is contradicted, also where two related languages are
#: too close to decide between them.
MAX_FOREIGN_SHARE = 0.5

#: The character that stands for 0 in the profiles.
FIRST = 33

#: A tag as BCP 47 spells it: a language, perhaps a script and a region.
TAG = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([a-zA-Z0-9]{2,8}))*$")


def detect_language(text: str) -> str | None:
    """Return the primary tag of the language of *text*, or None where it is too short or in no known language."""
    letters = _letters(text)
    if not letters:
        return None
    script = _script(letters)
    if script:
        return script
    return _by_trigrams(text) if len(letters) >= MIN_LETTERS else None


def choose_language(declared: str | None, text: str) -> str | None:
    """Return the language to record: the detected one, or the *declared* one where the text does not contradict it.

    A declared tag that the text confirms is kept whole (``en-GB``, ``nb``).
    """
    tag = (declared or "").strip().replace("_", "-")
    tag = tag if TAG.match(tag) else ""
    detected = detect_language(text)
    if detected is None:
        return tag or None
    return tag if _stands_for(tag) == detected else detected


def contradicts(text: str, tag: str) -> bool:
    """Return whether *text* is in another language than *tag* declares.

    A language without a profile is never contradicted by trigrams: they would find its nearest relative.
    """
    declared, letters = _stands_for(tag), _letters(text)
    script = _script(letters)
    if script is not None:
        return declared != script
    languages, _ = _profiles()
    if declared not in languages or len(letters) < MIN_CONTRADICTING_LETTERS:
        return False
    detected = _by_trigrams(text)
    if detected is not None:
        return declared != detected
    scores, size = _scores(text)
    best = max(scores)
    return best >= MIN_MEAN_SCORE * size and scores[languages.index(declared)] < MAX_FOREIGN_SHARE * best


def _stands_for(tag: str) -> str:
    """Return the language that the profiles have for the primary language of *tag*."""
    primary = tag.partition("-")[0].lower()
    return SIBLINGS.get(primary, primary)


def _letters(text: str) -> str:
    return "".join(WORD.findall(text[: 2 * SAMPLE]))


def _script(letters: str) -> str | None:
    """Return the language of the script that most of *letters* belong to, if it is written in one language."""
    sample = letters[:SAMPLE]
    if sample.isascii() or 2 * len(NOT_LATIN.findall(sample)) <= len(sample):
        return None
    counts = Counter({language: len(pattern.findall(sample)) for language, pattern in _script_patterns()})
    han_and_kana = counts["ja"] + counts["zh"]
    if han_and_kana > len(sample) / 2 and counts["ja"] >= MIN_KANA_SHARE * han_and_kana:
        return "ja"
    language, count = counts.most_common(1)[0]
    return language if count > len(sample) / 2 and count >= 5 else None


@cache
def _script_patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return the patterns of the scripts. They are compiled for the first text that is not ASCII."""
    return [(language, re.compile(script)) for language, script in SCRIPTS]


def _by_trigrams(text: str) -> str | None:
    languages, _ = _profiles()
    scores, size = _scores(text)
    if size < MIN_TRIGRAMS:
        return None
    first, second = sorted(range(len(languages)), key=scores.__getitem__, reverse=True)[:2]
    if scores[first] < MIN_MEAN_SCORE * size or scores[first] - scores[second] < MIN_LEAD * scores[first]:
        return None
    return languages[first]


def _scores(text: str) -> tuple[list[int], int]:
    """Return the sum of the trigrams' scores by language, in the order of the profiles, and the count of trigrams."""
    languages, grams = _profiles()
    words = f" {' '.join(WORD.findall(text[:SAMPLE].lower()))} "
    seen = {words[i : i + 3] for i in range(len(words) - 2)}
    compiled = find_compiled("clippings.languages._trigrams")
    if compiled is not None:
        return compiled.sum_scores(seen, grams, len(languages), FIRST), len(seen)
    scores = [0] * len(languages)
    for gram in seen:
        pairs = grams.get(gram, "").encode("utf-8")
        for place in range(0, len(pairs), 2):
            scores[pairs[place] - FIRST] += pairs[place + 1] - FIRST
    return scores, len(seen)


@cache
def _profiles() -> tuple[list[str], dict[str, str]]:
    """Return the languages, and by trigram the pairs of language and score, one character each."""
    text = Path(__file__).with_name("language_profiles.txt").read_text("utf-8")
    languages, *lines = text.split("\n")
    return languages.split(" "), {line[:3]: line[3:] for line in lines}
