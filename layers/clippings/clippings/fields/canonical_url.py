"""The canonical URL: the address that the page declares, without tracking, mobile and AMP variants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from clippings.fields.context import ArticleContext
from clippings.fields.rule import Example, Rule, Unfit, finding, first_finding, json_ld
from clippings.page.tree import attribute
from clippings.records import Finding

#: Longest address that is kept, in characters: about the most that browsers and stores accept.
MAX_ADDRESS = 2048
MAX_ADDRESSES = 8

#: Query parameters that name the origin of the reader and not the content.
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_ga|_gl|mkt_tok|srsltid|vero_.*|"
    r"oly_.*|wt_?mc.*|wt_zmc|xtor|at_(?:medium|campaign|custom\d?|format|link.*|ptr_.*|bbc_.*)|ns_.*|cmpid?|ico|ito|ocid|ftag|smid|spm|"
    r"sc?_cid|ref_?src|ref_?url|soc_(?:src|trk)|guccounter|guce_.*|__twitter_impression|mbid|partner|"
    r"share(?:d|_?from|_?id|_type)?|from_?app|rss|feed|amp|outputtype|outputType|hss_channel|pk_.*|piwik_.*|matomo_.*|s_cid|trk|linkid",
    re.IGNORECASE,
)
#: Hosts of a page's mobile and AMP variants.
_VARIANT_HOST = re.compile(r"^(?:m|mobile|mobil|amp|touch|wap)\.(?=[^.]+\.[^.])|(?<=^[a-z]{2}\.)m\.", re.IGNORECASE)
_VARIANT_PATH = re.compile(r"(?<=/)amp/(?=.)|/amp(?:\.html)?/?$|(?<=\w)\.amp(?=\.html?$|$)", re.IGNORECASE)


def _canonical_links(context: ArticleContext) -> Iterator[str]:
    for rel, link in context.page.head_links:
        if "canonical" in rel and "canonical" in rel.split():
            yield attribute(link, "href") or ""


def _entities(context: ArticleContext) -> Iterator[str]:
    entity = context.article.get("mainEntityOfPage") if context.article else None
    for place in (entity.get("@id") if isinstance(entity, dict) else entity, context.article.get("url")):
        if isinstance(place, str):
            yield place


RULES = (
    Rule(
        "link:canonical",
        _canonical_links,
        "RFC 6596: the relation exists to name the preferred address.",
        Example("https://news.example/bridge", head='<link rel="canonical" href="https://news.example/bridge">'),
    ),
    Rule(
        "meta:og:url",
        lambda context: context.metas("og:url"),
        "Open Graph: the address that counts the shares of a page, whatever variant is shared.",
        Example("https://news.example/bridge", head='<meta property="og:url" content="https://news.example/bridge">'),
    ),
    Rule(
        "json-ld:mainEntityOfPage",
        _entities,
        "Linked data names the page of the article where the head does not.",
        Example("https://news.example/b", head=json_ld('"mainEntityOfPage":{"@id":"https://news.example/b"}')),
    ),
    Rule(
        "url",
        lambda context: [context.page.url] if context.page.url else [],
        "The address that the page was captured from leads to it, even where the page declares none.",
        Example("https://news.example/2024/bridge?id=7", url="https://news.example/2024/bridge?id=7"),
    ),
)


def find_canonical_url(context: ArticleContext) -> Finding[str] | None:
    """Return the canonical URL, or None where neither the page nor the caller gives an address."""
    return context.cached("canonical_url", lambda: _find(context))


def _find(context: ArticleContext) -> Finding[str] | None:

    def accept(raw: str) -> str:
        address = context.page.absolute(raw)
        if address is None or len(address) > MAX_ADDRESS:
            raise Unfit("no address")
        normal = normalise(address)
        parts = urlsplit(normal)
        if parts.path in ("", "/") and not parts.query and _path(context.page.url) not in ("", "/"):
            raise Unfit("the front page")
        return normal

    return first_finding("canonical_url", context, RULES, accept)


def find_addresses(context: ArticleContext) -> Finding[tuple[str, ...]] | None:
    """Return the addresses that the page declares for itself beside the canonical URL: AMP, short link and others."""
    canonical = find_canonical_url(context)
    own = canonical.value if canonical else None
    raws = [raw for rule in RULES for raw in rule.candidates(context)]
    raws += [attribute(link, "href") or "" for rel, link in context.page.head_links if rel in ("amphtml", "shortlink")]
    found = dict.fromkeys(a for raw in raws if raw and (a := context.page.absolute(raw)) and len(a) <= MAX_ADDRESS)
    others = [address for address in found if address != own][:MAX_ADDRESSES]
    return finding("addresses", "declared", tuple(others), " ".join(others)) if others else None


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""


def normalise(address: str) -> str:
    """Return an absolute *address* with its host in lower case and without fragment, tracking and AMP variant."""
    parts = urlsplit(address)
    host = _VARIANT_HOST.sub("", unquote(parts.hostname or "").lower())
    if ":" in host:  # IPv6
        host = f"[{host}]"
    try:
        port = parts.port
    except ValueError:
        port = None
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    path = _VARIANT_PATH.sub("", parts.path) or "/"
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)])
    return urlunsplit((parts.scheme.lower(), netloc, path.rstrip("/") or "/", query, ""))
