"""When the article was first published: the publisher's own calendar day, and the instant where it is known.

The page's data is believed first. Two things are believed more: a date that the page shows beside its headline, where
nothing else confirms the data and it is no day of a change; and the calendar of a shown date or of the address, where
the data's moment is given in Greenwich time and only its day differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta

from clippings.fields.date_lines import date_lines, read, shown_times
from clippings.fields.moments import Moment
from clippings.fields.month_names import month_of
from clippings.fields.rule import Rule, Unfit, finding, rejected
from clippings.fields.story import Story
from clippings.records import Finding, Rejected, Timestamp

#: The web has no pages older than this; an earlier date is a parsing accident.
EARLIEST = date(1994, 1, 1)
#: A day may already have begun where the publisher is.
AHEAD = timedelta(hours=14)
#: A date line this close to the headline is the article's own, in passages.
NEAR = 6
#: A labelled date line may stand this far from the headline, in passages.
AROUND = 20

_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([/\-_.]?)(\d\d)\2(\d\d)(?!\d)|/([a-z]{3,9})/(\d\d?)(?![^/]))")
#: Metas that say when the article was published, and nothing else.
_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "rnews:datepublished",
    "datepublished",
    "itemprop:datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "datecreated",
    "article.published",
    "publication_date",
    "publication-date",
    "citation_publication_date",
    "prism.publicationdate",
    "og:pubdate",
    "vr:published_time",
    "bt:pubdate",
    "published",
    "published-date",
    "w-published-date",
    "article:publish_date",
    "releasedate",
    "published_at",
)
#: Metas that give a date, which some publishers move with every change.
_DATED = ("sailthru.date", "citation_date", "dc.date", "dcterms.date", "displaydate", "created", "date")


def _linked_page(story: Story) -> Iterator[str]:
    for _, node in story.page.linked_data.nodes[:200]:
        if "datePublished" in node and node is not story.article:
            yield from story.page.linked_data.texts(node, "datePublished")[:1]
            return


def _shown(label: str, *, apart: bool = False) -> Callable[[Story], Iterator[str]]:
    """Return the reader of the date lines with *label* that stand with the article, or *apart* from it."""
    return lambda story: (line.moment.raw for line in date_lines(story) if line.label == label and line.apart == apart)


def _alone(story: Story) -> Iterator[str]:
    """Yield the date that stands apart from the article, where the page shows no second one."""
    lines = [line for line in date_lines(story) if line.label == ""]
    if len({line.moment.day for line in lines}) == 1:
        yield lines[0].moment.raw


def _address(story: Story) -> Iterator[str]:
    for url in (story.page.url, story.page.meta("og:url")):
        match = _IN_ADDRESS.search(url or "")
        if match is None:
            continue
        year, _, month, day, name, named_day = match.groups()
        if month:
            yield f"{year}-{month}-{day}"
        elif number := month_of(name):
            yield f"{year}-{number:02}-{int(named_day):02}"


RULES = (
    Rule("json-ld:datePublished", lambda story: story.linked("datePublished")[:1]),
    Rule("meta:published", lambda story: story.metas(*_PUBLISHED)),
    Rule("itemprop:datePublished", lambda story: story.itemprop("datepublished")[:2]),
    Rule("shown:published", _shown("published")),
    Rule("shown:date", _shown("")),
    Rule("meta:date", lambda story: story.metas(*_DATED)),
    Rule("time", shown_times),
    Rule("json-ld:page", _linked_page),
    Rule("address", _address),
    Rule("json-ld:dateCreated", lambda story: story.linked("dateCreated")),
    Rule("apart:published", _shown("published", apart=True)),
    Rule("shown:updated", _shown("updated")),
    Rule("apart:date", _alone),
)
#: The rules that read data rather than what the page shows.
_DATA = frozenset({"json-ld:datePublished", "meta:published", "itemprop:datePublished", "meta:date"})


def plausible(story: Story, moment: Moment | None) -> Moment:
    """Return *moment* if it can be a page's date; raises Unfit with the reason otherwise."""
    if moment is None:
        raise Unfit("no date")
    if moment.day < EARLIEST:
        raise Unfit("before the web")
    if story.received is not None:
        instant = moment.instant
        limit = story.received.astimezone(UTC) + timedelta(minutes=5)
        if (instant is not None and instant > limit) or moment.day > (limit + AHEAD).date():
            raise Unfit("after the capture")
    return moment


