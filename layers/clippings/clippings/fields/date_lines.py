# ruff: noqa: E501 - one kind of word a line
"""The date lines that a page shows around its headline, and what each of them says it is the date of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from clippings.fields.moments import Moment, read_moment
from clippings.fields.story import DateLine, Story
from clippings.page.flow import Passage
from clippings.page.tree import Text, attribute, inner_text

#: Passages before the headline and after the body's beginning that may still hold the date line.
BEFORE = 6
AFTER = 30
#: Passages behind the body that may hold a closing date line.
BEHIND = 6
#: A date line is short; a longer passage with a date in it tells of something else. In characters.
MAX_LINE = 140

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
    """Return the moment that *raw* spells on this page."""
    return read_moment(raw, story.language, month_first=month_comes_first(story))


def date_lines(story: Story) -> tuple[DateLine, ...]:
    """Return the dates that stand in short passages: below the headline, above it, before the body, behind the body."""
    if story.date_lines is None:
        story.date_lines = tuple(_read_lines(story))
    return story.date_lines


def _read_lines(story: Story) -> Iterator[DateLine]:
    anchor = story.headline
    first, last = story.first_body, story.last_body
    if anchor is None:
        if first is None:
            return
        anchor = max(0, first - 1)
    total = len(story.passages)
    end = min(total, max(anchor + 8, min(anchor + AFTER, (first or anchor) + 3)))
    places = [*range(anchor + 1, end), *range(anchor - 1, max(-1, anchor - 1 - BEFORE), -1)]
    if first is not None:
        places += range(max(0, first - BEFORE), min(total, first + 2))
    if last is not None:
        places += range(max(last - 1, end), min(total, last + 1 + BEHIND))
    for index in dict.fromkeys(places):
        passage = story.passages[index]
        if len(passage.text) <= MAX_LINE and any(map(str.isdigit, passage.text)):
            yield from _dates_in(story, _spaced(passage), abs(index - anchor))


def _spaced(passage: Passage) -> str:
    """The passage with a space between its runs: a name and a date often stand in elements of their own, without one."""
    if len(passage.nodes) < 2:
        return passage.text
    return " ".join(" ".join(node.data for node in passage.nodes if isinstance(node, Text)).split())


def _dates_in(story: Story, text: str, distance: int) -> Iterator[DateLine]:
    """Yield the dates of one passage; words like "updated" divide it, and label what follows."""
    cuts = sorted(
        {0, len(text), *(m.start() for m in _UPDATED.finditer(text)), *(m.start() for m in _PUBLISHED.finditer(text))}
    )
    for start, end in pairwise(cuts):
        part = text[start:end]
        moment = read(story, part)
        if moment is not None:
            label: Literal["published", "updated", ""] = (
                "updated" if _UPDATED.match(part) else "published" if _PUBLISHED.match(part) else ""
            )
            yield DateLine(moment, label, distance)


def shown_times(story: Story) -> Iterator[str]:
    """Yield the ``datetime`` of the ``<time>`` elements between headline and body, or what they show."""
    for element in story.around_headline("time"):
        value = (attribute(element, "datetime") or "").strip() or inner_text(element)
        if value:
            yield value
