"""Who publishes the page: its name, as the page declares it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext, element_text, joined, plain
from clippings.fields.rule import Rule, Unfit, first_finding
from clippings.fields.site_names import read_logos, tab_titles
from clippings.page.tree import inner_text
from clippings.records import Finding

#: Longest name of a publisher, in characters.
MAX_PUBLISHER = 100
#: What stands between a title and the brand.
_SEPARATORS = re.compile(r"(?<!\s)\s+[|｜·•–—\-:»«/~]\s+|(?:(?<!\s)\s+)?[|｜]\s*")

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:[\s\d,–-]|©|\(c\)|copyright|by|present\b|today\b|heute\b){0,100}"
    r"([^\W\d_](?:[^.|©•·;\d\n]|\.(?=\w)){1,60}?)"
    r"(?=[,\s-]*(?:\d{4}|by\b|all rights|alle rechte|tous droits|todos los|tutti i|reserved|[.|©•·;]|$))",
    re.IGNORECASE,
)
#: What a copyright line says instead of a name.
_NO_HOLDER = re.compile(
    r"(?:all|alle|tous|todos|policy|notice|the (?:author|content)|photo|image|foto|bild)\b", re.IGNORECASE
)
#: A name begins with a letter, and is none of a file.
_NAMED = re.compile(r"[^\W_](?!.*(?:--|_))")
#: A feed by its type or its name, and what the name has behind the site's.
_FEED = re.compile(r"rss|atom|feed", re.IGNORECASE)
_FEED_NAME = re.compile(
    r"(?:(?<!\s)\s+)?(?:[»|:–—-]\s*)?\b(?:(?:rss|atom)\b.*|feed\b)$|(?:(?<!\s)\s+)?».*$|\.rss$",
    re.IGNORECASE | re.DOTALL,
)
#: What stands before a colon at the beginning of ``<title>``.
_BEFORE_COLON = re.compile(r"^([^:]{3,60}):\s")
#: Letters of a name that a host begins with; fewer are chance.
MIN_SPELT = 5
#: What a logo says beside the name.
_CHROME = re.compile(
    r"\b(?:(?:company |site )?logo(?: of| von| de)?|home ?page|home|startseite|zur startseite|go to|back to|zurück zu|"
    r"accueil|inicio|link to|skip to content|official site|follow|socials?|visit|default|white|black|svg|png)\b"
    r"|^(?:zur|zum|von|to) ",
    re.IGNORECASE,
)


def _website(context: ArticleContext) -> Iterator[str]:
    data = context.page.linked_data
    for wanted in ("NewsMediaOrganization", "WebSite", "Organization"):
        for _, node in data.of_type(frozenset({wanted})):
            yield from data.texts(node, "name")[:1]


def _microdata(context: ArticleContext) -> Iterator[str]:
    """Yield the name inside each element that is the publisher; the element itself where it holds no name."""
    for element in context.page.itemprops.get("publisher", ()):
        names = element.select("[itemprop~=name],[property~=name],[property~='schema:name']")
        yield element_text(names[0] if names else element)


def _behind_the_title(context: ArticleContext) -> Iterator[str]:
    """Yield what ``<title>`` has behind the article's title, if it sounds like the host: the tab is signed with it."""
    tag = context.page.tree.find("title")
    text = inner_text(tag) if tag is not None else ""
    if context.title and len(text) > len(context.title) and plain(text).startswith(plain(context.title) + " "):
        name = _SEPARATORS.split(text)[-1].strip()
        if _sounds_like(name, context.hosts[-1]):
            yield name


def _tab_ends(context: ArticleContext) -> set[str]:
    """What ``<title>`` begins and ends with, in plain words, where a mark divides it."""
    parts = [_SEPARATORS.split(tab) for tab in tab_titles(context)]
    return {plain(text) for said in parts if len(said) > 1 for text in (said[0], said[-1])}


def _logo(context: ArticleContext) -> Iterator[str]:
    """Yield what a link to the front page says, if the host, the tab or the copyright line says it too."""
    known = {plain(name) for name in _copyright_holders(context)} | _tab_ends(context)
    for text in read_logos(context):
        name = _CHROME.sub("", text).strip(" -–|:,")
        if _NAMED.match(name) and (plain(name) in known or _sounds_like(name, context.hosts[-1])):
            yield name


def _copyright(context: ArticleContext) -> Iterator[str]:
    """Yield whom the copyright line names, if the host or the tab says it too."""
    known = _tab_ends(context)
    for name in _copyright_holders(context):
        if plain(name) in known or _sounds_like(name, context.hosts[-1]):
            yield name


def _feeds(context: ArticleContext) -> Iterator[str]:
    """Yield what the page's feed is called, if a logo, the tab or the copyright line says it too, or the host."""
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
    """Yield what ``<title>`` ends or begins with, if the host is spelt like it."""
    for tab in tab_titles(context):
        said = _SEPARATORS.split(tab)
        for name in (said[-1], said[0]) if len(said) > 1 else ():
            key = joined(name)
            if len(key) >= MIN_SPELT and any(joined(label).startswith(key) for label in _labels(context)):
                yield name


def _labels(context: ArticleContext) -> tuple[str, ...]:
    """The labels of the host that may be a name: its own, and the one that a platform gives a site before it."""
    return tuple(dict.fromkeys((context.hosts[-1], context.hosts[0].split(".")[0])))


def _copyright_holders(context: ArticleContext) -> list[str]:
    held = (match[1].strip(" -–|:,") for text in context.copyright_lines for match in _COPYRIGHT.finditer(text))
    return [name for name in held if plain(name) and not _NO_HOLDER.match(name)]


def _sounds_like(name: str, label: str) -> bool:
    """Whether *name* and a host's *label* have their letters or their initials in common."""
    words, own = plain(name).split(), plain(label).replace(" ", "")
    squeezed = "".join(words)
    initials = "".join(word[0] for word in words)
    return len(own) > 1 and (
        own in squeezed or (len(squeezed) > 2 and squeezed in own) or own in (initials, initials[1:])
    )


def _without_slogan(name: str, label: str) -> str:
    """Return *name* without what it promises, where the part before it sounds like the host."""
    first, *rest = _SEPARATORS.split(name)
    return first.strip() if rest and _sounds_like(first, label) else name


def _host(context: ArticleContext) -> Iterator[str]:
    try:
        host = urlsplit(context.page.address or "").hostname
    except ValueError:
        return
    if host:
        yield host.removeprefix("www.")


RULES = (
    Rule("meta:og:site_name", lambda s: s.metas("og:site_name")),
    Rule("json-ld:publisher", lambda s: s.linked("publisher")),
    Rule("json-ld:website", _website),
    Rule(
        "meta:application-name",
        lambda s: s.metas("application-name", "apple-mobile-web-app-title", "dc.publisher", "citation_journal_title"),
    ),
    Rule("itemprop:publisher", _microdata),
    Rule("title", _behind_the_title),
    Rule("shown:logo", _logo),
    Rule("shown:copyright", _copyright),
    Rule("feed", _feeds),
    Rule("title:end", _signed_tab),
    Rule("host", _host),
)


def find_publisher(context: ArticleContext) -> Finding[str] | None:
    """Return the publisher's name, or the page's host where it gives none."""

    def accept(raw: str) -> str:
        name = _without_slogan(clean(raw), context.hosts[-1])
        if not name or len(name) > MAX_PUBLISHER or name.startswith(("http:", "https:")):
            raise Unfit("no name")
        return name

    return first_finding("publisher", context, RULES, accept)
