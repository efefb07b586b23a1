"""When the article was last changed, as the publisher says; never before it was published."""

from __future__ import annotations

from collections.abc import Iterator

from clippings.fields.date_lines import date_lines, read
from clippings.fields.published import plausible
from clippings.fields.rule import Rule, first_finding
from clippings.fields.story import Story
from clippings.records import Finding, Timestamp

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


def _shown(story: Story) -> Iterator[str]:
    yield from (line.moment.raw for line in date_lines(story) if line.label == "updated")


RULES = (
    Rule("json-ld:dateModified", lambda story: story.linked("dateModified")[:1]),
    Rule("meta:modified", lambda story: story.metas(*_METAS)),
    Rule("itemprop:dateModified", lambda story: story.itemprop("datemodified")[:1]),
    Rule("shown:updated", _shown),
)


def find_modified(story: Story) -> Finding[Timestamp] | None:
    """Return when the article was last changed, or None."""
    return first_finding("modified", story, RULES, lambda raw: plausible(story, read(story, raw)).timestamp())
