"""The meeting point of the derived facts: a ParsedArticle in, an EnrichedArticle out."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from clippings.article import EnrichedArticle, ParsedArticle
from clippings.enrichment.content import content_hash
from clippings.enrichment.identity import identify
from clippings.enrichment.reading import count_words, reading_minutes
from clippings.enrichment.sentences import split_sentences
from clippings.records import TEXT_ROLES, Capture


def derive(article: ParsedArticle, capture: Capture | None, now: datetime) -> EnrichedArticle:
    """Return *article* with everything that follows from it. See :func:`clippings.enrichment.enrich`."""
    texts = [(block, text) for block in article.blocks if block.role in TEXT_ROLES and (text := block.text.strip())]
    words = sum(count_words(text) for _, text in texts)
    language = article.language
    day = article.published.day if article.published else (capture.captured_at if capture else now).date()
    parsed = {field.name: getattr(article, field.name) for field in fields(ParsedArticle)}
    return EnrichedArticle(
        **(parsed | {"language": language}),
        id=identify(article, capture).id,
        content_hash=content_hash(article.blocks, article.title, article.standfirst),
        day=day,
        dated=article.published is not None,
        word_count=words,
        sentence_count=sum(len(split_sentences(text)) for _, text in texts),
        reading_minutes=reading_minutes(words, language),
    )
