"""A kind of markup between the paragraphs of a news page, with what is right of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.support.framed_page import AFTER, BEFORE

import clippings


@dataclass(frozen=True)
class Kind:
    """What is right: *text* and *markdown* stand once in that form, *absent* in neither, nor in the HTML."""

    markup: str
    text: tuple[str, ...] = ()
    markdown: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    head: str = ""

    def faults(self, article: clippings.ParsedArticle) -> list[str]:
        """Return what is wrong with *article*."""
        found = faults_of_forms(article, self.text, self.markdown, self.absent)
        found += [f"lost {part[:30]!r}" for part in (*BEFORE, *AFTER) if part not in article.text]
        return found


def faults_of_forms(
    article: clippings.ParsedArticle, text: Iterable[str], markdown: Iterable[str], absent: Iterable[str]
) -> list[str]:
    """Return what is wrong with the forms of *article*.

    Args:
        article: What was read.
        text: Parts that stand once in its text.
        markdown: Parts that stand once in its Markdown.
        absent: Parts that stand in neither, nor in its HTML.
    """
    forms = (("text", article.text, text), ("markdown", article.markdown, markdown))
    counts = [(name, part, form.count(part)) for name, form, parts in forms for part in parts]
    found = [f"{name}: {part!r} {count} times" for name, part, count in counts if count != 1]
    return found + [f"has {part!r}" for part in absent if part in article.text + article.markdown + article.html]
