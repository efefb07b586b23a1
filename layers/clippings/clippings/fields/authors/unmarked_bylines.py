"""Unmarked bylines: names beside the headline, above a note on the author, or of the site's owner.

Any two capitalized words look like a name, so each of these rules needs further evidence that it is an author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clippings.fields.authors.byline import (
    MAX_MARKED,
    MAX_NAME,
    NEIGHBOUR,
    Byline,
    windows,
)
from clippings.fields.authors.byline_words import ASIDE
from clippings.fields.authors.person_names import (
    MAX_PERSONAL_WORDS,
    begins_byline,
    is_agency,
    is_given,
    is_name,
    is_organisation,
    is_wholly_personal,
    split_names,
)
from clippings.fields.context import ArticleContext, plain
from clippings.fields.dates.date_lines import date_labels
from clippings.gazetteer import given_names
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.flow import Passage
from clippings.page.tree import Text
from clippings.records import TEXT_ROLES

#: Most parts of a line of a name, a date, a length and a section.
MAX_PIECES = 6
#: Passages after the body in which the note on the author begins.
NEAR_END = 4
#: Names for the editors of a paper.
_EDITORS = lazy_pattern(lambda: any_of(all_words("bylines", "editors")), re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3"})
_NOTE_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"\s+")
_BETWEEN = re.compile(r" ?[•·|⋅] ?| [–—-] ")
#: The section or the group after a name.
_FILED = lazy_pattern(lambda: rf"(?<!\s)\s+{any_of(all_words('bylines', 'filed_under'))}(?:\s+.*|$)")
_DATED = lazy_pattern(
    lambda: (
        r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}"
        rf"|\b{any_of(all_words('dates', 'reading_times'))}|\b{any_of(all_words('dates', 'ago'))}\b"
    ),
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")
_COPYRIGHT = lazy_pattern(
    lambda: (
        rf"(?:©|copyright)[\W\d]{{0,30}}(?:{any_of(all_words('labels', 'before_owners'))}\s+)?"
        r"([^\W\d_][^.,|©\d]{3,40}?)(?:\s*[.,|©\d]|$)"
    ),
    re.IGNORECASE,
)

#: The link to the page on the site's owner, as a menu names it.
_ABOUT = lazy_pattern(lambda: rf"(?i:{any_of(all_words('bylines', 'about'))}) ([^\W\d_][^|©\d]{{3,40}})")

#: The beginning of a note on the author: a name and a verb.
_INTRODUCES = lazy_pattern(lambda: rf"^(?:[^\W\d_][\w.'’-]*\s){{1,5}}{any_of(all_words('bylines', 'introduces'))}\b")


def find_unmarked_bylines(context: ArticleContext) -> Iterator[Byline]:
    """Yield the names that a note introduces, names alone under the headline, and the site's owner."""
    near, behind = windows(context)
    yield from _introduced(context, near, behind)
    yield from _alone(context, near)
    yield from _closing(context)
    yield from _owner(context)


def _introduced(context: ArticleContext, near: list[Passage], behind: list[Passage]) -> Iterator[Byline]:
    """Yield names alone near the headline or after the body that a note at the body's edge introduces."""
    first, last = context.first_body or 0, context.last_body or 0
    edge = [p for p in (*near, *behind) if p.index <= first + 1 or p.index >= last - 2]
    edge += [p for p in behind if _is_under_a_name(context, p)]
    introductions = [
        p.text for p in edge if _INTRODUCES.match(p.text) and (p.index > last or p.text.split()[0] in given_names())
    ]
    if not introductions:
        return
    for passage in (*near, *behind):
        name = passage.text
        alone = len(name) <= MAX_NAME and (is_wholly_personal(name) if " " in name else is_given(name))
        if alone and any(text.startswith(name + " ") for text in introductions):
            yield Byline((name,), "bio", name, passage.index, close=True)


def _is_under_a_name(context: ArticleContext, passage: Passage) -> bool:
    """Return whether the passage begins with the name that is alone in the passage above it."""
    above = context.passages[passage.index - 1].text if passage.index else ""
    return " " in above and len(above) <= MAX_NAME and passage.text.startswith(above + " ")


def _alone(context: ArticleContext, near: list[Passage]) -> Iterator[Byline]:
    """Yield names between headline and body with at most a date, a job or a length beside them."""
    start, first = context.headline, context.first_body
    if start is None or first is None:
        return
    for passage in near:
        text = passage.text
        if not start < passage.index <= max(first + 2, start + 3) or len(text) > MAX_MARKED:
            continue
        if passage.box.tag in _HEADINGS or passage.box.tag == "figcaption" or ASIDE.match(text) or begins_byline(text):
            continue
        pieces = _pieces(passage)
        names = tuple(
            name for piece in pieces for name in (split_names(piece) if _may_name(piece) else ()) if _is_full_name(name)
        )
        if names and len(pieces) <= MAX_PIECES and not _is_subject(context, names[0]):
            surely = (
                _is_signed(context, passage, names[0]) or _is_list(text, names) or _is_opening(passage, names, first)
            )
            if surely or (len(names) == 1 and names[0] in pieces and any(map(_DATED.search, pieces))):
                yield Byline(names, "alone", text, passage.index, close=True)


