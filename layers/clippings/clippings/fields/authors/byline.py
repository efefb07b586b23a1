"""The byline that the page shows: short passages around the headline and at the article's end with who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from clippings.fields.authors.byline_words import ASIDE, MARK, MARK_STEMS, NOT_MARK, OTHER_PART, PROFILE
from clippings.fields.authors.name_words import OTHERS
from clippings.fields.authors.other_stories import is_in_card, is_sentence
from clippings.fields.authors.person_names import (
    begins_byline,
    clean,
    ends_byline,
    from_by,
    is_agency,
    is_given,
    is_label,
    is_organisation,
    looks_personal,
    split_names,
    tidy,
)
from clippings.fields.context import ArticleContext, plain
from clippings.gazetteer import given_names
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.replaced import PassageNode
from clippings.page.tree import Element, Text, inner_text

#: Passages before the headline and after the body's beginning that may still hold the byline.
BEFORE, AFTER, INTO_BODY = 4, 26, 8
#: Passages behind the body in which a closing byline may stand.
INTO_END, BEHIND = 12, 12
MAX_NAME = 40
#: A line at the body's end with "by", a given name and a date is longer, in characters.
MAX_SIGNED = 60
#: A line that is "by" and one word in small letters gives a pen name, in characters.
MAX_PEN_NAME = 20
#: Passages between two names of one byline, at most: a job may stand between them.
NEIGHBOUR = 2
#: A byline is short, in characters.
MAX_BYLINE = 220
#: Elements looked at above a passage for words that mark an author.
CLIMB = 3
#: Runs of text looked at in one passage.
MAX_NODES = 40

#: More links to people than this are a list of tags or of the people in the story.
MAX_LINKED = 8
#: A passage that only its class makes a byline is shorter still, in characters; and so are its names, in words.
MAX_MARKED, MAX_PERSONAL_WORDS = 90, 5


@cache
def _particles() -> frozenset[str]:
    """Return the small words inside of people's names."""
    return frozenset(all_words("names", "particles"))


#: A passage that is nothing but the label of the next is no longer, in characters.
MAX_LABEL = 40
_ENDS_LABEL = re.compile(r"(?:\bby|:)\s*$", re.IGNORECASE)
#: What stands in place of a portrait: "JD".
_INITIALS = re.compile(r"[A-Z]{1,3}")
#: What stands between two names that are passages of their own.
_JOINS = re.compile(r"[,;&|/•·+]|and|und|et|y|e|og|och|en", re.IGNORECASE)

#: Attributes that say what an element is.
_NAMING = ("class", "id", "itemprop", "data-testid")


@dataclass(frozen=True, slots=True)
class Byline:
    """Names as one place shows them; *mark* says what makes it a byline."""

    names: tuple[str, ...]
    mark: Literal["by", "label", "link", "class", "bio", "alone", "end", "owner"]
    raw: str
    index: int
    close: bool  #: whether it stands near the headline


def bylines(context: ArticleContext) -> list[Byline]:
    """Return the bylines around the headline, those below it first."""
    near, _ = windows(context)
    return list(_merged(line for passage in near if (line := _read(context, passage, close=True))))


def closing_bylines(context: ArticleContext) -> list[Byline]:
    """Return the bylines behind the body; a class alone is a commenter's there."""
    _, behind = windows(context)
    lines = (line for passage in behind if (line := _read(context, passage, close=False)))
    return list(_merged(line for line in lines if line.mark != "class"))


