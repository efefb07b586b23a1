"""The compiled reading of words agrees with that in Python: tokens, phrases, candidates, counts and shingles."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import clippings
from clippings.compiled import find_compiled, python_only
from clippings.enrichment.entities import find_with_rules
from clippings.enrichment.fingerprint import find_fingerprint, sketch
from clippings.enrichment.keyword_candidates import find_candidates
from clippings.enrichment.keyword_tokens import find_grammar
from clippings.enrichment.phrases import read_phrases
from clippings.enrichment.reading_time import count_words
from clippings.enrichment.stop_words import stop_words

pytestmark = pytest.mark.skipif(
    find_compiled("clippings.enrichment._words") is None or find_compiled("clippings.enrichment._counts") is None,
    reason="the native modules are not built: `make native`",
)

SAMPLES = sorted((Path(__file__).parents[3] / "local" / "clippings_local" / "samples").glob("*.html"))
#: A text for each branch of the loops.
TEXTS = (
    "",
    "_",
    "New York’s mayor, Anna Lee, opened the new quay; the United States' envoy (U.S. Navy) came at 10.30 a.m.",
    "NEW RULES FOR THE PORT: “The quay is new”, she said. „Neu“ – «nouveau» — new/old, co-operation, AT&T, 3.5m.",
    "Jean-Luc de la Cruz van der Berg, Dr. J. R. Miller and St. John's. A & B. U.S.A. e.U.S. 1.2. É.É. x.y",
    "The NRK-kommentator snake_case __init__ a_b  c\td\u00a0e\u2028f\x1cg",
    "İstanbul’da Ankara'daki köprü ǅungla ǆ ŉ ß ẞ ﬁn ﬀ Σίσυφος ΟΔΟΣ ſ",
    "भारत के प्रधानमंत्री ने कहा क्षेत्र। বাংলা தமிழ் ไทยแลนด์ ລາວ ខ្មែរ မြန်မာ 日本語の文章です。 中文字符，中文字符 한국어 문장",
    "שָׁלוֹם עולם العَرَبِيَّة الصحف combining e\u0301 a\u0308 zero\u200cwidth\u200djoiner soft\u00adhyphen Soft\u00adHyphen",
    "figures ١٢٣ ²³ Ⅷ ½ ๑๒ 𝟙𝟚 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀 Emoji\U0001f600Face 𠮷野家 \ud800 lone",
    "Port of. Port of the Sea. Port '& The. A&&B De de De\nDe . Mr. Lee. Mr . Lee",
)
ALPHABET = "aAbB zZéÉßİσΣ'’.,&/‐-_·\u00ad\u0301\u200d ÄN 12½²٣ \n\t“”():中日あไขक्भ𝔘😀\ud800"
LANGUAGES = ("en", "de", "tr", "fr", "hi", "")


def random_texts() -> list[str]:
    chosen = random.Random(24)
    words = [word for text in TEXTS for word in text.split()]
    loose = ["".join(chosen.choices(ALPHABET, k=chosen.randrange(1, 60))) for _ in range(400)]
    mixed = [" ".join(chosen.choices(words, k=chosen.randrange(3, 40))) for _ in range(400)]
    return loose + mixed


ALL_TEXTS = (*TEXTS, *random_texts())


def test_phrases_are_the_same() -> None:
    with python_only():
        expected = [list(read_phrases(text)) for text in ALL_TEXTS]
    assert [list(read_phrases(text)) for text in ALL_TEXTS] == expected


def test_words_are_counted_alike() -> None:
    with python_only():
        expected = [count_words(text) for text in ALL_TEXTS]
    assert [count_words(text) for text in ALL_TEXTS] == expected


def test_shingles_are_the_same() -> None:
    texts = [*ALL_TEXTS, "one", "one two", "one two three", "x" * 300 + " y é z ü"]
    for part in ([text] for text in texts):
        with python_only():
            expected = sketch(part * 2)
        assert sketch(part * 2) == expected
    with python_only():
        expected = sketch(texts)
    assert sketch(texts) == expected


def test_no_more_shingles_are_read_than_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clippings.enrichment.fingerprint.MAX_SHINGLES", 40)
    text = " ".join(f"word{number}" for number in range(60))
    with python_only():
        expected = sketch([text, text.upper(), "other words of a last text é"])
    assert sketch([text, text.upper(), "other words of a last text é"]) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_candidates_are_the_same(language: str) -> None:
    for start in range(0, len(ALL_TEXTS), 10):
        sentences = [(text, number == 0) for number, text in enumerate(ALL_TEXTS[start : start + 10])]
        arguments = (sentences, language, stop_words(language), find_grammar(language))
        with python_only():
            expected = find_candidates(*arguments)
        found = find_candidates(*arguments)
        assert found == expected
        assert list(found) == list(expected)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_have_the_same_names_and_fingerprints(sample: Path) -> None:
    try:
        article = clippings.parse(sample.read_bytes())
    except clippings.RejectedPage:
        return
    with python_only():
        expected = find_with_rules(article.blocks, article.language), find_fingerprint(article.blocks)
    assert (find_with_rules(article.blocks, article.language), find_fingerprint(article.blocks)) == expected
