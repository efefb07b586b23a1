"""Derives all facts of an article: from a ParsedArticle to an EnrichedArticle."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from clippings.article import EnrichedArticle, ParsedArticle
from clippings.enrichment.content import content_hash
from clippings.enrichment.entities import find_entities
from clippings.enrichment.fingerprint import find_fingerprint
from clippings.enrichment.identity import identify
from clippings.enrichment.keywords import find_keywords
from clippings.enrichment.links import find_links
from clippings.enrichment.quotes import find_quotes
from clippings.enrichment.reading_time import count_words, reading_minutes
from clippings.enrichment.sentences import split_sentences
from clippings.enrichment.summary import find_summary
from clippings.languages.detection import choose_language
from clippings.records import TEXT_ROLES, Capture

#: Roles of blocks that contain the article's own sentences.
PROSE = frozenset({"standfirst", "paragraph", "list_item", "quote", "live_entry"})


def derive(article: ParsedArticle, capture: Capture | None, now: datetime) -> EnrichedArticle:
    """Return *article* with the facts derived from it. See :func:`clippings.enrichment.enrich`."""
    identity = identify(article, capture)
    texts = [(block, text) for block in article.blocks if block.role in TEXT_ROLES and (text := block.text.strip())]
    prose = [text for block, text in texts if block.role in PROSE]
    language = choose_language(article.language, "\n".join([article.title or "", *prose[:40]]))
    entities = find_entities(article.blocks, language)
    sentences = [sentence for text in prose for sentence in split_sentences(text)]
    words = count_words("\n".join(text for _, text in texts))
    day = article.published.day if article.published else (capture.captured_at if capture else now).date()
    parsed = {field.name: getattr(article, field.name) for field in fields(ParsedArticle)}
    return EnrichedArticle(
        **(parsed | {"language": language}),
        id=identity.id,
        content_hash=content_hash(article.blocks, article.title, article.standfirst),
        day=day,
        dated=article.published is not None,
        word_count=words,
        sentence_count=len(sentences),
        reading_minutes=reading_minutes(words, language),
        keywords=find_keywords(
            article.title, article.standfirst, sentences, language, [each.name for each in entities]
        ),
        entities=entities,
        quotes=find_quotes(article.blocks, entities),
        summary=find_summary(article.title, sentences, language),
        fingerprint=find_fingerprint(article.blocks),
        links=find_links(article.blocks, identity.address),
    )
