"""Pages for histories: of three texts, with and without addresses, dates and a paywall."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

#: Addresses of two publishers, and of three authors on two platforms. Several are variants of one page's address.
ADDRESSES = (
    "https://news.example/2026/03/the-bridge-opens",
    "https://news.example/2026/03/the-bridge-opens/print",
    "https://news.example:8443/2026/03/The-Bridge-Opens;v=1",
    "https://m.news.example/2026/03/the-bridge-opens?utm_source=feed",
    "https://news.example/story-81234",
    "https://other.example/copy-of-the-bridge-story",
    "https://one.substack.com/p/the-bridge-opens",
    "https://two.substack.com/p/the-bridge-opens",
    "https://medium.com/@one/the-bridge-opens-1a2b3c4d5e6f",
    "https://medium.com/@two/the-bridge-opens-1a2b3c4d5e6f",
)
KEYS = ("a.html", "b.html", "c.html")
#: Times of capture that uploaders give: mostly none, sometimes a time before the upload or an invalid one. All valid
#: times are later than the date of the pages.
TIMES = (None,) * 8 + ("2026-03-01T12:00:00Z", "2026-03-02T01:00:00+02:00", "0001-01-01T00:00:00Z", "yesterday")


@dataclass(frozen=True)
class PageSpec:
    """A page to upload: its contents, and what it and its uploader say about its address and time."""

    text: str
    url: str | None
    canonical: str | None
    short: bool = False
    dated: bool = True
    captured_at: str | None = None
    furniture: str = ""  #: text around the article, which changes from capture to capture
    title: str = ""

    @property
    def metadata(self) -> dict[str, str]:
        """The metadata of the upload."""
        told = {"url": self.url, "captured-at": self.captured_at}
        return {name: value for name, value in told.items() if value}

    def html(self) -> bytes:
        """Return the page."""
        if not self.text:
            return b"<html><body><p>Not found.</p></body></html>"
        paragraphs = "".join(
            f"<p>Paragraph {n} of text {self.text} tells of the bridge over the river, which was closed for eleven "
            f"months, of the {self.text * 3} workers who repaired it, and of what the town council paid for it.</p>"
            for n in range(3 if self.short else 8)
        )
        title = self.title or f"The bridge {self.text} opens after repairs"
        head = f"<title>{title}</title><meta name=keywords content='Tag{self.text}'>"
        if self.canonical:
            head += f'<link rel="canonical" href="{self.canonical}">'
        plain: dict[str, Any] = {"@type": "NewsArticle", "headline": title}
        if self.dated:
            plain["datePublished"] = "2026-03-01T08:00:00+00:00"
        if self.short:
            plain["isAccessibleForFree"] = False
        head += f'<script type="application/ld+json">{json.dumps(plain)}</script>'
        aside = f"<aside><h2>{self.furniture}</h2><ul><li>{self.furniture} wins</li></ul></aside>" * bool(
            self.furniture
        )
        body = f"<article><h1>{title}</h1>{paragraphs}</article>{aside}"
        return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def any_page(rng: random.Random) -> PageSpec:
    """Return a random page. Most are of one article, so that its history grows; the others are similar in some way."""
    url, canonical = ADDRESSES[0], rng.choice((None, ADDRESSES[0]))
    if rng.random() < 0.4:
        addresses = ADDRESSES[: rng.choice((2, 6, 10))]
        url, canonical = rng.choice((None, *addresses)), rng.choice((None, None, *addresses))
    return PageSpec(
        text="" if rng.random() < 0.03 else rng.choice("AAABBC"),
        url=url,
        canonical=canonical,
        short=rng.random() < 0.2,
        dated=rng.random() < 0.7,
        captured_at=rng.choice(TIMES),
        furniture=rng.choice(("", "", "The team", "Rain")),
    )
