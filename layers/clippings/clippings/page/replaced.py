"""Text that replaces an element: a formula, or the alternative text of a picture in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from clippings.page.mathml import find_tex, strip_tex
from clippings.page.tree import Element, Node, Text, attribute, read_tree
from clippings.tex import readable


@dataclass(slots=True, eq=False)
class Replaced:
    """Text in place of an element, or of a text node whose white space was changed.

    Attributes:
        parent: The element that is replaced, or the parent of the text node.
        data: The text. Of a formula, its readable form.
        tex: The source of a formula.
        display: Whether a formula is shown as a block.
        tentative: Whether the text is a picture's alternative text, which is kept only in a sentence.
    """

    parent: Node | None
    data: str
    tex: str | None = None
    display: bool = False
    tentative: bool = False


PassageNode: TypeAlias = Node | Replaced

#: Class names and parts of addresses of pictures that show a formula.
FORMULA_IMAGE = re.compile(
    r"(?<![a-z])(?:latex|tex|math|mwe-math\w*|wp-katex|ql-img-(?:inline|displayed)-formula|equation|formula)(?![a-z])",
    re.IGNORECASE,
)
FORMULA_ADDRESS = re.compile(r"latex\.codecogs|latex\.php\?|/media/math/render|chart\?cht=tx|quicklatex|/latex/?\?")
#: Parameters of such addresses that hold the TeX.
TEX_PARAMETERS = ("latex", "chl", "tex")
#: Alternative texts that say only that the picture is a formula.
NAMED_FORMULA = re.compile(r"(?:latex|tex|math|equation|formula)?", re.IGNORECASE)
#: Class names of pictures that decorate a link or a button.
ICON = re.compile(r"(?<![a-z])(?:icon|ico|external|arrow|spacer|bullet|logo|avatar)(?![a-z])", re.IGNORECASE)
MAX_ALT_CHARS = 60
#: Characters of a picture's address that are searched for TeX.
MAX_SOURCE_CHARS = 8_192
#: Longest MathML in an attribute that is read.
MAX_MATHML_CHARS = 50_000
MAX_EMOJI_CHARS = 12
#: Largest height and width of a picture inside a sentence, in CSS pixels, where the page gives them.
MAX_SENTENCE_PIXELS = 120
#: Nodes after a picture that are searched for text.
MAX_INSPECTED = 20
#: Characters before a picture that are searched for the end of a sentence.
MAX_BEFORE = 200
ENDS_SENTENCE = re.compile(r"[.!?…:。！？]['\"”“’»«)\]]*\s*$")


def read_formula(element: Element) -> Replaced | None:
    """Return the formula in *element*, or None."""
    if has_source(element):  # the source is read when the walk reaches it
        return None
    math = element if element.tag == "math" else element.find("math")
    if math is None:
        markup = element.attr("data-mathml")
        math = read_tree(markup).find("math") if markup and len(markup) <= MAX_MATHML_CHARS else None
    tex = find_tex(math) if math is not None else ""
    if not tex:
        image = element.find("img")
        tex = strip_tex(attribute(image, "alt") or "") if image is not None else ""
    if not tex:
        return None
    return make_formula(element, tex, display=_is_display(element, math))


def make_formula(element: Node | None, tex: str, *, display: bool) -> Replaced:
    """Return the formula *tex* in place of *element*."""
    return Replaced(element, readable(tex), tex, display)


def read_formula_script(script: Element) -> Replaced | None:
    """Return the formula in a script of TeX or of AsciiMath, which is readable as it is, or None for another script."""
    kind = (script.attr("type") or "").lower()
    if kind == "math/asciimath":
        return Replaced(script, script.text.strip())
    if not kind.startswith("math/tex"):
        return None
    tex = strip_tex(script.text)
    return make_formula(script, tex, display="mode=display" in kind.replace(" ", "")) if tex else None


def has_source(element: Element) -> bool:
    """Return whether the source of the formula in *element* follows it, as with MathJax 2."""
    for start in (element, element.parent):
        if type(start) is not Element:
            continue
        node = start.next_sibling
        while type(node) is Text and node.data.isspace():
            node = node.next_sibling
        if type(node) is Element and node.tag == "script" and (node.attr("type") or "").startswith("math/tex"):
            return True
    return False


def shows_formula(element: Element) -> bool:
    """Return whether *element* shows a formula that could not be read, or whose source is in the next element."""
    return element.find("math") is not None or element.attr("data-mathml") is not None or has_source(element)


def _is_display(element: Element, math: Element | None) -> bool:
    if math is not None and (math.attr("display") == "block" or math.attr("mode") == "display"):
        return True
    if (element.attr("display") or "") in ("true", "block"):
        return True
    around = element.parent
    names = attribute(around, "class") or "" if type(around) is Element else ""
    return "katex-display" in names or "MathJax_Display" in names or "MJXc-display" in names


def read_image(image: Element) -> Replaced | None:
    """Return the text that replaces a picture in running text, or None."""
    alt = " ".join((image.attr("alt") or "").split())
    source = image.attr("src") or image.attr("data-src") or ""
    names = attribute(image, "class") or ""
    if FORMULA_ADDRESS.search(source) or FORMULA_IMAGE.search(names):
        tex = strip_tex(alt if NAMED_FORMULA.fullmatch(alt) is None else "") or strip_tex(_tex_in(source))
        if tex:
            return make_formula(image, tex, display="displayed" in names or "display" in names)
    if not alt or len(alt) > MAX_ALT_CHARS:
        return None
    if len(alt) <= MAX_EMOJI_CHARS and not any(char.isalnum() and char.isascii() for char in alt) and _is_emoji(alt):
        return Replaced(image, alt)
    if ICON.search(names) or ICON.search(source.rpartition("/")[2]) or _is_large(image):
        return None
    return Replaced(image, alt, tentative=True)


def _is_emoji(alt: str) -> bool:
    return any(char > "\u2100" and not char.isalpha() for char in alt)


def _tex_in(source: str) -> str:
    try:
        query = urlsplit(source[:MAX_SOURCE_CHARS]).query
    except ValueError:
        return ""
    parameters = parse_qs(query)
    for name in TEX_PARAMETERS:
        for value in parameters.get(name, ()):
            return value
    return unquote(query) if "codecogs" in source else ""


def _is_large(image: Element) -> bool:
    for name in ("width", "height"):
        value = (image.attr(name) or "").removesuffix("px")
        if value.isdecimal() and int(value) > MAX_SENTENCE_PIXELS:
            return True
    return False


def keep_sentence_images(nodes: list[PassageNode]) -> list[PassageNode]:
    """Return *nodes* without the alternative texts of pictures that are not part of a sentence.

    A picture is part of a sentence if it has an unfinished sentence before it and text after it, or if it is the
    capital at the beginning of a word.
    """
    kept: list[PassageNode] = []
    said = ""
    for place, node in enumerate(nodes):
        if type(node) is Replaced and node.tentative:
            after = next(
                (found for other in nodes[place + 1 : place + 1 + MAX_INSPECTED] if (found := _said(other)).strip()), ""
            )
            capital = len(node.data) == 1 and not said and after[:1].islower()
            if not capital and (not said or ENDS_SENTENCE.search(said) or not after):
                continue
        kept.append(node)
        if data := _said(node):
            said = data.rstrip()[-MAX_BEFORE:]
    return kept


def _said(node: PassageNode) -> str:
    return node.data if type(node) is Text or type(node) is Replaced else ""
