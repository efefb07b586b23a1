"""The rules of the fields, the examples that they carry, and the findings that they give."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from tests.support.field_pages import field_page, reading_of

from clippings.body import read_body
from clippings.fields import (
    access,
    canonical_url,
    declared_language,
    find_title,
    kind,
    publisher,
    section,
    standfirst,
    tags,
)
from clippings.fields.authors import author_sources
from clippings.fields.context import ArticleContext
from clippings.fields.dates import modified, published_rules
from clippings.fields.dates.date_parsing import ParsedDate, parse_date
from clippings.fields.rule import MAX_REJECTED, Example, Rule, Unfit, finding, first_finding
from clippings.fields.title import title_candidates, undeclared_titles
from clippings.page.page import make_page
from clippings.records import MAX_RAW

CONTEXT = ArticleContext(make_page("<p>Bridge</p>"))
EXAMPLE = Example("7")

FIELD_RULES: dict[str, Iterable[Rule[Any]]] = {
    "access": access.RULES,
    "authors": author_sources.DECLARED,
    "canonical_url": canonical_url.RULES,
    "kind": kind.RULES,
    "language": declared_language.RULES,
    "modified": modified.RULES,
    "published": (*published_rules.RULES, *published_rules.LAST_RESORTS),
    "publisher": publisher.RULES,
    "section": section.RULES,
    "standfirst": standfirst.RULES,
    "tags": tags.RULES,
    "title": (*title_candidates.DECLARING, *undeclared_titles.RULES),
}
RULES = [pytest.param(rule, id=f"{field} {rule.name}") for field, rules in FIELD_RULES.items() for rule in rules]


def context_of(rule: Rule[Any], *, near_miss: bool = False) -> ArticleContext:
    """Return the context of the rule's example, with the near miss in place of its markup if that is asked for.

    The body is every long paragraph; for rules that read the roles of passages it is the extracted one.
    """
    example = rule.example
    places = {name: getattr(example, name) for name in ("head", "below", "after", "outside")}
    if near_miss:
        place = next(name for name in ("outside", "after", "below", "head") if places[name])
        places[place] = example.near_miss
    page = field_page(
        places["head"],
        f"<h1>Bridge vote passes before midnight</h1>{places['below']}",
        places["after"],
        outside=places["outside"],
        url=example.url,
    )
    title = find_title(page)
    name = title.value if title else None
    reading = read_body(page, name, admit="everything") if rule.name.startswith("body:") else reading_of(page)
    return ArticleContext(page, reading, None, name)


def values(rule: Rule[Any], context: ArticleContext) -> list[str]:
    """Return what *rule* reads: a text itself, the day of a date, the meaning of a pair of text and meaning."""
    found = []
    for read in rule.read(context):
        value = read[1] if isinstance(read, tuple) else read
        moment = parse_date(value) if rule.example.found[:3] == "202" and isinstance(value, str) else value
        found.append(moment.day.isoformat() if isinstance(moment, ParsedDate) else str(value))
    return found


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_finds_the_value_in_its_example(rule: Rule[Any]) -> None:
    assert values(rule, context_of(rule))[:1] == [rule.example.found]


@pytest.mark.parametrize("rule", [each for each in RULES if each.values[0].example.near_miss])  # type: ignore[union-attr]
def test_rules_do_not_match_their_near_miss(rule: Rule[Any]) -> None:
    assert rule.example.found not in values(rule, context_of(rule, near_miss=True))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_gives_its_reason_in_a_sentence(rule: Rule[Any]) -> None:
    assert rule.reason.endswith(".")
    assert rule.reason.count(" ") >= 3


@pytest.mark.parametrize("field", FIELD_RULES)
def test_the_rules_of_a_field_have_names_of_their_own(field: str) -> None:
    names = [rule.name for rule in FIELD_RULES[field]]
    assert len({*names}) == len(names)


def whole_number(raw: str) -> int:
    if not raw.isdigit():
        raise Unfit("no number")
    return int(raw)


def make_rule(name: str, *raws: str) -> Rule[str]:
    return Rule(name, lambda _: raws, "A rule of this test.", EXAMPLE)


def test_the_first_accepted_candidate_in_the_order_of_rules_is_found() -> None:
    found = first_finding("section", CONTEXT, (make_rule("first", "x", "7"), make_rule("second", "8")), whole_number)
    assert found is not None
    assert (found.value, found.rule, found.raw) == (7, "first", "7")
    assert [(refused.rule, refused.raw, refused.why) for refused in found.rejected] == [("first", "x", "no number")]


def test_rules_after_the_one_that_found_are_not_read() -> None:
    def fails(_context: ArticleContext) -> list[str]:
        raise AssertionError

    last = Rule("b", fails, "A rule of this test.", EXAMPLE)
    assert first_finding("section", CONTEXT, (make_rule("a", "7"), last), whole_number) is not None


def test_without_an_accepted_candidate_nothing_is_found() -> None:
    assert first_finding("section", CONTEXT, (make_rule("a", "x"),), whole_number) is None


def test_a_finding_keeps_500_characters_and_twelve_rejected_candidates() -> None:
    rules = (make_rule("a", *["x" * 2_000] * 50), make_rule("b", "1" * 2_000))
    found = first_finding("section", CONTEXT, rules, whole_number)
    assert found is not None
    assert (len(found.raw), MAX_RAW, len(found.rejected), MAX_REJECTED) == (500, 500, 12, 12)
    assert len(found.rejected[0].raw) == 500


def test_confidence_does_not_decrease_with_agreement() -> None:
    claims = [finding("title", "h1", "Bridge", "Bridge", agreeing=agreeing).confidence for agreeing in (0, 1, 2, 5)]
    assert claims == sorted(claims)
