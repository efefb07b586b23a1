"""The effect of formulas, pictures, quotations and readings on the walk: text replaces or surrounds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clippings.page.replaced import Replaced, read_formula, read_formula_script, read_image, shows_formula
from clippings.page.tree import Element

if TYPE_CHECKING:
    from clippings.page.flow import Walk


def open_set_formula(walk: Walk, element: Element) -> None:
    """Add a formula that a script has rendered. Walk an element that only has the class of a formula."""
    if walk.inspected:
        walk.stack.extend(element.children[::-1])
        return
    formula = read_formula(element)
    if formula is not None:
        walk.add(formula)
    elif not shows_formula(element):
        walk.walk_inspected(element)


def open_formula(walk: Walk, element: Element) -> None:
    """Add a formula once, even if the page contains several renderings of it."""
    formula = read_formula(element)
    if formula is not None:
        walk.add(formula)


def open_script(walk: Walk, element: Element) -> None:
    """Add the formula whose source is in a script element."""
    if element.attr("type") is not None:
        formula = read_formula_script(element)
        if formula is not None:
            walk.add(formula)


def open_image(walk: Walk, element: Element) -> None:
    """Add the alternative text of a picture that replaces a formula or a word."""
    image = read_image(element)
    if image is not None and walk.box is not None:
        walk.has_images = walk.has_images or image.tentative
        walk.add(image)


def open_quote(walk: Walk, element: Element) -> None:
    """Walk a quotation in a sentence between the marks that a browser shows around it."""
    walk.add(Replaced(element, "“"))
    walk.stack.append(lambda walk: walk.add(Replaced(element, "”")))
    walk.stack.extend(element.children[::-1])


def open_reading(walk: Walk, element: Element) -> None:
    """Walk a ruby annotation (pronunciation) if the page has brackets around it (``<rp>``)."""
    around = element.parent
    if around is None:
        return
    if around not in walk.bracketed:
        walk.bracketed[around] = around.find("rp") is not None
    if walk.bracketed[around]:
        walk.stack.extend(element.children[::-1])
