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

from clippings.fields.context import ArticleContext, Label
from clippings.fields.dates.date_lines import address_days, date_lines, lines_apart, read
from clippings.fields.dates.date_parsing import ParsedDate
from clippings.fields.rule import Unfit, finding, rejected
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


def _linked_page(context: ArticleContext) -> Iterator[str]:
    for _, node in context.page.linked_data.nodes[:200]:
        if "datePublished" in node and node is not context.article:
            yield from context.page.linked_data.texts(node, "datePublished")[:1]
            return


def shown(label: Label) -> Callable[[ArticleContext], Iterator[ParsedDate]]:
    """Return the reader of the date lines with *label* that stand with the article."""
    return lambda context: (line.stamp or line.moment for line in date_lines(context) if line.label == label)


def _labelled_apart(context: ArticleContext) -> Iterator[ParsedDate]:
    """Yield the dates elsewhere on the page that are labelled as the day of publication."""
    return (line.moment for line in lines_apart(context) if line.label == "published")


def _only_one(context: ArticleContext) -> Iterator[ParsedDate]:
    """Yield the date elsewhere on the page, where it shows no second one."""
    bare = [line.moment for line in lines_apart(context) if line.label == ""]
    if len({moment.day for moment in bare}) == 1:
        yield bare[0]


@dataclass(frozen=True, slots=True)
class Witness:
    """A place that says when the page was published: *read* yields what it says, as text or read already."""

    name: str
    read: Callable[[ArticleContext], Iterable[str | ParsedDate]]


WITNESSES = (
    Witness("json-ld:datePublished", lambda context: context.linked("datePublished")[:1]),
    Witness("meta:published", lambda context: context.metas(*_PUBLISHED)),
    Witness("itemprop:datePublished", lambda context: context.itemprop("datepublished")[:2]),
    Witness("shown:published", shown("published")),
    Witness("shown:date", shown("")),
    Witness("meta:date", lambda context: context.metas(*_DATED)),
    Witness("json-ld:page", _linked_page),
    Witness("address", address_days),
    Witness("json-ld:dateCreated", lambda context: context.linked("dateCreated")),
)
#: Asked in this order where none of the others knows a day.
LAST_RESORTS = (
    Witness("apart:published", _labelled_apart),
    Witness("shown:updated", shown("updated")),
    Witness("apart:date", _only_one),
)
#: The rules that read data rather than what the page shows.
_DATA = frozenset({"json-ld:datePublished", "meta:published", "itemprop:datePublished", "meta:date"})


def plausible(context: ArticleContext, moment: ParsedDate | None) -> ParsedDate:
    """Return *moment* if it can be a page's date; raises Unfit with the reason otherwise."""
    if moment is None:
        raise Unfit("no date")
    if moment.day < EARLIEST:
        raise Unfit("before the web")
    if context.received is not None:
        instant = moment.instant
        limit = context.received.astimezone(UTC) + timedelta(minutes=5)
        if (instant is not None and instant > limit) or moment.day > (limit + AHEAD).date():
            raise Unfit("after the capture")
    return moment


def find_published(context: ArticleContext) -> Finding[Timestamp] | None:
    """Return when the article was first published, or None."""
    refused: list[Rejected] = []
    accepted = hear(context, WITNESSES, refused)
    for witness in LAST_RESORTS:
        accepted = accepted or hear(context, (witness,), refused)
    if not accepted:
        return None
    name, moment = _first(accepted)
    days = {m.day for witness, m in accepted if witness == "address"}
    calendar = _calendar(context, moment, days)
    if (
        calendar is None
        and name in _DATA
        and (other := _contradicting(context, moment, days, _said(accepted))) is not None
    ):
        name, moment = "shown:date", other
    context.published = day = calendar or moment.day
    agreeing = len({other for other, m in accepted if m.day == day and other != name})
    refused += [rejected(other, m.raw, "another day") for other, m in accepted if m.day not in (day, moment.day)]
    value = replace(moment.timestamp(_offset(moment, [m for _, m in accepted])), day=day)
    return finding("published", name, value, moment.raw, refused, agreeing=agreeing)


