"""The title of a page that declares none and has no ``<h1>``: a line above its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.fields.context import ArticleContext
from clippings.fields.rule import Example, Rule, Unfit
from clippings.page.flow import Passage, read_flow
from clippings.page.tree import Element, Node, attribute
from clippings.page.word_splitting import STOPS

#: Least length of the first passage of the text, and most passages above it that are examined.
MIN_TEXT_CHARS, MAX_ABOVE = 120, 12
#: Longest line that is a title, and its largest linked share.
MAX_TITLE_CHARS, MAX_LINKED = 200, 0.5
#: Class names of titles, that of Word among them.
NAMED = re.compile(
    r"(?<![a-z-])(?:(?:article|post|entry|page|story|doc)[-_]?)?(?:title|headline|MsoTitle)(?![a-z-])", re.IGNORECASE
)
SECONDS = frozenset({"h2", "h3", "h4"})
#: Elements that set a line apart, and most elements above its text that are examined.
SET_APART = frozenset({"b", "strong", "font", "big", "center"})
MAX_LEVELS = 4


def accept_title(text: str) -> str:
    """Return *text*.

    Raises:
        Unfit: It is not a title.
    """
    if len(text) > MAX_TITLE_CHARS:
        raise Unfit("too long")
    if text[-1] in STOPS and text[-1] not in "?!…":
        raise Unfit("a sentence")
    if text[-1] in ":：" or not any(map(str.isalpha, text)):
        raise Unfit("a label")
    return text


def _above(context: ArticleContext) -> Iterator[Passage]:
    """Yield the lines above the page's text that are not links."""
    for passage in read_flow(context.page)[:MAX_ABOVE]:
        if len(passage.text) >= MIN_TEXT_CHARS:
            return
        if passage.kind == "text" and passage.linked <= MAX_LINKED * len(passage.text):
            yield passage


def _is_set_apart(passage: Passage) -> bool:
    """Return whether all text of *passage* is in an element that sets it apart."""
    return all(
        any(tag in SET_APART for tag in _tags(node.parent)) for node in passage.nodes if type(node) is not Element
    )


def _tags(node: Node | None) -> Iterator[str]:
    for _ in range(MAX_LEVELS):
        if type(node) is not Element:
            return
        yield node.tag
        node = node.parent


RULES = (
    Rule(
        "second-heading",
        lambda context: (each.text for each in _above(context) if each.box.tag in SECONDS),
        "The first heading above the text names the page where nothing else does.",
        Example(
            "Night in the hall",
            below="<h2>Night in the hall</h2>",
            near_miss='<h2><a href="/n">Night in the hall</a></h2>',
        ),
    ),
    Rule(
        "named-title",
        lambda context: (each.text for each in _above(context) if NAMED.search(attribute(each.element, "class") or "")),
        "The class of a line above the text says that it is the title.",
        Example(
            "Night in the hall",
            below='<p class="MsoTitle">Night in the hall</p>',
            near_miss='<p class="subtitle">Night in the hall</p>',
        ),
    ),
    Rule(
        "strong-line",
        lambda context: (each.text for each in _above(context) if _is_set_apart(each)),
        "Old pages set their title in bold or in a larger font.",
        Example(
            "Night in the hall", below="<p><b>Night in the hall</b></p>", near_miss="<p><b>Night</b> in the hall</p>"
        ),
    ),
)
