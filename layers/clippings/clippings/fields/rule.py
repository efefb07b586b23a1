"""What a heuristic is: a named way to read candidates, in the order of trust that its field's tuple gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from clippings.fields.confidence import confidence
from clippings.fields.context import ArticleContext
from clippings.records import MAX_RAW, Finding, Rejected

T = TypeVar("T")

#: Most refusals that a finding remembers; a page of teasers would fill the record with them.
MAX_REJECTED = 12


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to read a field: *read* yields the raw candidates that stand in one place of the page, in order."""

    name: str
    read: Callable[[ArticleContext], Iterable[str]]


class Unfit(Exception):
    """A candidate was turned down; its text says why in a few words."""


def rejected(rule: str, raw: str, why: str) -> Rejected:
    """Return the record of a candidate that was turned down."""
    return Rejected(rule, raw[:MAX_RAW], why)


def finding(
    field: str, rule: str, value: T, raw: str, refused: Iterable[Rejected] = (), *, agreeing: int = 0
) -> Finding[T]:
    """Return *value* with its history; *agreeing* is how many further places of the page say the same."""
    return Finding(value, rule, raw[:MAX_RAW], confidence(field, rule, agreeing), tuple(refused)[:MAX_REJECTED])


def first_finding(
    field: str, context: ArticleContext, rules: Iterable[Rule], accept: Callable[[str], T]
) -> Finding[T] | None:
    """Return the first candidate in the order of *rules* that *accept* turns into a value.

    *accept* raises :class:`Unfit` for a candidate that it turns down.
    """
    refused: list[Rejected] = []
    for rule in rules:
        for raw in rule.read(context):
            try:
                value = accept(raw)
            except Unfit as unfit:
                refused.append(rejected(rule.name, raw, str(unfit)))
                continue
            return finding(field, rule.name, value, raw, refused)
    return None
