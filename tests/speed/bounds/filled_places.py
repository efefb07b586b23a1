"""Pages in which one place that a field reads is filled with 100 kB of one kind of filler."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from json import dumps

from tests.speed.bounds.pieces import PARAGRAPH

BODY = "<h1>Third quay opens</h1>{under}" + "".join(PARAGRAPH.format(number) for number in range(12)) + "{behind}"
META_NAMES = (
    *("keywords", "news_keywords", "author", "description", "og:title", "og:site_name", "og:image", "og:url"),
    *("article:published_time", "article:section", "article:tag", "article:author", "date", "language", "robots"),
    *("copyright", "twitter:creator", "og:type", "parsely-tags", "og:image:alt"),
)
LINKED_NAMES = (
    *("headline", "description", "datePublished", "articleSection", "keywords", "author", "publisher", "image"),
    *("isAccessibleForFree", "inLanguage", "url", "license", "copyrightHolder"),
)
#: What is put where the filler goes: {0} is the filler, escaped.
UNDER = {
    "byline": "<p class=byline>By {0}</p>",
    "byline with spaces kept": "<p class=author><span>Ann Reed</span>{0}<span>|</span></p>",
    "time": "<time>{0}</time>",
    "time attribute": "<time datetime='{0}'>Monday</time>",
    "date line": "<p class=date>1 January 2026 {0} x</p>",
    "standfirst": "<p class=standfirst>{0}</p>",
    "author link": "<a rel=author href='/{0}'>{0}</a>",
    "tag link": "<a rel=tag href='/tag'>{0}</a>",
    "heading": "<h2>{0}</h2>",
    "itemprop": "<span itemprop=author>{0}</span><span itemprop=datePublished>{0}</span>",
    "kicker": "<p class=kicker>{0}</p>",
    "list item": "<ul><li>{0}</ul>",
    "table cell": "<table><tr><td>{0}<td>b<tr><td>a<td>b</table>",
    "code": "<pre><code class='language-{0}'>{0}</code></pre>",
    "quotation": "<blockquote><p>{0}</blockquote>",
    "class": "<p class='{0}'>text</p>",
    "id": "<p id='{0}'>text</p>",
    "link": "<p>A <a href='{0}'>link</a> here",
    "link text": "<p>A <a href='#a'>{0}</a> here",
    "embed": "<iframe src='https://www.youtube.com/embed/{0}'></iframe>",
    "picture": "<figure><img src='/a.jpg' srcset='{0}' alt='{0}'><figcaption>{0}</figcaption></figure>",
    "picture address": "<img src='/{0}.jpg' width='{0}'>",
}
BEHIND = {"footer": "<footer>© 2026 {0}</footer>", "note": "<p>Ann Reed is {0}</p>", "last line": "<p>{0}</p>"}
#: Pieces of which runs are made.
FILLERS = (
    *(" ", "\n", "\t", "\u00a0", "\u3000", "a", "A", "Ab ", "7", "-", "_", ".", ",", ";", ":", "/", "|", "(", ")"),
    *("[", "]", "{", "}", "<", "&", "&amp;", '"', "'", "“", "„", "«", "»", "©", "© ", "·", "•", "*", "`", "\\", "#"),
    *("a, ", "a. ", "1. ", "By ", "by Ann Reed and ", "a@", "http://", "//", "a-", "a' ", "10:", "2026-01-01 ", "中"),
    *("。", "e\u0301", "\u200b", "\u0e01", "%20", "a_", "1,", ", , ", "copyright ", "photo: "),
)


def places() -> Iterator[tuple[str, str]]:
    """Yield the name of each place and a page with ``\\x00`` where the filler goes."""

    def body(under: str = "", behind: str = "") -> str:
        return BODY.replace("{under}", under).replace("{behind}", behind)

    for name in META_NAMES:
        yield f"meta {name}", f"<meta name='{name}' content='\0'>" + body()
    for name in LINKED_NAMES:
        yield (
            f"linked data {name}",
            f'<script type=application/ld+json>{{"@type":"NewsArticle","{name}":\1}}</script>' + body(),
        )
    yield "linked data broken", '<script type=application/ld+json>{"a": "b",\0}</script>' + body()
    yield "linked data salvaged", '<script type=application/ld+json>{"a" "headline":"\0"</script>' + body()
    yield "title", "<title>\0</title>" + body()
    yield "language", "<html lang='\0'>" + body()
    yield "canonical", "<link rel=canonical href='https://example.org/\0'>" + body()
    yield "comment", "<!-- \0 -->" + body()
    for name, markup in UNDER.items():
        yield name, body(under=markup.replace("{0}", "\0"))
    for name, markup in BEHIND.items():
        yield name, body(behind=markup.replace("{0}", "\0"))


def filled(page: str, filler: str, size: int) -> str:
    """Return *page* with *size* characters of *filler* in its place."""
    run = "x" + filler * (size // len(filler)) + "y"
    return page.replace("\0", escape(run)).replace("\1", dumps(run))
