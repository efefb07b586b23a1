"""The article: its fields, its blocks, and its body as text, Markdown and HTML."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, Self, get_type_hints

import msgspec

from clippings.errors import UnreadableRecord
from clippings.records import Author, Block, Finding, Image, Rights, Timestamp

#: Version of the article's JSON. It rises when a field changes its meaning or is removed, not when one is added.
SCHEMA = 1

#: Version of the rules and models that extract articles. It rises with every release that may extract another article
#: from the same page. Stored extractions are compared and replayed by it.
EXTRACTOR = 2


@dataclass(frozen=True, kw_only=True)
class ParsedArticle:
    """The article as one page has it, without derived facts. The API's contract describes the fields."""

    title: str | None = None
    standfirst: str | None = None
    authors: tuple[Author, ...] = ()
    published: Timestamp | None = None
    modified: Timestamp | None = None
    blocks: tuple[Block, ...] = ()
    images: tuple[Image, ...] = ()
    url: str | None = None  #: where the page came from, as the caller said
    canonical_url: str | None = None
    addresses: tuple[str, ...] = ()  #: every further address that the page declares for itself (AMP, short link …)
    publisher: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None  #: BCP 47
    access: str | None = None
    kind: str = "article"
    rights: Rights = field(default_factory=Rights)
    #: The limit at which the page was cut, or None: ``nodes``, ``passages``, ``characters`` or ``lines``. ``spans``
    #: where Markdown leaves out the spans of a table that is too large.
    truncated: str | None = None
    article_score: float = 1.0
    hidden_characters: int = 0  #: of text that was left out because no reader of the page sees it
    rejection_reason: str | None = None  #: why the page would be refused if only articles were admitted
    provenance: dict[str, Finding[Any]]

    @cached_property
    def text(self) -> str:
        """The body as plain text, with an empty line between blocks."""
        from clippings.body.render import to_text  # with the parser, which a list does without

        return to_text(self.blocks)

    @cached_property
    def markdown(self) -> str:
        """The body as CommonMark with tables."""
        from clippings.body.render import to_markdown

        return to_markdown(self.blocks)

    @cached_property
    def html(self) -> str:
        """The body as sanitised HTML."""
        from clippings.body.render import to_html

        return to_html(self.blocks)

    def to_dict(self) -> dict[str, Any]:
        """Return JSON-ready values with the body's ``text`` and the ``schema`` version beside the fields."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return {"schema": SCHEMA, **plain, "text": self.text}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """Return the article that :meth:`to_dict` wrote.

        Raises:
            UnreadableRecord: The schema is newer, a field is missing, or a value has the wrong type.
        """
        if not isinstance(plain, dict) or not isinstance(plain.get("schema"), int):
            raise UnreadableRecord("not an article: no schema version")
        if plain["schema"] > SCHEMA:
            raise UnreadableRecord(f"schema {plain['schema']} is newer than this reader's {SCHEMA}")
        try:
            article = msgspec.convert(plain, cls)
            return replace(article, provenance=_typed(article.provenance, cls))
        except msgspec.ValidationError as wrong:
            raise UnreadableRecord(f"not an article: {wrong}") from wrong


def _typed(provenance: dict[str, Finding[Any]], article: type) -> dict[str, Finding[Any]]:
    """Return *provenance* with each value as the record that the field of that name in *article* holds."""
    types = _field_types(article)
    return {
        name: replace(finding, value=msgspec.convert(finding.value, types.get(name, Any)))
        for name, finding in provenance.items()
    }


@cache
def _field_types(article: type) -> dict[str, Any]:
    return get_type_hints(article)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization or place that the article names. *mentions* are the ids of the blocks with the name."""

    name: str
    kind: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, with its speaker where the text names one."""

    text: str
    speaker: str | None
    block: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the body."""

    url: str
    text: str
    block: str
    internal: bool = False  #: it stays with the publisher


@dataclass(frozen=True, kw_only=True)
class EnrichedArticle(ParsedArticle):
    """A parsed article with derived facts. ``language`` is the detected one where the text contradicts the page."""

    id: str
    content_hash: str
    day: date | None = None  #: the day it is listed under: the publisher's, else the capture's
    dated: bool = True  #: whether *day* is the publisher's
    word_count: int
    sentence_count: int = 0
    reading_minutes: int
    keywords: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    summary: str | None = None
    fingerprint: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
