"""Cards of other stories and sentences that begin like a byline: neither names an author of the article."""

from __future__ import annotations

import re
from functools import lru_cache

from clippings.page.tree import Element, attribute

#: Class names of cards that lead to other stories, and of boxes about the author.
CARD = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|teasers?|cards?|promos?|more-stories|most-read|trending)(?![a-z])",
    re.IGNORECASE,
)
OWN = re.compile(r"author|byline|bio|profile|contributor|writer", re.IGNORECASE)
#: Ancestors that may be a card.
REACH = 5
#: Characters before the author's name in the same link from which they are the headline of another story.
MIN_HEADLINE = 12
#: Least lower-case words of a sentence; a byline with a job has fewer.
MIN_SMALL_WORDS = 4


def is_in_card(element: Element) -> bool:
    """Return whether *element* is inside a card that leads to another story."""
    node: object = element
    for _ in range(REACH):
        if type(node) is not Element or node.tag in ("main", "body"):
            return False
        if node.tag == "a" and node.text.strip().find(element.text.strip()) >= MIN_HEADLINE and node.find("h1") is None:
            return True
        is_card, is_own = _read_names(attribute(node, "class") or "")
        if node is not element and node.tag == "div" and is_own:
            return False
        if (node.tag == "aside" or is_card) and not is_own and node.find("h1") is None:
            return node.find("h2") is not None or node.find("h3") is not None or _leads_on(node, element)
        node = node.parent
    return False


@lru_cache(maxsize=4096)
def _read_names(names: str) -> tuple[bool, bool]:
    """Return whether the class *names* are those of a card, and whether they are those of a box about the author."""
    return CARD.search(names) is not None, OWN.search(names) is not None


def _leads_on(card: Element, author: Element) -> bool:
    """Return whether *card* has a link of several words beside the author's."""
    links = card.find_all("a", limit=8)
    return any(
        link != author and link.text.count(" ") > 1 and "author" not in (link.attr("rel") or "") for link in links
    )


def is_sentence(text: str) -> bool:
    """Return whether *text*, which begins with "by", is a sentence: "by the council in the spring"."""
    if not text[0].islower():
        return False
    words = text.split()[1:]
    small = sum(word[0].islower() for word in words)
    large = sum(word[0].isupper() for word in words)
    return small >= MIN_SMALL_WORDS and small > large and (text[-1] in ".!?" or "," not in text)
