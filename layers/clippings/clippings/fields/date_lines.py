# ruff: noqa: E501 - one kind of word a line
"""The date lines that a page shows around its headline, and what each of them says it is the date of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from clippings.fields.moments import Moment, read_moment
from clippings.fields.story import DateLine, Label, Story
from clippings.page.flow import Passage
from clippings.page.tree import Element, Node, Text, attribute

#: Passages before the headline, behind it and before the body that may still hold the date line.
BEFORE = 6
AFTER = 30
BEFORE_BODY = 10
#: Passages after the body's first one that may: a byline is often taken for the body's beginning.
INTO_BODY = 3
#: Passages behind the body that may hold a closing date line.
BEHIND = 6
#: A date line is short; a longer passage with a date in it tells of something else. In characters.
MAX_LINE = 140
#: A date line that stands apart from headline and body says little else, in words.
MAX_WORDS_APART = 8
#: Passages that speak of something else than the article: a date in them is another's, unless it is labelled.
_OTHERS = frozenset({"caption", "credit", "comment", "related", "embed"})
#: Passages of the body, of which a date line may be taken for one; a sentence tells of a day, it is not dated by it.
_PROSE = frozenset({"paragraph", "list_item", "quote", "table"})
#: Words of a sentence; a date line has fewer.
SENTENCE = 12

_UPDATED = re.compile(
    r"\b(?:updated?|last (?:up)?dated?|modified|revised|edited|reviewed|aktualisiert|geändert|stand|bearbeitet|mis à jour|modifié|maj|"
    r"actualizad[oa]|modificad[oa]|atualizad[oa]|aggiornat[oa]|modifica|ultima modifica|bijgewerkt|gewijzigd|uppdaterad|oppdatert|"
    r"opdateret|sist endret|päivitetty|muokattu|aktualizacja|aktualizováno|aktualizované|frissítve|módosítva|actualizat|ažurirano|"
    r"posodobljeno|обновлен[оа]?|изменен[оа]?|оновлено|обновена?|ενημέρωση|τελευταία ενημέρωση|güncelleme|güncellendi|diperbarui|"
    r"cập nhật|atnaujinta|atjaunots|uuendatud)\b|更新|수정|最終更新|تحديث|עודכן|अपडेट",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|publication date|created|first published|veröffentlicht|erschienen|publié|paru|publicado|publicada|pubblicato|"
    r"gepubliceerd|publicerad|publisert|udgivet|julkaistu|opublikowano|publikováno|megjelent|publicat|objavljeno|опубликован[оа]|"
    r"опубліковано|δημοσίευση|yayın(?:lanma)?|giriş|diterbitkan|đăng)\b|公開|発表|입력|등록|发布|發佈|نشر",
    re.IGNORECASE,
)
#: A year, or figures as a date has them; what shows neither is no date line.
_DATED = re.compile(r"\d{4}|\d[./-]\s?\d{1,2}[./-]|\d\s?\|\s?\d")
_AMERICAN = re.compile(r"^en(?:-us)?$", re.IGNORECASE)
_COMMONWEALTH = re.compile(
    r"\.(?:uk|ie|au|nz|in|za|ke|ng|sg|my|pk|lk|bd|gh|hk|ls|bw|na|zw|mt|eu)(?:[/:]|$)", re.IGNORECASE
)


def month_comes_first(story: Story) -> bool:
    """Whether ``3/4/2024`` on this page is a day in March: so in American English alone."""
    address = story.page.url or ""
    host = address.split("/")[2] if address.count("/") > 1 else ""
    return bool(_AMERICAN.match(story.language or "en-us")) and not _COMMONWEALTH.search(host)


def read(story: Story, raw: str) -> Moment | None:
    """Return the moment that *raw* spells on this page.

    Figures that may be read both ways are read as the page's other dates have them, else as its language has it.
    """
    moment = read_moment(raw, story.language, month_first=month_comes_first(story))
    if moment is not None and moment.other is not None:
        sure = story.sure_days
        if moment.other in sure and moment.day not in sure:
            return replace(moment, day=moment.other, other=moment.day)
    return moment


def date_lines(story: Story) -> tuple[DateLine, ...]:
    """Return the dates that stand in short passages: below the headline, above it, before the body, behind the body."""
    if story.date_lines is None:
        story.date_lines = tuple(
            line for index in _places(story) for line in _read_passage(story, story.passages[index])
        )
    return story.date_lines


def lines_apart(story: Story) -> Iterator[DateLine]:
    """Yield the dates that stand elsewhere on the page, in passages that say little else."""
    near = frozenset(_places(story))
    for passage in story.passages:
        if passage.text.count(" ") + 1 < MAX_WORDS_APART and (
            passage.index not in near or story.role(passage.index) in _OTHERS
        ):
            yield from _read_passage(story, passage, apart=True)


def _anchor(story: Story) -> int:
    """The index of the passage that date lines stand around: the headline, or what comes before the body."""
    return story.headline if story.headline is not None else max(0, (story.first_body or 0) - 1)


def _places(story: Story) -> list[int]:
    """Return the indices of the passages around headline and body, the likeliest first."""
    anchor, first, last = _anchor(story), story.first_body, story.last_body
    if story.headline is None and first is None:
        return []
    total = len(story.passages)
    into_body = (first if first is not None else anchor) + INTO_BODY
    end = min(total, max(anchor + 9, min(anchor + AFTER, into_body)))
    places = [*range(anchor + 1, end), *range(anchor - 1, max(-1, anchor - 1 - BEFORE), -1)]
    if first is not None:
        places += range(max(0, first - BEFORE_BODY), min(total, first + 2))
    if last is not None:
        places += range(max(last - 1, end), min(total, last + 1 + BEHIND))
    return list(dict.fromkeys(places))


def _read_passage(story: Story, passage: Passage, *, apart: bool = False) -> Iterator[DateLine]:
    """Yield the dates of one passage; words like "updated" divide it, and label what follows.

    A passage that speaks of something else is left out, unless it labels its date or is asked for as *apart*.
    """
    if len(passage.text) > MAX_LINE:
        return
    text, stamps = _spaced(passage)
    if not _DATED.search(text):
        return
    role = story.role(passage.index)
    foreign = role in _OTHERS or (role in _PROSE and text.count(" ") >= SENTENCE)
    distance = abs(passage.index - _anchor(story))
    for label, part in _parts(text, stamps):
        mark = next((raw for raw in stamps if part.endswith(raw)), "")
        stamp, shown = read(story, mark), read(story, part.removesuffix(mark))
        if (stamp or shown) and (label or apart or not foreign):
            yield DateLine(shown or stamp, label, distance, stamp)  # type: ignore[arg-type]


def _parts(text: str, stamps: list[str]) -> Iterator[tuple[Label, str]]:
    """Yield *text* divided before the words that label a date and behind each of the *stamps*; each part's label too."""
    labels = [match.start() for pattern in (_UPDATED, _PUBLISHED) for match in pattern.finditer(text)]
    ends = [text.index(stamp) + len(stamp) for stamp in stamps]
    cuts = {0, len(text), *labels, *ends}
    for start, end in pairwise(sorted(cuts)):
        part = text[start:end].strip()
        yield "updated" if _UPDATED.match(part) else "published" if _PUBLISHED.match(part) else "", part


def _stamp(passage: Passage, node: Node) -> str:
    """What the ``<time>`` element around *node*, a part of *passage*, says in its ``datetime``; else nothing."""
    parent = node.parent
    while isinstance(parent, Element):
        if parent.tag == "time":
            return (attribute(parent, "datetime") or "").strip()
        if parent == passage.element:
            break
        parent = parent.parent
    return ""


def _spaced(passage: Passage) -> tuple[str, list[str]]:
    """Return the text of *passage* with a space between its runs, and its stamps, each of which stands behind its run.

    A name and a date often stand in elements of their own, without a space between them.
    """
    parts: list[str] = []
    stamps: list[str] = []
    for node in passage.nodes:
        if isinstance(node, Text):
            parts.append(node.data)
            stamp = _stamp(passage, node)
            if stamp and stamp not in stamps:
                stamps.append(stamp)
                parts.append(stamp)
    return " ".join(" ".join(parts).split()), stamps
