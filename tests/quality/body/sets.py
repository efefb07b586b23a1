"""Scores on the sets of short, old and foreign news, each in its own measure, and on structures."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.quality.body.structures import MIN_WORDS, Kept, count_kept, find_structures
from tests.quality.scoring import letter_f1, snippet_share, word_f1
from training.corpus import corpus_folder, page_bytes

from clippings.errors import RejectedPage
from clippings.page.decoding import read_page

#: Sets that are not used for training: the first two must not be, the others contain pages that are not articles.
ONLY_MEASURED = ("daniel", "zh-news", "forms", "autopager", "products")
#: Sets that are read by the peers, too.
READ = ("daniel", "zh-news", "magic", "snippets", "readability", "newspaper3k")
#: The columns: the truths of the last two are what another tool cut out of the pages.
SETS = (
    *("daniel el", "daniel en", "daniel pl", "daniel ru", "daniel zh", "zh-news", "magic", "magic zh"),
    *("snippets required", "snippets forbidden", "readability", "newspaper3k"),
)
#: Sets whose truths begin with the headline: it counts in or out of an answer, whichever fits better.
HEADED = frozenset({"daniel", "magic", "readability", "newspaper3k"})
#: Letters of a text that tell its script.
SAMPLE = 200
#: Text and title of every page, by set and name.
Texts = Mapping[str, dict[str, tuple[str, str | None]]]


@cache
def truths(collection: str) -> dict[str, dict[str, Any]]:
    """Return the truths of a set by their pages' names."""
    lines = (corpus_folder() / collection / "truth.jsonl").read_bytes().splitlines()
    return {truth["id"]: truth for truth in map(json.loads, lines)}


def set_scores(texts: Texts) -> dict[str, float]:
    """Return the mean score of each of :data:`SETS` that is in *texts*; a page without text scores 0."""
    scores: dict[str, list[float]] = defaultdict(list)
    for collection in READ:
        for name, truth in truths(collection).items():
            text, title = texts.get(collection, {}).get(name, ("", None))
            if collection == "snippets":
                if truth.get("required"):
                    scores["snippets required"].append(snippet_share(truth["required"], text))
                if truth.get("forbidden"):
                    scores["snippets forbidden"].append(1 - snippet_share(truth["forbidden"], text))
            elif truth.get("text"):
                part = _part(collection, truth)
                scores[part].append(page_score(text, title if collection in HEADED else None, truth["text"]))
    return {part: statistics.mean(found) for part, found in scores.items()}


def page_score(text: str, title: str | None, truth: str) -> float:
    """Return the F1 of one page, by letters where the truth is Chinese, with the title in or out."""
    score = letter_f1 if is_chinese(truth) else word_f1
    answers = [text, f"{title}\n{text}"] if title and text else [text]
    return max(score(answer, truth) for answer in answers)


def is_chinese(text: str) -> bool:
    """Return whether there are Chinese characters at the beginning of *text*."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text[:SAMPLE])


def _part(collection: str, truth: Mapping[str, Any]) -> str:
    if collection == "daniel":
        return f"daniel {truth['language']}"
    return "magic zh" if collection == "magic" and is_chinese(truth["text"]) else collection


def kept_structures(texts: Mapping[str, str]) -> list[Kept]:
    """Return what *texts*, by the names of the pages of ``wcxb``, keep of rows, code blocks and inner items."""
    pages = []
    for name, truth in truths("wcxb").items():
        if name in texts:
            try:
                page = read_page(page_bytes(corpus_folder(), "wcxb", name), truth.get("url"))
            except RejectedPage:
                continue
            pages.append((find_structures(page.tree), truth["text"], texts[name]))
    counts = count_kept(pages)
    return [counts[kind] for kind in MIN_WORDS]
