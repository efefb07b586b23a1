"""The body of a page: which of its text blocks are the article, and what part each plays."""

from __future__ import annotations

import hashlib

from clippings.body.inline import InlineReader
from clippings.errors import RejectedPage
from clippings.page.flow import Passage, Reading, read_flow
from clippings.page.page import Page
from clippings.records import Block, ListPlace, Role

__all__ = ["read_body"]


def read_body(page: Page, title: str | None) -> Reading:
    """Return the article found on *page*.

    *title* is the page's title, if it is known; it helps to find the headline. Raises RejectedPage.
    """
    passages = read_flow(page)
    good = [len(p.text) > 80 and p.linked < 0.4 * len(p.text) for p in passages]
    weight: dict[object, int] = {}
    for passage, ok in zip(passages, good, strict=True):
        box, step = passage.box.parent, 0
        while ok and box is not None and step < 3:
            weight[box] = weight.get(box, 0) + len(passage.text)
            box, step = box.parent, step + 1
    if not weight:
        raise RejectedPage("empty-shell", "the page shows no running text", 0.0)
    total = sum(len(p.text) for p, ok in zip(passages, good, strict=True) if ok)
    focus = next((box for box, w in weight.items() if w > 0.6 * total), max(weight, key=lambda box: weight[box]))
    roles: list[Role | None] = [None] * len(passages)
    blocks: list[Block] = []
    reader = InlineReader(page)
    headline = next((p.index for p in passages if p.box.tag == "h1"), None)
    for passage in passages:
        if passage.index == headline:
            roles[passage.index] = "headline"
            continue
        inside = _inside(passage, focus)
        tag = passage.box.tag
        if not inside or passage.linked > 0.5 * len(passage.text):
            continue
        role: Role = "heading" if tag in ("h2", "h3", "h4") else "list_item" if tag == "li" else "paragraph"
        roles[passage.index] = role
        digest = hashlib.blake2b(f"{passage.index}{passage.text}".encode(), digest_size=5).hexdigest()
        blocks.append(
            Block(
                digest,
                role,
                reader.read(passage),
                level=int(tag[1]) if role == "heading" else None,
                place=ListPlace(1) if role == "list_item" else None,
            )
        )
    return Reading(passages, roles, tuple(blocks), headline, focus.element, 1.0, page.truncated)


def _inside(passage: Passage, focus: object) -> bool:
    box = passage.box
    while box is not None:
        if box is focus:
            return True
        box = box.parent
    return False
