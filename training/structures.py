"""Structures put into labeled pages: tables, lists, code and definitions in the body, and near misses.

A structure of the text is placed between two paragraphs of the body, below one of its headings, or at its end. A near
miss is a table or list of links between paragraphs, or a structure in a separate box outside of the body, such as a
league table beside the story or the facts of an advertiser.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from clippings.body.layout import Layout
from clippings.page.flow import Passage
from training.alignment import page_labels
from training.corpus import Example
from training.made_code import make_code

#: Structures of each kind that are put into one page.
POSITIVES, NEGATIVES = 3, 3
#: Share of the pages whose text ends with a paragraph in which a table or code is added after it.
AT_THE_END = 0.4
#: Most characters of markup, and largest share of links, of a structure of another page that is used.
MAX_MARKUP, MAX_LINKS, MIN_LINKS = 6_000, 0.3, 0.5
#: Shares of a structure's text in the truth from which on it is right, and up to which it is wrong.
RIGHT, WRONG = 0.9, 0.1
#: Share of the tables whose columns have headings for titles, and of those whose rows begin with a linked name.
TITLED, NAMED = 0.1, 0.15
#: Boxes beside the text, for structures that are not part of it.
BESIDE = ('<div class="sidebar">', '<div class="widget">', "<aside>", "<div>", '<div class="box">', '<div id="right">')
TITLES = (
    "Results",
    "Weather",
    "Markets",
    "At a glance",
    "Programme",
    "Table",
    "Statistik",
    "Tabelle",
    "排行榜",
    "Курсы",
)


class Pool:
    """Words and structures of labeled pages, from which others are made."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.lines: list[list[str]] = []
        self.right: list[str] = []
        self.wrong: list[str] = []
        for example in examples:
            self.lines += [words for line in example.text.split("\n") if len(words := line.split()) > 5]
            if example.layout is not None:
                self._gather(example, example.layout)

    def _gather(self, example: Example, layout: Layout) -> None:
        shares = page_labels(layout.passages, example.text)
        for structure in dict.fromkeys(layout.structures):
            if structure is None:
                continue
            region = structure.region
            size = region.size or 1.0
            share = sum(shares[index] * layout.sizes[index] for index in structure.members) / size
            links = region.linked / size
            markup = str(region.box.element.html)
            if len(markup) <= MAX_MARKUP and share >= RIGHT and links <= MAX_LINKS:
                self.right.append(markup)
            elif len(markup) <= MAX_MARKUP and share <= WRONG and links >= MIN_LINKS and len(structure.members) > 1:
                self.wrong.append(markup)

    def phrase(self, chooser: random.Random, low: int = 1, high: int = 4) -> str:
        """Return a few consecutive words of a text."""
        line = chooser.choice(self.lines)
        count = min(chooser.randint(low, high), len(line))
        start = chooser.randint(0, len(line) - count)
        return " ".join(line[start : start + count])


def insert_structures(
    passages: Sequence[Passage], inside: Sequence[bool], pool: Pool, chooser: random.Random
) -> str | None:
    """Put structures into the page of *passages*; return its text with those that belong to it, or None without room.

    *inside* says which passages make up the body.
    """
    gaps = [
        (before, after)
        for before, after in pairwise(passages)
        if inside[before.index] and inside[after.index] and _is_gap(before, after)
    ]
    if len(gaps) < POSITIVES:
        return None
    added: dict[int, list[str]] = {}
    chosen = chooser.sample(gaps, min(len(gaps), POSITIVES + 1))
    for before, _ in chosen[:POSITIVES]:
        made = make_structure(pool, chooser)
        before.element.insert_adjacent_html("afterend", made)
        added.setdefault(before.index, []).append(made)
    for before, _ in chosen[POSITIVES:]:
        before.element.insert_adjacent_html("afterend", make_near_miss(pool, chooser))
    end = passages[max(index for index, is_inside in enumerate(inside) if is_inside)]
    if chooser.random() < AT_THE_END and end.element.tag == "p":
        made = chooser.choice((_table, _code))(pool, chooser)
        end.element.insert_adjacent_html("afterend", made)
        added.setdefault(end.index, []).append(made)
    _put_beside(passages, inside, pool, chooser)
    text: list[str] = []
    for passage in passages:
        if inside[passage.index]:
            text.append(passage.text)
        text += [_text_of(markup) for markup in added.get(passage.index, ())]
    return "\n".join(text)


