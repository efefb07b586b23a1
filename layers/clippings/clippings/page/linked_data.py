"""Reads a page's JSON-LD within limits. Broken JSON is repaired where possible, and never raises an error.

A script that is not JSON even after the repairs is searched for the few keys that fields need. Without those it is left
out. Syntax: https://www.w3.org/TR/json-ld11/, vocabulary: https://schema.org/.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import msgspec

from clippings.page.json_values import read_json

Node: TypeAlias = dict[str, Any]

#: Longest script that is read, in characters. The longest one of an article in the corpus has 400,000.
MAX_SCRIPT = 2_000_000
#: Maximum number of objects that are read on one page. A page with more is a list of many articles.
MAX_NODES = 4_000
#: Deepest nesting that is followed. Articles need six levels.
MAX_DEPTH = 24
#: Longest text of a value, in characters. Article bodies are read as they are.
MAX_TEXT_CHARS = 100_000
#: Most values and characters of texts that are read on one page: many objects may refer to one long text or list.
MAX_READ = 4_000_000

#: Comments, and comment marks around the whole script.
_WRAPPING = re.compile(
    r"<!--[^{}]{0,500}?-->|<!--|-->|(?://?\s{0,99})?<!\[CDATA\[|(?://?\s{0,99})?\]\]>|^[^\S\n]*+//.*$"
    r"|/\*(?:[^\"*/]|\*(?!/)|/(?!\*))*\*/",
    re.MULTILINE,
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_STRAY_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_SALVAGE = re.compile(
    r'"(headline|alternativeHeadline|datePublished|dateModified|dateCreated|articleSection|description|inLanguage)"'
    r'\s*:\s*"((?:[^"\\]|\\.)*)"(?=\s*[,}])'
)


def read_script(text: str) -> list[Any]:
    """Return the JSON values in one ``application/ld+json`` script; an empty list if it is unreadable."""
    text = text.strip()
    if not text or len(text) > MAX_SCRIPT:
        return []
    try:
        return [msgspec.json.decode(text)]
    except (msgspec.DecodeError, RecursionError):
        return _repaired(text)


def _repaired(text: str) -> list[Any]:
    for repaired in _repairs(text):
        values = _concatenated(repaired)
        if values:
            return values
    salvaged = dict(reversed(_SALVAGE.findall(text)))
    return [{"@type": "Article", **{key: _string(value) for key, value in salvaged.items()}}] if salvaged else []


def _string(escaped: str) -> str:
    """Return the value of a JSON string that is given without its quotation marks; unchanged if it is not valid."""
    try:
        value, _ = read_json(f'"{escaped}"')
    except ValueError:
        value = escaped
    return html.unescape(str(value))


def _repairs(text: str) -> Iterator[str]:
    """Yield *text* unchanged, then again and again with one more kind of error repaired."""
    yield text
    text = _WRAPPING.sub(" ", text)
    yield text
    text = _STRAY_ESCAPE.sub("", _TRAILING_COMMA.sub("", text))
    yield text
    if "&" in text:
        yield html.unescape(text)


def _concatenated(text: str) -> list[Any]:
    """Return the consecutive JSON objects and arrays at the beginning of *text*, at most :data:`MAX_NODES`."""
    values: list[Any] = []
    position = 0
    while position < len(text) and len(values) < MAX_NODES:
        if text[position] in " \t\r\n,;":
            position += 1
            continue
        try:
            value, position = read_json(text, position)
        except ValueError:
            break
        if not isinstance(value, dict | list):
            break
        values.append(value)
    return values


def types(node: Node) -> tuple[str, ...]:
    """Return the node's types without their namespace."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return tuple(name.rsplit("/", 1)[-1].removeprefix("schema:") for name in names if isinstance(name, str))


#: The types of articles in schema.org, and the types of pages whose main text is read as an article.
ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "BlogPosting",
        "ReportageNewsArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "AskPublicNewsArticle",
        "ReviewNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "LiveBlogPosting",
        "TechArticle",
        "ScholarlyArticle",
        "MedicalScholarlyArticle",
        "SocialMediaPosting",
        "Report",
        "Review",
        "CriticReview",
        "Recipe",
        "HowTo",
        "Interview",
        "DiscussionForumPosting",
        "LearningResource",
        "MedicalWebPage",
    ]
)
PAGE_TYPES = frozenset(["WebPage", "ItemPage", "AboutPage", "FAQPage", "QAPage"])


