"""When the article was published: the first date that can be trusted, and the places that agree with it.

The page's data is trusted first. Two things are trusted more: a date that the page shows beside its headline, where
nothing else confirms the data and the date is not that of a change; and the day of a shown date or of the address,
where the data's moment is in UTC and only its day differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from clippings.fields.context import ArticleContext
from clippings.fields.dates.date_lines import date_lines, read
from clippings.fields.dates.date_parsing import ParsedDate
from clippings.fields.dates.published_rules import LAST_RESORTS, RULES
from clippings.fields.rule import Rule, Unfit, finding, rejected
from clippings.records import Finding, Rejected, Timestamp

#: The web has no pages older than this; an earlier date is a parsing accident.
EARLIEST = date(1994, 1, 1)
#: How far a day can be ahead of UTC: it may already have begun where the publisher is.
AHEAD = timedelta(hours=14)
#: A date line this close to the headline is the article's own, in passages.
NEAR = 6
#: A labeled date line may be this far from the headline, in passages.
AROUND = 20

#: The rules that read data rather than what the page shows.
_DATA = frozenset({"json-ld:datePublished", "meta:published", "itemprop:datePublished", "meta:date"})


def plausible(context: ArticleContext, moment: ParsedDate | None) -> ParsedDate:
    """Return *moment* if it can be the date of the page.

    Raises:
        Unfit: It is not a date, or one before the web or after the capture.
    """
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
    return context.cached("published", lambda: _find(context))


def _find(context: ArticleContext) -> Finding[Timestamp] | None:
    refused: list[Rejected] = []
    accepted = read_dates(context, RULES, refused)
    for rule in LAST_RESORTS:
        accepted = accepted or read_dates(context, (rule,), refused)
    if not accepted:
        return None
    name, moment = _first(accepted)
    days = {m.day for rule, m in accepted if rule == "address"}
    calendar = _calendar(context, moment, days)
    if (
        calendar is None
        and name in _DATA
        and (other := _contradicting(context, moment, days, _said(accepted))) is not None
    ):
        name, moment = "shown:date", other
    day = calendar or moment.day
    agreeing = len({other for other, m in accepted if m.day == day and other != name})
    refused += [rejected(other, m.raw, "another day") for other, m in accepted if m.day not in (day, moment.day)]
    value = replace(moment.timestamp(_offset(moment, [m for _, m in accepted])), day=day)
    return finding("published", name, value, moment.raw, refused, agreeing=agreeing)


def _offset(moment: ParsedDate, others: Iterable[ParsedDate]) -> timezone | None:
    """Return the time zone of *moment*, which has none, if another date on the page gives the same moment in full.

    Two dates are the same moment if they differ by the offset of a time zone: a multiple of 15 minutes, at most 14
    hours.
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
    """Return the number of places that give each day."""
    return Counter(day for _, day in {(name, moment.day) for name, moment in accepted})


def _first(accepted: list[tuple[str, ParsedDate]]) -> tuple[str, ParsedDate]:
    """Return the date to believe, with the rule that read it.

    That is the first one, unless it is only shown and more places, data and page among them, give another day.
    """
    name, moment = accepted[0]
    if name in _DATA:
        return name, moment
    said = _said(accepted)
    data = {m.day for other, m in accepted if other in _DATA and said[m.day] > said[moment.day]}
    return next((pair for pair in accepted if pair[0].startswith("shown:") and pair[1].day in data), accepted[0])


def read_dates(
    context: ArticleContext, rules: Iterable[Rule[str | ParsedDate]], refused: list[Rejected]
) -> list[tuple[str, ParsedDate]]:
    """Return the plausible dates that *rules* read, each with the rule's name.

    Args:
        context: The page.
        rules: The rules, in order.
        refused: Gets the other candidates.
    """
    accepted: list[tuple[str, ParsedDate]] = []
    for rule in rules:
        for said in rule.candidates(context):
            moment = read(context, said) if isinstance(said, str) else said
            try:
                accepted.append((rule.name, plausible(context, moment)))
            except Unfit as unfit:
                refused.append(rejected(rule.name, said if isinstance(said, str) else said.raw, str(unfit)))
    return accepted


def _calendar(context: ArticleContext, moment: ParsedDate, addresses: set[date]) -> date | None:
    """Return the publisher's day of a *moment* in UTC, or None where that is the moment's own day.

    The day comes from a date near the headline, else from the address.
    """
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
    """Return the shown date that contradicts the data, if it can be trusted more.

    Where the two are more than a day apart, a date without a label beside the headline was right in ten of thirteen
    cases on the labeled pages, unless it is the day of the last change or the address has the data's day.

    Args:
        context: The page.
        moment: The date in the data.
        addresses: The days in the page's address.
        said: The number of places that give each day. A date that is one day off needs a second place.
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
    """Return the days of the last change that the page's data declares."""
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
    """Return whether *day*, next to the day of *moment* in UTC, can be its day in the publisher's time zone.

    Time zones are at most 12 hours behind UTC and 14 hours ahead of it.
    """
    if moment.clock is None or moment.zone is None or moment.zone.utcoffset(None) != timedelta(0):
        return False
    if day == moment.day - timedelta(days=1):
        return moment.clock.hour < 12
    return day == moment.day + timedelta(days=1) and moment.clock.hour >= 10
