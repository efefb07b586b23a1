"""Variants of the labeled pages: what the models must also read and the labeled pages hardly show.

The labeled pages are long articles on modern pages, and few of them hold tables or code. People also read short news
on crowded portals, pages without telling names, pages of the 2000s, and posts full of tables and code. Each variant is
made from a labeled page, so that its truth follows from the page's own, and falls into the fold of that page's host.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator

from clippings.body.layout import MIN_GOOD_SIZE, size_of
from clippings.body.scoring import headlines
from clippings.page.flow import Passage, read_flow
from clippings.page.openers import HEADINGS
from clippings.page.replaced import Replaced
from clippings.page.tree import Document, read_tree
from training.alignment import PART, page_labels
from training.corpus import MEASURED, NAMING, Example, corpus_folder, page_bytes, to_example
from training.structures import Pool, insert_structures

#: The sets of the variants.
SHORT, NAMELESS, OLD, STRUCTURED = "short", "nameless", "old", "structured"
VARIANTS = (SHORT, NAMELESS, OLD, STRUCTURED)
#: One page in this number becomes a variant of each kind.
EVERY = {SHORT: 2, NAMELESS: 5, OLD: 4, STRUCTURED: 2}
#: Paragraphs that are left of a body, in turn.
PARAGRAPHS = (1, 2, 3, 4)
#: Share of a truth that must be on the page.
MIN_FOUND = 0.9
#: Elements that pages of the 2000s did not have.
SECTIONS = re.compile(
    rb"<(/?)(?:article|main|section|header|footer|aside|nav|figure|figcaption)(?=[\s>])", re.IGNORECASE
)
DIVISIONS = re.compile(rb"<(/?)div(?=[\s>])", re.IGNORECASE)
PARAGRAPH = re.compile(rb"<p(?:\s[^<>]*)?>", re.IGNORECASE)
PARAGRAPH_END = re.compile(rb"</p\s*>", re.IGNORECASE)
HEADING = re.compile(rb"<h[2-6](?:\s[^<>]*)?>", re.IGNORECASE)
HEADING_END = re.compile(rb"</h[2-6]\s*>", re.IGNORECASE)
DATA = re.compile(rb"(<script[^>]*ld\+json[^>]*>.*?</script>)|<script\b.*?</script>", re.IGNORECASE | re.DOTALL)


def make_variants(examples: Iterable[Example], *, nameless: bool = False) -> Iterator[Example]:
    """Yield the variants of *examples*, the same ones on every run."""
    measured = [example for example in examples if example.collection in MEASURED and example.layout is not None]
    pools = {fold: Pool([e for e in measured if e.fold == fold]) for fold in {e.fold for e in measured}}
    for number, example in enumerate(measured):
        for turn, (kind, every) in enumerate(EVERY.items()):
            if (number + turn) % every == 0:
                made = make_variant(example, kind, pools[example.fold], nameless=nameless)
                if made is not None:
                    yield made


def make_variant(example: Example, kind: str, pool: Pool, *, nameless: bool = False) -> Example | None:
    """Return one variant of *example*, or None if its truth does not fit the page well enough to be changed alike."""
    chooser = random.Random(f"{kind} {example.collection} {example.name}")  # noqa: S311 - the same pages on every run
    data = page_bytes(corpus_folder(), example.collection, example.name)
    if nameless or kind == NAMELESS:
        data = NAMING.sub(b"", data)
    if kind == NAMELESS:
        return _remade(example, kind, data, example.text)
    if kind == OLD:
        return _remade(example, kind, to_old_markup(data, chooser), example.text)
    body = find_body(example, data)
    if body is None:
        return None
    tree, passages, inside = body
    if kind == SHORT:
        text = cut_body(passages, inside, chooser.choice(PARAGRAPHS))
    else:
        text = insert_structures(passages, inside, pool, chooser)
    return None if text is None else _remade(example, kind, tree.html, text)


def _remade(example: Example, kind: str, data: bytes | str, text: str) -> Example | None:
    truth = {"id": example.name, "url": example.truth.get("url"), "text": text, "of": example.collection}
    return to_example(kind, truth, data, example.fold)


def find_body(example: Example, data: bytes) -> tuple[Document, list[Passage], list[bool]] | None:
    """Return a fresh tree of the page without its scripts' data, its passages, and which of them make up the body."""
    data = DATA.sub(lambda found: (found[1] or b"").replace(b'"articleBody"', b'"body"'), data)
    tree = read_tree(data.decode(example.page.encoding, "replace"))
    again = to_example(example.collection, example.truth, tree.html, example.fold)
    if again is None or again.layout is None:
        return None
    passages = read_flow(again.page)
    inside = [share >= PART for share in page_labels(passages, example.text)]
    for index in headlines(again.layout):
        inside[index] = False
    found = sum(size_of(passage.text) for passage, is_inside in zip(passages, inside, strict=True) if is_inside)
    return (again.page.tree, passages, inside) if found >= MIN_FOUND * size_of(example.text) else None


def cut_body(passages: list[Passage], inside: list[bool], count: int) -> str | None:
    """Remove the body after its first *count* paragraphs from the page of *passages*.

    Everything between that place and the end of the body is removed, and so are other passages in its boxes:
    what is among many paragraphs and not a part of them (captions, offers, questions, the end of a body whose truth
    ends early) would be most of a short page. So do short passages before the first paragraph that do not lead up to
    it: contents that name the headings below, words of a menu. Returns the text that is left, or None where there are
    not so many paragraphs.
    """
    long = [index for index, passage in enumerate(passages) if inside[index] and is_paragraph(passage)]
    if len(long) <= count:
        return None
    first, last, end = long[0], long[count - 1], long[-1]
    while first > 0 and inside[first - 1] and not _is_linked(passages[first - 1]):
        first -= 1
    boxes = {passages[index].box.parent for index in long}
    for passage, is_inside in zip(passages, inside, strict=True):
        is_left = is_inside and first <= passage.index <= last
        is_among = last < passage.index <= end or (passage.index >= first and passage.box.parent in boxes)
        if not is_left and (is_inside or is_among):
            for node in passage.nodes:
                shown = node.parent if isinstance(node, Replaced) else node
                if shown is not None:
                    shown.extract()
    return "\n".join(dict.fromkeys(passages[index].text for index in range(first, last + 1) if inside[index]))


def _is_linked(passage: Passage) -> bool:
    """Return whether a passage is mostly links: an entry of the contents or of a menu."""
    return passage.linked > len(passage.text) / 2


def is_paragraph(passage: Passage) -> bool:
    """Return whether a passage is long enough for a paragraph, and is not a heading."""
    return size_of(passage.text) >= MIN_GOOD_SIZE and passage.box.tag not in HEADINGS


def to_old_markup(data: bytes, chooser: random.Random) -> bytes:
    """Return a page as pages of the 2000s were written: no names, no sections, lines ended by ``<br>``, fonts."""
    data = SECTIONS.sub(rb"<\1div", NAMING.sub(b"", data))
    if chooser.random() < 0.7:
        data = PARAGRAPH_END.sub(b"<br><br>", PARAGRAPH.sub(b"", data))
    if chooser.random() < 0.7:
        data = HEADING_END.sub(b"</b></font><br><br>", HEADING.sub(b'<font size="3"><b>', data))
    if chooser.random() < 0.5:
        opened = rb'<table width="100%" border="0"><tr><td>'
        data = DIVISIONS.sub(lambda found: b"</td></tr></table>" if found[1] else opened, data)
    return data
