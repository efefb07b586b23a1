"""The standfirst: one page for each way of knowing it, and its near miss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from clippings.records import Finding

Read = Callable[..., dict[str, Finding[Any]]]
H1 = "<h1>Bridge vote passes before midnight</h1>"
LEAD = "After years of quarrels the council has voted for a new bridge over the river."


def standfirst(found: dict[str, Finding[Any]]) -> tuple[str | None, str | None]:
    return (found["standfirst"].rule, found["standfirst"].value) if "standfirst" in found else (None, None)


@pytest.mark.parametrize(
    ("rule", "head", "markup"),
    [
        ("shown:description", f'<meta name="description" content="{LEAD}">', f"<div>{LEAD}</div>"),
        ("class:standfirst", "", f'<p class="standfirst">{LEAD}</p>'),
        ("class:standfirst", "", f'<div class="article-vorspann">{LEAD}</div>'),
        (
            "shown:like-description",
            '<meta name="description" content="After years of quarrels the council has voted for a bridge over it.">',
            f"<div>{LEAD} It was a long night in the old hall.</div>",
        ),
        ("shown:h2", "", f"<h2>{LEAD}</h2>"),
        ("shown:between", "", f"<div>{LEAD}</div>"),
    ],
)
def test_standfirsts_are_found_by_several_rules(read: Read, rule: str, head: str, markup: str) -> None:
    found = standfirst(read(head, H1 + markup))
    assert found[0] == rule
    assert (found[1] or "").startswith(LEAD)


def test_an_invisible_description_is_not_a_standfirst(read: Read) -> None:
    head = '<meta property="og:description" content="All about bridges, votes and rivers on this page.">'
    assert standfirst(read(head)) == (None, None)


@pytest.mark.parametrize(
    "markup",
    [
        f'<figure><figcaption><div><span style="display:block">{LEAD}</span></div></figcaption></figure>',
        '<p class="standfirst">Town hall</p>',
        '<p class="standfirst">Bridge vote passes before midnight, council says</p>',
        '<p class="standfirst">By Jane Doe and John Public, who wrote from the hall</p>',
        f'<figure><figcaption class="intro">{LEAD}</figcaption></figure>',
        '<div class="author-intro">Jane Doe writes about rivers and bridges for this paper</div>',
        '<div class="intro"><a href="/next">The next bridge is being built in another town, they say</a></div>',
    ],
)
def test_labels_titles_bylines_captions_and_links_are_not_standfirsts(read: Read, markup: str) -> None:
    assert standfirst(read(above=H1 + markup)) == (None, None)


def test_two_paragraphs_with_the_same_class_are_one_standfirst(read: Read) -> None:
    second = "Work is to begin in spring, and the ferry will run for free."
    markup = f'<div><p class="lead">{LEAD}</p><p class="lead">{second}</p></div>'
    assert standfirst(read(above=H1 + markup))[1] == f"{LEAD}\n{second}"


@pytest.mark.parametrize(
    "note",
    [
        "We may earn a commission when you buy through links on this page, which costs you nothing at all.",
        "All products shown on this page are independently selected by our editors, whoever may have made them.",
        "This story contains affiliate links, through which the makers of this page are paid a little.",
        "We test everything that we write about. Buying through links on our site supports our work and costs nothing.",
        "Dieser Artikel enthält Affiliate-Links: Wer darüber einkauft, unterstützt damit die Arbeit der Redaktion.",
        "Die Redaktion hat diese Meldung redaktionell nicht bearbeitet. Sie wurde von einer Agentur übernommen.",
        "FILE - The old bridge is seen from the north bank of the river at low water, Monday, June 3, 2024.",
    ],
)
def test_a_note_on_the_production_is_not_a_standfirst(read: Read, note: str) -> None:
    found = read(above=f"{H1}<div>{note}</div>")
    assert "standfirst" not in found or found["standfirst"].value != note


@pytest.mark.parametrize(
    "text",
    [
        "Brokers earn more commission on flats by the river than ever before, and tenants pay for it in the end.",
        "Buying a boat through an agent has its links to crime, and purchases abroad more of them, police say.",
        "No affiliate links, no paid promotion: these are the boats that I have rowed myself for a whole summer.",
    ],
)
def test_a_standfirst_about_commissions_is_kept(read: Read, text: str) -> None:
    assert read(above=f"{H1}<div>{text}</div>")["standfirst"].value == text
