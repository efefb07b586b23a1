"""When the article was first published: the publisher's own calendar day, and the instant where it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_METAS = ["article:published_time", "article:published", "og:published_time", "og:article:published_time", "rnews:datepublished", "datepublished", "itemprop:datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publishdate", "publish_date", "publish-date", "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date.created", "dcterms.created", "datecreated", "dc.date", "article.published", "publication_date", "citation_publication_date", "citation_date", "prism.publicationdate", "og:pubdate", "vr:published_time", "bt:pubdate", "displaydate", "date"]


def _linked(story: Story) -> Iterator[str]:
    yield from story.linked("datePublished")[:1]


def _linked_page(story: Story) -> Iterator[str]:
    for _, node in story.page.linked_data.nodes[:200]:
        if "datePublished" in node and node is not story.article:
            yield from story.page.linked_data.texts(node, "datePublished")[:1]
            return


def _itemprop(story: Story) -> Iterator[str]:
    yield from story.itemprop("datepublished")[:2]


def _shown(story: Story) -> Iterator[str]:
    yield from (line.moment.raw for line in date_lines(story) if line.label == "published")


def _shown_bare(story: Story) -> Iterator[str]:
    yield from (line.moment.raw for line in date_lines(story) if line.label == "")


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
    Rule("shown:published", _shown),
    Rule("time", shown_times),
    Rule("shown:date", _shown_bare),
    Rule("json-ld:page", _linked_page),
    Rule("address", _address),
    Rule("json-ld:dateCreated", lambda story: story.linked("dateCreated")),
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
    agreeing = len({other for other, m in accepted[1:] if m.day == moment.day and other != name})
    refused += [rejected(other, m.raw, "another day") for other, m in accepted[1:] if m.day != moment.day]
    return finding("published", name, moment.timestamp(), moment.raw, refused, agreeing=agreeing)
