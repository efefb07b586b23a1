"""Keywords against the topics that publishers gave their articles, beside yake and rake in the same run.

Topics are tags of newsrooms: names, sections, campaigns. Nobody finds many of them in the text alone; what counts is
how an extractor does beside the others. Scores are means over the pages of precision, recall and F1 of the first five.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
import warnings
from collections.abc import Callable
from hashlib import md5
from typing import Any

import pytest

from clippings.enrichment.entities import find_entities
from clippings.enrichment.keywords import find_keywords
from clippings.enrichment.sentences import split_sentences
from clippings.enrichment.stop_words import stop_words
from clippings.languages.detection import detect_language

pytestmark = pytest.mark.quality

FIRST = 5
Extractor = Callable[[dict[str, Any]], list[str]]


def plain(text: str) -> str:
    """Return the corpus' own folding: accents and case off, words only."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", "".join(char for char in decomposed if not unicodedata.combining(char))))


def once(extract: Extractor) -> Extractor:
    """Return *extract* as it is asked for each page once, whatever set of pages is scored."""
    found: dict[str, list[str]] = {}

    def look_up(page: dict[str, Any]) -> list[str]:
        if page["id"] not in found:
            found[page["id"]] = extract(page)
        return found[page["id"]]

    return look_up


def scores(extract: Extractor, pages: list[dict[str, Any]]) -> tuple[float, float, float]:
    precision, recall, f1 = [], [], []
    for page in pages:
        found = list(dict.fromkeys(plain(word) for word in extract(page)))[:FIRST]
        topics = {plain(topic) for topic in page["topics"]}
        hits = len(set(found) & topics)
        precision.append(hits / (len(found) or 1))
        recall.append(hits / len(topics))
        f1.append(2 * hits / (len(found) + len(topics)))
    return statistics.mean(precision), statistics.mean(recall), statistics.mean(f1)


@pytest.fixture(scope="module")
def pages(truths: Callable[[str], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    found = [page for page in truths("fundus") if page.get("topics") and page.get("text")]
    return [page | {"language": detect_language(page["text"])} for page in found]


def peers() -> dict[str, Extractor]:
    yake, rake = pytest.importorskip("yake"), pytest.importorskip("rake_nltk")

    def by_yake(page: dict[str, Any]) -> list[str]:
        extractor = yake.KeywordExtractor(lan=page["language"] or "en", n=3, top=FIRST)
        return [word for word, _ in extractor.extract_keywords(f"{page['title']}\n{page['text']}")]

    def by_rake(page: dict[str, Any]) -> list[str]:
        extractor = rake.Rake(
            stopwords=set(stop_words(page["language"])),
            max_length=3,
            sentence_tokenizer=split_sentences,
            word_tokenizer=lambda text: re.findall(r"\w+|[^\w\s]", text),
        )
        extractor.extract_keywords_from_text(f"{page['title']}\n{page['text']}")
        return list(extractor.get_ranked_phrases())

    return {"yake": once(by_yake), "rake": once(by_rake)}


@pytest.fixture(scope="module")
def ours(split: Callable[[str], list[str]], to_blocks: Callable[[list[str]], Any]) -> Extractor:
    def extract(page: dict[str, Any]) -> list[str]:
        texts = split(page["text"])
        names = [entity.name for entity in find_entities(to_blocks(texts), page["language"])]
        sentences = [sentence for text in texts for sentence in split_sentences(text)]
        return list(find_keywords(page["title"], None, sentences, page["language"], names))

    return once(extract)


def test_keywords_match_topics_more_often_than_other_tools(
    pages: list[dict[str, Any]], ours: Extractor, show: Callable[[str], None]
) -> None:
    held_out = [page for page in pages if md5(page["id"].split("_")[0].encode(), usedforsecurity=False).digest()[0] % 2]
    reached: dict[str, float] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the peers' own code
        for name, extract in {**peers(), "clippings": ours}.items():
            whole, half = scores(extract, pages), scores(extract, held_out)
            reached[name] = whole[2]
            p, r, f1 = whole
            show(f"keywords, {name}: P {p:.3f} R {r:.3f} F1 {f1:.3f}; held-out half F1 {half[2]:.3f}")
    assert reached["clippings"] > 1.5 * max(reached["yake"], reached["rake"])


def test_keyword_quality_is_measured_without_other_tools(pages: list[dict[str, Any]], ours: Extractor) -> None:
    assert scores(ours, pages)[2] >= 0.12
