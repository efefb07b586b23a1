"""When the article was last changed, as the publisher says; never before it was published."""

from __future__ import annotations

from dataclasses import replace

from clippings.fields.context import ArticleContext
from clippings.fields.dates.date_lines import date_lines
from clippings.fields.dates.published import Witness, hear, same_moment, shown
from clippings.fields.rule import finding, rejected
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


WITNESSES = (
    Witness("json-ld:dateModified", lambda context: context.linked("dateModified")[:1]),
    Witness("meta:modified", lambda context: context.metas(*_METAS)),
    Witness("itemprop:dateModified", lambda context: context.itemprop("datemodified")[:1]),
    Witness("shown:updated", shown("updated")),
)


def find_modified(context: ArticleContext) -> Finding[Timestamp] | None:
    """Return when the article was last changed, or None.

    The day is the one that the page shows, where the data's moment is given in Greenwich time.
    """
    refused: list[Rejected] = []
    accepted = hear(context, WITNESSES, refused)
    for name, moment in accepted:
        days = [line.moment.day for line in date_lines(context) if line.label == "updated"]
        day = next((day for day in days if same_moment(moment, day)), moment.day)
        if context.published is not None and day < context.published:
            refused.append(rejected(name, moment.raw, "before it was published"))
            continue
        value = replace(moment.timestamp(), day=day)
        agreeing = len({other for other, m in accepted if m.day in (day, moment.day)} - {name})
        return finding("modified", name, value, moment.raw, refused, agreeing=agreeing)
    return None
