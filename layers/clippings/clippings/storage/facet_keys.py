"""The keys of listings: folded facet values, the words of ``q=``, and the names of the partitions."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from zlib import crc32

from clippings.article import EnrichedArticle
from clippings.facets import FACETS, FACETS_BY_NAME, TERM, TERM_LETTER, values_of
from clippings.search.analysis import tokenize
from clippings.search.folding import MAX_VALUE_BYTES as MAX_VALUE_BYTES
from clippings.search.folding import facet_value as facet_value
from clippings.search.query import MAX_WORDS, function_words
from clippings.settings import ListingCaps

#: The list without a filter.
MONTH = "month"
#: Facets with few values and many articles each. They are sharded, since one partition takes 1,000 writes a second.
SHARDED = frozenset({MONTH, *(facet.name for facet in FACETS if facet.is_sharded)})
#: First letters in a listing's own attributes. They are short because each article has some forty rows.
LETTERS = {TERM: TERM_LETTER, **{facet.name: facet.letter for facet in FACETS}}
#: The kind and letter of words that filter lists but have no list of their own.
FILTER_TERM, FILTER_LETTER = "filter", "w"
#: Least characters of a word that has a list. Shorter words would list every article; they filter other lists.
MIN_LISTED_TERM = 2
#: Maximum number of words of a title that have lists, in order.
MAX_TITLE_TERMS = MAX_WORDS
#: Bytes of the hash in a row token. With 60 tokens in a row, one in 18 million rows has a token that collides with
#: another value.
ROW_TOKEN_BYTES, ROW_TOKEN_CHARS = 4, 5


def token(kind: str, value: str) -> str:
    """Return the token for *value* of *kind* in a row; empty if the value cannot be listed."""
    found = facet_value(kind, value)
    return f"{LETTERS[kind]}:{found}" if found else ""


def terms(text: str) -> tuple[str, ...]:
    """Return the distinct words of *text* by which an article can be found, in order."""
    return tuple(dict.fromkeys(_terms(text)))


def _terms(text: str) -> Iterator[str]:
    """Yield the words. The last character of a run without spaces is part of the pair before it."""
    after_pair = False
    for each in tokenize(text):
        if not (each.is_tail and after_pair):
            yield each.text
        after_pair = each.is_pair


def term_token(word: str) -> str:
    """Return the token for *word* in a row."""
    return token(TERM, word)


def row_token(text: str) -> str:
    """Return the short hash of a token, by which a row is filtered. It is short so that all tokens fit into a row."""
    text = text.replace(f"{FILTER_LETTER}:", f"{TERM_LETTER}:", 1) if text.startswith(f"{FILTER_LETTER}:") else text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:ROW_TOKEN_BYTES]
    return base64.b85encode(digest).decode("ascii")


def tokens(article: EnrichedArticle, caps: ListingCaps) -> tuple[str, ...]:
    """Return the tokens of the facet values and words of *article*, at most as many as *caps* allow."""
    found: dict[str, None] = {}
    for facet, values in values_of(article):
        folded = dict.fromkeys(filter(None, (token(facet.name, value) for value in values)))
        found.update(dict.fromkeys(list(folded)[: caps.most(facet.name)]))
    found.update(dict.fromkeys(_term_tokens(article, caps.terms)))
    return tuple(found)


def is_listed(kind: str, value: str) -> bool:
    """Return whether the folded *value* of *kind* has a list of its own."""
    if kind == TERM:
        return len(value) >= MIN_LISTED_TERM or not value.isascii()
    return kind == MONTH or (kind != FILTER_TERM and FACETS_BY_NAME[kind].is_listed)


def _term_tokens(article: EnrichedArticle, most: int) -> Iterator[str]:
    """Yield the tokens of the words of the title up to MAX_TITLE_TERMS, then of names and keywords, up to *most* lists.

    Function words have no list, since it would contain every article. They filter other lists. They do have one if the
    title has no other words, or writes them in capitals (`IT`).
    """
    if not most:
        return
    title = article.title or ""
    words = terms(title)[:MAX_TITLE_TERMS]
    spelled = {each.text for each in tokenize(title) if title[each.start : each.end].isupper()}
    bare = function_words() - spelled
    own = [word for word in words if word not in bare and is_listed(TERM, word)] or words
    yield from (term_token(word) if word in own else f"{FILTER_LETTER}:{word}" for word in words)
    further = [word for entity in article.entities for word in terms(entity.name)]
    further += [word for keyword in article.keywords for word in terms(keyword)]
    others = [word for word in dict.fromkeys(further) if word not in words and word not in function_words()]
    yield from map(term_token, others[: max(0, most - len(own))])


def partition(kind: str, value: str, shards: int = 1, article_id: str = "") -> str:
    """Return the partition of a listing. *value* is already folded; the shard follows from the article's id."""
    shard = shard_of(article_id, shards) if kind in SHARDED else 0
    return shard_name(f"FACET#{kind}#{value}", shard)


def partitions(kind: str, value: str, shards: int) -> list[str]:
    """Return every partition in which a listing may be."""
    return [shard_name(f"FACET#{kind}#{value}", shard) for shard in range(shards if kind in SHARDED else 1)]


def shard_name(name: str, shard: int) -> str:
    """Return the name of one shard of a partition. The first shard has the plain name, so old rows keep their keys."""
    return f"{name}#{shard}" if shard else name


def shard_of(article_id: str, shards: int) -> int:
    """Return the shard of an article's rows."""
    return crc32(article_id.encode()) % shards


_KINDS = {letter: kind for kind, letter in LETTERS.items()} | {FILTER_LETTER: FILTER_TERM}


def split_token(text: str) -> tuple[str, str]:
    """Return (kind, folded value) of a token."""
    letter, _, value = text.partition(":")
    return _KINDS[letter], value
