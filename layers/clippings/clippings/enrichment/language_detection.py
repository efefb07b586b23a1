"""Which language a text is in, by its script and its trigrams.

The method is the likelihood of character trigrams (after W. B. Cavnar and J. M. Trenkle, "N-Gram-Based Text
Categorization", 1994, with log-likelihoods in place of ranks). ``training/language_profiles.py`` makes the profiles.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import resources

#: Scripts that one language of the press is written in, or whose languages are told apart no further.
SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("am", re.compile("[\u1200-\u137f]")),
)
#: Kana are a third of Japanese letters and more; a Chinese text that quotes a name has fewer.
MIN_KANA_SHARE = 0.1
WORD = re.compile(r"[^\W\d_]+")

#: Languages that trigrams do not tell apart, each with the one that stands for it: a declared one is kept.
SIBLINGS = {
    "nb": "no", "nn": "no", "bs": "hr", "sh": "hr", "cnr": "hr", "ms": "id", "fil": "tl", "iw": "he", "prs": "fa",
}  # fmt: skip

#: Letters that a decision takes: of pieces of 60 characters of the held-out declarations, two in a hundred are told
#: wrong, of 40 four, of 25 seven.
MIN_LETTERS = 60
#: Letters read: 1,500 decide no better on the corpus and take twice as long.
SAMPLE = 800
#: Distinct trigrams that a decision takes: one letter over and over has two.
MIN_TRIGRAMS = 20
#: Mean score of a distinct trigram: news is at 3.5 and above in every language of the corpus, keyboard runs at 2.5 and
#: random letters at 0.9.
MIN_MEAN_SCORE = 3.0
#: Lead over the second language, as a share of the first's score.
MIN_LEAD = 0.01

#: Character of the number 0 in the profiles.
FIRST = 33

#: A tag as BCP 47 spells it: a language, perhaps a script and a region.
TAG = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([a-zA-Z0-9]{2,8}))*$")


def find_language(text: str) -> str | None:
    """Return the primary tag of the language of *text*, or None where it is too short or in no known language."""
    letters = "".join(WORD.findall(text[: 2 * SAMPLE]))
    if not letters:
        return None
    script = _script(letters)
    if script:
        return script
    return _by_trigrams(text) if len(letters) >= MIN_LETTERS else None


def choose_language(declared: str | None, text: str) -> str | None:
    """Return the language to record: the detected one where the text decides, else what the page *declared*.

    A declared tag that the text does not contradict is kept whole (``en-GB``, ``nb``); a template's wrong one is not.
    """
    tag = (declared or "").strip().replace("_", "-")
    tag = tag if TAG.match(tag) else ""
    detected = find_language(text)
    if detected is None:
        return tag or None
    primary = tag.partition("-")[0].lower()
    return tag if SIBLINGS.get(primary, primary) == detected else detected


def _script(letters: str) -> str | None:
    """Return the language that the script of most of *letters* gives away."""
    sample = letters[:SAMPLE]
    if sample.isascii():
        return None
    counts = Counter({language: len(pattern.findall(sample)) for language, pattern in SCRIPTS})
    han_and_kana = counts["ja"] + counts["zh"]
    if han_and_kana > len(sample) / 2 and counts["ja"] >= MIN_KANA_SHARE * han_and_kana:
        return "ja"
    language, count = counts.most_common(1)[0]
    return language if count > len(sample) / 2 and count >= 5 else None


def _by_trigrams(text: str) -> str | None:
    languages, grams = _profiles()
    words = f" {' '.join(WORD.findall(text[:SAMPLE].lower()))} "
    seen = {words[i : i + 3] for i in range(len(words) - 2)}
    if len(seen) < MIN_TRIGRAMS:
        return None
    scores = [0] * len(languages)
    for gram in seen:
        pairs = grams.get(gram, "").encode("utf-8")
        for place in range(0, len(pairs), 2):
            scores[pairs[place] - FIRST] += pairs[place + 1] - FIRST
    first, second = sorted(range(len(languages)), key=scores.__getitem__, reverse=True)[:2]
    if scores[first] < MIN_MEAN_SCORE * len(seen) or scores[first] - scores[second] < MIN_LEAD * scores[first]:
        return None
    return languages[first]


@cache
def _profiles() -> tuple[list[str], dict[str, str]]:
    """Read the profiles, once: languages, and by trigram the pairs of (language, score), a character each."""
    text = (resources.files(__package__) / "language_profiles.txt").read_text("utf-8")
    languages, *lines = text.split("\n")
    return languages.split(" "), {line[:3]: line[3:] for line in lines}
