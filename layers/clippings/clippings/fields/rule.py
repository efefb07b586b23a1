"""The rules of the fields: each names one way to find a value, why it can be trusted, and a page on which it works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from clippings.fields.confidence import confidence
from clippings.fields.context import ArticleContext
from clippings.records import MAX_RAW, Finding, Rejected

T = TypeVar("T")

#: Most rejected candidates that a finding keeps: a page of teasers would fill the record with them.
MAX_REJECTED = 12
#: Most candidates of one rule that are examined.
MAX_CANDIDATES = 1_000


@dataclass(frozen=True, slots=True)
class Example:
    """A page on which a rule finds something. A test reads every example.

    Attributes:
        found: The first value that the rule reads there, as text.
        head: Markup in ``<head>``.
        below: Markup between the headline and the first paragraph.
        after: Markup after the last paragraph.
        outside: Markup after the article's element.
        url: The page's address.
        near_miss: Markup that the rule must leave alone where it replaces the other markup.
    """

    found: str
    head: str = ""
    below: str = ""
    after: str = ""
    outside: str = ""
    url: str = "https://news.example/2024/bridge"
    near_miss: str = ""


def json_ld(properties: str, kind: str = "NewsArticle") -> str:
    """Return the ``<script>`` of a JSON-LD object of the type *kind* with *properties*, which are JSON."""
    return f'<script type="application/ld+json">{{"@type":"{kind}",{properties}}}</script>'


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One way to find the value of a field.

    Attributes:
        name: What provenance calls the rule. Names are stored: they do not change.
        read: Yields the candidates that one place of the page holds, in order.
        reason: Why the place can be trusted, or what the rule is needed for.
        example: A page on which the rule finds something.
    """

    name: str
    read: Callable[[ArticleContext], Iterable[T]]
    reason: str
    example: Example

    def candidates(self, context: ArticleContext) -> Iterator[T]:
        """Yield the first :data:`MAX_CANDIDATES` of what the rule reads in *context*."""
        return islice(self.read(context), MAX_CANDIDATES)


class Unfit(Exception):
    """A candidate was rejected. The text says why in a few words."""


def rejected(rule: str, raw: str, why: str) -> Rejected:
    """Return the record of a candidate that was rejected."""
    return Rejected(rule, raw[:MAX_RAW], why)


def finding(
    field: str, rule: str, value: T, raw: str, refused: Iterable[Rejected] = (), *, agreeing: int = 0
) -> Finding[T]:
    """Return the finding of *value*.

    Args:
        field: The field's name.
        rule: The name of the rule that found the value.
        value: The field's value.
        raw: What the rule read.
        refused: The candidates that were rejected before.
        agreeing: How many other places of the page say the same.
    """
    return Finding(value, rule, raw[:MAX_RAW], confidence(field, rule, agreeing), tuple(refused)[:MAX_REJECTED])


def first_finding(
    field: str, context: ArticleContext, rules: Iterable[Rule[str]], accept: Callable[[str], T]
) -> Finding[T] | None:
    """Return the first candidate, in the order of *rules*, that *accept* turns into a value.

    Args:
        field: The field's name.
        context: The page.
        rules: The field's rules, the most trusted first.
        accept: Returns the value of a candidate, or raises :class:`Unfit` to reject it.
    """
    refused: list[Rejected] = []
    for rule in rules:
        for raw in rule.candidates(context):
            try:
                value = accept(raw)
            except Unfit as unfit:
                refused.append(rejected(rule.name, raw, str(unfit)))
                continue
            return finding(field, rule.name, value, raw, refused)
    return None
