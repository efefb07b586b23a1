"""The labeled pages, read with the package's own code, each with the fold of its host."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from clippings.body.layout import Layout, lay_out_page
from clippings.errors import RejectedPage
from clippings.fields import find_title
from clippings.page.decoding import read_page
from clippings.page.flow import read_flow
from clippings.page.page import Page

#: Folds of the cross-validation. A host, by its registrable domain, is in the same fold in all sets.
FOLDS = 5
#: The sets that are measured; the others are only used for training.
MEASURED = ("wcxb", "aeds", "fundus")
SUFFIXES = PublicSuffixList()
#: Attributes with names of an element, with their values.
NAMING = re.compile(
    rb"""\s(?:class|id|role|itemprop|data-[\w-]+)\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)""", re.IGNORECASE
)


@dataclass
class Example:
    """One page of the corpus; *layout* is None where the page shows no text."""

    collection: str
    name: str
    fold: int
    truth: dict[str, Any]
    page: Page
    title: str | None
    layout: Layout | None

    @property
    def text(self) -> str:
        """The labeled body."""
        return self.truth.get("text") or ""


def corpus_folder() -> Path:
    """Return the folder of the corpus: CLIPPINGS_CORPUS of the environment, else one beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    return Path(os.environ.get("CLIPPINGS_CORPUS") or beside)


def fold_of(url: str, name: str) -> int:
    """Return the fold of the host of *url*; a page without an address is its own host."""
    host = (urlsplit(url).hostname or "").lower()
    domain = SUFFIXES.privatesuffix(host) or host or name
    return int(hashlib.md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def read_examples(
    folder: Path, collections: Sequence[str], *, nameless: bool = False, part: tuple[int, int] = (0, 1)
) -> Iterator[Example]:
    """Yield every page of the *collections* that can be read.

    Args:
        folder: The corpus.
        collections: Names of sets.
        nameless: Whether the names of the elements are hidden.
        part: Which part of how many is read: every n-th page from that one on.
    """
    first, step = part
    for collection in collections:
        for line in (folder / collection / "truth.jsonl").read_bytes().splitlines()[first::step]:
            example = read_example(folder, collection, json.loads(line), nameless=nameless)
            if example is not None:
                yield example


def read_example(folder: Path, collection: str, truth: dict[str, Any], *, nameless: bool = False) -> Example | None:
    """Return one page of the corpus, or None where its bytes are not a page."""
    url = truth.get("url") or ""
    data = page_bytes(folder, collection, truth["id"])
    if nameless:
        data = NAMING.sub(b"", data)
    return to_example(collection, truth, data, fold_of(url, collection + truth["id"]))


def page_bytes(folder: Path, collection: str, name: str) -> bytes:
    """Return a page of the corpus as it was captured."""
    return gzip.decompress((folder / collection / f"{name}.html.gz").read_bytes())


def to_example(collection: str, truth: dict[str, Any], data: bytes | str, fold: int) -> Example | None:
    """Return the page in *data* as an example, or None where the bytes are not a page."""
    try:
        page = read_page(data, truth.get("url") or None)
    except RejectedPage:
        return None
    title = find_title(page)
    passages = read_flow(page)
    layout = lay_out_page(page, passages, title.value if title else None) if passages else None
    return Example(collection, truth["id"], fold, truth, page, title.value if title else None, layout)


def data_hash(folder: Path, collections: Sequence[str]) -> str:
    """Return a digest of the truths: what the models were trained on."""
    digest = hashlib.sha256()
    for collection in collections:
        digest.update((folder / collection / "truth.jsonl").read_bytes())
    return digest.hexdigest()