def _is_gap(before: Passage, after: Passage) -> bool:
    """Return whether two passages follow each other in one box, as paragraphs or a heading and a paragraph."""
    one, other = before.element, after.element
    blocks = one.tag in ("p", "div", "h2", "h3", "h4") and other.tag in ("p", "div", "h2", "h3", "h4")
    return blocks and one is not other and before.box.parent is not None and before.box.parent is after.box.parent


def _put_beside(passages: Sequence[Passage], inside: Sequence[bool], pool: Pool, chooser: random.Random) -> None:
    outside = [
        p for p in passages if not inside[p.index] and p.box.parent is not None and p.element.tag in ("div", "p")
    ]
    last = max(index for index, is_inside in enumerate(inside) if is_inside)
    later = [passage for passage in outside if passage.index > last] or outside
    for passage in chooser.sample(later, min(NEGATIVES, len(later))):
        box = chooser.choice(BESIDE)
        title = f"<h3>{chooser.choice(TITLES)}</h3>" if chooser.random() < 0.5 else ""
        close = "</aside>" if "aside" in box else "</div>"
        made = make_structure(pool, chooser) if chooser.random() < 0.6 else make_near_miss(pool, chooser)
        passage.element.insert_adjacent_html("afterend", f"{box}{title}{made}{close}")


def _text_of(markup: str) -> str:
    from clippings.page.flow import read_flow
    from clippings.page.page import make_page

    return "\n".join(passage.text for passage in read_flow(make_page(f"<body>{markup}</body>")))


def make_structure(pool: Pool, chooser: random.Random) -> str:
    """Return the markup of a structure that may stand in an article."""
    roll = chooser.random()
    if roll < 0.3 and pool.right:
        return chooser.choice(pool.right)
    makers = (_table, _table, _table, _code, _code, _list, _nested_list, _definitions, _ingredients, _quote)
    return chooser.choice(makers)(pool, chooser)


def make_near_miss(pool: Pool, chooser: random.Random) -> str:
    """Return the markup of a structure that looks like one of the text but consists of links."""
    if chooser.random() < 0.6 and pool.wrong:
        return chooser.choice(pool.wrong)
    rows = chooser.randint(2, 7)
    links = [f'<a href="/{chooser.randint(1, 9999)}">{escape(pool.phrase(chooser, 3, 9))}</a>' for _ in range(rows)]
    if chooser.random() < 0.5:
        return f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>"
    return f"<table>{''.join(f'<tr><td>{n}</td><td>{link}</td></tr>' for n, link in enumerate(links, 1))}</table>"


def _value(chooser: random.Random) -> str:
    number = chooser.choice(
        (f"{chooser.randint(1, 99)}", f"{chooser.randint(1000, 99999):,}", f"{chooser.random() * 100:.1f}")
    )
    return chooser.choice(
        (number, number, f"{number} %", f"€{number}", f"${number}", str(chooser.randint(1950, 2026)), "–", "yes")
    )


def _cell(pool: Pool, chooser: random.Random, numeric: bool) -> str:
    if numeric:
        return _value(chooser)
    text = escape(pool.phrase(chooser, 1, chooser.choice((2, 2, 4, 10))))
    return f"<code>--{text.split()[0].lower()}</code>" if chooser.random() < 0.05 else text


