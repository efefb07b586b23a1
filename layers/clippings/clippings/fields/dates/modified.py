"""When the article was last changed, as the publisher says. The date is never before that of publication."""

from __future__ import annotations

from dataclasses import replace

from clippings.fields.context import ArticleContext
from clippings.fields.dates.date_lines import date_lines
from clippings.fields.dates.date_parsing import ParsedDate
from clippings.fields.dates.published import find_published, read_dates, same_moment
from clippings.fields.dates.published_rules import shown
from clippings.fields.rule import Example, Rule, finding, json_ld, rejected
from clippings.records import Finding, Rejected, Timestamp

_METAS = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:modified_time",
    "og:article:modified_time",
    "datemodified",
    "itemprop:datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "cxenseparse:updatetime",
    "revision_date",
]


RULES: tuple[Rule[str | ParsedDate], ...] = (
    Rule(
        "json-ld:dateModified",
        lambda context: context.linked("dateModified")[:1],
        "Search engines ask for the date of the last change here.",
        Example("2024-01-09", head=json_ld('"dateModified":"2024-01-09"')),
    ),
    Rule(
        "meta:modified",
        lambda context: context.metas(*_METAS),
        "Open Graph, Dublin Core and many publishing systems have a meta for it.",
        Example("2024-01-09", head='<meta property="article:modified_time" content="2024-01-09">'),
    ),
    Rule(
        "itemprop:dateModified",
        lambda context: context.itemprop("datemodified")[:1],
        "The date of the last change as microdata.",
        Example("2024-01-09", below='<p><i itemprop="dateModified" content="2024-01-09">today</i></p>'),
    ),
    Rule(
        "shown:updated",
        shown("updated"),
        "A date beside the article that is labelled as the date of the last change.",
        Example("2024-01-09", below="<p>Updated: 9 January 2024</p>", near_miss="<p>9 January 2024</p>"),
    ),
)


def find_modified(context: ArticleContext) -> Finding[Timestamp] | None:
    """Return when the article was last changed, or None.

    Where the data's moment is in UTC, the day is the one that the page shows.
    """
    refused: list[Rejected] = []
    published = find_published(context)
    accepted = read_dates(context, RULES, refused)
    for name, moment in accepted:
        days = [line.moment.day for line in date_lines(context) if line.label == "updated"]
        day = next((day for day in days if same_moment(moment, day)), moment.day)
        if published is not None and day < published.value.day:
            refused.append(rejected(name, moment.raw, "before it was published"))
            continue
        value = replace(moment.timestamp(), day=day)
        agreeing = len({other for other, m in accepted if m.day in (day, moment.day)} - {name})
        return finding("modified", name, value, moment.raw, refused, agreeing=agreeing)
    return None
