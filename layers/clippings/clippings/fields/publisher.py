"""The publisher's name, as the page declares or shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from clippings.fields.authors.person_names import clean
from clippings.fields.context import MAX_ELEMENTS, ArticleContext, element_text, joined, plain
from clippings.fields.rule import Example, Rule, Unfit, first_finding, json_ld
from clippings.fields.site_names import read_logos, tab_titles
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.tree import inner_text
from clippings.records import Finding

#: Longest name of a publisher, in characters.
MAX_PUBLISHER = 100
#: Separators between a title and the site's name.
_SEPARATORS = re.compile(r"(?<!\s)\s+[|｜·•–—\-:»«/~]\s+|(?:(?<!\s)\s+)?[|｜]\s*")

_COPYRIGHT = lazy_pattern(
    lambda: (
        r"(?:©|\(c\)|copyright)(?:[\s\d,–-]|©|\(c\)|copyright"
        rf"|{_any('copyright_by')}|{_any('copyright_years')}\b){{0,100}}"
        r"([^\W\d_](?:[^.|©•·;\d\n]|\.(?=\w)){1,60}?)"
        rf"(?=[,\s-]*(?:\d{{4}}|{_any('copyright_by')}\b|{_any('all_rights')}|[.|©•·;]|$))"
    ),
    re.IGNORECASE,
)
#: Words of a copyright line that begin no name.
_NO_HOLDER = lazy_pattern(lambda: rf"{_any('no_holder')}\b", re.IGNORECASE)
#: A name begins with a letter and is not the name of a file.
_NAMED = re.compile(r"[^\W_](?!.*(?:--|_))")
#: The type or title of a feed, and words that the title of a feed adds to the site's name.
_FEED = re.compile(r"rss|atom|feed", re.IGNORECASE)
_FEED_NAME = re.compile(
    r"(?:(?<!\s)\s+)?(?:[»|:–—-]\s*)?\b(?:(?:rss|atom)\b.*|feed\b)$|(?:(?<!\s)\s+)?».*$|\.rss$",
    re.IGNORECASE | re.DOTALL,
)
#: The part of ``<title>`` before its first colon.
_BEFORE_COLON = re.compile(r"^([^:]{3,60}):\s")
#: Letters of a name that the host must begin with; fewer agree by chance.
MIN_SPELT = 5
#: Words of a logo's text that are not part of the name.
_CHROME = lazy_pattern(
    lambda: rf"\b{_any('logo_words')}\b|^{_any('before_logo_names')} ",
    re.IGNORECASE,
)


def _any(name: str) -> str:
    return any_of(all_words("labels", name))


def _website(context: ArticleContext) -> Iterator[str]:
    data = context.page.linked_data
    for wanted in ("NewsMediaOrganization", "WebSite", "Organization"):
        for _, node in data.of_type(frozenset({wanted})):
            yield from data.texts(node, "name")[:1]


def _microdata(context: ArticleContext) -> Iterator[str]:
    """Yield the name inside each element marked as the publisher, or the element's text where it marks no name."""
    for element in context.page.itemprops.get("publisher", ())[:MAX_ELEMENTS]:
        names = element.select("[itemprop~=name],[property~=name],[property~='schema:name']")
        yield element_text(names[0] if names else element)


def _behind_the_title(context: ArticleContext) -> Iterator[str]:
    """Yield what follows the article's title in ``<title>``, if it resembles the host."""
    tag = context.page.tree.find("title")
    text = inner_text(tag) if tag is not None else ""
    if context.title and len(text) > len(context.title) and plain(text).startswith(plain(context.title) + " "):
        name = _SEPARATORS.split(text)[-1].strip()
        if _sounds_like(name, context.hosts[-1]):
            yield name


def _tab_ends(context: ArticleContext) -> set[str]:
    """Return the first and last parts of ``<title>`` in plain words, where a separator divides it."""
    parts = [_SEPARATORS.split(tab) for tab in tab_titles(context)]
    return {plain(text) for said in parts if len(said) > 1 for text in (said[0], said[-1])}


def _logo(context: ArticleContext) -> Iterator[str]:
    """Yield the text of a link to the front page, if the host, ``<title>`` or the copyright line confirms it."""
    known = {plain(name) for name in _copyright_holders(context)} | _tab_ends(context)
    for text in read_logos(context):
        name = _CHROME.sub("", text).strip(" -–|:,")
        if _NAMED.match(name) and (plain(name) in known or _sounds_like(name, context.hosts[-1])):
            yield name


def _copyright(context: ArticleContext) -> Iterator[str]:
    """Yield the name in the copyright line, if the host or ``<title>`` confirms it."""
    known = _tab_ends(context)
    for name in _copyright_holders(context):
        if plain(name) in known or _sounds_like(name, context.hosts[-1]):
            yield name


def _feeds(context: ArticleContext) -> Iterator[str]:
    """Yield the title of the page's feed, if a logo, ``<title>``, the copyright line or the host confirms it."""
    known = {plain(name) for name in (*_copyright_holders(context), *read_logos(context))} | _tab_ends(context)
    known |= {plain(said) for tab in tab_titles(context) for said in _BEFORE_COLON.findall(tab)}
    for relation, link in context.page.head_links:
        title = clean(link.attr("title") or "")
        if "alternate" not in relation or not _FEED.search(f"{link.attr('type') or ''} {title}"):
            continue
        name = _FEED_NAME.sub("", title).strip(" -–—|:»,")
        if _NAMED.match(name) and (plain(name) in known or any(_sounds_like(name, host) for host in _labels(context))):
            yield name


