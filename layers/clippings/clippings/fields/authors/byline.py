"""Bylines: short passages around the headline and at the article's end that name its authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from clippings.fields.authors.author_links import linked_names
from clippings.fields.authors.byline_words import ASIDE, MARK, MARK_STEMS, NOT_MARK
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
    is_wholly_personal,
    looks_personal,
    split_names,
    tidy,
)
from clippings.fields.context import ArticleContext, plain
from clippings.gazetteer import given_names
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.tree import Element, Text

#: Passages before the headline, after it, and after the body's beginning that are searched.
BEFORE, AFTER, INTO_BODY = 4, 26, 8
#: Passages before and after the body's end that are searched.
INTO_END, BEHIND = 12, 12
MAX_NAME = 40
#: Longest line with "by", a given name and a date at the body's end, in characters.
MAX_SIGNED = 60
#: Longest line of "by" and a lower-case pen name, in characters.
MAX_PEN_NAME = 20
#: Most passages between two names of one byline: a job may be between them.
NEIGHBOUR = 2
#: Longest byline, in characters.
MAX_BYLINE = 220
#: Ancestors of a passage whose class may mark an author.
CLIMB = 3

#: Most links to authors in a byline. A longer list holds tags or the people in the story.
MAX_LINKED = 8
#: Longest passage that is a byline by its class alone, in characters.
MAX_MARKED = 90


#: Longest passage that is only the label of the next one, in characters.
MAX_LABEL = 40
_ENDS_LABEL = lazy_pattern(lambda: rf"(?:\b{any_of(all_words('bylines', 'label_ends'))}|:)\s*$", re.IGNORECASE)
#: Initials in place of a portrait: "JD".
_INITIALS = re.compile(r"[A-Z]{1,3}")
#: Text between two names that are passages of their own.
_JOINS = lazy_pattern(lambda: rf"[,;&|/•·+]|{any_of(all_words('bylines', 'joining_lines'))}", re.IGNORECASE)

#: Attributes that name the purpose of an element.
_NAMING = ("class", "id", "itemprop", "data-testid")


@dataclass(frozen=True, slots=True)
class Byline:
    """The names in one byline. *mark* says how the byline was recognized."""

    names: tuple[str, ...]
    mark: Literal["by", "label", "link", "class", "bio", "alone", "end", "owner"]
    raw: str
    index: int
    close: bool  #: whether it is near the headline


def bylines(context: ArticleContext) -> list[Byline]:
    """Return the bylines around the headline, those below it first."""
    near, _ = windows(context)
    return list(_merged(line for passage in near if (line := _read(context, passage, close=True))))


def closing_bylines(context: ArticleContext) -> list[Byline]:
    """Return the bylines after the body. A class alone does not make one there: comments have the same classes."""
    _, behind = windows(context)
    lines = (line for passage in behind if (line := _read(context, passage, close=False)))
    return list(_merged(line for line in lines if line.mark != "class"))


def _merged(lines: Iterable[Byline]) -> Iterator[Byline]:
    """Yield *lines*, with the links to authors in neighboring passages as one byline."""
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
    inner = not begins and (rest := from_by(text)) is not text and not is_sentence(rest)
    if begins or inner:
        names = _names(passage, inner=inner)
        first = names[:1] if inner and names and names[0].isascii() and " " not in names[0] else ()
        names = first or _persons(names)
        short = len(text) <= (MAX_SIGNED if any(map(is_given, names)) else MAX_NAME) and not inner
        sure = close or short or any(map(_is_known, names))
        pen = close and (bool(first) or len(text) <= MAX_PEN_NAME)
        if names and sure and (pen or names[0][0].isupper() or not names[0].isascii()):
            return Byline(names, "by", text, passage.index, close)
    linked = _persons(tuple(dict.fromkeys(linked_names(context, passage)))) if passage.linked else ()
    if 0 < len(linked) <= MAX_LINKED:
        return Byline(linked, "link", text, passage.index, close)
    if len(text) > MAX_MARKED or not _is_marked(context, passage):
        return None
    names = tuple(name for name in _names(passage) if is_wholly_personal(name) and " " in name)
    if not names and len(text) <= MAX_NAME:
        names = tuple(name for name in _names(passage)[:1] if plain(name).replace(" ", "") in context.hosts)
    return Byline(names, "class", text, passage.index, close) if names else None


def _labelled(context: ArticleContext, label: Passage, *, close: bool) -> Byline | None:
    """Return the names in the passage, or the list of passages, after *label*, which is "written by" alone."""
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
    """Return the names in a passage after a label: those with a known given name, else one that is the whole passage.

    *known* asks for given names alone: the passage is but a neighbor of one that a label announces.
    """
    names = _persons(_names(passage))
    given = tuple(name for name in names if is_wholly_personal(name) and (_is_known(name) or is_given(name)))
    whole = len(names) == 1 and names[0] == tidy(passage.text) and names[0][0].isalpha() and not names[0][0].islower()
    return given if given or known or not whole else names


def _is_aside(context: ArticleContext, passage: Passage) -> bool:
    """Return whether the passage before labels *passage* as naming someone else: "Reviewed by"."""
    before = context.passages[passage.index - 1].text if passage.index else ""
    return len(before) <= MAX_LABEL and ASIDE.match(before) is not None and _ENDS_LABEL.search(before) is not None


def _names(passage: Passage, *, inner: bool = False) -> tuple[str, ...]:
    """Return the names in a passage. Runs of text are read one by one: a date or a job often follows without a space.

    *inner*: the names are after a "by" inside of it.
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
    """Return whether *name* is an agency or begins with a known given name. Names in other scripts always count."""
    return not name.isascii() or is_agency(name) or (" " in name and name.split()[0] in given_names())


def _persons(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return *names* without the organizations and places after people's names."""
    people = tuple(name for name in names if looks_personal(name) and not is_organisation(name))
    people = tuple(filter(is_wholly_personal, people)) or people
    if not people and any(map(is_given, names)):
        return tuple(name for name in names if " " not in name and name[0].isupper())[:2]
    return people or names[:1]


def _is_marked(context: ArticleContext, passage: Passage) -> bool:
    """Return whether the class of the passage or of an ancestor names an author or a byline."""
    known: dict[Element, bool | None] = context.cached("author marks", dict)
    element: object = passage.nodes[0].parent if passage.nodes else passage.element
    for _ in range(CLIMB):
        if not isinstance(element, Element) or element.tag in ("body", "article", "main"):
            return False
        if element not in known:
            words = " ".join(filter(None, map(element.attr, _NAMING)))
            known[element] = _is_author_mark(words) if words else None
        marked = known[element]
        if marked is not None:
            return marked
        element = element.parent
    return False


@lru_cache(maxsize=4096)
def _is_author_mark(words: str) -> bool | None:
    """Return whether an element with these class names is a byline; None where they say nothing about authors."""
    folded = words.lower()
    if not any(stem in folded for stem in MARK_STEMS) or not MARK.search(words):
        return None
    return not NOT_MARK.search(folded)


def begins_line(text: str) -> bool:
    """Return whether *text* begins like a byline or another credit."""
    return begins_byline(text) or bool(ASIDE.match(text))
