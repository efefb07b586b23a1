"""The labeled pages, the fields that are found on them, and how many are correct, field by field."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.quality.fields.scoring import same_title, set_f1, split_names
from tests.quality.scoring import word_f1

from clippings.body import read_body
from clippings.errors import RejectedPage
from clippings.fields import find_title, read_fields
from clippings.page.decoding import read_page
from clippings.page.flow import Reading, read_flow
from clippings.page.page import Page
from clippings.records import Finding

CORPUS = Path(os.environ.get("CLIPPINGS_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")
SETS = ("wcxb", "aeds", "fundus")
FOLDS = 5

#: Score → the field whose finding it judges.
FIELD = {
    "title": "title",
    "authors": "authors",
    "day": "published",
    "instant": "published",
    "standfirst": "standfirst",
    "tags": "tags",
    "captions": "images",
    "lead": "images",
}


@dataclass(frozen=True)
class Labelled:
    """One page of the corpus with its truth; *fold* is the host's, so that no host is on both sides of a split."""

    set: str
    truth: dict[str, Any]
    fold: int

    @property
    def name(self) -> str:
        return f"{self.set}/{self.truth['id']}"

    def markup(self) -> bytes:
        return gzip.decompress((CORPUS / self.set / f"{self.truth['id']}.html.gz").read_bytes())

    def page(self) -> Page:
        return read_page(self.markup(), self.truth["url"])


def read_corpus(*sets: str) -> Iterator[Labelled]:
    """Yield the labeled pages of *sets*; none where the corpus is absent."""
    for name in sets:
        path = CORPUS / name / "truth.jsonl"
        if not path.is_file():
            return
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            truth = json.loads(line)
            host = ".".join((urlsplit(truth["url"]).hostname or "").split(".")[-2:])
            yield Labelled(name, truth, zlib.crc32(host.encode()) % FOLDS)


def read_findings(page: Page) -> dict[str, Finding[Any]]:
    """Return the fields of *page*; where no body can be cut, they are read without one."""
    title = find_title(page)
    return read_fields(page, read_reading(page, title), title, None)


def read_reading(page: Page, title: Finding[str] | None) -> Reading:
    """Return the reading of the package body, or one that keeps nothing if the page is rejected."""
    try:
        return read_body(page, title.value if title else None)
    except RejectedPage:
        passages = read_flow(page)
        return Reading(passages, [None] * len(passages), ())


def scores(labelled: Labelled, found: dict[str, Finding[Any]]) -> dict[str, float]:
    """Return what of *found* is right, by score, for the fields that the page's truth labels."""
    truth = labelled.truth
    value = {name: finding.value for name, finding in found.items()}
    published = value.get("published")
    got = {
        "title": same_title(value.get("title"), truth["title"]),
        "authors": set_f1([author.name for author in value.get("authors") or ()], split_names(truth.get("authors"))),
    }
    if truth.get("date"):
        got["day"] = float(published is not None and str(published.day) == truth["date"][:10])
    if truth.get("instant") and (instant := datetime.fromisoformat(truth["instant"])).tzinfo:
        ours = published.instant if published is not None else None
        got["instant"] = float(ours is not None and abs((ours - instant).total_seconds()) < 60)
    if truth.get("dek"):
        got["standfirst"] = word_f1(value.get("standfirst") or "", truth["dek"])
    if truth.get("topics"):
        got["tags"] = set_f1(value.get("tags"), truth["topics"])
    if truth.get("images"):
        got |= picture_scores(value.get("images") or (), truth["images"])
    return got


def picture_scores(found: Any, truth: list[dict[str, Any]]) -> dict[str, float]:
    """Return how many captions are right, and whether the lead is one of the cover's files."""
    captions = [picture["caption"] for picture in truth if picture.get("caption")]
    got = {"captions": set_f1([picture.caption for picture in found if picture.caption], captions)}
    covers = [url for picture in truth if picture["is_cover"] for url in picture["urls"]]
    if covers:
        leads = [picture.url for picture in found if picture.lead]
        got["lead"] = float(bool(leads) and same_file(leads[0], covers))
    return got


def same_file(url: str, files: list[str]) -> bool:
    """Return whether *url* is one of *files*; escapes, queries and the comma of a badly split ``srcset`` aside."""

    def bare(address: str) -> str:
        return unquote(address).split("?")[0].rstrip(",")

    return any(bare(url) == bare(file) for file in files)
