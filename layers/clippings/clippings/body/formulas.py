"""Display formulas: formulas on a line of their own are kept with the text around them."""

from __future__ import annotations

from collections.abc import Sequence

from clippings.body.inline import DELIMITED
from clippings.page.flow import Passage
from clippings.page.replaced import Replaced
from clippings.page.tree import Text

#: Passages before and after a formula of which one must be kept, since several formulas may follow each other, with
#: numbers of their own.
REACH = 6


def with_formulas(passages: Sequence[Passage], kept: Sequence[int]) -> list[int]:
    """Return *kept* with the formulas that have a kept passage shortly before and shortly after them."""
    inside = set(kept)
    for index in range(kept[0] + 1, kept[-1]) if kept else ():
        if index in inside or not is_formula(passages[index]):
            continue
        before = any(place in inside for place in range(index - REACH, index))
        if before and any(place in inside for place in range(index + 1, index + 1 + REACH)):
            inside.add(index)
    return sorted(inside)


def is_formula(passage: Passage) -> bool:
    """Return whether the passage is one formula, apart from its number."""
    formulas = [node for node in passage.nodes if type(node) is Replaced and node.tex is not None]
    if formulas:
        said = "".join(node.data for node in passage.nodes if type(node) is Text).strip(" \t\n().,;")
        return not said or said.isdecimal()
    text = passage.text
    return ("\\" in text or text.startswith("$$")) and DELIMITED.fullmatch(text) is not None
