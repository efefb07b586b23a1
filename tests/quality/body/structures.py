"""How much of a labeled body's structures is kept: rows of tables, code blocks, items of inner lists.

A structure counts where the truth's text has its words in the same order. Menus and contents repeat headings of
the text, so an item of theirs counts as well where the truth has the heading alone; "inner items apart" are those whose
words no heading of the page has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clippings.page.tree import Document, Element

WORD = re.compile(r"\w+")
#: Structures of fewer words occur by accident.
MIN_WORDS = {"rows": 2, "code": 3, "inner items": 2, "inner items apart": 2}


@dataclass(frozen=True)
class Kept:
    """Structures of one kind: how many the truths have, how many were kept whole, and the pages that lost some.

    A page is torn where some of its structures were kept and others lost.
    """

    count: int
    kept: int
    pages: int
    torn: int

    @property
    def share(self) -> float:
        """The share of the structures that was kept whole."""
        return self.kept / self.count if self.count else 1.0


def find_structures(tree: Document) -> dict[str, list[str]]:
    """Return the words of every row, code block and item of an inner list of a page."""
    found: dict[str, list[str]] = {kind: [] for kind in MIN_WORDS}
    for row in tree.find_all("tr"):
        cells = [cell for cell in row.children if type(cell) is Element and cell.tag in ("td", "th")]
        if (
            row.find("table") is None
            and row.find("pre") is None
            and sum(bool(WORD.search(cell.text)) for cell in cells) > 1
        ):
            found["rows"].append(" ".join(words(" ".join(cell.text for cell in cells))))
    found["code"] = [" ".join(words(block.text)) for block in tree.find_all("pre") if not _is_gutter(words(block.text))]
    headings = {" ".join(words(heading.text)) for heading in tree.select("h1, h2, h3, h4, h5, h6")}
    for inner in tree.select("li li"):
        if inner.find("li") is None:
            found["inner items"].append(" ".join(words(inner.text)))
    found["inner items apart"] = [text for text in found["inner items"] if text not in headings]
    return {
        kind: [text for text in dict.fromkeys(texts) if text.count(" ") >= MIN_WORDS[kind] - 1]
        for kind, texts in found.items()
    }


def _is_gutter(numbers: list[str]) -> bool:
    """Return whether a block holds nothing but the numbers of the lines beside it."""
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def words(text: str) -> list[str]:
    """Return the lower-cased words of *text*."""
    return WORD.findall(text.lower())


def count_kept(pages: Iterable[tuple[Mapping[str, Sequence[str]], str, str]]) -> dict[str, Kept]:
    """Return what was kept of the structures, given each page's structures, its truth and the text cut out of it."""
    sums = {kind: [0, 0, 0, 0] for kind in MIN_WORDS}
    for structures, truth, text in pages:
        right, ours = (f" {' '.join(words(whole))} " for whole in (truth, text))
        for kind, texts in structures.items():
            wanted = [words_of for words_of in texts if f" {words_of} " in right]
            kept = sum(f" {words_of} " in ours for words_of in wanted)
            if wanted:
                total = sums[kind]
                total[0] += len(wanted)
                total[1] += kept
                total[2] += 1
                total[3] += 0 < kept < len(wanted)
    return {kind: Kept(*total) for kind, total in sums.items()}
