"""The names of a site, its host and its sections, which are removed from titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext, plain
from clippings.page.tree import attribute, inner_text

#: Shortest label of a host that can be part of the site's name, in characters; shorter ones are common words.
MIN_LABEL = 5
MAX_BRAND_WORDS = 4
#: Shortest first word of a name that the host's label begins with, in characters.
MIN_OWN = 6
#: Least initials that stand for a name.
MIN_INITIALS = 3
#: Most links to the front page that are read. The logo is among the first.
MAX_LINKS = 4
#: Longest text of a logo, in characters.
MAX_LOGO = 60

#: Generic words in names of sites.
_GENERIC = frozenset("the blog news online magazine site website com org net official".split())
#: Separators between title and site's name that need no spaces. Half-width ones count only beside letters that are not
#: Latin: between Latin letters they occur inside of words.
_CLOSE_BEFORE = re.compile(r"(?:(?<!\s)\s+)?[：－＿／・〜～｜—―】）」》|]\s*$|:\s+$")
_CLOSE_BEHIND = re.compile(r"^\s*[：－＿／・〜～｜—―】）」》|]\s*|^:\s+")
_ASCII_BEFORE, _ASCII_BEHIND = re.compile(r"(?:(?<!\s)\s+)?[-–_:/]\s*$"), re.compile(r"^\s*[-–_:/]\s*")
_HOST = re.compile(r"[\w.-]+")
_OPENING, _CLOSING = re.compile(r"[【（(《「\[]\s*$"), re.compile(r"^\s*[】）)》」\]]")


@dataclass(frozen=True, slots=True)
class Brands:
    """The names of the site in plain words, and without spaces as hosts spell them.

    *written* are the names as the page writes them; *sections* are the plain words of the address's folders.
    """

    names: frozenset[str]
    squeezed: frozenset[str]
    label: str = ""  #: the host's own label, if it is long enough
    written: tuple[str, ...] = ()
    sections: frozenset[str] = frozenset()

    def contains(self, text: str) -> bool:
        """Return whether *text* is one of the names, or a short one with the host's label in it (``Acme Insights``)."""
        key = plain(text)
        squeezed = key.replace(" ", "")
        if key in self.names or squeezed in self.squeezed:
            return True
        words = key.split()
        if len(words) > MAX_BRAND_WORDS or not self.label:
            return False
        if squeezed.startswith(self.label) or (len(squeezed) >= MIN_LABEL and squeezed in self.label):
            return True
        own = [word for word in words if word not in _GENERIC]
        return len(words) > 1 and bool(own) and len(own[0]) >= MIN_OWN and self.label.startswith(own[0])

    def without_name(self, text: str) -> str:
        """Return *text* without a name at its end or beginning that a separator without spaces sets off."""
        folded = text.casefold()
        for name in self.written:
            short = name.casefold()
            if folded.endswith(short) or folded.rstrip("】）)》」]").endswith(short):
                at = folded.rindex(short)
                left = _before(text[:at], name, bracket=bool(_CLOSING.match(text[at + len(name) :])))
                if left:
                    return left
            if folded.lstrip("【（(《「[").startswith(short):
                at = folded.index(short)
                right = _behind(text[at + len(name) :], name, bracket=bool(_OPENING.search(text[:at])))
                if right:
                    return right
        return text


def _before(text: str, name: str, *, bracket: bool) -> str:
    """Return *text*, the part before *name*, without the separator; empty where there is no separator."""
    if bracket and (match := _OPENING.search(text)):
        return text[: match.start()].rstrip()
    match = _CLOSE_BEFORE.search(text) or (None if name.isascii() else _ASCII_BEFORE.search(text))
    return text[: match.start()] if match else ""


def _behind(text: str, name: str, *, bracket: bool) -> str:
    """Return *text*, the part after *name*, without the separator; empty where there is no separator."""
    if bracket and (match := _CLOSING.match(text)):
        return text[match.end() :].lstrip()
    match = _CLOSE_BEHIND.match(text) or (None if name.isascii() else _ASCII_BEHIND.match(text))
    return text[match.end() :] if match else ""


def tab_titles(context: ArticleContext) -> list[str]:
    """Return the text of ``<title>`` as a list; empty where there is none."""
    tag = context.page.tree.find("title")
    return [inner_text(tag)] if tag is not None else []


def read_brands(context: ArticleContext) -> Brands:
    """Return the names of the site: those that the page declares, those on links to its front page, and its host."""
    names = [*context.site_names, *_logo_headings(context)]
    keys = frozenset(key for name in names if (key := plain(name.lstrip("@"))))
    hosts = [key.replace(" ", "") for host in context.hosts if (key := plain(host))]
    label = hosts[-1] if len(hosts) > 1 and len(hosts[-1]) >= MIN_LABEL else ""
    initials = {"".join(word[0] for word in words) for key in keys if len(words := key.split()) >= MIN_INITIALS}
    logos = read_logos(context)
    written = dict.fromkeys(name for name in (*map(clean, names), *logos) if len(name) > 1)
    short = [key.replace(" ", "") for key in (*keys, *map(plain, logos))]
    squeezed = frozenset(filter(None, (*short, *hosts, *initials)))
    return Brands(keys, squeezed, label, tuple(written), _sections(context))


def _logo_headings(context: ArticleContext) -> list[str]:
    """Return the headings that link to the front page and are a part of ``<title>``."""
    titles = [f" {plain(tab)} " for tab in tab_titles(context)]
    logos = [heading.text for heading in context.headings if heading.leads_home]
    return [logo for logo in logos if any(f" {plain(logo)} " in tab and plain(logo) != tab.strip() for tab in titles)]


def read_logos(context: ArticleContext) -> list[str]:
    """Return the texts of the page's first links to its front page, and of the pictures in them."""
    found: list[str] = []
    host = context.hosts[0] if _HOST.fullmatch(context.hosts[0]) else ""
    homes = [f"{scheme}://{www}{host}" for scheme in ("https", "http") for www in ("", "www.")] if host else []
    places = ["/", *homes, *(f"{home}/" for home in homes)]
    for link in context.page.tree.select(",".join(f'a[href="{place}"]' for place in places))[:MAX_LINKS]:
        pictures = [attribute(image, "alt") or "" for image in link.find_all("img", limit=1)]
        texts = (inner_text(link), attribute(link, "title") or "", *pictures)
        found += (clean(text) for text in texts if 1 < len(text.strip()) <= MAX_LOGO)
    return found


def _sections(context: ArticleContext) -> frozenset[str]:
    """Return the folders of the page's address and the declared sections in plain words."""
    folders = [
        plain(unquote(folder).replace("-", " ").replace("_", " ")) for folder in context.path.strip("/").split("/")[:-1]
    ]
    named = [plain(name) for name in (*context.metas("article:section"), *context.linked("articleSection"))]
    return frozenset(key for key in (*folders, *named) if len(key) > 2 and not key.isdigit())