def _merged(lines: Iterable[Byline]) -> Iterator[Byline]:
    """Yield *lines* with links to authors in neighbouring passages together: a list has an element for each."""
    held: Byline | None = None
    for line in lines:
        if held is not None and held.mark == line.mark == "link" and 0 < line.index - held.index <= NEIGHBOUR:
            names = tuple(dict.fromkeys((*held.names, *line.names)))
            held = replace(held, names=names, raw=f"{held.raw} | {line.raw}", index=line.index)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def windows(context: ArticleContext) -> tuple[list[Passage], list[Passage]]:
    """Return the passages around the headline, those below it first, and those at the body's end."""
    anchor, first, last = context.headline, context.first_body, context.last_body
    if anchor is None:
        if first is None:
            return [], []
        anchor = max(0, first - AFTER // 2)
    passages = context.passages
    body = first if first is not None and first >= anchor else anchor
    end = min(len(passages), max(min(anchor + AFTER, body + INTO_BODY), anchor + 8))
    far = passages[max(end, body - AFTER // 2) : body + AFTER // 2] if body > end else []
    near = [*passages[anchor + 1 : end], *far, *passages[max(0, anchor - BEFORE) : anchor]]
    behind = passages[max(end, last - INTO_END) : last + 1 + BEHIND] if last is not None else []
    return near, behind


def _read(context: ArticleContext, passage: Passage, *, close: bool) -> Byline | None:
    text = passage.text
    if not text or len(text) > MAX_BYLINE or ASIDE.match(text) or passage.kind == "code" or _is_aside(context, passage):
        return None
    if is_label(text):
        return _labelled(context, passage, close=close)
    if is_in_card(passage.element) or is_sentence(text):
        return None
    begins = begins_byline(text) or (len(text) <= MAX_NAME and ends_byline(text))
    inner = not begins and from_by(text) is not text
    if begins or inner:
        names = _names(passage, inner=inner)
        first = names[:1] if inner and names and names[0].isascii() and " " not in names[0] else ()
        names = first or _persons(names)
        short = len(text) <= (MAX_SIGNED if any(map(is_given, names)) else MAX_NAME) and not inner
        sure = close or short or any(map(_is_known, names))
        pen = close and (bool(first) or len(text) <= MAX_PEN_NAME)
        if names and sure and (pen or names[0][0].isupper() or not names[0].isascii()):
            return Byline(names, "by", text, passage.index, close)
    linked = _persons(tuple(dict.fromkeys(_linked_names(context, passage)))) if passage.linked else ()
    if 0 < len(linked) <= MAX_LINKED:
        return Byline(linked, "link", text, passage.index, close)
    if len(text) > MAX_MARKED or not _is_marked(context, passage):
        return None
    names = tuple(name for name in _names(passage) if is_wholly_personal(name) and " " in name)
    if not names and len(text) <= MAX_NAME:
        names = tuple(name for name in _names(passage)[:1] if plain(name).replace(" ", "") in context.hosts)
    return Byline(names, "class", text, passage.index, close) if names else None


def _labelled(context: ArticleContext, label: Passage, *, close: bool) -> Byline | None:
    """Return the names in the passages behind *label*, which is nothing but "written by": the next, or its list."""
    names: list[str] = []
    raws = [label.text]
    first: Passage | None = None
    for passage in context.passages[label.index + 1 : label.index + 1 + 2 * MAX_LINKED]:
        if _INITIALS.fullmatch(passage.text) and first is None:
            continue
        if first is not None and _JOINS.fullmatch(passage.text):
            first = None
            continue
        listed = first is None or (passage.box.tag == first.box.tag and passage.box.parent is first.box.parent)
        if not listed or len(passage.text) > MAX_MARKED or ASIDE.match(passage.text):
            break
        found = _announced(passage, known=first is not None)
        if not found:
            break
        names += found
        raws.append(passage.text)
        first = passage
    sure = any(_is_known(name) or is_given(name) for name in names)
    mark: Literal["by", "label"] = "by" if sure else "label"
    return Byline(tuple(dict.fromkeys(names)), mark, " ".join(raws), label.index, close) if names else None


def _announced(passage: Passage, *, known: bool) -> tuple[str, ...]:
    """Return the names in a passage behind a label: those that begin with a given name, else the one that is all of it.

    *known* asks for given names alone: the passage is but a neighbour of one that a label announces.
    """
    names = _persons(_names(passage))
    given = tuple(name for name in names if is_wholly_personal(name) and (_is_known(name) or is_given(name)))
    whole = len(names) == 1 and names[0] == tidy(passage.text) and names[0][0].isalpha() and not names[0][0].islower()
    return given if given or known or not whole else names


def _is_aside(context: ArticleContext, passage: Passage) -> bool:
    """Whether the passage before says that *passage* names somebody with another part: "Reviewed by"."""
    before = context.passages[passage.index - 1].text if passage.index else ""
    return len(before) <= MAX_LABEL and ASIDE.match(before) is not None and _ENDS_LABEL.search(before) is not None


def _names(passage: Passage, *, inner: bool = False) -> tuple[str, ...]:
    """Return the names of a passage: each run of text by itself, since a date or a job often follows without a space.

    *inner*: the names stand behind a "by" inside of it.
    """
    runs = [node.data for node in passage.nodes if isinstance(node, Text)]
    texts = ["|".join(runs), passage.text] if len(runs) > 1 else [passage.text]
    names: tuple[str, ...] = ()
    for text in texts:
        names = tuple(dict.fromkeys(split_names(from_by(clean(text)) if inner else text)))
        if any(" " in name or not name.isascii() for name in names):
            break
    return names


def _is_known(name: str) -> bool:
    """Whether *name* is an agency's or a given name with another; of names in other letters no more is asked."""
    return not name.isascii() or is_agency(name) or (" " in name and name.split()[0] in given_names())


def _persons(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return *names* without the organisations and places that stand behind people's names."""
    people = tuple(name for name in names if looks_personal(name) and not is_organisation(name))
    people = tuple(filter(is_wholly_personal, people)) or people
    if not people and any(map(is_given, names)):
        return tuple(name for name in names if " " not in name and name[0].isupper())[:2]
    return people or names[:1]


def is_wholly_personal(name: str) -> bool:
    """Whether every word of *name* is written as a name's: large, or one of the small words inside of names."""
    words = name.split()
    return (
        looks_personal(name)
        and len(words) <= MAX_PERSONAL_WORDS
        and all(not word[0].islower() or word.lower() in _particles() for word in words)
    )


def _linked_names(context: ArticleContext, passage: Passage) -> Iterator[str]:
    """Yield the names on links of the passage that lead to somebody's own page."""
    seen: set[Element] = set()
    said = ""
    nodes = [node for node in passage.nodes[:MAX_NODES] if not (isinstance(node, Text) and node.data.isspace())]
    for node, behind in zip(nodes, [*nodes[1:], None], strict=True):
        said += node.data if isinstance(node, Text) else ""
        link = link_around(node)
        if link is None or link in seen or (isinstance(behind, Text) and OTHER_PART.match(behind.data)):
            continue
        seen.add(link)
        address = link.attr("href") or ""
        if "author" in (link.attr("rel") or "").split() or (
            PROFILE.search(address.lower()) and is_own(context, address)
        ):
            if OTHERS.search(said):
                return
            yield from (name for name in split_names(inner_text(link)) if is_wholly_personal(name))


def link_around(node: PassageNode) -> Element | None:
    """Return the link that *node*, a run of text, stands in."""
    element = node.parent
    for _ in range(CLIMB):
        if not isinstance(element, Element):
            return None
        if element.tag == "a":
            return element
        element = element.parent
    return None


def is_own(context: ArticleContext, address: str) -> bool:
    """Whether *address* stays on the page's own site: a profile elsewhere is somebody's account."""
    return not address.startswith(("http", "//")) or context.hosts[-1] in address.split("/", 3)[2]


def _is_marked(context: ArticleContext, passage: Passage) -> bool:
    """Whether the passage or an element close around it is called an author's or a byline's."""
    element: object = passage.nodes[0].parent if passage.nodes else passage.element
    for _ in range(CLIMB):
        if not isinstance(element, Element) or element.tag in ("body", "article", "main"):
            return False
        if element not in context.marks:
            words = " ".join(filter(None, map(element.attr, _NAMING)))
            context.marks[element] = _is_author_mark(words) if words else None
        marked = context.marks[element]
        if marked is not None:
            return marked
        element = element.parent
    return False


@lru_cache(maxsize=4096)
def _is_author_mark(words: str) -> bool | None:
    """Whether an element of this class and name holds a byline; None where it says nothing about authors."""
    folded = words.lower()
    if not any(stem in folded for stem in MARK_STEMS) or not MARK.search(words):
        return None
    return not NOT_MARK.search(folded)


def begins_line(text: str) -> bool:
    """Whether *text* opens like a byline or another note on who did what."""
    return begins_byline(text) or bool(ASIDE.match(text))
