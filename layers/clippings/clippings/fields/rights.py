"""The article's rights: its license, its copyright line, and reservations."""

from __future__ import annotations

import re

from clippings.fields.authors.person_names import clean
from clippings.fields.context import ArticleContext
from clippings.fields.rule import finding
from clippings.languages.patterns import any_of, lazy_pattern
from clippings.languages.word_lists import all_words
from clippings.page.tree import attribute
from clippings.records import Finding, Rights

#: Words of ``<meta name="robots">`` that reserve rights, as search engines and text miners define them.
_RESERVING = frozenset(
    "noindex none noarchive nosnippet notranslate noimageindex noai noimageai nocache noml max-snippet:0".split()
)
_ROBOTS = ("robots", "googlebot", "googlebot-news", "bingbot", "ai", "gptbot", "google-extended", "ccbot")
#: A copyright line: the sign, or the word with a sign, a year or "by" after it.
_COPYRIGHT = lazy_pattern(
    lambda: (
        r"(?:©|\(c\)\s*(?=\d{4})|&copy;|copyright\s*"
        rf"(?=©|\(c\)|\d{{4}}|{any_of(all_words('labels', 'copyright_by'))}\b)).{{3,160}}"
    ),
    re.IGNORECASE,
)
_SIGNS = ("©", "(c)", "&copy;", "copyright")
#: The links after a copyright line in the same passage, after a bar or a dot.
_FOOTER_LINKS = lazy_pattern(
    lambda: rf"(?:(?<!\s)\s+)?[|·•]\s*(?=[^|·•]{{0,40}}\b{any_of(all_words('labels', 'footer_links'))})",
    re.IGNORECASE,
)
#: A year or a reservation, which only a page's own copyright line has; that of a picture has neither.
_OF_PAGE = lazy_pattern(lambda: rf"\d{{4}}|{any_of(all_words('labels', 'rights_reserved'))}", re.IGNORECASE)
#: Roles of passages whose copyright line belongs to a picture.
_PICTURES = frozenset({"caption", "credit"})
#: Passages at the page's end that are searched for the copyright line.
LAST_PASSAGES = 40
#: The last of them, which are the footer and hold no pictures.
FOOTER_PASSAGES = 12


def find_rights(context: ArticleContext) -> Finding[Rights] | None:
    """Return the rights that the page states, or None where it states none."""
    rights = Rights(_license(context), _copyright(context), _reservations(context))
    read = "; ".join(filter(None, (rights.licence, rights.copyright, *rights.reservations)))
    return finding("rights", "declared", rights, read) if read else None


def _license(context: ArticleContext) -> str | None:
    links = [attribute(link, "href") for rel, link in context.page.head_links if "license" in rel.split()]
    links += [attribute(link, "href") for link in context.page.tree.select("a[rel~=license]")]
    found = [
        *context.linked("license"),
        *(link for link in links if link),
        *context.metas("dcterms.license", "dc.rights.license", "cc:license"),
    ]
    return _address(context, clean(found[0]))[:500] if found else None


def _address(context: ArticleContext, text: str) -> str:
    """Return the license in *text*, as an absolute address where it is one."""
    return text if " " in text or "/" not in text else context.page.absolute(text) or text


def _copyright(context: ArticleContext) -> str | None:
    declared = context.linked("copyrightNotice") + context.metas("copyright", "dc.rights", "dcterms.rights", "rights")
    for text in declared:
        if clean(text):
            return clean(text)[:300]
    for passage in reversed(context.passages[-LAST_PASSAGES:]):
        folded = passage.text.lower()
        match = _COPYRIGHT.search(passage.text) if any(sign in folded for sign in _SIGNS) else None
        own = passage.index >= len(context.passages) - FOOTER_PASSAGES or context.role(passage.index) not in _PICTURES
        if match and (own or _OF_PAGE.search(match[0])):
            return _FOOTER_LINKS.split(match[0], maxsplit=1)[0].strip()
    return None


def _reservations(context: ArticleContext) -> tuple[str, ...]:
    """Return the reservations in the page's metas: words for robots, and the TDM Reservation Protocol.

    Published form: https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240202/
    """
    told = {word for content in context.metas(*_ROBOTS) for word in re.sub(r":\s+", ":", content.lower()).split(",")}
    words = {word.strip() for word in told} & _RESERVING
    if context.page.meta("tdm-reservation") == "1":
        words.add("tdm-reservation")
        words.update(f"tdm-policy: {policy}"[:500] for policy in context.metas("tdm-policy")[:1])
    return tuple(sorted(words))