def _offset(moment: ParsedDate, others: Iterable[ParsedDate]) -> timezone | None:
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


def _said(accepted: list[tuple[str, ParsedDate]]) -> Counter[date]:
    """How many places say each day."""
    return Counter(day for _, day in {(name, moment.day) for name, moment in accepted})


def _first(accepted: list[tuple[str, ParsedDate]]) -> tuple[str, ParsedDate]:
    """Return whom to believe: the first; where it is only shown, what more places say, data and the page among them."""
    name, moment = accepted[0]
    if name in _DATA:
        return name, moment
    said = _said(accepted)
    data = {m.day for other, m in accepted if other in _DATA and said[m.day] > said[moment.day]}
    return next((pair for pair in accepted if pair[0].startswith("shown:") and pair[1].day in data), accepted[0])


def hear(
    context: ArticleContext, witnesses: Iterable[Witness], refused: list[Rejected]
) -> list[tuple[str, ParsedDate]]:
    """Return what *witnesses* say that can be the page's date, by their names; add the rest to *refused*."""
    accepted: list[tuple[str, ParsedDate]] = []
    for witness in witnesses:
        for said in witness.read(context):
            moment = read(context, said) if isinstance(said, str) else said
            try:
                accepted.append((witness.name, plausible(context, moment)))
            except Unfit as unfit:
                refused.append(rejected(witness.name, said if isinstance(said, str) else said.raw, str(unfit)))
    return accepted


def _calendar(context: ArticleContext, moment: ParsedDate, addresses: set[date]) -> date | None:
    """Return the publisher's own day for a *moment* in Greenwich time: from a date line near, else from the address."""
    near = {line.moment.day for line in date_lines(context) if line.label != "updated" and abs(line.distance) < NEAR}
    for days in (near, addresses):
        if moment.day in days:
            return None
        for day in days:
            if same_moment(moment, day):
                return day
    return None


def _contradicting(
    context: ArticleContext, moment: ParsedDate, addresses: set[date], said: Counter[date]
) -> ParsedDate | None:
    """Return the date line that shows another day than the data, if it can be trusted more.

    *said* is how many places say each day: a line that is one day off needs a second place beside it.

    Where the two are far apart, a line without a label beside the headline was right ten times of thirteen on the
    labelled pages, unless it shows the day of the last change or the page's address has the data's day.
    """
    if moment.day in addresses:
        return None
    for line in date_lines(context):
        if line.label != "updated" and (0 < line.distance < NEAR if line.label == "" else abs(line.distance) < AROUND):
            day = line.moment.day
            if day == moment.day or (line.label == "" and day in _changed(context)):
                return None
            apart = abs((day - moment.day).days) > 1 or said[day] > said[moment.day]
            return line.moment if apart and _plausible(context, line.moment) else None
    return None


def _changed(context: ArticleContext) -> set[date]:
    """The days of the last change that the page's data declares."""
    raws = context.linked("dateModified")[:1] + context.metas("article:modified_time", "og:updated_time")[:1]
    raws += context.itemprop("datemodified")[:1]
    return {moment.day for raw in raws if (moment := read(context, raw)) is not None}


def _plausible(context: ArticleContext, moment: ParsedDate) -> bool:
    try:
        plausible(context, moment)
    except Unfit:
        return False
    return True


def same_moment(moment: ParsedDate, day: date) -> bool:
    """Whether *day*, a day off, can be the publisher's own day at a moment that is given in Greenwich time.

    No clock is more than 12 hours behind Greenwich or 14 ahead of it.
    """
    if moment.clock is None or moment.zone is None or moment.zone.utcoffset(None) != timedelta(0):
        return False
    if day == moment.day - timedelta(days=1):
        return moment.clock.hour < 12
    return day == moment.day + timedelta(days=1) and moment.clock.hour >= 10
