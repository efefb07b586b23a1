"""When the article was first published: the publisher's own calendar day, and the instant where it is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta

from clippings.fields.date_lines import date_lines, read, shown_times
from clippings.fields.moments import Moment
from clippings.fields.rule import Rule, Unfit, finding, rejected
from clippings.fields.story import Story
from clippings.records import Finding, Rejected, Timestamp

#: The web has no pages older than this; an earlier date is a parsing accident.
EARLIEST = date(1994, 1, 1)
#: A day may already have begun where the publisher is.
AHEAD = timedelta(hours=14)

_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/\-_.]?(\d\d)[/\-_.]?(\d\d)(?!\d)")
_METAS = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "rnews:datepublished",
    "datepublished",
    "itemprop:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "dc.date",
    "article.published",
    "publication_date",
    "citation_publication_date",
    "citation_date",
    "prism.publicationdate",
    "og:pubdate",
    "vr:published_time",
    "bt:pubdate",
    "displaydate",
    "published",
    "published-date",
    "w-published-date",
    "publication-date",
    "article:publish_date",
    "releasedate",
    "published_at",
    "created",
    "date",
]


def _linked(story: Story) -> Iterator[str]:
    yield from story.linked("datePublished")[:1]


def _linked_page(story: Story) -> Iterator[str]:
    for _, node in story.page.linked_data.nodes[:200]:
        if "datePublished" in node and node is not story.article:
            yield from story.page.linked_data.texts(node, "datePublished")[:1]
            return


def _itemprop(story: Story) -> Iterator[str]:
    yield from story.itemprop("datepublished")[:2]


def _shown(label: str) -> Callable[[Story], Iterator[str]]:
    """Return the reader of the date lines with *label*."""
    return lambda story: (line.moment.raw for line in date_lines(story) if line.label == label)


def _address(story: Story) -> Iterator[str]:
    for url in (story.page.url, story.page.meta("og:url")):
        match = _IN_ADDRESS.search(url or "")
        if match:
            yield "-".join(match.groups())


RULES = (
    Rule("json-ld:datePublished", _linked),
    Rule("meta:published", lambda story: story.metas(*_METAS[:7])),
    Rule("itemprop:datePublished", _itemprop),
    Rule("meta:date", lambda story: story.metas(*_METAS[7:])),
    Rule("shown:published", _shown("published")),
    Rule("time", shown_times),
    Rule("shown:date", _shown("")),
    Rule("json-ld:page", _linked_page),
    Rule("address", _address),
    Rule("json-ld:dateCreated", lambda story: story.linked("dateCreated")),
    Rule("shown:updated", _shown("updated")),
)


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
        shown = _contradicting(story, moment)
        if shown is not None and _same_moment(moment, shown.day):
            day = shown.day
        elif shown is not None:
            name, moment, day = "shown:date", shown, shown.day
    agreeing = len({other for other, m in accepted[1:] if m.day == day and other != name})
    refused += [rejected(other, m.raw, "another day") for other, m in accepted if m.day not in (day, moment.day)]
    value = replace(moment.timestamp(), day=day)
    return finding("published", name, value, moment.raw, refused, agreeing=agreeing)


#: The rules that read data rather than what the page shows.
_DATA = frozenset({"json-ld:datePublished", "meta:published", "itemprop:datePublished", "meta:date"})
#: A date line this close to the headline is the article's own, in passages.
NEAR = 6


def _contradicting(story: Story, moment: Moment) -> Moment | None:
    """Return the date line that shows another day than the data, if it can be trusted more.

    Where the two are far apart, a line without a label beside the headline was right ten times of thirteen on the
    labelled pages, unless it shows the day of the last change. Where they are a day apart, the data's Greenwich time
    and the publisher's own calendar disagree, and what the page shows is the calendar.
    """
    changed = {m.day for raw in _modified(story) if (m := read(story, raw)) is not None}
    for line in date_lines(story):
        if line.label != "updated" and line.distance < (NEAR if line.label == "" else AROUND):
            day = line.moment.day
            if day == moment.day or (day in changed and line.label == ""):
                return None
            if abs((day - moment.day).days) > 1 or _same_moment(moment, day):
                return line.moment if _plausible(story, line.moment) else None
            return None
    address = next((m for raw in _address(story) if (m := read(story, raw)) is not None), None)
    return address if address is not None and address.day != moment.day and _same_moment(moment, address.day) else None


def _modified(story: Story) -> list[str]:
    return story.linked("dateModified")[:1] + story.metas("article:modified_time", "og:updated_time")[:1]


def _plausible(story: Story, moment: Moment) -> bool:
    try:
        plausible(story, moment)
    except Unfit:
        return False
    return True


#: A labelled date line may stand this far from the headline, in passages.
AROUND = 20


def _same_moment(moment: Moment, day: date) -> bool:
    """Whether *day*, a day off, can be the publisher's own day at a moment that is given in Greenwich time.

    No clock is more than 12 hours behind Greenwich or 14 ahead of it.
    """
    if moment.clock is None or moment.zone is None or moment.zone.utcoffset(None) != timedelta(0):
        return False
    if day == moment.day - timedelta(days=1):
        return moment.clock.hour < 12
    return day == moment.day + timedelta(days=1) and moment.clock.hour >= 10
