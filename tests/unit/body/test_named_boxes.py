"""Boxes that their names mark as parts of the text are kept, and boxes that lead away are not."""

from __future__ import annotations

import pytest
from tests.support.framed_page import AFTER, BEFORE, between, page, parsed

import clippings
from clippings.body.layout import lay_out_page
from clippings.body.named_boxes import RULES, BoxRule, find_rule, with_named_boxes
from clippings.page.flow import read_flow
from clippings.page.page import make_page

ENDINGS = tuple(rule for rule in RULES if rule.may_end)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def words_of(markup: str) -> list[str]:
    """Return the texts of the passages of *markup*."""
    return [passage.text for passage in read_flow(make_page(f"<div>{markup}</div>"))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_kept_whole(rule: BoxRule) -> None:
    assert letters(between(parsed(rule.example))) == letters("".join(words_of(rule.example)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_near_miss_of_a_rule_is_left_out(rule: BoxRule) -> None:
    text = parsed(rule.near_miss).text
    assert not any(word in text for word in words_of(rule.near_miss))


@pytest.mark.parametrize("rule", ENDINGS, ids=lambda rule: rule.name)
def test_a_box_at_the_end_of_the_text_is_kept(rule: BoxRule) -> None:
    last = f"<p>{AFTER[-1]}</p>"
    html = page("").replace(last, last + rule.example)
    assert all(word in clippings.parse(html).text for word in words_of(rule.example))


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="theme-admonition admonition_xJq3 alert"><div class="admonitionHeading_Gvgb">tip</div><div '
        'class="admonitionContent_BuS1"><p>Bring a coat.</p></div></div>',
        '<div class="markdown-alert markdown-alert-note"><p>Note</p><p>Bring a coat.</p></div>',
        '<div class="kg-card kg-callout-card"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">Bring '
        "a coat.</div></div>",
        '<aside class="starlight-aside starlight-aside--tip"><p aria-hidden="true">Tip</p><p>Bring a coat.</p></aside>',
        '<figure class="block-color-gray callout" style="display:flex"><div>💡</div><div>Bring a coat.</div></figure>',
    ],
)
def test_the_remarks_of_publishing_programs_are_kept(markup: str) -> None:
    assert "Bring a coat." in between(parsed(markup))


@pytest.mark.parametrize(
    "markup",
    [
        '<div role="note"><p>Bring a coat.</p></div>',
        '<div class="alert alert-info" role="alert"><strong>Note:</strong> Bring a coat.</div>',
        '<div itemscope itemtype="https://schema.org/FAQPage"><div itemscope itemprop="mainEntity"><h3>What now?</h3>'
        "<div>Bring a coat.</div></div></div>",
    ],
)
def test_roles_and_types_mark_boxes_as_names_do(markup: str) -> None:
    assert "Bring a coat." in between(parsed(markup))


def test_boxes_directly_after_each_other_are_kept_together() -> None:
    steps = "".join(f'<div class="step"><h3>Step {n}</h3><p>Cut wick {n}.</p></div>' for n in range(1, 6))
    text = between(parsed(steps))
    assert all(f"Cut wick {n}." in text for n in range(1, 6))


def test_a_box_after_the_end_in_another_part_of_the_page_is_left_out() -> None:
    html = page("").replace("</article>", '</article><section class="faq"><h3>Who pays?</h3><p>You.</p></section>')
    assert "Who pays?" not in clippings.parse(html).text


def test_a_box_without_kept_passages_around_it_is_left_out() -> None:
    first = f"<p>{BEFORE[0]}</p>"
    html = page("").replace(first, f'<div class="facts"><p>41 m</p></div>{first}')
    assert "41 m" not in clippings.parse(html).text


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        ("admonition note", "remark"),
        ("AdmonitionContent_BuS1", "remark"),
        ("wp-block-callout", "remark"),
        ("product-specs-fieldset", "facts"),
        ("schema-faq-section", "questions"),
        ("how-to__item", "steps"),
    ],
)
def test_a_name_has_a_rule(names: str, rule: str) -> None:
    found = find_rule(names)
    assert found is not None
    assert found.name == rule


@pytest.mark.parametrize("names", ["tooltip", "footnote", "e-con-inner", "table-instruction", "qa-paragraph", "dialog"])
def test_a_similar_name_has_no_rule(names: str) -> None:
    assert find_rule(names) is None


def test_without_kept_passages_no_box_is_kept() -> None:
    document = make_page("<body><h1>Quay</h1><div class=steps><p>Open the quay.</p></div></body>")
    assert with_named_boxes(lay_out_page(document, read_flow(document), None), [0.5, 0.5], []) == []
