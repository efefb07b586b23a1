# ruff: noqa: E501 - one kind of word a line
"""A picture's caption and credit: found beside the picture, and told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.fields.names import clean, is_organisation, looks_personal
from clippings.fields.pictures import best_address, file_key
from clippings.fields.story import plain
from clippings.page.tree import Element, inner_text

#: Longest caption in characters, and longest text of an element that is nothing but picture and caption.
MAX_CAPTION, MAX_WRAPPER = 1500, 300
#: Elements looked at above a picture.
CLIMB = 6
#: Text without a caption's mark is one only this close around the picture, in elements.
NEAR = 3
#: Copies of one picture for different screens that stand in one figure.
MAX_RENDITIONS = 4
#: Shorter text without a mark is a label or a length in minutes, in characters.
MIN_BARE = 15
MAX_CREDIT = 200
#: Elements looked at in one figure.
MAX_ELEMENTS = 80

_CAPTION = re.compile(
    r"caption|legend|bildunterschrift|(?:img|image|photo|media|picture)[-_]*(?:desc|info|text|title)|untertitel|pie-?(?:de-?)?foto|leyenda|bildtext",
    re.IGNORECASE,
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|source|photographer|author|byline|agency|rights|quelle|fotograf|urheber|attribution",
    re.IGNORECASE,
)
_LABEL = (
    r"(?:(?:ap|afp|dpa|reuters|epa|file) )?(?:photos?(?:graph)?(?: by)?|images?|picture|pic|(?:image )?credits?(?: image)?|source|fotos?|bild|quelle|"
    r"crédits?(?: photo)?|photographie|copyright|imagen|fotografía|fotoğraf|fuente|crédito|reprodução|fonte|kuva|zdjęcie|fot\.|foto av|bilde|"
    r"illustration|illustrasjon|φωτογραφία|фото)"
)
_CREDIT = re.compile(
    rf"(?:^|[\s\[(|–—-]+)(?:{_LABEL}\s?[:/]\s?|photograph by |photo by |©\s?|\(c\)\s?).{{2,160}}$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]{2,90})[)）\]]\.?$")
_BEHIND_BAR = re.compile(r"\s+[|•]\s+([^|•]{2,90})$")
_BEHIND_STOP = re.compile(r"(?<=[.!?。”\"])\s*＝?\s?((?:[A-Z\u3040-\ud7ff][\w./&’'-]*\s?){1,4})$")
_LEGEND = re.compile(r"^(?:legende|légende|caption|bildunterschrift|leyenda|didascalia)\s*:\s*", re.IGNORECASE)
_WORKS_FOR = re.compile(r"/|\bvia\b|getty|shutterstock|unsplash|archiv(?!bild)|reuters|\bap\b|\bafp\b", re.IGNORECASE)
_NO_CREDIT = re.compile(r"^(?:file|archiv\w*|symbol\w*|left|right|centre|center|pictured)\b", re.IGNORECASE)


#: What is in a teaser or a control, and in no caption.
_NO_CAPTION = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "time", "form", "ul", "a"})


def read_caption(element: Element, keys: dict[Element, str]) -> tuple[str | None, str | None]:
    """Return caption and credit of the picture *element*, each None where there is none.

    *keys* has what tells pictures apart, by element, and is added to.
    """
    wrappers: list[Element] = []
    for node in _wrappers(element, keys):
        wrappers.append(node)
        captions = _captions(node) if node.text.strip() else []
        if captions:
            return _told_apart(node, captions[0])
    for node in wrappers[:NEAR]:
        text = _shown_text(node)
        if len(text) >= MIN_BARE:
            bare = len(text) <= MAX_WRAPPER and not any(inner.tag in _NO_CAPTION for inner in node.find_all())
            return _told_apart(node, node) if bare else (None, None)
    return None, None


def _wrappers(element: Element, keys: dict[Element, str]) -> Iterator[Element]:
    """Yield the elements around the picture, the nearest first, as long as they hold no other."""
    node = element.parent
    for _ in range(CLIMB):
        if not isinstance(node, Element) or node.tag in ("body", "article", "main"):
            return
        pictures = node.find_all("img", limit=MAX_RENDITIONS + 1)
        if len(pictures) > 1 and len({_key(picture, keys) for picture in pictures} - {""}) > 1:
            text = _shown_text(node)
            if text and (len(pictures) > MAX_RENDITIONS or len(text) > MAX_CAPTION or len(_captions(node)) != 1):
                return
        yield node
        node = node.parent


def _key(picture: Element, keys: dict[Element, str]) -> str:
    """What tells *picture* apart, remembered in *keys*; empty where it names no address."""
    if picture not in keys:
        address = best_address(picture)
        keys[picture] = file_key(address) if address else ""
    return keys[picture]


def _shown_text(element: Element) -> str:
    """The element's text without that of scripts, styles and buttons."""
    text = inner_text(element)
    for hidden in element.find_all(["script", "style", "button", "noscript", "template"]) if text else ():
        text = text.replace(inner_text(hidden), " ") if inner_text(hidden) else text
    return " ".join(text.split())


def _captions(node: Element) -> list[Element]:
    return [c for c in node.find_all("figcaption") if _shown_text(c)] or [
        inner
        for inner in node.find_all(limit=MAX_ELEMENTS)
        if (name := inner.attr("class")) and _CAPTION.search(name) and _shown_text(inner)
    ]


def _told_apart(figure: Element, holder: Element) -> tuple[str | None, str | None]:
    """Return caption and credit from the text of *holder* and the elements of *figure* that are called a credit."""
    text = _shown_text(holder)
    credit = ""
    for inner in figure.find_all(limit=MAX_ELEMENTS):
        name = inner.attr("class")
        piece = inner_text(inner) if name and _CREDIT_CLASS.search(name) and inner != holder else ""
        if piece and len(piece) < MAX_CREDIT and piece != text:
            credit = credit or piece
            text = text.replace(piece, " ")
    caption, found = split_credit(clean(text))
    credit = clean(credit or found).strip(" ()[]|–—-")[:300]
    return (caption[:MAX_CAPTION] if plain(caption) else None), (credit or None)


def split_credit(text: str) -> tuple[str, str]:
    """Return *text* without the credit at its end, and the credit; either may be empty."""
    text = _LEGEND.sub("", text)
    match = _CREDIT.search(text)
    if match is not None:
        return text[: match.start()].rstrip(), match[0].strip(" ()[]|–—-")
    for pattern in (_IN_BRACKETS, _BEHIND_BAR, _BEHIND_STOP):
        match = pattern.search(text)
        if match is not None and (_is_credit(match[1]) or (pattern is _IN_BRACKETS and _is_short(text, match))):
            return text[: match.start()].rstrip(), match[1].strip()
    return text, ""


def _is_short(text: str, match: re.Match[str]) -> bool:
    """Whether the brackets behind a whole sentence hold one name in capitals or beginning large: an agency, a channel."""
    name = match[1]
    return (
        text[: match.start()].endswith((".", "!", "?", "”", "»")) and name[:1].isupper() and not _NO_CREDIT.match(name)
    )


def _is_credit(text: str) -> bool:
    """Whether *text*, set apart at a caption's end, names who made the picture rather than what is in it."""
    if _NO_CREDIT.match(text) or len(text.split()) > 9 or any(map(str.isdigit, text)):
        return False
    return bool(_WORKS_FOR.search(text)) or is_organisation(text) or (looks_personal(text) and len(text.split()) < 5)
