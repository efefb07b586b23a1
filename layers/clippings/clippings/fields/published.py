"""When the article was first published: the publisher's own calendar day, and the instant where it is known.

The page's data is believed first. Two things are believed more: a date that the page shows beside its headline, where
nothing else confirms the data and it is no day of a change; and the calendar of a shown date or of the address, where
the data's moment is given in Greenwich time and only its day differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

from clippings.fields.date_lines import address_days, date_lines, lines_apart, read
from clippings.fields.moments import Moment
from clippings.fields.rule import Unfit, finding, rejected
from clippings.fields.story import Label, Story
from clippings.records import Finding, Rejected, Timestamp

#: The web has no pages older than this; an earlier date is a parsing accident.
EARLIEST = date(1994, 1, 1)
#: A day may already have begun where the publisher is.
AHEAD = timedelta(hours=14)
#: A date line this close to the headline is the article's own, in passages.
NEAR = 6
#: A labelled date line may stand this far from the headline, in passages.
AROUND = 20

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


def shown(label: Label) -> Callable[[Story], Iterator[Moment]]:
    """Return the reader of the date lines with *label* that stand with the article."""
    return lambda story: (line.stamp or line.moment for line in date_lines(story) if line.label == label)


def _labelled_apart(story: Story) -> Iterator[Moment]:
    """Yield the dates elsewhere on the page that are labelled as the day of publication."""
    return (line.moment for line in lines_apart(story) if line.label == "published")


def _only_one(story: Story) -> Iterator[Moment]:
    """Yield the date elsewhere on the page, where it shows no second one."""
    bare = [line.moment for line in lines_apart(story) if line.label == ""]
    if len({moment.day for moment in bare}) == 1:
        yield bare[0]


@dataclass(frozen=True, slots=True)
class Witness:
    """A place that says when the page was published: *read* yields what it says, as text or read already."""

    name: str
    read: Callable[[Story], Iterable[str | Moment]]


WITNESSES = (
    Witness("json-ld:datePublished", lambda story: story.linked("datePublished")[:1]),
    Witness("meta:published", lambda story: story.metas(*_PUBLISHED)),
    Witness("itemprop:datePublished", lambda story: story.itemprop("datepublished")[:2]),
    Witness("shown:published", shown("published")),
    Witness("shown:date", shown("")),
    Witness("meta:date", lambda story: story.metas(*_DATED)),
    Witness("json-ld:page", _linked_page),
    Witness("address", address_days),
    Witness("json-ld:dateCreated", lambda story: story.linked("dateCreated")),
)
#: Asked in this order where none of the others knows a day.
LAST_RESORTS = (
    Witness("apart:published", _labelled_apart),
    Witness("shown:updated", shown("updated")),
    Witness("apart:date", _only_one),
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
    accepted = hear(story, WITNESSES, refused)
    for witness in LAST_RESORTS:
        accepted = accepted or hear(story, (witness,), refused)
    if not accepted:
        return None
    name, moment = _first(accepted)
    days = {m.day for witness, m in accepted if witness == "address"}
    calendar = _calendar(story, moment, days)
    if (
        calendar is None
        and name in _DATA
        and (other := _contradicting(story, moment, days, _said(accepted))) is not None
    ):
        name, moment = "shown:date", other
    story.published = day = calendar or moment.day
    agreeing = len({other for other, m in accepted if m.day == day and other != name})
    refused += [rejected(other, m.raw, "another day") for other, m in accepted if m.day not in (day, moment.day)]
    value = replace(moment.timestamp(_offset(moment, [m for _, m in accepted])), day=day)
    return finding("published", name, value, moment.raw, refused, agreeing=agreeing)


def _offset(moment: Moment, others: Iterable[Moment]) -> timezone | None:
    """Return the zone in which *moment*, a time without one, is the instant that another place gives in full.

    The two are the same moment where they are apart by what a zone can be: quarters of an hour, up to fourteen hours.
    """
    if moment.clock is None or moment.zone is not None:
        return None
    wall = datetime.combine(moment.day, moment.clock.replace(second=0), UTC)
    for other in others:
        if other.instant is not None and other.precision != "day":
            apart = wall - other.instant.astimezone(UTC).replace(second=0, microsecond=0)
            if abs(apart) <= AHEAD and apart % timedelta(minutes=15) == timedelta(0):
                return timezone(apart)
    return None


def _said(accepted: list[tuple[str, Moment]]) -> Counter[date]:
    """How many places say each day."""
    return Counter(day for _, day in {(name, moment.day) for name, moment in accepted})


def _first(accepted: list[tuple[str, Moment]]) -> tuple[str, Moment]:
    """Return whom to believe: the first; where it is only shown, what more places say, data and the page among them."""
    name, moment = accepted[0]
    if name in _DATA:
        return name, moment
    said = _said(accepted)
    data = {m.day for other, m in accepted if other in _DATA and said[m.day] > said[moment.day]}
    return next((pair for pair in accepted if pair[0].startswith("shown:") and pair[1].day in data), accepted[0])


def hear(story: Story, witnesses: Iterable[Witness], refused: list[Rejected]) -> list[tuple[str, Moment]]:
    """Return what *witnesses* say that can be the page's date, by their names; add the rest to *refused*."""
    accepted: list[tuple[str, Moment]] = []
    for witness in witnesses:
        for said in witness.read(story):
            moment = read(story, said) if isinstance(said, str) else said
            try:
                accepted.append((witness.name, plausible(story, moment)))
            except Unfit as unfit:
                refused.append(rejected(witness.name, said if isinstance(said, str) else said.raw, str(unfit)))
    return accepted


def _calendar(story: Story, moment: Moment, addresses: set[date]) -> date | None:
    """Return the publisher's own day for a *moment* in Greenwich time: from a date line near, else from the address."""
    near = {line.moment.day for line in date_lines(story) if line.label != "updated" and abs(line.distance) < NEAR}
    for days in (near, addresses):
        if moment.day in days:
            return None
        for day in days:
            if same_moment(moment, day):
                return day
    return None


def _contradicting(story: Story, moment: Moment, addresses: set[date], said: Counter[date]) -> Moment | None:
    """Return the date line that shows another day than the data, if it can be trusted more.

    *said* is how many places say each day: a line that is one day off needs a second place beside it.

    Where the two are far apart, a line without a label beside the headline was right ten times of thirteen on the
    labelled pages, unless it shows the day of the last change or the page's address has the data's day.
    """
    if moment.day in addresses:
        return None
    for line in date_lines(story):
        if line.label != "updated" and (0 < line.distance < NEAR if line.label == "" else abs(line.distance) < AROUND):
            day = line.moment.day
            if day == moment.day or (line.label == "" and day in _changed(story)):
                return None
            apart = abs((day - moment.day).days) > 1 or said[day] > said[moment.day]
            return line.moment if apart and _plausible(story, line.moment) else None
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


def same_moment(moment: Moment, day: date) -> bool:
    """Whether *day*, a day off, can be the publisher's own day at a moment that is given in Greenwich time.

    No clock is more than 12 hours behind Greenwich or 14 ahead of it.
    """
    if moment.clock is None or moment.zone is None or moment.zone.utcoffset(None) != timedelta(0):
        return False
    if day == moment.day - timedelta(days=1):
        return moment.clock.hour < 12
    return day == moment.day + timedelta(days=1) and moment.clock.hour >= 10
