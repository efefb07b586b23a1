"""What an article is listed by: folded values, the words of ``q=``, and the names of the partitions that they make."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from zlib import crc32

from clippings.article import EnrichedArticle
from clippings.enrichment.address import registrable_domain
from clippings.page.word_splitting import RUN
from clippings.settings import ListingCaps

#: What an article can be listed by; ``month`` is the list without a filter, ``term`` serves ``q=``.
FACET_KINDS = ("publisher", "author", "tag", "entity", "keyword", "section", "language", "month", "term")
#: The kinds with few values and many articles each: one partition takes 1,000 writes a second, so these are sharded.
SHARDED = frozenset({"month", "language"})
#: First letters in a listing's own attributes, where every byte is paid for in each of some forty rows.
LETTERS = {
    "publisher": "p",
    "author": "a",
    "tag": "t",
    "entity": "e",
    "keyword": "k",
    "section": "s",
    "language": "l",
    "term": "q",
}
#: Longer values are listed under a hash: the tokens of all facets share a row of one kilobyte.
MAX_VALUE_BYTES = 24

#: Scripts that set no spaces between words: two characters in a row make a term.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
WORD = re.compile(rf"{RUN}(?:['’]{RUN})*")
#: Shorter words are articles and prepositions in most languages; numbers of two digits are kept.
MIN_TERM = 2
#: Longest text that is searched for words, in characters.
MAX_TEXT = 2_000


def fold(value: str) -> str:
    """Return *value* as it is compared: without case, without the accents of European scripts, white space folded."""
    decomposed = unicodedata.normalize("NFKD", value[:MAX_TEXT].casefold())
    kept = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return " ".join(unicodedata.normalize("NFC", kept).split())


def facet_value(kind: str, value: str) -> str:
    """Return *value* of *kind* as it stands in keys: folded, long ones by hash; empty where nothing is left."""
    folded = fold(value.replace("#", " "))
    if kind == "language":
        folded = folded.replace("_", "-").partition("-")[0]
    raw = folded.encode("utf-8", "surrogatepass")
    if len(raw) <= MAX_VALUE_BYTES:
        return folded
    return f"~{hashlib.sha256(raw).hexdigest()[:16]}"


def token(kind: str, value: str) -> str:
    """Return the token by which a row says that it is listed under *value* of *kind*; empty where it cannot be."""
    found = facet_value(kind, value)
    return f"{LETTERS[kind]}:{found}" if found else ""


def terms(text: str) -> tuple[str, ...]:
    """Return the distinct words of *text* that an article can be looked up by, in order."""
    return tuple(dict.fromkeys(_terms(fold(text))))


def _terms(folded: str) -> Iterator[str]:
    at = 0
    for run in UNSPACED.finditer(folded):
        yield from _words(folded[at : run.start()])
        at = run.end()
        characters = run[0]
        yield from (characters[i : i + 2] for i in range(max(1, len(characters) - 1)))
    yield from _words(folded[at:])


def _words(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        plain = word.replace("’", "'").removesuffix("'s")
        if len(plain) >= MIN_TERM:
            yield plain


def tokens(article: EnrichedArticle, caps: ListingCaps) -> tuple[str, ...]:
    """Return the tokens of every facet that *article* is listed under, most of a kind as *caps* allow."""
    most = asdict(caps)
    found: dict[str, None] = {}
    for kind, values in _values(article):
        folded = dict.fromkeys(filter(None, (token(kind, value) for value in values)))
        found.update(dict.fromkeys(list(folded)[: most.get(kind, 1)]))
    return tuple(found)


def _values(article: EnrichedArticle) -> Iterator[tuple[str, Iterable[str]]]:
    yield "publisher", _publishers(article)
    yield "author", (author.name for author in article.authors[:100])
    yield "tag", article.tags[:100]
    yield "keyword", article.keywords
    yield "entity", (entity.name for entity in article.entities)
    yield "section", filter(None, [article.section])
    yield "language", filter(None, [article.language])
    yield "term", _article_terms(article)


def _publishers(article: EnrichedArticle) -> list[str]:
    """The publisher's name, else its registrable domain: every article with an address has a publisher."""
    address = article.canonical_url or article.url
    domain = registrable_domain(address) if address else None
    return [name for name in (article.publisher, domain) if name]


def _article_terms(article: EnrichedArticle) -> Iterator[str]:
    """Words of the title first, then of entities and keywords: the cap cuts off the end. Function words go last."""
    words = dict.fromkeys(terms(article.title or ""))
    words.update(dict.fromkeys(w for entity in article.entities for w in terms(entity.name)))
    words.update(dict.fromkeys(w for keyword in article.keywords for w in terms(keyword)))
    yield from sorted(words, key=lambda word: len(word) < 4 and word.isascii() and not word.isdigit())


def partition(kind: str, value: str, shards: int = 1, article_id: str = "") -> str:
    """Return the partition of a listing. *value* is already folded; the shard follows from the article's id."""
    shard = shard_of(article_id, shards) if kind in SHARDED else 0
    return shard_name(f"FACET#{kind}#{value}", shard)


def partitions(kind: str, value: str, shards: int) -> list[str]:
    """Return every partition that a listing may lie in."""
    return [shard_name(f"FACET#{kind}#{value}", shard) for shard in range(shards if kind in SHARDED else 1)]


def shard_name(name: str, shard: int) -> str:
    """Return one shard of a partition. The first has its plain name, as it had before there were more."""
    return f"{name}#{shard}" if shard else name


def shard_of(article_id: str, shards: int) -> int:
    """Return the shard that an article's rows lie in."""
    return crc32(article_id.encode()) % shards


_KINDS = {letter: kind for kind, letter in LETTERS.items()}


def split_token(text: str) -> tuple[str, str]:
    """Return (kind, folded value) of a token."""
    letter, _, value = text.partition(":")
    return _KINDS[letter], value
