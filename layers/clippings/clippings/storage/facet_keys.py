"""The keys of listings: folded facet values, the words of ``q=``, and the partitions that they make."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from clippings.article import EnrichedArticle
from clippings.enrichment.stop_words import all_stop_words
from clippings.facets import FACETS, FACETS_BY_NAME, TERM, TERM_LETTER, values_of
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
#: A word of one letter or digit has no list of its own: it would name every article. It filters other lists.
MIN_LISTED_TERM = 2
#: Words of a title that are listed, in its order.
MAX_TITLE_TERMS = 32
#: A search of fewer words that are all stop words is refused.
MIN_HEADLINE_WORDS = 3
#: Bytes of a row token's hash. Of the 60 tokens of a row one stands for another value once in 18 million rows.
ROW_TOKEN_BYTES, ROW_TOKEN_CHARS = 4, 5
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
        if plain:
            yield plain


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """The words of a search.

    Attributes:
        searched: All of them are looked up, the longest first: it has the fewest rows.
        dropped: Words after those that a title is listed by. They are not looked up, since they would hide the article
            whose title they were copied from.
    """

    searched: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def search_terms(text: str) -> SearchTerms:
    """Return the words that a search for *text* looks up.

    There are none where no article is listed by any of them, or where the search is one or two stop words in lower
    case. Three or more may be a headline ("To be or not to be"), and capitals an acronym ("WHO").
    """
    found = terms(text)
    searched = found[:MAX_TITLE_TERMS]
    if not any(is_listed(TERM, term) for term in searched) or (text == text.lower() and _are_stop_words(searched)):
        return SearchTerms()
    return SearchTerms(tuple(sorted(searched, key=lambda term: (-len(term), term))), found[MAX_TITLE_TERMS:])


def _are_stop_words(words: tuple[str, ...]) -> bool:
    return len(words) < MIN_HEADLINE_WORDS and any(stop.issuperset(words) for stop in all_stop_words())


def row_token(text: str) -> str:
    """Return what a row holds of a token, to be filtered by: a short hash, so that a row has room for all of them."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:ROW_TOKEN_BYTES]
    return base64.b85encode(digest).decode("ascii")


def tokens(article: EnrichedArticle, caps: ListingCaps) -> tuple[str, ...]:
    """Return the tokens of the facet values and words that *article* is found by, as many as *caps* allow."""
    found: dict[str, None] = {}
    for facet, values in values_of(article):
        folded = dict.fromkeys(filter(None, (token(facet.name, value) for value in values)))
        found.update(dict.fromkeys(list(folded)[: caps.most(facet.name)]))
    found.update(dict.fromkeys(f"{TERM_LETTER}:{term}" for term in _article_terms(article, caps.terms)))
    return tuple(found)


def is_listed(kind: str, value: str) -> bool:
    """Whether the folded *value* of *kind* has a list of its own."""
    if kind == TERM:
        return len(value) >= MIN_LISTED_TERM or not value.isascii()
    return kind == MONTH or FACETS_BY_NAME[kind].is_listed


def _article_terms(article: EnrichedArticle, most: int) -> tuple[str, ...]:
    """Return every word of the title up to MAX_TITLE_TERMS; then of names and keywords, up to *most* altogether."""
    if not most:
        return ()
    words = dict.fromkeys(terms(article.title or "")[:MAX_TITLE_TERMS])
    further = [word for entity in article.entities for word in terms(entity.name)]
    further += [word for keyword in article.keywords for word in terms(keyword)]
    for word in further:
        if len(words) >= most:
            break
        words[word] = None
    return tuple(words)


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
