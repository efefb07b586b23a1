"""The places that say when the article was published. Their examples are tested with those of all rules."""

from __future__ import annotations

from datetime import date

from tests.support.field_pages import field_page, reading_of

from clippings.fields.context import ArticleContext
from clippings.fields.dates.published_rules import LAST_RESORTS, RULES, shown

H1 = "<h1>Bridge vote passes before midnight</h1>"


def test_a_shown_date_is_read_by_its_label() -> None:
    page = field_page(above=f"{H1}<div>Published: 7 January 2024</div><div>Updated: 9 January 2024</div>")
    context = ArticleContext(page, reading_of(page))
    assert [moment.day for moment in shown("published")(context)] == [date(2024, 1, 7)]
    assert [moment.day for moment in shown("updated")(context)] == [date(2024, 1, 9)]
    assert list(shown("")(context)) == []


def test_rules_of_last_resort_are_separate() -> None:
    assert {rule.name for rule in RULES}.isdisjoint(rule.name for rule in LAST_RESORTS)