def _signed_tab(context: ArticleContext) -> Iterator[str]:
    """Yield the last and first parts of ``<title>``, if the host begins with their letters."""
    for tab in tab_titles(context):
        said = _SEPARATORS.split(tab)
        for name in (said[-1], said[0]) if len(said) > 1 else ():
            key = joined(name)
            if len(key) >= MIN_SPELT and any(joined(label).startswith(key) for label in _labels(context)):
                yield name


def _labels(context: ArticleContext) -> tuple[str, ...]:
    """Return the labels of the host that may be a name: the site's own, and the subdomain that a platform gives."""
    return tuple(dict.fromkeys((context.hosts[-1], context.hosts[0].split(".")[0])))


def _copyright_holders(context: ArticleContext) -> list[str]:
    held = (match[1].strip(" -–|:,") for text in context.copyright_lines for match in _COPYRIGHT.finditer(text))
    return [name for name in held if plain(name) and not _NO_HOLDER.match(name)]


def _sounds_like(name: str, label: str) -> bool:
    """Return whether *name* and a host's *label* have their letters or their initials in common."""
    words, own = plain(name).split(), plain(label).replace(" ", "")
    squeezed = "".join(words)
    initials = "".join(word[0] for word in words)
    return len(own) > 1 and (
        own in squeezed or (len(squeezed) > 2 and squeezed in own) or own in (initials, initials[1:])
    )


def _without_slogan(name: str, label: str) -> str:
    """Return *name* without the slogan after a separator, where the part before it resembles the host."""
    first, *rest = _SEPARATORS.split(name)
    return first.strip() if rest and _sounds_like(first, label) else name


def _host(context: ArticleContext) -> Iterator[str]:
    try:
        host = urlsplit(context.page.address or "").hostname
    except ValueError:
        return
    if host:
        yield host.removeprefix("www.")


_METAS = ("application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title")
_GAZETTE = "https://www.rivergazette.example/bridge"

RULES = (
    Rule(
        "meta:og:site_name",
        lambda context: context.metas("og:site_name"),
        "Open Graph: the name of the site, as it is shown beside a shared page.",
        Example("River Gazette", head='<meta property="og:site_name" content="River Gazette">'),
    ),
    Rule(
        "json-ld:publisher",
        lambda context: context.linked("publisher"),
        "Search engines ask for the publisher of an article. It may be the company instead of the paper.",
        Example("River Gazette", head=json_ld('"publisher":{"name":"River Gazette"}')),
    ),
    Rule(
        "json-ld:website",
        _website,
        "The front page's data stands on every page of many sites.",
        Example("River Gazette", head=json_ld('"name":"River Gazette"', "WebSite")),
    ),
    Rule(
        "meta:application-name",
        lambda context: context.metas(*_METAS),
        "The name under which the site is installed on a device, or catalogued.",
        Example("River Gazette", head='<meta name="application-name" content="River Gazette">'),
    ),
    Rule(
        "itemprop:publisher",
        _microdata,
        "The publisher as microdata.",
        Example("River Gazette", after='<p itemprop="publisher"><b itemprop="name">River Gazette</b></p>'),
    ),
    Rule(
        "title",
        _behind_the_title,
        "Many sites put their name after the title in the browser's tab.",
        Example(
            "River Gazette",
            head="<title>Bridge vote passes before midnight | River Gazette</title>",
            url=_GAZETTE,
            near_miss="<title>Bridge vote passes before midnight | Local</title>",
        ),
    ),
    Rule(
        "shown:logo",
        _logo,
        "The logo links to the front page, and its text is the site's name.",
        Example(
            "River Gazette",
            outside='<a href="/"><img alt="River Gazette logo" src="/l.png"></a>',
            url=_GAZETTE,
            near_miss='<a href="/"><img alt="Home" src="/l.png"></a>',
        ),
    ),
    Rule(
        "shown:copyright",
        _copyright,
        "The holder of the copyright is the publisher, if the host agrees; else it may be a platform.",
        Example(
            "River Gazette",
            outside="<p>© 2024 River Gazette. All rights reserved.</p>",
            url=_GAZETTE,
            near_miss="<p>© 2024 Themes Inc. All rights reserved.</p>",
        ),
    ),
    Rule(
        "feed",
        _feeds,
        "Publishing systems name the site's feed after the site.",
        Example(
            "River Gazette",
            head='<link rel="alternate" type="application/rss+xml" title="River Gazette » Feed" href="/feed">',
            url=_GAZETTE,
        ),
    ),
    Rule(
        "title:end",
        _signed_tab,
        "A part of the tab's title that spells the host is the site's name, whatever the other parts are.",
        Example("River Gazette", head="<title>Vote | Local | River Gazette</title>", url=_GAZETTE),
    ),
    Rule(
        "host",
        _host,
        "Every captured page has a host, and readers know sites by it.",
        Example("rivergazette.example", url=_GAZETTE),
    ),
)


def find_publisher(context: ArticleContext) -> Finding[str] | None:
    """Return the publisher's name, or the page's host where the page gives no name."""

    def accept(raw: str) -> str:
        name = _without_slogan(clean(raw), context.hosts[-1])
        if not name or len(name) > MAX_PUBLISHER or name.startswith(("http:", "https:")):
            raise Unfit("no name")
        return name

    return first_finding("publisher", context, RULES, accept)