@dataclass
class LinkedData:
    """The objects of the page's JSON-LD: *nodes* with their depth, in document order; *by_id* resolves references."""

    nodes: tuple[tuple[int, Node], ...] = ()
    by_id: dict[str, Node] = field(default_factory=dict)
    room: int = MAX_READ  #: values and characters that may still be read

    def of_type(self, wanted: frozenset[str]) -> list[tuple[int, Node]]:
        """Return depth and node of every object whose type is among *wanted*."""
        return [item for item, names in self._typed if not wanted.isdisjoint(names)]

    @cached_property
    def _typed(self) -> list[tuple[tuple[int, Node], tuple[str, ...]]]:
        """The objects that have a type, with their types."""
        return [(item, names) for item in self.nodes if (names := types(item[1]))]

    def resolve(self, value: Any) -> Any:
        """Return the object that *value* refers to if it has only an ``@id``; else *value*."""
        if isinstance(value, dict) and "@id" in value and len(value) <= 2 and isinstance(value["@id"], str):
            return self.by_id.get(value["@id"], value)
        return value

    def values(self, node: Node, key: str) -> list[Any]:
        """Return the values of *key* in *node* as a flat list, with references resolved.

        At most :data:`MAX_NODES` values are read, and :data:`MAX_READ` of a page: lists may refer to one another and to
        themselves.
        """
        value = node.get(key)
        flat: list[Any] = []
        pending = [value]
        for _ in range(MAX_NODES):
            if not pending or self.room < 0:
                break
            self.room -= 1
            value = self.resolve(pending.pop())
            if isinstance(value, list):
                pending.extend(reversed(value[:MAX_NODES]))
            elif isinstance(value, dict) and "@list" in value:
                pending.append(value["@list"])
            elif value is not None:
                flat.append(value)
        return flat

    def texts(self, node: Node, key: str) -> list[str]:
        """Return the values of *key* as strings. Of an object, that is its ``@value``, ``name`` or ``headline``."""
        found: list[str] = []
        for value in self.values(node, key):
            said = _said(value)
            self.room -= len(said)
            if self.room < 0:
                break
            if text := _on_one_line(said):
                found.append(text)
        return found


def text_of(value: Any) -> str:
    """Return a JSON-LD value as one line of text; empty if it has no text."""
    return _on_one_line(_said(value))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("@value", "name", "headline", "text") if value.get(key)), None
        ) or _full_name(value)
    if isinstance(value, list):
        value = value[0] if value else None
    return value[:MAX_TEXT_CHARS] if isinstance(value, str) else ""


def _on_one_line(said: str) -> str:
    return " ".join((html.unescape(said) if "&" in said and ";" in said else said).split())


def read_linked_data(scripts: Iterable[str]) -> LinkedData:
    """Return the linked data in *scripts*, the texts of the page's ``application/ld+json`` elements."""
    nodes: list[tuple[int, Node]] = []
    by_id: dict[str, Node] = {}
    for script in scripts:
        for value in read_script(script) if len(nodes) < MAX_NODES else ():
            for depth, node in _walk(value):
                if len(nodes) >= MAX_NODES:
                    break
                nodes.append((depth, node))
                name = node.get("@id")
                if isinstance(name, str) and len(node) > len(by_id.get(name, ())):
                    by_id[name] = node
    return LinkedData(tuple(nodes), by_id)


def _walk(value: Any) -> Iterator[tuple[int, Node]]:
    """Yield the objects in *value* in document order with their depth. ``@graph`` and arrays add no depth."""
    pending: list[tuple[int, Any]] = [(0, value)]
    while pending:
        depth, value = pending.pop()
        if isinstance(value, list):
            pending.extend((depth, inner) for inner in reversed(value) if isinstance(inner, dict | list))
        elif isinstance(value, dict):
            yield depth, value
            if depth < MAX_DEPTH:
                inner = [(depth + (key != "@graph"), v) for key, v in value.items() if isinstance(v, dict | list)]
                pending.extend(reversed(inner))


def _full_name(person: Node) -> str | None:
    """Return the name of a person that is given in parts, or None."""
    parts = [person.get(key) for key in ("givenName", "additionalName", "familyName")]
    names = [part.strip() for part in parts if isinstance(part, str) and part.strip()]
    return " ".join(names) if isinstance(person.get("familyName"), str) and names else None
