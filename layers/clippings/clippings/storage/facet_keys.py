"""The keys of listings: folded facet values, the words of ``q=``, and the partitions that they make."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from zlib import crc32

from clippings.article import EnrichedArticle
from clippings.facets import FACETS, TERM, TERM_LETTER, values_of
from clippings.page.word_splitting import RUN
from clippings.settings import ListingCaps

#: The list without a filter.
MONTH = "month"
#: The kinds with few values and many articles each: one partition takes 1,000 writes a second, so these are sharded.
SHARDED = frozenset({MONTH, *(facet.name for facet in FACETS if facet.is_sharded)})
#: First letters in a listing's own attributes, where every byte is paid for in each of some forty rows.
LETTERS = {TERM: TERM_LETTER, **{facet.name: facet.letter for facet in FACETS}}
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
    """Return the tokens of the facet values and words that *article* is listed under, as many as *caps* allow."""
    found: dict[str, None] = {}
    for kind, values in _listed_values(article):
        folded = dict.fromkeys(filter(None, (token(kind, value) for value in values)))
        found.update(dict.fromkeys(list(folded)[: caps.most(kind)]))
    return tuple(found)


def _listed_values(article: EnrichedArticle) -> Iterator[tuple[str, Iterable[str]]]:
    for facet, values in values_of(article):
        yield facet.name, values
    yield TERM, _article_terms(article)


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
