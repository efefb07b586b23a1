"""Plain pages, which consist of an article only, made from the labeled texts.

The labeled pages are crowded: a passage far from the headline and from any heading is mostly no part of the article,
and hardly any article has more than a hundred passages. What people save from a reader view, write by hand or convert
is bare and may be a book's chapter. Without such pages a model keeps the first thirty paragraphs of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, islice

from training.corpus import MEASURED, Example, to_example

#: The set of these pages.
PLAIN = "plain"
#: One text in this number becomes a page; of those, one in this number continues with the following texts.
EVERY = 4
EVERY_LONG = 3
#: Least lines of an article.
MIN_LINES = 4
#: Lines of the long pages, in turn.
LENGTHS = (60, 120, 240, 480, 960)


def make_plain_pages(examples: Iterable[Example]) -> Iterator[Example]:
    """Yield bare pages, short and long, made of *examples*; each has texts of one fold only."""
    folds: dict[int, list[Example]] = {}
    for example in examples:
        if example.collection in MEASURED and len(_lines(example)) >= MIN_LINES:
            folds.setdefault(example.fold, []).append(example)
    for fold in sorted(folds):
        texts = folds[fold]
        for turn, at in enumerate(range(0, len(texts), EVERY)):
            lines = _lines(texts[at])
            if turn % EVERY_LONG == 0:
                length = LENGTHS[turn // EVERY_LONG % len(LENGTHS)]
                following = chain.from_iterable(map(_lines, texts[at:] + texts[:at]))
                lines = list(islice(following, max(length, len(lines))))
            page = _page(texts[at], lines)
            if page is not None:
                yield page


def _lines(example: Example) -> list[str]:
    return [line for line in example.text.split("\n") if line.strip()]


def _page(example: Example, lines: Sequence[str]) -> Example | None:
    title = escape(str(example.truth.get("title") or lines[0][:80]))
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    markup = f"<!doctype html><title>{title}</title><article><h1>{title}</h1>\n{body}</article>"
    truth = {"id": example.name, "url": example.truth.get("url"), "text": "\n".join(lines)}
    return to_example(PLAIN, truth, markup.encode(), example.fold)
