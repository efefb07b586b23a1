"""Code blocks: their lines unchanged, and the programming language that the page names."""

from __future__ import annotations

from clippings.page.flow import Passage
from clippings.page.invisible import remove_invisible
from clippings.page.passage_text import joined
from clippings.page.tree import Element, Node, attribute
from clippings.records import Inline

#: Class words that name the language of a code block: ``language-python``, ``lang-js``, ``brush: php``.
LANGUAGE_PREFIXES = ("language-", "lang-", "highlight-source-", "brush:", "sourcecode-")
#: Longest name of a language, in characters.
MAX_NAME_CHARS = 60
#: Class names of an element that are examined.
MAX_NAMES = 40
#: Elements above a code block that are examined for its language.
LANGUAGE_REACH = 3


def read_code(passage: Passage) -> tuple[Inline, ...]:
    """Return the text of *passage* line by line, indented by plain spaces, without empty lines at either end."""
    text = remove_invisible(joined(passage.nodes)).replace("\r\n", "\n").replace("\u00a0", " ")
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    filled = [number for number, line in enumerate(lines) if line]
    lines = lines[filled[0] : filled[-1] + 1] if filled else []
    return (Inline("\n".join(lines)),) if lines else ()


def code_language(element: Element) -> str | None:
    """Return the language that the code block in *element* is labeled with, in lower case, or None."""
    candidates: list[Node | None] = [
        next((child for child in element.children if type(child) is Element), None),
        element,
    ]
    parent = element.parent
    for _ in range(LANGUAGE_REACH):
        candidates.append(parent)
        parent = parent.parent if parent is not None else None
    for candidate in candidates:
        if type(candidate) is not Element:
            continue
        names = f"{attribute(candidate, 'class') or ''} {attribute(candidate, 'data-lang') or ''}"
        for name in names.replace("brush: ", "brush:").split(maxsplit=MAX_NAMES)[:MAX_NAMES]:
            for prefix in LANGUAGE_PREFIXES:
                if name.startswith(prefix) and len(prefix) < len(name) <= MAX_NAME_CHARS:
                    return name[len(prefix) :].rstrip(";").lower()
    return None
