"""Groups of words in the names of elements (``class``, ``id``) that indicate the role of the element, as bits."""

from __future__ import annotations

import re
from collections.abc import Collection

#: One group per line. A stem of five letters or more matches the start of a word; a shorter one matches whole words.
GROUPS: tuple[tuple[str, str], ...] = (
    ("content", "content body text prose richtext paragraph copy wysiwyg markdown articlebody storybody maincontent"),
    ("article", "article story post entry hentry blog news postbody"),
    (
        "comment",
        "comment disqus reply replies respond discussion kommentar commentaire comentario reacties "
        "viafoura coral thread",
    ),
    (
        "related",
        "related recommend recirc similar suggested popular trending mostread latest outbrain taboola "
        "more also readmore",
    ),
    ("following", "next prev previous pagination pager nextprev continue upnext"),
    ("share", "share sharing social follow facebook twitter whatsapp addthis teilen partage compartir sns"),
    (
        "ad",
        "ad ads adv advert advertisement adslot sponsor dfp gpt adsense commercial marketing promo "
        "promotion promoted affiliate",
    ),
    ("nav", "nav menu breadcrumb breadcrumbs navigation navbar toolbar skip skiplink tabs megamenu"),
    ("foot", "footer foot bottom colophon endnote"),
    ("head", "header masthead topbar banner top"),
    ("side", "sidebar aside rail secondary widget widgets sidecolumn complementary"),
    ("meta", "meta info details dateline credit credits"),
    ("byline", "byline author authors writer contributor reporter autor auteur autore"),
    ("biography", "bio biography about profile aboutauthor authorbox authorbio"),
    ("date", "date time timestamp published updated datetime fecha datum"),
    ("tag", "tag tags topic topics category categories keyword keywords label labels hashtag"),
    (
        "subscribe",
        "newsletter subscribe subscription signup paywall premium register registration regwall login signin piano "
        "donate donation membership identity account password verify unlock",
    ),
    ("modal", "modal popup overlay cookie consent gdpr dialog lightbox privacy onetrust toast alert notification"),
    ("caption", "caption figcaption legend wpcaption bildunterschrift"),
    ("media", "image photo media gallery video figure slideshow player img picture embed audio podcast slide"),
    ("title", "title headline heading hed kicker eyebrow headings"),
    (
        "standfirst",
        "summary dek standfirst lead lede intro excerpt abstract subtitle subhead subheadline deck perex "
        "chapo sapo ingress",
    ),
    (
        "card",
        "card teaser item tile thumb thumbnail feed river carousel slider stream archive grid swiper list listing",
    ),
    ("quote", "quote pullquote blockquote testimonial"),
    (
        "notice",
        "disclaimer correction copyright legal terms footnote footnotes notice disclosure source sources references",
    ),
    ("hidden", "hidden hide visuallyhidden sronly screenreader invisible noprint offscreen srtext"),
    ("box", "box infobox factbox callout inset highlight highlights keypoints panel"),
    (
        "tool",
        "weather stock market score poll quiz game calendar form search input button btn cta tooltip icon print toc",
    ),
    ("faq", "faq faqs accordion expandable toggle collapse collapsible"),
    ("embed", "tweet embed instagram tiktok"),
    ("rating", "review reviews rating ratings"),
    ("product", "product products price prices shop cart spec specs ingredient ingredients"),
    ("frame", "main page wrapper container layout site primary row column col inner section region block"),
)
NAMES = tuple(name for name, _ in GROUPS)
MIN_STEM_LETTERS = 5
#: Words and class attributes remembered in one process; both repeat from page to page.
MAX_REMEMBERED = 50_000
#: Longer words are not cached, so that hostile pages cannot fill the memory.
MAX_CACHED_CHARS = 200

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_EXACT: dict[str, int] = {}
_STEMS: dict[str, list[tuple[str, int]]] = {}
for _bit, (_, _words) in enumerate(GROUPS):
    for _word in _words.split():
        _EXACT[_word] = _EXACT.get(_word, 0) | 1 << _bit
        if len(_word) >= MIN_STEM_LETTERS:
            _STEMS.setdefault(_word[:MIN_STEM_LETTERS], []).append((_word, 1 << _bit))
_words_seen: dict[str, int] = {}
_parts_seen: dict[str, int] = {}
_names_seen: dict[str, int] = {}


def group_bits(names: Collection[str]) -> int:
    """Return the groups of :data:`NAMES` with these *names*, as bits."""
    return sum(1 << bit for bit, name in enumerate(NAMES) if name in names)


def groups_in(names: str) -> int:
    """Return the groups that the words in *names*, the value of a ``class`` or ``id``, belong to, as bits."""
    bits = _names_seen.get(names)
    if bits is None:
        bits = 0
        for part in names.replace("-", " ").replace("_", " ").split():
            known = _parts_seen.get(part)
            bits |= _part_groups(part) if known is None else known
        if len(_names_seen) < MAX_REMEMBERED and len(names) <= MAX_CACHED_CHARS:
            _names_seen[names] = bits
    return bits


def _part_groups(part: str) -> int:
    """Return the groups of a part of a name between hyphens, underscores and spaces: no word is longer."""
    bits = 0
    for word in _WORD.findall(part):
        bits |= _word_groups(word.lower())
    if len(_parts_seen) < MAX_REMEMBERED and len(part) <= MAX_CACHED_CHARS:
        _parts_seen[part] = bits
    return bits


def _word_groups(word: str) -> int:
    bits = _words_seen.get(word)
    if bits is None:
        bits = _EXACT.get(word, 0)
        for stem, bit in _STEMS.get(word[:MIN_STEM_LETTERS], ()):
            if word.startswith(stem):
                bits |= bit
        if len(_words_seen) < MAX_REMEMBERED and len(word) <= MAX_CACHED_CHARS:
            _words_seen[word] = bits
    return bits