def _table(pool: Pool, chooser: random.Random) -> str:
    columns, rows = chooser.randint(2, 5), chooser.randint(2, 10)
    numeric = [column > 0 and chooser.random() < 0.6 for column in range(columns)]
    cells = [[_cell(pool, chooser, kind) for kind in numeric] for _ in range(rows)]
    if chooser.random() < NAMED:
        cells = [[f'<a href="/{chooser.randint(1, 9999)}">{row[0]}</a>', *row[1:]] for row in cells]
    head = [escape(pool.phrase(chooser, 1, 2)) for _ in range(columns)]
    style = chooser.random()
    if chooser.random() < TITLED:
        head = [f"<h4>{name}</h4>" for name in head]
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells]
    if style < 0.5:
        lines = [f"<thead><tr>{''.join(f'<th>{name}</th>' for name in head)}</tr></thead><tbody>", *lines, "</tbody>"]
    elif style < 0.75:
        lines = [f"<tr>{''.join(f'<td><strong>{name}</strong></td>' for name in head)}</tr>", *lines]
    caption = f"<caption>{escape(pool.phrase(chooser, 3, 7))}</caption>" if chooser.random() < 0.15 else ""
    table = f"<table>{caption}{''.join(lines)}</table>"
    return chooser.choice(
        (table, table, f'<figure class="wp-block-table">{table}</figure>', f'<div class="table-wrapper">{table}</div>')
    )


def _code(pool: Pool, chooser: random.Random) -> str:
    return make_code(chooser, [pool.phrase(chooser, 1, 1) for _ in range(8)])


def _items(pool: Pool, chooser: random.Random, low: int, high: int) -> str:
    return "".join(f"<li>{escape(pool.phrase(chooser, low, high))}</li>" for _ in range(chooser.randint(2, 8)))


def _list(pool: Pool, chooser: random.Random) -> str:
    tag = chooser.choice(("ul", "ol"))
    low, high = chooser.choice(((1, 3), (2, 8), (6, 20)))
    return f"<{tag}>{_items(pool, chooser, low, high)}</{tag}>"


def _nested_list(pool: Pool, chooser: random.Random) -> str:
    outer, inner = chooser.choice(("ul", "ol")), chooser.choice(("ul", "ol"))
    items = "".join(
        f"<li>{escape(pool.phrase(chooser, 1, 6))}<{inner}>{_items(pool, chooser, 1, 8)}</{inner}></li>"
        for _ in range(chooser.randint(1, 4))
    )
    return f"<{outer}>{items}</{outer}>"


def _definitions(pool: Pool, chooser: random.Random) -> str:
    facts = chooser.random() < 0.5
    pairs = "".join(
        f"<dt>{escape(pool.phrase(chooser, 1, 2))}</dt>"
        f"<dd>{_value(chooser) if facts else escape(pool.phrase(chooser, 5, 18))}</dd>"
        for _ in range(chooser.randint(2, 6))
    )
    return f"<dl>{pairs}</dl>"


def _ingredients(pool: Pool, chooser: random.Random) -> str:
    units = ("g", "ml", "tbsp", "tsp", "EL", "cups", "oz", "Stück", "cuillères")
    items = "".join(
        f"<li{chooser.choice(('', ' itemprop=recipeIngredient'))}>"
        f"{chooser.choice((f'{chooser.randint(1, 500)} {chooser.choice(units)} ', f'{chooser.randint(1, 6)} '))}"
        f"{escape(pool.phrase(chooser, 1, 3).lower())}</li>"
        for _ in range(chooser.randint(3, 12))
    )
    return f"<ul{chooser.choice(('', ' class=ingredients', ' class=recipe-list'))}>{items}</ul>"


def _quote(pool: Pool, chooser: random.Random) -> str:
    lines = "".join(f"<p>{escape(pool.phrase(chooser, 6, 25))}</p>" for _ in range(chooser.randint(1, 3)))
    return f"<blockquote>{lines}</blockquote>"
