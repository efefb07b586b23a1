"""The only module that knows the HTML parser.

turbohtml was chosen by measurement: see ``docs/decisions/0001-parser.md``. The rest of the package speaks of
:data:`Element` and :data:`Text` and calls what stands here.
"""

from __future__ import annotations

from typing import TypeAlias

import turbohtml

Document: TypeAlias = turbohtml.Document
Element: TypeAlias = turbohtml.Element
Text: TypeAlias = turbohtml.Text


def read_tree(markup: str) -> Document:
    """Return *markup* as an HTML5 tree; every string is a document, so nothing is refused here."""
    return turbohtml.parse(markup)


def attribute(element: Element, name: str) -> str | None:
    """Return the value of an attribute as it stands in the markup, or None where it is absent."""
    value = element.attrs.get(name)
    if value is None or isinstance(value, str):
        return value
    return " ".join(value)


def inner_text(element: Element) -> str:
    """Return the element's text with white space folded."""
    return " ".join(element.text.split())
