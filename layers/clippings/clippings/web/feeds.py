"""A list of articles as JSON Feed 1.1 (jsonfeed.org), Atom (RFC 4287) or RSS 2.0 (rssboard.org)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from clippings.web.escaping import to_json, to_xml_text, web_address

FEED_FORMATS = {
    "json": "application/feed+json",
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
}

#: The time of a feed without entries. It is constant, so that an empty feed does not change at every request.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Feed:
    """A page of a list. *items* are short forms; *older* is the address of the next page. Every address is absolute."""

    title: str
    address: str
    home: str
    items: tuple[dict[str, Any], ...]
    older: str | None = None


@dataclass(frozen=True)
class Entry:
    """One article in a feed.

    Attributes:
        name: A URN that never changes.
        published: The time of publication, or midnight in UTC of its day; None for an undated article.
        updated: When the current revision was first captured; else the time of publication.
    """

    name: str
    title: str
    address: str
    published: datetime | None
    updated: datetime
    summary: str
    authors: tuple[str, ...]
    image: str | None
    language: str | None


def to_json_feed(feed: Feed) -> str:
    """Return *feed* as JSON Feed 1.1."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
    }
    if feed.older:
        document["next_url"] = feed.older
    document["items"] = [_json_item(entry) for entry in _entries(feed)]
    return to_json(document)


def to_atom(feed: Feed) -> str:
    """Return *feed* as an Atom feed document."""
    entries = list(_entries(feed))
    updated = max((entry.updated for entry in entries), default=NEVER)
    older = f'<link rel="next" href="{to_xml_text(feed.older)}"/>' if feed.older else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{to_xml_text(feed.address)}</id><title>{to_xml_text(feed.title)}</title>"
        f"<updated>{_rfc3339(updated)}</updated><author><name>Clippings</name></author>"
        f'<link rel="self" href="{to_xml_text(feed.address)}"/><link rel="alternate" href="{to_xml_text(feed.home)}"/>'
        f"{older}{''.join(map(_atom_entry, entries))}</feed>\n"
    )


def to_rss(feed: Feed) -> str:
    """Return *feed* as RSS 2.0. Authors are written as Dublin Core's creator: RSS's author is an e-mail address."""
    older = f'<atom:link rel="next" href="{to_xml_text(feed.older)}"/>' if feed.older else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{to_xml_text(feed.title)}</title><link>{to_xml_text(feed.home)}</link>"
        f"<description>{to_xml_text(feed.title)}</description>"
        f'<atom:link rel="self" type="application/rss+xml" href="{to_xml_text(feed.address)}"/>'
        f"{older}{''.join(map(_rss_item, _entries(feed)))}</channel></rss>\n"
    )


def _entries(feed: Feed) -> Iterable[Entry]:
    for short in feed.items:
        published = _moment(short.get("published") or short.get("day")) if short.get("dated", True) else None
        yield Entry(
            name=f"urn:clippings:article:{short['id']}",
            title=short.get("title") or "Untitled",
            address=web_address(short.get("url")) or f"{feed.home}v1/articles/{short['id']}",
            published=published,
            updated=_moment(short["updated_at"]) if short.get("updated_at") else published or _moment(short.get("day")),
            summary=short.get("standfirst") or short.get("title") or "",
            authors=tuple(short.get("authors") or ()),
            image=web_address(short.get("image")),
            language=short.get("language"),
        )


def _moment(published: str | None) -> datetime:
    moment = datetime.fromisoformat(published) if published else NEVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.name,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.summary,
        "date_modified": entry.updated.isoformat(),
    }
    if entry.published:
        item["date_published"] = entry.published.isoformat()
    if entry.authors:
        item["authors"] = [{"name": name} for name in entry.authors]
    if entry.image:
        item["image"] = entry.image
    if entry.language:
        item["language"] = entry.language
    return item


def _atom_entry(entry: Entry) -> str:
    authors = "".join(f"<author><name>{to_xml_text(name)}</name></author>" for name in entry.authors)
    published = f"<published>{_rfc3339(entry.published)}</published>" if entry.published else ""
    return (
        f"<entry><id>{to_xml_text(entry.name)}</id><title>{to_xml_text(entry.title)}</title>"
        f'<link rel="alternate" href="{to_xml_text(entry.address)}"/><updated>{_rfc3339(entry.updated)}</updated>'
        f"{published}{authors}<summary>{to_xml_text(entry.summary)}</summary></entry>"
    )


def _rss_item(entry: Entry) -> str:
    authors = "".join(f"<dc:creator>{to_xml_text(name)}</dc:creator>" for name in entry.authors)
    published = f"<pubDate>{format_datetime(entry.published)}</pubDate>" if entry.published else ""
    return (
        f"<item><title>{to_xml_text(entry.title)}</title><link>{to_xml_text(entry.address)}</link>"
        f'<guid isPermaLink="false">{to_xml_text(entry.name)}</guid>'
        f"{published}{authors}<description>{to_xml_text(to_xml_text(entry.summary))}</description></item>"
    )


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


#: Writers by the name of the format.
WRITERS: dict[str, Callable[[Feed], str]] = {"json": to_json_feed, "atom": to_atom, "rss": to_rss}
