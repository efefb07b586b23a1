"""The date lines that a page shows around its headline, and what each of them says it is the date of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clippings.fields.moments import Moment, read_moment
from clippings.fields.story import Story
from clippings.page.tree import attribute, inner_text

#: Passages before the headline and after the body's beginning that may still hold the date line.
BEFORE = 6
AFTER = 30
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


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date as the page shows it, what it is labelled as, and how many passages it stands from the headline."""

    moment: Moment
    label: Literal["published", "updated", ""]
    distance: int


def month_comes_first(story: Story) -> bool:
    """Whether ``3/4/2024`` on this page is a day in March: so in American English alone."""
    address = story.page.url or ""
    host = address.split("/")[2] if address.count("/") > 1 else ""
    return bool(_AMERICAN.match(story.language or "en-us")) and not _COMMONWEALTH.search(host)


def read(story: Story, raw: str) -> Moment | None:
    """Return the moment that *raw* spells on this page."""
    return read_moment(raw, story.language, month_first=month_comes_first(story))


def date_lines(story: Story) -> Iterator[DateLine]:
    """Yield the dates that stand in short passages around the headline, nearest rows first below it, then above."""
    anchor = story.headline
    if anchor is None:
        return
    end = min(len(story.passages), max(anchor + 8, min(anchor + AFTER, (story.first_body or anchor) + 3)))
    for index in (*range(anchor + 1, end), *range(anchor - 1, max(-1, anchor - 1 - BEFORE), -1)):
        text = story.passages[index].text
        if len(text) <= MAX_LINE and any(map(str.isdigit, text)):
            yield from _dates_in(story, text, abs(index - anchor))


def _dates_in(story: Story, text: str, distance: int) -> Iterator[DateLine]:
    """Yield the dates of one passage; words like "updated" divide it, and label what follows."""
    cuts = sorted(
        {0, len(text), *(m.start() for m in _UPDATED.finditer(text)), *(m.start() for m in _PUBLISHED.finditer(text))}
    )
    for start, end in zip(cuts, cuts[1:], strict=False):
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
