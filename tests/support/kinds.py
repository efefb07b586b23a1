"""A kind of markup between the paragraphs of a news page, with what is right of it."""

from __future__ import annotations

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
        found = [f"text: {part!r} {article.text.count(part)} times" for part in self.text
                 if article.text.count(part) != 1]  # fmt: skip
        found += [f"markdown: {part!r} {article.markdown.count(part)} times" for part in self.markdown
                  if article.markdown.count(part) != 1]  # fmt: skip
        found += [f"has {part!r}" for part in self.absent if part in article.text + article.markdown + article.html]
        found += [f"lost {part[:30]!r}" for part in (*BEFORE, *AFTER) if part not in article.text]
        return found
