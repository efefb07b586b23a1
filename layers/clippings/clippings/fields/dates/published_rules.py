"""The places on a page that say when the article was published."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clippings.fields.context import ArticleContext, Label
from clippings.fields.dates.date_lines import address_days, date_lines, lines_apart
from clippings.fields.dates.date_parsing import ParsedDate
from clippings.fields.rule import Example, Rule, json_ld

#: Metas that hold the date of publication and nothing else.
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
#: Metas that hold a date, which some publishers set again with every change.
_DATED = ("sailthru.date", "citation_date", "dc.date", "dcterms.date", "displaydate", "created", "date")


def _linked_page(context: ArticleContext) -> Iterator[str]:
    for _, node in context.page.linked_data.nodes[:200]:
        if "datePublished" in node and node is not context.article:
            yield from context.page.linked_data.texts(node, "datePublished")[:1]
            return


def shown(label: Label) -> Callable[[ArticleContext], Iterator[ParsedDate]]:
    """Return a function that yields the dates with *label* around the article."""
    return lambda context: (line.stamp or line.moment for line in date_lines(context) if line.label == label)


def _labelled_apart(context: ArticleContext) -> Iterator[ParsedDate]:
    """Yield the dates elsewhere on the page that are labeled as the date of publication."""
    return (line.moment for line in lines_apart(context) if line.label == "published")


def _only_one(context: ArticleContext) -> Iterator[ParsedDate]:
    """Yield the date elsewhere on the page, where there is only one."""
    bare = [line.moment for line in lines_apart(context) if line.label == ""]
    if len({moment.day for moment in bare}) == 1:
        yield bare[0]


RULES: tuple[Rule[str | ParsedDate], ...] = (
    Rule(
        "json-ld:datePublished",
        lambda context: context.linked("datePublished")[:1],
        "Search engines ask for the date of publication here.",
        Example("2024-01-07", head=json_ld('"datePublished":"2024-01-07"')),
    ),
    Rule(
        "meta:published",
        lambda context: context.metas(*_PUBLISHED),
        "Open Graph, Dublin Core and many publishing systems have a meta for it.",
        Example("2024-01-07", head='<meta property="article:published_time" content="2024-01-07">'),
    ),
    Rule(
        "itemprop:datePublished",
        lambda context: context.itemprop("datepublished")[:2],
        "The date of publication as microdata.",
        Example("2024-01-07", below='<p><i itemprop="datePublished" content="2024-01-07">today</i></p>'),
    ),
    Rule(
        "shown:published",
        shown("published"),
        "A date beside the article that is labelled as the date of publication.",
        Example("2024-01-07", below="<p>Published: 7 January 2024</p>", near_miss="<p>Updated: 7 January 2024</p>"),
    ),
    Rule(
        "shown:date",
        shown(""),
        "A date without a label beside the headline is the article's.",
        Example("2024-01-07", below="<p>7 January 2024</p>", near_miss="<p>Updated: 7 January 2024</p>"),
    ),
    Rule(
        "meta:date",
        lambda context: context.metas(*_DATED),
        "Metas for a date of any kind: that of publication, unless the publisher sets it anew.",
        Example("2024-01-07", head='<meta name="date" content="2024-01-07">'),
    ),
    Rule(
        "json-ld:page",
        _linked_page,
        "Some systems date the web page's object instead of the article's.",
        Example("2024-01-07", head=json_ld('"name":"Bridge","datePublished":"2024-01-07"', "CreativeWork")),
    ),
    Rule(
        "address",
        address_days,
        "Folders by date are made when the article is, and stay.",
        Example("2024-01-07", url="https://news.example/2024/01/07/bridge"),
    ),
    Rule(
        "json-ld:dateCreated",
        lambda context: context.linked("dateCreated"),
        "Where there is no date of publication, that of creation is near it.",
        Example("2024-01-07", head=json_ld('"dateCreated":"2024-01-07"')),
    ),
)
#: Rules that are asked one after the other where ``RULES`` find no date.
LAST_RESORTS: tuple[Rule[str | ParsedDate], ...] = (
    Rule(
        "apart:published",
        _labelled_apart,
        "A label makes up for the distance from the article.",
        Example(
            "2024-01-07",
            outside="<p>x</p>" * 8 + "<p>Published: 7 January 2024</p>",
            near_miss="<p>x</p>" * 8 + "<p>Opened on 7 January 2024</p>",
        ),
    ),
    Rule(
        "shown:updated",
        shown("updated"),
        "The date of the last change is the only one on some pages.",
        Example("2024-01-07", below="<p>Updated: 7 January 2024</p>"),
    ),
    Rule(
        "apart:date",
        _only_one,
        "The only date of a page is its article's.",
        Example(
            "2024-01-07",
            outside="<p>x</p>" * 8 + "<p>7 January 2024</p>",
            near_miss="<p>x</p>" * 8 + "<p>7 January 2024</p><p>9 January 2024</p>",
        ),
    ),
)