def _may_name(piece: str) -> bool:
    return " " in piece and piece[0].isalpha() and not piece[0].islower()


def _pieces(passage: Passage) -> list[str]:
    """Return the parts of the passage, divided by elements, bars and dashes, without the section."""
    runs = "|".join(node.data for node in passage.nodes if isinstance(node, Text))
    return [_FILED.sub("", " ".join(piece.split())) for piece in _BETWEEN.split(_SPACE.sub(" ", runs)) if piece.strip()]


def _is_subject(context: ArticleContext, name: str) -> bool:
    """Return whether *name* is the article's subject or the site's name."""
    key, title = plain(name), plain(context.title)
    return (key in title and f"by {key}" not in title) or key.replace(" ", "") in context.hosts[0]


def _is_signed(context: ArticleContext, passage: Passage, name: str) -> bool:
    """Return whether *name* begins with a given name, and is beside a date or repeated on the page.

    A name without a known given name must be alone in its passage and repeated as a heading directly after the body.
    """
    if name.split()[0] not in given_names():
        last = context.last_body or 0
        behind = context.passages[last + 1 : last + 1 + NEAR_END]
        return passage.text == name and any(p.text == name and p.box.tag in _NOTE_HEADINGS for p in behind)
    around = context.passages[max(0, passage.index - NEIGHBOUR) : passage.index + NEIGHBOUR + 1]
    dated = any(len(p.text) <= MAX_MARKED and _DATED.search(p.text) for p in around)
    return dated or any(
        p is not passage and p.text.startswith(name) and _is_note(context, p.index) for p in context.passages
    )


def _is_note(context: ArticleContext, index: int) -> bool:
    """Return whether the passage is outside of the body's text, as notes on the author are."""
    return context.reading is None or context.reading.roles[index] not in TEXT_ROLES


def _is_list(text: str, names: tuple[str, ...]) -> bool:
    """Return whether *text* consists of several names."""
    return len(names) > 1 and len(", ".join(names)) == len(text)


def _is_opening(passage: Passage, names: tuple[str, ...], first: int) -> bool:
    """Return whether the body, from passage *first*, begins with a paragraph that consists of the names."""
    if passage.box.tag != "p":
        return False
    several = passage.index <= first + 2 and len(names) > 1 and len("/".join(names)) == len(passage.text)
    return several or (passage.index == first and passage.text == names[0])


def _is_full_name(name: str) -> bool:
    words = name.split()
    return (
        1 < len(words) < MAX_PERSONAL_WORDS
        and is_wholly_personal(name)
        and not is_organisation(name)
        and all(_NAME_WORD.fullmatch(word) and word.lower() not in date_labels() for word in words)
    )


def _closing(context: ArticleContext) -> Iterator[Byline]:
    """Yield the names in the body's last lines: an agency, the editors, or a name beside the site's own."""
    last = context.last_body
    for passage in context.passages[max(0, last - 2) : last + 2] if last is not None else ():
        pieces = [piece.strip(" –—-()[]") for piece in passage.text.split("/")]
        if passage.box.tag != "p" or len(passage.text) > MAX_NAME or not all(map(is_name, pieces)):
            continue
        own = [piece for piece in pieces if plain(piece).replace(" ", "") in context.hosts]
        names = tuple(piece for piece in pieces if piece not in own)
        if names and (own or all(is_agency(name) or _EDITORS.search(name) for name in names)):
            yield Byline(names, "end", passage.text, passage.index, close=True)


#: Shortest word of the name of a site's owner, in characters.
MIN_WORD = 2


def _owner(context: ArticleContext) -> Iterator[Byline]:
    """Yield the owner of the site: a name in the site's name, menu or copyright line that the host contains too.

    A name in both the page's head and the copyright line needs no host. A name without a known given name must begin
    with the subdomain (``jane.blogs.example``) and be in the page's head.
    """
    host = context.hosts[0].replace(".", "").replace("-", "")
    shown = [match[1] for text in context.copyright_lines if (match := _COPYRIGHT.search(text))]
    heads = [p.text for p in context.passages[:4]]
    abouts = dict.fromkeys(match[1] for p in context.passages if p.linked and (match := _ABOUT.fullmatch(p.text)))
    for text in (*context.metas("og:site_name"), *heads, *shown, *abouts):
        name = text.strip(" ./")
        if len(name) > MAX_NAME or not _is_full_name(name) or min(map(len, name.split())) < MIN_WORD:
            continue
        words = re.sub(r"[^a-z ]", "", name.lower()).split()
        given = name.split()[0] in given_names()
        told = any(len(word) > 3 and word in host for word in words) or (name in shown and name in heads)
        told = "".join(words) in host if text in abouts else told
        own = bool(words) and words[:1] == context.hosts[0].split(".")[:-2][:1] and name in heads
        if told if given else own:
            yield Byline((name,), "owner", text, 0, close=False)
            return
