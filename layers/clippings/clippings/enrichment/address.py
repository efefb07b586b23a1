"""Normalized web addresses: all variants of an address become the same string.

Variants are those of RFC 3986, section 6 (case, default ports, dot segments, escapes of unreserved characters), and
those that news sites have: tracking parameters, AMP and mobile copies, index files, a trailing slash, ``www.``,
``http`` instead of ``https``. Parts that may lead to another page, such as other parameters, are kept.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from clippings.enrichment.platforms import platform_site, user_path
from clippings.errors import InvalidRequest

#: Longest address that is read, in characters. Longer addresses contain state, and browsers and caches reject them.
MAX_LENGTH = 8_192

#: Parameters by which sites track where a reader came from, by their exact names in lower case.
TRACKING = frozenset(
    """
    _ga _gl _hsenc _hsmi _openstat algo_expid ao_noptimize at_campaign at_medium at_creation cmp cmpid cndid
    cx_testid dclid dgcid ecid efg elqtrack elqtrackid emc epik esid fb_action_ids fb_action_types fb_ref fb_source
    fbclid gbraid gclid gclsrc gs_l guce_referrer guce_referrer_sig guccounter hootpostid hsctatracking ic_source
    icid igsh igshid int_source intcid ito jsessionid leadsource li_fat_id mbid mc_cid mc_eid mkt_tok mkwid
    ml_subscriber msclkid ncid ns_campaign ns_linkname ns_mchannel ns_source ocid oly_anon_id oly_enc_id phpsessid
    pk_campaign pk_kwd pk_source ref ref_ ref_src ref_url referrer rss s_cid s_kwcid sc_campaign sc_cid sc_src share
    smid smprod smtyp snr sr_share srsltid taid tblci trk trkcampaign ttclid twclid vero_conv vero_id wbraid
    wickedid wt_mc wt_zmc xtor yclid yptr ysclid
    """.split()
)
TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_", "itm_", "piwik_", "matomo_", "wt.", "oft_", "iesrc")

#: Parameters that choose a form of the same page, with the values that do so ("" is a parameter without value).
FORMS = {
    "amp": {"", "1", "true"},
    "outputtype": {"amp", "valid-amp"},
    "m": {"0", "1"},
    "print": {"", "1", "true"},
    "view": {"mobile", "desktop"},
    "s": {""},
}

#: First or last segments of a path that request a form of the page, and parameters that do so with any value.
PAGE_FORMS = frozenset(
    "amp full index mobile print printable print-view printversion printview single-page single".split()
)
PAGE_EXTENSION = re.compile(r"\.(?:amp|html?|php\d?|aspx?|jsp|shtml|cfm)$")
FORM_PARAMETERS = frozenset(
    "amp format fullpage m mobile mode output outputtype print printable single singlepage view".split()
)

#: First labels of a host name. The host without the label has the same pages.
HOST_FORMS = frozenset({"www", "www2", "m", "mobile", "mobil", "amp", "wap", "touch"})

#: Hosts that show copies of other hosts' pages: the page's own address follows ``/s/`` or ``/amp/`` in the path.
AMP_CACHE = re.compile(r"(?:^|\.)cdn\.ampproject\.org$|(?:^|\.)bing-amp\.com$|^www\.google\.[a-z.]+$")
AMP_CACHE_PATH = re.compile(r"^/(?:[a-z]/|amp/)(s/)?(?=[^/]+\.[^/]+)")

INDEX_FILE = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml|cfm)$", re.IGNORECASE)
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
IN_PATH = UNRESERVED | frozenset(b"!$&'()*+,;=:@/%")
#: White space and control characters that copying leaves in an address. Browsers remove them, too.
JUNK = re.compile(r"[\x00-\x20\x7f\u200b\u200e\u200f\u2060\ufeff]+")
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):(?!\d+(?:/|$))", re.IGNORECASE)


class Address(NamedTuple):
    """The parts of a normalized address. *host* is ASCII, *path* begins with a slash, *query* may be empty."""

    host: str
    path: str
    query: str

    def __str__(self) -> str:
        path = "" if self.path == "/" and not self.query else self.path
        return f"https://{self.host}{path or '/'}" + (f"?{self.query}" if self.query else "")


def normalise_address(url: str) -> str:
    """Return the normalized form of *url*, which always begins with ``https``.

    Raises:
        InvalidRequest: *url* is not a web address.
    """
    found = find_address(url)
    if found is None:
        raise InvalidRequest("not the address of a page on the web", "url")
    return str(found)


def find_address(url: str | None) -> Address | None:
    """Return the parts of the normalized form of *url*, or None if it is not an http(s) address. Never raises."""
    return _read(url) if url and len(url) <= MAX_LENGTH else None


@lru_cache(maxsize=512)
def _read(url: str) -> Address | None:
    cleaned = JUNK.sub("", url).replace("\\", "/")
    scheme = SCHEME.match(cleaned)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return None
    rest = cleaned[scheme.end() :].lstrip("/") if scheme else cleaned.lstrip("/")
    if not scheme and cleaned.startswith("/") and not cleaned.startswith("//"):
        return None
    try:
        parts = urlsplit(f"//{rest}")
        host = _host(parts.hostname or "")
        port = parts.port
    except ValueError:  # a broken IPv6 literal, a port that is not a number
        return None
    if host is None or (not scheme and "." not in host):
        return None
    inner = _inside_cache(host, parts)
    if inner:
        return _read(inner)
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    return Address(netloc, _path(parts.path, parts.fragment), _query(parts.query))


def _host(raw: str) -> str | None:
    """Return the host *raw* in ASCII, without a final dot and labels of mobile and AMP copies; None if not a host."""
    host = unquote(raw).rstrip(".").lower()
    if not host or len(host) > 253:
        return None
    if ":" in host:
        return f"[{ipaddress.ip_address(host).compressed}]"
    if not host.isascii():
        host = _in_ascii(host)
    labels = host.split(".")
    if not all(labels) or not all(re.fullmatch(r"[a-z0-9_-]{1,63}", label) for label in labels):
        return None
    return ".".join(_without_forms(labels))


def _in_ascii(host: str) -> str:
    """Return an international name in ASCII (IDNA 2008 with the mapping of UTS 46); empty if it is not valid."""
    import idna  # 6 ms and its tables 50: few addresses need it

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def _without_forms(labels: list[str]) -> list[str]:
    """Return the *labels* of a host without that of a mobile site: ``m`` of ``m.example.com``, but not of ``m.com``."""
    while labels[0] in HOST_FORMS and registrable_domain(".".join(labels[1:])):
        labels = labels[1:]
    if len(labels) > 3 and labels[1] in {"m", "amp", "mobile"} and registrable_domain(".".join(labels[2:])):
        labels = [labels[0], *labels[2:]]
    return labels


def _inside_cache(host: str, parts: SplitResult) -> str | None:
    """Return the address of the page that an AMP cache or viewer shows, or None."""
    cached = AMP_CACHE.search(parts.hostname or host) and AMP_CACHE_PATH.match(parts.path)
    if not cached:
        return None
    return f"https://{parts.path[cached.end() :]}" + (f"?{parts.query}" if parts.query else "")


def _path(path: str, fragment: str) -> str:
    path = _escapes(re.sub(r"/{2,}", "/", "/" + path.split(";jsessionid=")[0]), IN_PATH)
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    path = _without_amp(INDEX_FILE.sub("/", "/" + "/".join(kept)).rstrip("/"))
    route = f"#{_escapes(fragment, IN_PATH)}" if fragment.startswith("!") else ""  # names a page of a site of scripts
    return (path or "/") + route


def _without_amp(path: str) -> str:
    """Return *path* without the mark of an AMP copy: ``/amp/a-story``, ``/a-story/amp``, ``/a-story.amp.html``."""
    path = re.sub(r"\.amp(\.html?)?$", lambda end: end[1] or "", path)
    segments = path.split("/")
    if len(segments) > 2 and segments[-1] in ("amp", "amp.html") and names_a_page(segments[-2]):
        segments.pop()
    if len(segments) > 2 and segments[1] == "amp" and names_a_page(segments[-1]):
        del segments[1]
    return "/".join(segments)


def names_a_page(segment: str) -> bool:
    """Return whether *segment* of a path looks like the name of a page (a slug, a number), not of a section."""
    return len(segment) > 24 or bool(re.search(r"\d{3}|[-_+].|%[0-9A-F]{2}|\.[a-z]{3,5}$", segment))


def _query(query: str) -> str:
    pairs = []
    for pair in re.split("[&]", query)[:200]:
        name, _, value = pair.partition("=")
        key = name.lower()
        if not pair or key in TRACKING or key.startswith(TRACKING_PREFIXES) or value.lower() in FORMS.get(key, ()):
            continue
        pairs.append(_escapes(pair, IN_PATH | frozenset(b"?")))
    return "&".join(sorted(pairs))


def _escapes(text: str, allowed: frozenset[int]) -> str:
    """Return *text* with escapes of unreserved characters resolved, others in upper case, and the rest escaped."""

    def one(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return chr(code) if code in UNRESERVED else f"%{match[1].upper()}"

    resolved = ESCAPE.sub(one, text)
    if re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@/?-]*", resolved):
        return resolved
    resolved = re.sub(r"%(?![0-9A-F]{2})", "%25", resolved)
    return "".join(chr(b) if b in allowed else f"%{b:02X}" for b in resolved.encode("utf-8", "surrogatepass"))


def registrable_domain(url: str) -> str | None:
    """Return the registrable domain of a host or an address (``bbc.co.uk``), by the public suffix list.

    The private part of the list and the hosts in ``platforms.json`` count as suffixes, so that two blogs on one
    platform are two publishers. Returns None for a bare suffix, an IP address, a name without a dot, and anything but a
    host.
    """
    if "/" in url or ":" in url:
        found = find_address(url)
        host = found.host.partition(":")[0] if found and not found.host.startswith("[") else ""
    else:
        host = url.rstrip(".").lower()
    if "." not in host or host.rpartition(".")[2].isdigit():
        return None
    return _registrable(host)


@lru_cache(maxsize=1024)
def _registrable(host: str) -> str | None:
    return platform_site(host) or _suffixes()(host)


def publisher_site(address: Address) -> str:
    """Return the part of *address* that names its publisher: the registrable domain, else the host.

    On a platform whose users have paths, it includes the user's path: ``medium.com/@one``.
    """
    host = address.host if address.host.startswith("[") else address.host.partition(":")[0]
    return f"{registrable_domain(host) or address.host}{user_path(host, address.path)}"


def page_name(address: Address) -> str:
    """Return the page name: the same text for all addresses at which a server shows the page at *address*.

    It ignores more than normalization does: the port, the case of the path, parameters of a path segment (``;v=1``),
    file extensions, segments and parameters that request a print, mobile or one-page form, and a final ``index``. So it
    is not used to decide to which article a page belongs.
    """
    host = address.host if address.host.startswith("[") else address.host.partition(":")[0]
    path = address.path.partition("#")[0].lower()
    segments = [each.partition(";")[0] for each in path.split("/") if each.partition(";")[0]]
    while len(segments) > 1 and segments[-1].partition(".")[0] in PAGE_FORMS:
        segments.pop()
    while len(segments) > 1 and segments[0] in PAGE_FORMS:
        del segments[0]
    if segments:
        segments[-1] = PAGE_EXTENSION.sub("", segments[-1])
    pairs = (pair for pair in address.query.split("&") if pair.partition("=")[0].lower() not in FORM_PARAMETERS)
    query = "&".join(sorted(filter(None, pairs)))
    return f"{host}/{'/'.join(segments)}" + (f"?{query}" if query else "")


@cache
def _suffixes() -> Callable[[str], str | None]:
    """Load the public suffix list on first use, which takes 60 ms."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList().privatesuffix