def find_published(story: Story) -> Finding[Timestamp] | None:
    """Return when the article was first published, or None."""
    refused: list[Rejected] = []
    accepted: list[tuple[str, Moment]] = []
    for rule in RULES:
        for raw in rule.read(story):
            try:
                accepted.append((rule.name, plausible(story, read(story, raw))))
            except Unfit as unfit:
                refused.append(rejected(rule.name, raw, str(unfit)))
    if not accepted:
        return None
    name, moment = accepted[0]
    day = moment.day
    if name in _DATA:
        days = {m.day for rule, m in accepted if rule == "address"}
        shown = _calendar(story, moment, days) or _contradicting(story, moment, days)
        if shown is not None and _same_moment(moment, shown.day):
            day = shown.day
        elif shown is not None:
            name, moment, day = "shown:date", shown, shown.day
    agreeing = len({other for other, m in accepted[1:] if m.day == day and other != name})
    refused += [rejected(other, m.raw, "another day") for other, m in accepted if m.day not in (day, moment.day)]
    value = replace(moment.timestamp(), day=day)
    return finding("published", name, value, moment.raw, refused, agreeing=agreeing)


def _calendar(story: Story, moment: Moment, addresses: set[date]) -> Moment | None:
    """Return what says the publisher's own day for a *moment* in Greenwich time: a date line near, else the address."""
    if not _in_greenwich(moment):
        return None
    near = [line.moment for line in date_lines(story) if line.label != "updated" and line.distance < NEAR]
    if any(other.day == moment.day for other in near):
        return None
    shown = next((other for other in near if _same_moment(moment, other.day)), None)
    if shown is not None or moment.day in addresses:
        return shown
    return next((Moment(day) for day in addresses if _same_moment(moment, day)), None)


def _contradicting(story: Story, moment: Moment, addresses: set[date]) -> Moment | None:
    """Return the date line that shows another day than the data, if it can be trusted more.

    Where the two are far apart, a line without a label beside the headline was right ten times of thirteen on the
    labelled pages, unless it shows the day of the last change or the page's address has the data's day.
    """
    if moment.day in addresses:
        return None
    for line in date_lines(story):
        if line.label != "updated" and not line.apart and line.distance < (NEAR if line.label == "" else AROUND):
            day = line.moment.day
            if day == moment.day or (line.label == "" and day in _changed(story)):
                return None
            return line.moment if abs((day - moment.day).days) > 1 and _plausible(story, line.moment) else None
    return None


def _changed(story: Story) -> set[date]:
    """The days of the last change that the page's data declares."""
    raws = story.linked("dateModified")[:1] + story.metas("article:modified_time", "og:updated_time")[:1]
    raws += story.itemprop("datemodified")[:1]
    return {moment.day for raw in raws if (moment := read(story, raw)) is not None}


def _plausible(story: Story, moment: Moment) -> bool:
    try:
        plausible(story, moment)
    except Unfit:
        return False
    return True


def _in_greenwich(moment: Moment) -> bool:
    return moment.clock is not None and moment.zone is not None and moment.zone.utcoffset(None) == timedelta(0)


def _same_moment(moment: Moment, day: date) -> bool:
    """Whether *day*, a day off, can be the publisher's own day at a moment that is given in Greenwich time.

    No clock is more than 12 hours behind Greenwich or 14 ahead of it.
    """
    if moment.clock is None or not _in_greenwich(moment):
        return False
    if day == moment.day - timedelta(days=1):
        return moment.clock.hour < 12
    return day == moment.day + timedelta(days=1) and moment.clock.hour >= 10
