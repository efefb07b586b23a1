"""How candidates become a finding, and what it remembers of those that did not."""

from __future__ import annotations

from clippings.fields.context import ArticleContext
from clippings.fields.rule import MAX_REJECTED, Rule, Unfit, finding, first_finding
from clippings.page.page import make_page
from clippings.records import MAX_RAW

STORY = ArticleContext(make_page("<p>Bridge</p>"))


def whole_number(raw: str) -> int:
    if not raw.isdigit():
        raise Unfit("no number")
    return int(raw)


def test_the_first_fit_candidate_in_the_order_of_the_rules_is_found() -> None:
    rules = (Rule("first", lambda _: ["x", "7"]), Rule("second", lambda _: ["8"]))
    found = first_finding("section", STORY, rules, whole_number)
    assert found is not None
    assert (found.value, found.rule, found.raw) == (7, "first", "7")
    assert [(refused.rule, refused.raw, refused.why) for refused in found.rejected] == [("first", "x", "no number")]


def test_rules_behind_the_one_that_found_are_not_asked() -> None:
    def fails(_story: ArticleContext) -> list[str]:
        raise AssertionError

    assert first_finding("section", STORY, (Rule("a", lambda _: ["7"]), Rule("b", fails)), whole_number) is not None


def test_nothing_fit_is_nothing_found() -> None:
    assert first_finding("section", STORY, (Rule("a", lambda _: ["x"]),), whole_number) is None


def test_what_was_read_is_kept_to_500_characters_and_a_dozen_refusals() -> None:
    rules = (Rule("a", lambda _: ["x" * 2_000] * 50), Rule("b", lambda _: ["1" * 2_000]))
    found = first_finding("section", STORY, rules, whole_number)
    assert found is not None
    assert (len(found.raw), MAX_RAW, len(found.rejected), MAX_REJECTED) == (500, 500, 12, 12)
    assert len(found.rejected[0].raw) == 500


def test_a_finding_claims_no_less_for_every_further_witness() -> None:
    claims = [finding("title", "h1", "Bridge", "Bridge", agreeing=agreeing).confidence for agreeing in (0, 1, 2, 5)]
    assert claims == sorted(claims)
